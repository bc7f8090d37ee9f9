#include "cli/why_view.h"

#include "base/one_line.h"
#include "cli/json_text.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <string_view>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

std::string joined(const json::array& names) {
    std::string all;
    for (const json::value& name : names)
        if (name.is_string()) all += (all.empty() ? "" : ", ") + std::string(name.as_string());
    return one_line(all, 300);
}

std::string message_words(const json::object& event) {
    std::string words =
        fmt::format("version {}, number {}, {}", text(event, "version"), text(event, "sequence"), text(event, "topic"));
    if (std::string body = text(event, "bodyStatus"); !body.empty())
        words += fmt::format(", body {}, {} words", body, event.contains("wordCount") ? text(event, "wordCount") : "0");
    if (std::string changed = joined(list(event, "changed")); !changed.empty()) words += "; changed: " + changed;
    return words;
}

std::string note_words(const json::object& event) {
    std::string words = text(event, "what", 1000);
    if (event.contains("times"))
        words += fmt::format(" ({} times, first {})", text(event, "times"), text(event, "first"));
    return words;
}

std::string event_line(const json::object& event) {
    std::string kind = text(event, "kind");
    std::string words = kind == "seen"   ? "for the first time, from " + text(event, "source")
                        : kind == "note" ? note_words(event)
                                         : message_words(event);
    return fmt::format("  {:<24}  {:<9}  {}\n", text(event, "time"), kind, words);
}

void add_field(std::string& out, std::string_view name, const std::string& value) {
    if (!value.empty()) out += fmt::format("  {:<11} {}\n", name, value);
}

std::string entry_text(const json::object& entry) {
    std::string headline = text(entry, "headline");
    std::string out = fmt::format("{}\n", headline.empty() ? "(no headline known)" : headline);
    add_field(out, "id", text(entry, "id"));
    add_field(out, "url", text(entry, "url", 2000));
    if (text(entry, "canonicalUrl") != text(entry, "url"))
        add_field(out, "canonical", text(entry, "canonicalUrl", 2000));
    if (text(entry, "identifier") != text(entry, "url")) add_field(out, "identifier", text(entry, "identifier", 2000));
    for (const json::value& value : list(entry, "sources")) {
        const json::object& source = value.as_object();
        add_field(out, "source", fmt::format("{}: {}", text(source, "source"), text(source, "verdict", 1500)));
        add_field(out, "",
                  fmt::format("seen {} to {} (exact to a day), known by {} keys", text(source, "firstSeen"),
                              text(source, "lastSeen"), list(source, "keys").size()));
    }
    out += '\n';
    for (const json::value& event : list(entry, "events")) out += event_line(event.as_object());
    if (std::string left_out = text(entry, "leftOut"); !left_out.empty()) out += "  left out: " + left_out + "\n";
    return out;
}

std::string near_text(const json::object& source) {
    std::string out =
        fmt::format("{} is {}: {}\n", text(source, "id"), text(source, "relation"), text(source, "url", 500));
    std::string health = text(source, "health");
    if (health.empty()) return out + "  it was never looked at: the configuration is newer than the state\n";
    std::string reason = text(source, "reason", 700);
    out += fmt::format("  health {}{}{}\n", health, reason.empty() ? "" : ": ", reason);
    std::string success = text(source, "lastSuccess"), next = text(source, "nextDue");
    out += fmt::format("  last success {}, next poll {}, {} articles so far\n", success.empty() ? "never" : success,
                       next.empty() ? "never" : next, text(source, "articles"));
    for (const json::value& note : list(source, "notes")) out += event_line(note.as_object());
    return out;
}

}  // namespace

std::string pretty_why(const json::object& answer) {
    std::string out;
    for (const json::value& entry : list(answer, "entries"))
        out += (out.empty() ? "" : "\n") + entry_text(entry.as_object());
    return out;
}

bool names_a_source(const json::object& answer) {
    const json::array& near = list(answer, "near");
    return !near.empty() && near.front().is_object() && text(near.front().as_object(), "id") == text(answer, "asked");
}

std::string nothing_found(const json::object& answer) {
    const json::array& near = list(answer, "near");
    std::string out;
    for (const json::value& source : near) out += near_text(source.as_object());
    return out;
}

}  // namespace newsbus::cli
