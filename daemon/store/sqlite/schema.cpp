#include "store/sqlite/schema.h"

#include <iterator>

namespace newsbus::store {
namespace {

constexpr std::int64_t application_id = 0x6e777362;  // "nwsb"

// One script a schema version, in order; user_version counts those that ran. What was released never changes: a new
// version is a new script.
constexpr const char* migrations[] = {
    R"sql(
-- publisher: random id of this installation; configured_publisher: the one that wins over it. seq: last number given out. bytes: size of the log.
-- trimmed_from: first message of a trimmed range not announced yet, 0 = none.
CREATE TABLE meta(key TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('publisher', lower(hex(randomblob(8)))), ('seq', 0), ('bytes', 0), ('trimmed_from', 0);

CREATE TABLE source(
    no INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    active INTEGER NOT NULL,          -- stands in the configuration
    configured_url TEXT NOT NULL,
    url TEXT NOT NULL,                -- configured or learnt
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    health INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    since INTEGER,
    last_success INTEGER,
    last_attempt INTEGER,
    last_status INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    gone_count INTEGER NOT NULL DEFAULT 0,
    polls INTEGER NOT NULL DEFAULT 0,
    articles INTEGER NOT NULL DEFAULT 0,
    moved_to TEXT NOT NULL DEFAULT '',
    moved_count INTEGER NOT NULL DEFAULT 0,
    rhythm INTEGER NOT NULL DEFAULT 0,
    known BLOB NOT NULL DEFAULT x''
) STRICT;

-- What was ever seen; ledger/rules.h tells what becomes of it.
CREATE TABLE seen(
    no INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source(no),
    id TEXT NOT NULL,                 -- of the article, as of first sight
    announce INTEGER NOT NULL,        -- what it is announced as, as of first sight
    version INTEGER NOT NULL,         -- last one settled, 0 = none
    first_seq INTEGER,                -- of its first message in the log
    latest BLOB NOT NULL,             -- digest of the last entry a poll brought
    told BLOB NOT NULL,               -- digest of `version`
    print INTEGER NOT NULL,           -- known_print of the last entry a poll brought
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL        -- exact to a day
) STRICT;
CREATE INDEX seen_id ON seen(id);
CREATE INDEX seen_source ON seen(source);
CREATE INDEX seen_last ON seen(last_seen);

-- The rungs of the identity ladder, as fingerprints.
CREATE TABLE seen_key(
    source INTEGER NOT NULL,
    key INTEGER NOT NULL,
    entry INTEGER NOT NULL REFERENCES seen(no) ON DELETE CASCADE,
    PRIMARY KEY(source, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_key_entry ON seen_key(entry);

-- AUTOINCREMENT: the number of a deleted job is never given to another, so a late outcome cannot hit the wrong one.
CREATE TABLE job(
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source INTEGER NOT NULL REFERENCES source(no),
    kind INTEGER NOT NULL,            -- JobKind
    entry INTEGER REFERENCES seen(no) ON DELETE CASCADE,  -- pages
    url TEXT NOT NULL,
    host TEXT NOT NULL,
    due INTEGER NOT NULL,
    leased INTEGER,                   -- when it was claimed, NULL = free
    attempt INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    draft BLOB,                       -- pages; parts: 1 when the first poll named it
    again INTEGER NOT NULL DEFAULT 0  -- the draft was replaced while the job was out
) STRICT;
CREATE INDEX job_free ON job(host, due) WHERE leased IS NULL;
CREATE INDEX job_leased ON job(leased) WHERE leased IS NOT NULL;
CREATE INDEX job_source ON job(source, kind);
CREATE UNIQUE INDEX job_entry ON job(entry) WHERE entry IS NOT NULL;

-- For each host its first free job, kept by the triggers below. A claim walks hosts, not jobs: ten thousand due jobs of
-- a busy host cost it one row.
CREATE TABLE host(name TEXT PRIMARY KEY, due INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX host_due ON host(due);
CREATE TRIGGER job_added AFTER INSERT ON job WHEN new.leased IS NULL BEGIN
    INSERT INTO host VALUES(new.host, new.due) ON CONFLICT(name) DO UPDATE SET due = min(due, excluded.due);
END;
CREATE TRIGGER job_changed AFTER UPDATE OF host, due, leased ON job BEGIN
    DELETE FROM host WHERE name = old.host;
    INSERT INTO host SELECT host, due FROM job WHERE host = old.host AND leased IS NULL ORDER BY due LIMIT 1;
END;
CREATE TRIGGER job_rehosted AFTER UPDATE OF host ON job WHEN new.host <> old.host BEGIN
    DELETE FROM host WHERE name = new.host;
    INSERT INTO host SELECT host, due FROM job WHERE host = new.host AND leased IS NULL ORDER BY due LIMIT 1;
END;
CREATE TRIGGER job_deleted AFTER DELETE ON job WHEN old.leased IS NULL BEGIN
    DELETE FROM host WHERE name = old.host;
    INSERT INTO host SELECT host, due FROM job WHERE host = old.host AND leased IS NULL ORDER BY due LIMIT 1;
END;

CREATE TABLE topic(
    no INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    last INTEGER NOT NULL             -- seq; survives trimming
) STRICT;

-- The log. Everything a message says is stored as it was said: replay gives the same bytes after any change of config.
CREATE TABLE outbox(
    seq INTEGER PRIMARY KEY,
    prev INTEGER NOT NULL,
    time INTEGER NOT NULL,
    topic INTEGER NOT NULL REFERENCES topic(no),
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    type TEXT NOT NULL,
    subject TEXT NOT NULL,
    body BLOB NOT NULL                -- JSON; a BLOB's length is known without reading it
) STRICT;
-- Narrow and covering: a filtered replay reads twenty bytes for each message it passes over.
CREATE INDEX outbox_scan ON outbox(seq, time, topic);

CREATE TABLE cursor(sink TEXT PRIMARY KEY, sent INTEGER NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE memory(
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    time INTEGER NOT NULL,
    value BLOB NOT NULL,
    PRIMARY KEY(kind, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE note(
    no INTEGER PRIMARY KEY,
    source INTEGER NOT NULL REFERENCES source(no),
    identifier TEXT NOT NULL,
    time INTEGER NOT NULL,
    what TEXT NOT NULL
) STRICT;
CREATE INDEX note_identifier ON note(identifier);
)sql",
    R"sql(
ALTER TABLE seen ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;  -- `version` had the full text of its page
)sql",
    R"sql(
ALTER TABLE source ADD COLUMN name TEXT NOT NULL DEFAULT '';  -- for people, as configured
)sql",
    R"sql(
-- Numbers and subjects in the order of the log: what was told of an entry is found without reading bodies, and a new
-- message adds its line at the end.
CREATE INDEX outbox_subject ON outbox(seq, subject);
-- A note that says what an earlier one said takes its place: `time` is when it was said last.
ALTER TABLE note ADD COLUMN id TEXT NOT NULL DEFAULT '';      -- of the article, '' = about the source
ALTER TABLE note ADD COLUMN first INTEGER NOT NULL DEFAULT 0; -- when it was said first
ALTER TABLE note ADD COLUMN times INTEGER NOT NULL DEFAULT 1;
UPDATE note SET first = time;
CREATE INDEX note_id ON note(id, source);
)sql",
    R"sql(
-- The numberings of the log, in order (epoch.h). Messages before the first one's `first` have none.
CREATE TABLE epoch(no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, first INTEGER NOT NULL) STRICT;
-- A message with all that it says, as stored_message() reads it. Epochs are few, and a message's is mostly the last one.
CREATE VIEW message AS
    SELECT seq, prev, time, t.name AS topic, id, source, type, subject, body,
           (SELECT name FROM epoch WHERE first <= seq ORDER BY no DESC LIMIT 1) AS epoch
    FROM outbox o JOIN topic t ON t.no = o.topic;
)sql",
    R"sql(
ALTER TABLE source ADD COLUMN hint_least INTEGER NOT NULL DEFAULT 0;  -- PollHints; the bits of skip_days stand above the 24
ALTER TABLE source ADD COLUMN hint_skip INTEGER NOT NULL DEFAULT 0;   -- of skip_hours
)sql",
    R"sql(
ALTER TABLE source ADD COLUMN newest_article INTEGER;  -- when an article of it was last announced as `published`
UPDATE source SET newest_article = (SELECT max(first_seen) FROM seen WHERE seen.source = source.no AND announce = 0 AND
    first_seq IS NOT NULL);
)sql",
    R"sql(
ALTER TABLE source ADD COLUMN rests_until INTEGER;  -- the last answer asked not to be asked again before (Retry-After)
)sql",
    R"sql(
ALTER TABLE seen ADD COLUMN state INTEGER NOT NULL DEFAULT 0;  -- ledger::State
-- What was told is in the log (4), what has a version and was not told is quiet (3). Of the rest those that wait for
-- their page, or are to be brought again (0), were kept back by publish_once (2), or dropped by a plugin (1).
UPDATE seen SET state = CASE
    WHEN first_seq IS NOT NULL THEN 4
    WHEN version > 0 THEN 3
    WHEN latest = x'' OR EXISTS(SELECT 1 FROM job WHERE entry = seen.no) THEN 0
    WHEN EXISTS(SELECT 1 FROM note n WHERE n.id = seen.id AND n.source = seen.source AND n.what LIKE 'kept back by publish_once%') THEN 2
    ELSE 1 END;
-- A draft is that of a page and nothing else.
ALTER TABLE job ADD COLUMN first INTEGER NOT NULL DEFAULT 0;   -- parts: the first poll of the source named it
UPDATE job SET first = coalesce(draft = x'31', 0), draft = NULL WHERE kind = 2;
)sql",
    R"sql(
ALTER TABLE seen ADD COLUMN earlier BLOB NOT NULL DEFAULT x'';        -- Digest::content() of versions before `version`
ALTER TABLE seen ADD COLUMN date INTEGER;                             -- of publication, as `version` said it
ALTER TABLE seen ADD COLUMN date_precision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE seen ADD COLUMN date_moves INTEGER NOT NULL DEFAULT 0;    -- versions that brought nothing but another date
ALTER TABLE source ADD COLUMN moving_dates INTEGER NOT NULL DEFAULT 0;  -- entries whose dates say nothing
)sql",
    R"sql(
