#pragma once

#include "base/exposition.h"
#include "store/store.h"

namespace newsbus::service {

/// Writes the metrics of the store: sources by health, each source in survey.sources, the log, the files. Only the id
/// of a source becomes a label: text of pages and feeds never does.
void write_survey(Exposition& page, const store::Survey& survey);

}  // namespace newsbus::service
