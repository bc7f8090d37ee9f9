#include "store/sqlite_store.h"

#include "store/source_row.h"

#include <algorithm>

namespace newsbus::store {

// Sources that left the configuration lose their jobs and keep everything else.
void SqliteStore::drop_missing(std::span<const SourceRow> configured) {
    std::vector<std::string_view> ids;
    for (const SourceRow& row : configured) ids.push_back(row.id);
    std::sort(ids.begin(), ids.end());
    std::vector<std::int64_t> missing;
    {
        Query row = database_.query("SELECT no, id FROM source WHERE active");
        while (row.next())
            if (!std::binary_search(ids.begin(), ids.end(), row.bytes(1))) missing.push_back(row.integer(0));
    }
    for (std::int64_t source : missing) {
        database_.run("UPDATE source SET active = 0 WHERE no = ?", source);
        std::vector<std::int64_t> pages;
        {
            Query row = database_.query("SELECT id FROM job WHERE source = ? AND kind = 1", source);
            while (row.next()) pages.push_back(row.integer(0));
        }
        for (std::int64_t page : pages) forget_page(page, source);
        // Parts that were not visited are to be named anew when the source comes back.
        database_.run(
            "UPDATE source SET known = x'', etag = '', last_modified = '' WHERE no = ? AND EXISTS(SELECT 1 FROM job"
            " WHERE source = source.no AND kind = 2)",
            source);
        database_.run("DELETE FROM job WHERE source = ?", source);
    }
}

// The entry was never published, so the next poll must bring it again: as if the feed's entry had changed.
void SqliteStore::forget_page(std::int64_t job, std::int64_t source) {
    database_.run("UPDATE seen SET latest = x'', print = 0 WHERE no = (SELECT entry FROM job WHERE id = ?)", job);
    database_.run("UPDATE source SET known = x'', etag = '', last_modified = '' WHERE no = ?", source);
    database_.run("DELETE FROM job WHERE id = ?", job);
}

// The rows of everything else point to the source's number, so taking its state over is renaming it.
void SqliteStore::adopt(const SourceRow& configured, const std::vector<std::string_view>& all) {
    if (configured.previous_id.empty() || configured.previous_id == configured.id) return;
    if (std::binary_search(all.begin(), all.end(), configured.previous_id)) return;  // still a source of its own
    if (database_.number("SELECT no FROM source WHERE id = ?", configured.previous_id) == 0) return;
    std::int64_t own = database_.number("SELECT no FROM source WHERE id = ?", configured.id);
    if (own != 0) {
        bool blank = database_.number("SELECT polls FROM source WHERE no = ?", own) == 0 &&
                     database_.number("SELECT count(*) FROM seen WHERE source = ?", own) == 0;
        if (!blank) return;
        database_.run("DELETE FROM job WHERE source = ?", own);
        database_.run("DELETE FROM note WHERE source = ?", own);
        database_.run("DELETE FROM source WHERE no = ?", own);
    }
    database_.run("UPDATE source SET id = ? WHERE id = ?", configured.id, configured.previous_id);
}

void SqliteStore::add_poll(std::int64_t source, TimePoint due) {
    std::string url;
    {
        Query row = database_.query("SELECT url FROM source WHERE no = ?", source);
        row.next();
        url = row.text(0);
    }
    database_.run("INSERT INTO job(source, kind, url, host, due) VALUES(?, 0, ?, ?, ?)", source, url, host_of(url),
                  due);
}

// True when the source takes its place among the first polls.
bool SqliteStore::set_source(const SourceRow& configured, TimePoint first_due) {
    std::int64_t source = 0;
    bool active = false, moved = false, gone = false;
    {
        Query row = database_.query("SELECT no, active, configured_url <> ?, health = ? FROM source WHERE id = ?",
                                    configured.url, static_cast<int>(Health::gone), configured.id);
        if (row.next()) {
            source = row.integer(0);
            active = row.small(1);
            moved = row.small(2);
            gone = row.small(3);
        }
    }
    if (source == 0) {
        database_.run("INSERT INTO source(id, active, configured_url, url) VALUES(?, 1, ?, ?)", configured.id,
                      configured.url, configured.url);
        source = database_.last_row();
    } else if (moved) {
        // A new job, so that the answer of a visit to the old URL that is under way finds none and is not stored.
        database_.run("DELETE FROM job WHERE source = ? AND kind <> 1", source);
        database_.run(
            "UPDATE source SET active = 1, configured_url = ?, url = ?, etag = '', last_modified = '', moved_to = '',"
            " moved_count = 0, gone_count = 0, failures = 0, health = 0, reason = '', since = NULL, known = x'',"
            " rests_until = NULL WHERE no = ?",
            configured.url, configured.url, source);
    } else if (!active) {
        database_.run("UPDATE source SET active = 1, gone_count = 0 WHERE no = ?", source);
    } else if (gone) {
        return false;  // a restart does not bring it back; a new URL, taking it out and in again, or asking for it does
    }
    if (database_.number("SELECT count(*) FROM job WHERE source = ? AND kind = 0", source) > 0)
        return database_.run(
                   "UPDATE job SET due = min(due, ?) WHERE source = ? AND kind = 0 AND leased IS NULL AND"
                   " (SELECT last_attempt FROM source WHERE no = job.source) IS NULL",
                   first_due, source) > 0;
    add_poll(source, first_due);
    return true;
}

Result<void> SqliteStore::set_sources(std::span<const SourceRow> sources, const FirstPolls& first) {
    return guarded([&] {
        std::vector<std::string_view> ids;
        for (const SourceRow& row : sources) ids.push_back(row.id);
        std::sort(ids.begin(), ids.end());

        Transaction transaction(database_, Durability::full);
        for (const SourceRow& row : sources) adopt(row, ids);
        drop_missing(sources);
        TimePoint next = first.begin;
        for (const SourceRow& row : sources)
            if (set_source(row, next)) next += first.apart;
        for (const SourceRow& row : sources)
            database_.run("UPDATE source SET name = ? WHERE id = ? AND name <> ?", row.name, row.id, row.name);
        transaction.commit();
    });
}

}  // namespace newsbus::store
