#include "serving.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;
using Tag = Serving::Tag;
using Way = Serving::Way;

constexpr std::string_view places[] = {"today", "gate", "new", "b", "c"};

std::string path_of(const std::string& source, std::string_view place) {
    return fmt::format("/{}/{}", source, place);
}

std::string tag_text(Tag tag, std::string_view edition, int answer) {
    switch (tag) {
        case Tag::weak:
            return fmt::format("W/\"{}\"", edition);
        case Tag::odd:
            return fmt::format("\"{}; of a, b  c=\t'd'\"", edition);
        case Tag::bare:
            return std::string(edition);
        case Tag::renewed:
        case Tag::restless:
            return fmt::format("\"{}/{}\"", edition, answer);
        case Tag::strong:
            break;
    }
    return fmt::format("\"{}\"", edition);
}

}  // namespace

Serving serving_of(const Settings& settings, Random& dice) {
    Serving serving;
    auto some = [&](std::string_view trouble, double share) { return dice.chance(share) && settings.has(trouble); };
    const auto tag = static_cast<Tag>(dice.below(6));
    if (some("validators", 0.6)) serving.tag = tag;
    serving.modified = some("validators", 0.5);
    serving.only_modified = some("validators", 0.2);
    const auto way = static_cast<Way>(dice.between(1, 5));
    if (some("redirects", 0.3)) serving.way = way;
    const int minutes = settings.calm ? dice.between(5, 300) : dice.between(1, 20);
    if (some("fresh", 0.3)) serving.fresh = std::chrono::minutes(minutes);
    serving.expires = dice.chance(0.5);
    serving.clock = std::chrono::minutes(dice.between(-3000, 3000));
    const int ttl = settings.calm ? dice.between(5, 300) : dice.between(1, 20);
    if (some("hints", 0.2)) serving.ttl_minutes = ttl;
    return serving;
}

Validators validators_of(const Serving& serving, const Document& document, int answer) {
    Validators validators;
    if (serving.modified || serving.only_modified) validators.last_modified = document.modified;
    if (!serving.only_modified && !document.etag.empty())
        validators.etag = tag_text(serving.tag, document.etag, answer);
    return validators;
}

bool knows(const Serving& serving, const Document& document, const Validators& sent) {
    if (serving.tag == Tag::restless && !serving.only_modified) return false;
    const Validators own = validators_of(serving, document, 0);
    if (sent.etag.empty() || own.etag.empty())
        return !sent.last_modified.empty() && sent.last_modified == own.last_modified;
    if (serving.tag == Tag::renewed) return sent.etag.starts_with('"' + document.etag + '/');
    return sent.etag == own.etag;
}

std::vector<std::pair<std::string, std::string>> freshness_headers(const Serving& serving, TimePoint now) {
    if (serving.fresh == Duration(0)) return {};
    if (!serving.expires) return {{"cache-control", fmt::format("public, max-age={}", serving.fresh / 1s)}};
    const TimePoint date = now + serving.clock;
    return {{"date", format_http_date(date)}, {"expires", format_http_date(date + serving.fresh)}};
}

std::vector<Redirect> hops_of(const Serving& serving, const Url& from, const std::string& source, int answer) {
    std::vector<Redirect> hops;
    auto hop = [&](int status, std::string_view place) {
        const Url& at = hops.empty() ? from : hops.back().to;
        hops.push_back({status, at, Url::parse(path_of(source, place), at).value(), false});
    };
    const std::string_view path = from.path();
    const bool at_home = !is_hop(path, source);
    constexpr int temporary[] = {302, 303, 307};
    const int other = temporary[answer % 3];
    if (serving.way == Way::temporary && at_home) hop(other, "today");
    if (serving.way == Way::permanent && at_home) hop(308, "b");
    if (serving.way == Way::permanent && path != path_of(source, "c")) hop(301, "c");
    if (serving.way == Way::mixed && at_home) hop(301, "new");
    if (serving.way == Way::mixed && path != path_of(source, "today")) hop(other, "today");
    if (serving.way == Way::detour && at_home) hop(other, "gate");
    if (serving.way == Way::detour && path != path_of(source, "today")) hop(301, "today");
    if (serving.way == Way::restless && at_home) hop(301, fmt::format("session-{}", answer));
    return hops;
}

bool is_hop(std::string_view path, const std::string& source) {
    return path.starts_with(path_of(source, "session-")) ||
           std::ranges::any_of(places, [&](std::string_view place) { return path == path_of(source, place); });
}

}  // namespace newsbus::simulation
