#pragma once

#include <vector>

#include "async/work_watch.h"
#include "base/exposition.h"
#include "store/store.h"

namespace newsbus::service {

/// Writes the metrics of the store: sources by health, each source in survey.sources, the log, the files. Only the id
/// of a source becomes a label: text of pages and feeds never does.
void write_survey(Exposition& page, const store::Survey& survey);

/// Writes how long the oldest unfinished work of each thread has made no progress.
void write_work(Exposition& page, const std::vector<WorkWatch::Age>& ages);

}  // namespace newsbus::service
