// The promises of a commit, held against power cuts: on a disk that puts off, reorders and tears what was not synced.

#include "power_disk.h"
#include "support.h"

#include "base/sha256.h"
#include "store/sqlite/database.h"
#include "store/sqlite/schema.h"

#include <gtest/gtest-spi.h>
#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <random>

namespace newsbus::store::test {
namespace {

unsigned number_from(const char* variable, unsigned otherwise) {
    const char* given = std::getenv(variable);
    return given ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : otherwise;
}

/// All rows of all tables, as one number.
std::uint64_t print_of(Database& database) {
    std::string all;
    std::vector<std::string> tables;
    for (Query table =
             database.query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
         table.next();)
        tables.push_back(table.text(0));
    for (const std::string& table : tables) {
        sqlite3_stmt* statement = nullptr;
        sqlite3_prepare_v2(database.handle(), ("SELECT * FROM " + table).c_str(), -1, &statement, nullptr);
        for (Query row(statement); row.next();)
            for (int column = 0; column < sqlite3_column_count(statement); ++column)
                (all += row.bytes(column)) += '\x1f';
        sqlite3_finalize(statement);
    }
    return fingerprint(all);
}

/// What the database holds, read by a connection that leaves no trace.
struct Found {
    std::string integrity;
    std::uint64_t state;
};

Found look_at(const Options& options) {
    Database database(database_file(options.dir), Database::Mode::read_write);
    sqlite3_db_config(database.handle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    Query row = database.query("PRAGMA integrity_check");
    row.next();
    return {row.text(0), print_of(database)};
}

/// What a store has promised, and whether it holds.
class Promises {
public:
    /// A call begins. `offered`: how many messages it appends if it is done; nothing = it is not known.
    void begin(std::string call, std::optional<std::size_t> offered, bool trims = false) {
        call_ = std::move(call);
        offered_ = offered;
        trims_ = trims;
    }

    /// It has returned, and all up to the number `last` is promised.
    void acknowledge(Seq last) { last_ = std::max(last_, last); }

    /// The state after the call: what is `safe` may not be lost, else a power cut may bring an earlier one back.
    void remember(std::uint64_t state, bool safe) {
        const bool changed = states_.empty() || states_.back() != state;
        if (changed) states_.push_back(state);
        if (safe && changed) safe_ = states_.size() - 1;
    }

    /// From here on readers see what there is.
    void open() { safe_ = states_.size() - 1; }

    /// The log, as a reader sees it after a call or a start.
    void see(const std::map<Seq, OutboxEntry>& log) {
        std::size_t lost = 0;
        for (const auto& [seq, entry] : log_) {
            const auto there = log.find(seq);
            if (there == log.end())
                ++lost;
            else
                EXPECT_EQ(there->second, entry) << "number " << seq << " has changed its meaning: " << call_;
        }
        EXPECT_TRUE(lost == 0 || trims_) << lost << " messages are lost: " << call_;
        if (!log.empty()) {
            const auto [first, last] = std::pair(log.begin()->first, log.rbegin()->first);
            EXPECT_EQ(last - first + 1, log.size()) << "a gap: " << call_;
            EXPECT_GE(last, last_) << "what was acknowledged is lost: " << call_;
            if (offered_ && last != last_) {
                EXPECT_EQ(last - last_, *offered_) << "a part of a commit: " << call_;
            }
            last_ = last;
        }
        log_ = log;
        begin("nothing", 0);
    }

    /// What a death has left: the state after a call, or that of the call under way.
    void find(const Found& found, bool cut) {
        EXPECT_EQ(found.integrity, "ok") << call_;
        if (states_.empty()) return;
        const auto first = states_.begin() + static_cast<std::ptrdiff_t>(cut ? safe_ : states_.size() - 1);
        const auto known = std::find(first, states_.end(), found.state);
        ++(known == states_.end() ? done_ : known + 1 == states_.end() ? undone_ : set_back_);
        if (known != states_.end()) offered_ = 0;
    }

    /// How many deaths left the call under way done or undone, and how many took calls before it that may be lost.
    std::string account() const {
        return fmt::format("{} call under way done, {} undone, {} calls before it undone", done_, undone_, set_back_);
    }

private:
    std::vector<std::uint64_t> states_;  ///< after each call, oldest first
    std::size_t safe_ = 0;               ///< the first of them that a power cut may leave
    std::map<Seq, OutboxEntry> log_;
    Seq last_ = 0;  ///< highest number that is promised
    std::string call_;
    std::optional<std::size_t> offered_ = 0;
    bool trims_ = false;
    std::size_t done_ = 0, undone_ = 0, set_back_ = 0;
};

/// One store that lives on through deaths, at work as a daemon works it.
class Lives {
public:
    explicit Lives(unsigned seed) : dice_(seed) {
        options_.dir = directory_.path();
        options_.retention.age = 4h;
    }

    /// A life until the n-th operation of the disk, and a look at what is left.
    void live(std::uint64_t operations, bool cut) {
        disk.end_after(operations);
        if (open())
            while (work()) {
            }
        outbox_.reset();
        store_.reset();
        if (cut)
            disk.come_back(dice_);
        else
            disk.come_back_from_a_kill();
        promises.find(look_at(options_), cut);
    }

    /// Opens the store and looks at the log. False when the end came.
    bool open() {
        auto store = open_sqlite_store(options_, now_);
        if (!goes_on(store)) return false;
        store_ = std::move(*store);
        EXPECT_EQ(store_->new_epoch(), "") << "nobody put this database back";
        auto outbox = open_sqlite_outbox(options_.dir);
        if (!goes_on(outbox)) return false;
        outbox_ = std::move(*outbox);
        if (!see_log() || !remember(true)) return false;
        promises.open();
        return configure();
    }

    PowerDisk disk;
    Promises promises;

private:
    bool happens(double chance) { return std::bernoulli_distribution(chance)(dice_); }
    int below(int end) { return std::uniform_int_distribution(0, end - 1)(dice_); }

    /// Did the call return what it should? Only the end is a reason why not.
    template <class T>
    bool goes_on(const Result<T>& result) {
        if (result) return !disk.is_off();
        EXPECT_TRUE(disk.is_off()) << result.error().what;
        return false;
    }

    bool remember(bool safe) {
        const Found found = look_at(options_);
        if (!disk.is_off()) promises.remember(found.state, safe);
        return !disk.is_off();
    }

    bool see_log() {
        std::map<Seq, OutboxEntry> log;
        for (Seq after = 0;;) {
            auto part = outbox_->read({.after = after});
            if (!goes_on(part)) return false;
            if (part->empty()) break;
            after = part->back().seq;
            for (OutboxEntry& entry : *part) log.emplace(entry.seq, std::move(entry));
        }
        promises.see(log);
        return true;
    }

    bool configure() {
        std::vector<ConfiguredSource> rows;
        for (int i = 0; i < sources_; ++i) {
            const std::string id = fmt::format("s{}", i);
            rows.push_back({id, "https://news.example/" + id, ""});
        }
        promises.begin("configure", std::nullopt);
        return goes_on(store_->set_sources(rows, {now_})) && see_log() && remember(true);
    }

    /// One thing that a daemon does. False when the end came.
    bool work() {
        now_ += 10min;
        switch (below(10)) {
            case 0:
                promises.begin("cursor", 0);
                return goes_on(store_->save_cursor("zeromq", static_cast<Seq>(below(100)))) && remember(false);
            case 1:
                promises.begin("trim", std::nullopt, true);
                return goes_on(store_->trim(now_)) && see_log() && remember(true);
            case 2:
                sources_ = std::clamp(sources_ + below(3) - 1, 1, 6);
                return configure();
            default:
                return poll();
        }
    }

    bool poll() {
        promises.begin("make due", 0);
        if (!goes_on(store_->make_all_due(now_)) || !remember(false)) return false;
        promises.begin("claim", 0);
        auto jobs = store_->claim(now_, static_cast<std::size_t>(1 + below(8)), no_limits());
        if (!goes_on(jobs) || !remember(false)) return false;
        if (!jobs->empty() && happens(0.2)) {
            promises.begin("release", 0);
            const std::int64_t back = jobs->back().id;
            jobs->pop_back();
            if (!goes_on(store_->release({&back, 1})) || !remember(false)) return false;
        }
        std::vector<Outcome> outcomes;
        for (const Job& job : *jobs) {
            outcomes.push_back(visited(job));
            if (happens(0.5) && !commit(std::exchange(outcomes, {}))) return false;
        }
        return outcomes.empty() || commit(std::move(outcomes));
    }

    Outcome visited(const Job& job) {
        if (job.kind == JobKind::page) return paged(job, now_, job.draft->article);
        std::vector<Entry> entries, drafts;
        for (int left = happens(0.1) ? 60 : below(5); left > 0; --left) {
            const std::string body(static_cast<std::size_t>(below(happens(0.1) ? 60'000 : 3'000)), 'x');
            const std::string name = fmt::format("{}-{}", job.source, ++articles_);
            if (happens(0.1))
                drafts.push_back(draft(article(name, body)));
            else
                entries.push_back(entry(article(name, body)));
        }
        return polled(job, now_, std::move(entries), std::move(drafts));
    }

    bool commit(std::vector<Outcome> outcomes) {
        std::size_t offered = 0;
        for (const Outcome& outcome : outcomes)
            offered += static_cast<std::size_t>(std::ranges::count(outcome.entries, Intent::publish, &Entry::intent));
        promises.begin("commit", offered);
        auto receipts = store_->commit(outcomes);
        if (receipts)
            for (const Result<Receipt>& receipt : *receipts) promises.acknowledge(must(receipt).last);
        return goes_on(receipts) && see_log() && remember(true);
    }

    Folder directory_;
    Options options_;
    std::mt19937 dice_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<Outbox> outbox_;
    TimePoint now_ = t0;
    int sources_ = 3, articles_ = 0;
};

/// `most` power cuts, kills between them; each store dies eight times.
void cut(unsigned seed, unsigned most) {
    std::mt19937 dice(seed);
    unsigned cuts = 0, kills = 0;
    while (cuts < most) {
        const unsigned world = dice();
        SCOPED_TRACE(fmt::format("NEWSBUS_SEED={} NEWSBUS_CUTS={}, world {}", seed, most, world));
        Lives lives(world);
        for (int life = 0; life < 8 && cuts < most; ++life) {
            const bool cut = dice() % 4 != 0;
            lives.live(1 + dice() % (dice() % 2 ? 400 : 40), cut);
            if (::testing::Test::HasFailure()) return;
            ++(cut ? cuts : kills);
        }
        lives.disk.end_after(0);
        ASSERT_TRUE(lives.open());
        std::cout << lives.promises.account() << '\n';
    }
    std::cout << fmt::format("{} power cuts, {} kills\n", cuts, kills);
}

TEST(PowerCut, AtAnyOperationTakesNothingThatWasPromised) {
    cut(number_from("NEWSBUS_SEED", std::random_device{}()), number_from("NEWSBUS_CUTS", 40));
}

// A check that cannot fail proves nothing.
TEST(PowerCut, OnADiskThatOnlySaysThatItHasWrittenIsNoticed) {
    bool noticed = false;
    for (unsigned seed = 1; seed <= 20 && !noticed; ++seed) {
        ::testing::TestPartResultArray failures;
        {
            ::testing::ScopedFakeTestPartResultReporter watch(
                ::testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &failures);
            Lives lives(seed);
            lives.live(200, true);
            lives.disk.lies = true;
            lives.live(200, true);
            lives.disk.lies = false;
            lives.disk.end_after(0);
            try {
                lives.open();
            } catch (const std::exception&) {
            }
        }
        noticed = failures.size() > 0;
    }
    EXPECT_TRUE(noticed);
}

}  // namespace
}  // namespace newsbus::store::test
