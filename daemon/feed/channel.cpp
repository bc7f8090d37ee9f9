#include "feed/channel.h"
#include "base/ascii.h"
#include "feed/elements.h"
#include "feed/entry.h"
#include "feed/link.h"
#include "feed/person.h"
#include "feed/value.h"
#include "feed/vocabulary.h"

#include <array>
#include <charconv>

namespace newsbus::feed {
namespace {

constexpr std::string_view day_names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::string_view periods[] = {"hourly", "daily", "weekly", "monthly", "yearly"};

std::optional<int> whole_number(std::string_view text) {
    int number = 0;
    auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || number < 0) return std::nullopt;
    return number;
}

void read_skip_hours(pugi::xml_node node, FeedInfo& feed) {
    for (pugi::xml_node child : Elements(node)) {
        auto hour = whole_number(token_text(child));
        if (hour && *hour <= 24) feed.skip_hours.push_back(*hour % 24);  // 0.91 counts from 1 to 24
    }
}

void read_skip_days(pugi::xml_node node, FeedInfo& feed) {
    for (pugi::xml_node child : Elements(node)) {
        std::string day = token_text(child);
        for (std::string_view name : day_names)
            if (ascii::equals_ignoring_case(day, name)) feed.skip_days.emplace_back(name);
    }
}

void read_link(pugi::xml_node node, const Scope& around, FeedInfo& feed, int& site_rank) {
    Scope scope(around, node);
    auto offer_site = [&](int rank, std::string url) {
        if (url.empty() || rank <= site_rank) return;
        site_rank = rank;
        feed.url = std::move(url);
    };
    pugi::xml_attribute href = node.attribute("href");
    if (!href) {
        Text text = link_text(node);
        std::string_view written = text.empty() ? address_behind(node) : text.value();
        return offer_site(9, scope.resolved(with_scheme(written)));
    }
    std::string_view rel = ascii::trimmed(node.attribute("rel").value()), type = node.attribute("type").value();
    std::string url = scope.resolved(href.value());
    if (rel == "self" && feed.feed_url.empty())
        feed.feed_url = std::move(url);
    else if (rel == "hub" && !url.empty())
        feed.hubs.push_back(std::move(url));
    else if (rel.empty() || rel == "alternate")
        offer_site(type.find("html") != type.npos ? 8 : type.empty() ? 7 : 6, std::move(url));
}

}  // namespace

void read_channel(pugi::xml_node node, const Scope& scope, FeedInfo& feed, std::vector<Author>& authors) {
    std::array<int, role_count> ranks{};
    auto rank_of = [&ranks](Role role) -> int& { return ranks[static_cast<std::size_t>(role)]; };
    int site_rank = feed.url.empty() ? 0 : 10;
    for (pugi::xml_node child : Elements(node)) {
        Name name = scope.name_of(child);
        Meaning meaning = meaning_of(name);
        auto better = [&] { return filling_of(child) != Filling::nothing && meaning.rank > rank_of(meaning.role); };
        switch (meaning.role) {
            case Role::title:
                if (!better()) break;
                rank_of(Role::title) = meaning.rank;
                feed.name = as_line(read_text(child, name.space));
                break;
            case Role::language:
                if (!better()) break;
                rank_of(Role::language) = meaning.rank;
                feed.language = language_tag(token_text(child));
                break;
            case Role::link:
                read_link(child, scope, feed, site_rank);
                break;
            case Role::author:
                for (Author& author : read_people(child, scope)) add_author(authors, std::move(author));
                break;
            case Role::ttl:
                feed.ttl_minutes = whole_number(token_text(child));
                break;
            case Role::skip_hours:
                read_skip_hours(child, feed);
                break;
            case Role::skip_days:
                read_skip_days(child, feed);
                break;
            case Role::update_period: {
                std::string period = token_text(child);
                for (std::string_view known : periods)
                    if (ascii::equals_ignoring_case(period, known)) feed.update_period = known;
                break;
            }
            case Role::update_frequency:
                feed.update_frequency = whole_number(token_text(child));
                break;
            default:
                break;
        }
    }
    if (feed.language.empty()) feed.language = language_tag(scope.language());
}

}  // namespace newsbus::feed
