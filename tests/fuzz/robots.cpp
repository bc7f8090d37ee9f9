#include "article/article.h"
#include "source/rights.h"
#include "source/robots_memory.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using newsbus::Url;
using newsbus::source::Robots;
using newsbus::source::RobotsMemory;

void require(bool holds) {
    if (!holds) std::abort();
}

/// What is kept fits into the store, comes back as it was, and is read anew as the same rules.
void check_memory(const Robots& robots) {
    const RobotsMemory memory{newsbus::TimePoint(), robots, 1, "why", newsbus::TimePoint(), newsbus::TimePoint()};
    const std::string text = memory.str();
    require(text.size() <= 64 << 10);
    require(RobotsMemory::parse(text) == memory);
    std::string document = "User-agent: newsbus\n";
    for (const auto& rule : robots.rules) document += (rule.allows ? "Allow: " : "Disallow: ") + rule.pattern + "\n";
    const Robots again = newsbus::source::read_robots(document);
    require(again.rules.size() == robots.rules.size());
    for (std::size_t i = 0; i < again.rules.size(); ++i) require(again.rules[i].pattern == robots.rules[i].pattern);
}

}  // namespace

/// Any bytes are a robots.txt, whose rules judge any address; any bytes are what a store remembers of one. The first
/// line is a path.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view all(reinterpret_cast<const char*>(data), size);
    const std::string_view path = all.substr(0, all.find('\n'));
    const std::string_view document = all.substr(std::min(path.size() + 1, all.size()));
    static const Url base = Url::parse("https://courier.example/").value();

    const Robots robots = newsbus::source::read_robots(document);
    check_memory(robots);
    const RobotsMemory any = RobotsMemory::parse(document);
    require(RobotsMemory::parse(any.str()).robots.rules == any.robots.rules);
    auto url = Url::parse(path, base);
    if (!url) return 0;
    const auto* rule = robots.refusal(*url);
    require(!rule || !rule->allows);
    if (url->path() == "/robots.txt") require(!rule);
    any.robots.refusal(*url);

    newsbus::Job job;
    job.url = url->str();
    job.robots = RobotsMemory{newsbus::TimePoint(), robots, 0, "", {}, {}}.str();
    newsbus::Response response;
    response.url = *url;
    response.headers = {{"x-robots-tag", std::string(document)}, {"link", std::string(document)}};
    newsbus::Article article;
    newsbus::source::put_rights(job, response, article);
    for (char c : article.robots) require(c >= 0x20 && c < 0x7F);
    return 0;
}