-- How many entries are remembered of each source, and which of them no poll has brought for longest.
CREATE TABLE remembered(source INTEGER PRIMARY KEY, entries INTEGER NOT NULL) STRICT;
INSERT INTO remembered SELECT source, count(*) FROM seen GROUP BY source;
CREATE TRIGGER seen_added AFTER INSERT ON seen BEGIN
    INSERT INTO remembered VALUES(new.source, 1) ON CONFLICT(source) DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER seen_forgotten AFTER DELETE ON seen BEGIN
    UPDATE remembered SET entries = entries - 1 WHERE source = old.source;
END;
DROP INDEX seen_source;
CREATE INDEX seen_source ON seen(source, last_seen);
)sql",
    R"sql(
-- The polls of a host, which come before its pages.
CREATE INDEX job_poll ON job(host, due) WHERE leased IS NULL AND kind = 0;
)sql",
    R"sql(
-- How many pages and parts of each source wait, and the bytes of their drafts.
CREATE TABLE waiting(source INTEGER PRIMARY KEY, jobs INTEGER NOT NULL, bytes INTEGER NOT NULL) STRICT;
INSERT INTO waiting SELECT source, count(*), sum(coalesce(length(draft), 0)) FROM job WHERE kind <> 0 GROUP BY source;
CREATE TRIGGER waiting_added AFTER INSERT ON job WHEN new.kind <> 0 BEGIN
    INSERT INTO waiting VALUES(new.source, 1, coalesce(length(new.draft), 0))
        ON CONFLICT(source) DO UPDATE SET jobs = jobs + 1, bytes = bytes + excluded.bytes;
