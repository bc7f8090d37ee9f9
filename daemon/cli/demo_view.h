#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/interrupt.h"
#include "cli/terminal.h"
#include "message/frames.h"

namespace newsbus::cli {

/// What one site has brought, for the summary.
struct DemoTally {
    std::set<std::string> articles;  ///< different ids
    std::set<std::string> languages;
    std::map<std::string, std::size_t> events;
};

/// The output of the demo: acts, messages as a subscriber gets them, and what they mean. It fits the terminal, and
/// pauses before each act so that there is time to read; without a terminal it does not pause.
class DemoView {
public:
    DemoView(Terminal terminal, const Interrupt& interrupt) : terminal_(terminal), interrupt_(interrupt) {}

    void act(std::string_view title, std::string_view explanation);
    void paragraph(std::string_view words);  ///< wrapped
    void say(std::string_view line);
    void good(std::string_view line);
    void bad(std::string_view line);

    /// One message of the log, and why it was sent. `how` says how it came, when it did not come live.
    void message(const message::Frames& frames, std::string_view how = {});

    const std::map<std::string, DemoTally>& tallies() const { return tallies_; }

private:
    void line(std::string_view code, const std::string& text) const;

    Terminal terminal_;
    const Interrupt& interrupt_;
    std::map<std::string, DemoTally> tallies_;
};

}  // namespace newsbus::cli
