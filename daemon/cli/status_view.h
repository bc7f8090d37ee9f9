#pragma once

#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/result.h"
#include "base/time.h"
#include "cli/terminal.h"

namespace newsbus::cli {

/// The order of the sources in `newsbus status`.
enum class StatusOrder { health, id, next, articles };

/// Which sources `newsbus status` shows.
struct StatusFilter {
    bool failing = false;               ///< only those whose health is neither "ok" nor "unknown"
    std::vector<std::string> patterns;  ///< ids or globs (fnmatch); empty = all
};

/// Removes from `sources`, rows of service::status(), what the filter does not want. Fails with Errc::usage naming it
/// when a pattern matches the id of no source.
Result<void> keep_only(boost::json::array& sources, const StatusFilter& filter);

/// Sorts: health = failing ones first, then by id; id; next = the next poll first; articles = most articles first.
void sort_sources(boost::json::array& sources, StatusOrder order);

/// The summary: "newsbus runs, log 1 to 42, sent 42, epoch b5090ed6f364a900" and "28 sources: 22 failing, 5 ok, 1
/// unknown; 14 pages waiting", wrapped. Pages waiting are pages of articles still to be fetched. A daemon that refused
/// its last reload, and so runs on an older configuration than its files, is reported as such.
std::vector<std::string> status_summary(const boost::json::object& status, bool live, TimePoint now,
                                        const Terminal& terminal);

/// The table: titles, then one line a source, fitting the terminal. Names, pages waiting and reasons get a column only
/// when there are any. On a narrow terminal the least important columns are left out.
std::vector<std::string> status_table(const boost::json::array& sources, TimePoint now, const Terminal& terminal);

}  // namespace newsbus::cli
