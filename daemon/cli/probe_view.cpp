#include "cli/probe_view.h"

#include "base/one_line.h"
#include "base/size.h"
#include "cli/json_text.h"

#include <spdlog/fmt/fmt.h>

#include <boost/json.hpp>

#include <string_view>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

const json::object* member(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && value->is_object() ? &value->as_object() : nullptr;
}

std::string line(std::string_view name, const std::string& value) {
    return value.empty() ? "" : fmt::format("{:<10} {}\n", name, value);
}

/// As curl -v writes it: what was sent behind ">", what came behind "<".
std::string request_text(const json::object& request) {
    std::string address = text(request, "address");
    std::string out =
        fmt::format("* {} ({})\n", text(request, "url", 500), address.empty() ? "no connection" : address);
    for (const json::value& sent : list(request, "sent")) out += fmt::format("> {}\n", one_line(sent.as_string(), 400));
    for (const json::value& got : list(request, "answer")) out += fmt::format("< {}\n", one_line(got.as_string(), 400));
    return out;
}

std::string bytes_of(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value ? fmt::format("{} bytes", json::serialize(*value)) : "";
}

std::string answer_text(const json::object& answer) {
    std::string what = fmt::format("status {}, {} on the wire, {} decoded, {} ms", text(answer, "status"),
                                   bytes_of(answer, "bytesWire"), bytes_of(answer, "bytes"), text(answer, "ms"));
    const json::object* headers = member(answer, "headers");
    if (std::string encoding = headers ? text(*headers, "content-encoding") : ""; !encoding.empty())
        what += ", " + encoding;
    if (std::string charset = text(answer, "charset"); !charset.empty()) what += ", read as " + charset;
    return line("answer", what);
}

std::string document_text(const json::object& document) {
    std::string format = text(document, "format"), name = text(document, "name");
    std::string what = (format.empty() ? "page" : format) + (name.empty() ? "" : fmt::format(" \"{}\"", name));
    if (std::string sitemaps = text(document, "sitemaps"); !sitemaps.empty()) what += ", " + sitemaps + " sitemaps";
    what += fmt::format(", entries: {}", text(document, "entries"));
    if (std::string hub = text(document, "hub"); !hub.empty())
        what += fmt::format(", WebSub hub {} with topic {}", hub, text(document, "topic", 500));
    if (std::string ttl = text(document, "ttlMinutes"); !ttl.empty()) what += ", ttl " + ttl + " minutes";
    std::string out = line("document", what);
    for (const json::value& problem : list(document, "problems"))
        out += line("problem", one_line(problem.as_string(), 300));
    return out;
}

std::string article_text(const json::object& article) {
    std::string event = text(article, "event"), date = text(article, "datePublished");
    std::string headline = text(article, "headline", 200);
    std::string out = fmt::format("  {:<11} {:<20} {}\n", event, date.empty() ? "no date" : date,
                                  headline.empty() ? "(no headline)" : headline);
    std::string url = text(article, "url", 1000);
    std::string name = url.empty() ? text(article, "identifier", 500) : url;
    if (text(article, "page") == "true") name += "  (its page is fetched first)";
    if (!name.empty()) out += fmt::format("  {:<11} {}\n", "", name);
    if (std::string by = text(article, "droppedBy"); !by.empty())
        out += fmt::format("  {:<11} dropped by {}\n", "", by);
    for (const json::value& failure : list(article, "failures"))
        out += fmt::format("  {:<11} plugin failed: {}\n", "", one_line(failure.as_string(), 300));
    return out;
}

std::string articles_text(const json::object& report, std::size_t most) {
    const json::array& articles = list(report, "articles");
    std::string out = line("compared", text(report, "compared"));
    for (std::size_t i = 0; i < articles.size() && i < most; ++i) out += article_text(articles[i].as_object());
    if (articles.size() > most) out += fmt::format("  and {} more (--all shows them)\n", articles.size() - most);
    return out;
}

std::string robots_text(const json::object& robots) {
    std::string what = text(robots, "verdict") + " by " + text(robots, "url", 500);
    if (std::string why = text(robots, "why", 700); !why.empty()) what = why;
    if (std::string delay = text(robots, "crawlDelay"); !delay.empty()) what += ", crawl-delay " + delay + " seconds";
    return line("robots", what);
}

std::string again_text(const json::object& again) {
    std::string status = text(again, "status");
    std::string facts =
        status.empty() ? ""
                       : fmt::format("status {}, {}, {} ms: ", status, bytes_of(again, "bytesWire"), text(again, "ms"));
    return line("again", facts + text(again, "verdict", 700));
}

}  // namespace

std::string pretty_probe(const json::object& report, std::size_t most) {
    std::string out;
    for (const json::value& request : list(report, "requests")) out += request_text(request.as_object());
    out += '\n';
    if (const json::object* robots = member(report, "robots")) out += robots_text(*robots);
    if (const json::object* answer = member(report, "answer")) out += answer_text(*answer);
    if (const json::object* document = member(report, "document"))
        out += document_text(*document) + articles_text(report, most);
    if (const json::object* again = member(report, "again")) out += again_text(*again);
    if (const json::object* next = member(report, "next")) out += line("next poll", text(*next, "why", 1000));
    return out + line("error", text(report, "error", 1000));
}

}  // namespace newsbus::cli