END;
CREATE TRIGGER waiting_changed AFTER UPDATE OF draft ON job WHEN new.kind <> 0 BEGIN
    UPDATE waiting SET bytes = bytes + coalesce(length(new.draft), 0) - coalesce(length(old.draft), 0)
        WHERE source = new.source;
END;
CREATE TRIGGER waiting_done AFTER DELETE ON job WHEN old.kind <> 0 BEGIN
    UPDATE waiting SET jobs = jobs - 1, bytes = bytes - coalesce(length(old.draft), 0) WHERE source = old.source;
END;
)sql",
    R"sql(
ALTER TABLE source ADD COLUMN fresh_for INTEGER;                       -- of the last answer (Cache-Control, Expires)
ALTER TABLE source ADD COLUMN overtaken INTEGER NOT NULL DEFAULT 0;    -- it had none of the entries of the one before
-- Hosts that are left alone: a server said that it gets too many requests.
CREATE TABLE rest(host TEXT PRIMARY KEY, since INTEGER NOT NULL, until INTEGER NOT NULL, why TEXT NOT NULL) STRICT,
    WITHOUT ROWID;
-- In meta: clock_run and clock_start, where the wall clock stood when the deadlines were right (ledger/clock_anchor.h).
-- The address that redirects led to and whose answer the validators came with; '' = the one that was asked.
ALTER TABLE source ADD COLUMN validators_from TEXT NOT NULL DEFAULT '';
)sql",
    R"sql(
