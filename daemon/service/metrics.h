#pragma once

#include "base/exposition.h"
#include "store/store.h"

namespace newsbus::service {

/// The metrics of the store: the sources by health, each of survey.sources, the log, the files. A source is named by
/// its id and nothing else: what a page or a feed says never becomes a label.
void write_survey(Exposition& page, const store::Survey& survey);

}  // namespace newsbus::service
