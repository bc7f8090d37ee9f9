#include "store/sqlite/survey.h"

#include "store/sqlite/source_row.h"

#include <filesystem>
#include <numeric>
#include <system_error>

namespace newsbus::store {
namespace {

namespace fs = std::filesystem;

/// 0 for a file that is not there.
std::uint64_t size_of(const fs::path& file) {
    std::error_code problem;
    std::uintmax_t size = fs::file_size(file, problem);
    return problem ? 0 : size;
}

}  // namespace

Bounds log_bounds(Database& database) {
    auto last = static_cast<Seq>(database.number("SELECT value FROM meta WHERE key = 'seq'"));
    auto oldest = static_cast<Seq>(database.number("SELECT min(seq) FROM outbox"));
    return Bounds{oldest != 0 || last == 0 ? oldest : last + 1, last};
}

Survey survey_of(Database& database, std::size_t most) {
    Survey survey;
    survey.census = census_of(database);
    if (std::accumulate(survey.census.begin(), survey.census.end(), std::size_t{0}) <= most)
        survey.sources = source_statuses(database);
    survey.pages_waiting = static_cast<std::size_t>(
        database.number("SELECT count(*) FROM job WHERE kind = ?", static_cast<int>(JobKind::page)));
    survey.subscriptions = count_subscriptions(database);
    survey.log = log_bounds(database);
    survey.log_bytes = static_cast<std::uint64_t>(database.number("SELECT value FROM meta WHERE key = 'bytes'"));

    const std::string file = sqlite3_db_filename(database.handle(), "main");
    survey.database_bytes = size_of(file);
    survey.wal_bytes = size_of(file + "-wal");
    std::error_code problem;
    fs::space_info space = fs::space(file, problem);
    survey.free_bytes = problem ? 0 : space.available;
    return survey;
}

}  // namespace newsbus::store