-- The robots.txt to be fetched: one an origin, before all else of its host.
CREATE UNIQUE INDEX job_robots ON job(url) WHERE kind = 3;
CREATE INDEX job_robots_free ON job(host, due) WHERE leased IS NULL AND kind = 3;
)sql",
    R"sql(
-- The subscription at a hub: its PushStage, and the rest of Push as JSON (store/push.h).
ALTER TABLE source ADD COLUMN push_stage INTEGER NOT NULL DEFAULT 0;
ALTER TABLE source ADD COLUMN push TEXT NOT NULL DEFAULT '';
CREATE INDEX source_push ON source(push_stage) WHERE push_stage <> 0;
)sql",
    R"sql(
-- What hosts were asked (HostTraffic); day = days since 1970, UTC.
CREATE TABLE traffic(
    day INTEGER NOT NULL,
    host TEXT NOT NULL,
    requests INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    limited INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY(day, host)
) STRICT, WITHOUT ROWID;
)sql",
};

constexpr std::int64_t schema_version = std::size(migrations);

std::string file_of(const Database& database) {
    return sqlite3_db_filename(database.handle(), "main");
}

void check_origin(Database& database, std::int64_t version) {
    std::int64_t tables = database.number("SELECT count(*) FROM sqlite_schema");
    std::int64_t owner = database.number("PRAGMA application_id");
    if ((tables > 0 && owner != application_id) || version < 0)
        throw Failure({Errc::store, file_of(database) + ": is not a newsbus store"});
    if (version > schema_version)
        throw Failure({Errc::store, file_of(database) + ": was written by a newer newsbus (schema " +
                                        std::to_string(version) + ", this one knows " + std::to_string(schema_version) +
                                        ")"});
}

void migrate(Database& database, std::int64_t version) {
    for (; version < schema_version; ++version) {
        SqlTransaction transaction(database, Durability::full);
        database.script(migrations[version]);
        std::string stamp = "PRAGMA application_id=" + std::to_string(application_id) +
                            "; PRAGMA user_version=" + std::to_string(version + 1);
        database.script(stamp.c_str());
        transaction.commit();
    }
}

}  // namespace

std::filesystem::path database_file(const std::filesystem::path& dir) {
    return dir / "newsbus.db";
}

void prepare_writer(Database& database) {
    std::int64_t version = database.number("PRAGMA user_version");
    check_origin(database, version);
    database.script(
        "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-2048; PRAGMA wal_autocheckpoint=0;"
        "PRAGMA journal_size_limit=16777216");
    // -wal and -shm stay when the daemon stops: who may only read the directory cannot make them.
    int persist = 1;
    sqlite3_file_control(database.handle(), "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
    migrate(database, version);
}

void prepare_reader(Database& database) {
    database.script("PRAGMA query_only=ON; PRAGMA cache_size=-512");
    std::int64_t version = database.number("PRAGMA user_version");
    check_origin(database, version);
    if (version == 0)
        throw Failure({Errc::store, file_of(database) + ": is empty: nothing was ever stored, or it is lost"});
    if (version < schema_version)
        throw Failure({Errc::store, file_of(database) + ": was written by an older newsbus; `newsbus run` updates it"});
}

}  // namespace newsbus::store
