#pragma once

#include <string>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/result.h"
#include "base/time.h"
#include "cli/terminal.h"

namespace newsbus::cli {

/// What `newsbus status` puts first.
enum class StatusOrder { health, id, next, articles };

/// Which sources `newsbus status` shows.
struct StatusFilter {
    bool failing = false;               ///< only those whose health is neither "ok" nor "unknown"
    std::vector<std::string> patterns;  ///< ids or globs (fnmatch); empty = all
};

/// Leaves in `sources`, rows of service::status(), what the filter lets through. Fails with Errc::usage, naming it,
/// when a pattern is the id of no source.
Result<void> keep_only(boost::json::array& sources, const StatusFilter& filter);

/// Failing ones first, then by id; by id; the next poll first; most articles first.
void sort_sources(boost::json::array& sources, StatusOrder order);

/// "newsbus runs, log 1 to 42, sent 42, epoch b5090ed6f364a900" and "28 sources: 22 failing, 5 ok, 1 unknown; 14 pages
/// waiting", wrapped. Pages that wait are article pages still to be fetched. A daemon that refused its last reload, and
/// so runs on other than its files say, is told as that.
std::vector<std::string> status_summary(const boost::json::object& status, bool live, TimePoint now,
                                        const Terminal& terminal);

/// One line a source under a line of titles, fitting the terminal. Names, pages waiting and reasons have a column when
/// there are any, and of the rest the least important columns give way on a narrow terminal.
std::vector<std::string> status_table(const boost::json::array& sources, TimePoint now, const Terminal& terminal);

}  // namespace newsbus::cli
