#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/seen_articles.h"
#include "cli/terminal.h"
#include "message/frames.h"

namespace newsbus::cli {

/// Messages for people, in aligned columns: local time, event, language, source, headline; then the link, and for an
/// update what changed since the version shown before. A failing source is shown in red. Nothing in a message can move
/// the cursor or change colours.
class MessageView {
public:
    /// The lines of one message, each ended by a line feed, fitting `terminal`. Only links are never cut.
    std::string show(const message::Frames& message, const Terminal& terminal);

private:
    struct Fields;
    std::string head(const Fields& fields, const Terminal& terminal);
    std::vector<std::string> changes(const Fields& fields, const Terminal& terminal);

    SeenArticles seen_;
    std::size_t language_width_ = 2, source_width_ = 12;  ///< of the widest so far, within bounds
};

}  // namespace newsbus::cli
