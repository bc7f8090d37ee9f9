#include "feed/json_feed.h"
#include "base/ascii.h"
#include "base/blank.h"
#include "feed/blank_html.h"
#include "feed/entry.h"
#include "feed/json_document.h"
#include "feed/link.h"
#include "feed/media.h"
#include "feed/person.h"
#include "feed/recover.h"
#include "feed/texts.h"
#include "feed/value.h"
#include "url/web_address.h"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace newsbus::feed {
namespace {

namespace json = boost::json;

const json::value* find(const json::object& object, std::string_view key) {
    const json::value* found = object.if_contains(key);
    return found && !found->is_null() ? found : nullptr;
}

/// A string, or a number where a string should stand, also the only one of a list; "" for everything else.
std::string text_of(const json::object& object, std::string_view key) {
    const json::value* value = find(object, key);
    if (value && value->is_array()) value = value->as_array().size() == 1 ? &value->as_array().front() : nullptr;
    if (!value) return {};
    if (value->is_string()) return std::string(value->as_string());
    if (value->is_int64() || value->is_uint64() || value->is_double()) return json::serialize(*value);
    return {};
}

template <class Each>
void for_each_in(const json::object& object, std::string_view key, Each each) {
    const json::value* value = find(object, key);
    if (!value || !value->is_array()) return;
    for (const json::value& element : value->as_array()) each(element);
}

std::int64_t number_of(const json::object& object, std::string_view key) {
    const json::value* value = find(object, key);
    if (value && value->is_int64()) return std::max<std::int64_t>(value->as_int64(), 0);
    if (value && value->is_double() && value->as_double() >= 0 && value->as_double() < 9e15)
        return static_cast<std::int64_t>(value->as_double());
    return value && value->is_string() ? bytes_of(std::string_view(value->as_string())) : 0;
}

void read_author(const json::value& value, const Scope& scope, std::vector<Author>& authors) {
    if (value.is_string()) return add_author(authors, {squeezed(std::string_view(value.as_string())), {}});
    if (!value.is_object()) return;
    const json::object& object = value.as_object();
    add_author(authors, {squeezed(text_of(object, "name")), scope.resolved(text_of(object, "url"))});
}

/// `authors` of 1.1, `author` of 1.0.
std::vector<Author> authors_of(const json::object& object, const Scope& scope) {
    std::vector<Author> authors;
    for_each_in(object, "authors", [&](const json::value& value) { read_author(value, scope, authors); });
    for (const char* key : {"authors", "author"})  // an object where the list should stand, too
        if (const json::value* one = find(object, key); one && authors.empty()) read_author(*one, scope, authors);
    return authors;
}

/// Seconds since 1970, as programs count them, whole; anything else as it is.
std::string without_fraction(std::string date) {
    const std::size_t point = date.find('.');
    const bool counts = point >= 9 && point != date.npos && date.find_first_not_of("0123456789.") == date.npos;
    if (counts && date.find('.', point + 1) == date.npos) date.resize(point);
    return date;
}

/// The address that stands there, or that of an object with one.
std::string address_of(const json::object& object, std::string_view key) {
    const json::value* value = find(object, key);
    return value && value->is_object() ? text_of(value->as_object(), "url") : text_of(object, key);
}

/// `tags`: a list, or one string of several between commas.
void read_tags(const json::object& item, Article& article) {
    auto add = [&article](std::string_view tag) {
        if (article.keywords.size() == most_keywords) return;
        if (std::string keyword = squeezed(tag); !keyword.empty()) article.keywords.push_back(std::move(keyword));
    };
    for_each_in(item, "tags", [&add](const json::value& tag) {
        if (tag.is_string()) add(std::string_view(tag.as_string()));
    });
    const json::value* one = find(item, "tags");
    if (!one || !one->is_string()) return;
    for (std::string_view rest = one->as_string(); !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        add(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
}

void read_dates(const json::object& item, const Url& base, Article& article) {
    DateContext context = date_context(article, base);
    article.date_published_raw = squeezed(trimmed_unseen(text_of(item, "date_published")));
    if (auto date = parse_date(without_fraction(article.date_published_raw), context)) {
        article.date_published = date->time;
        article.date_published_precision = date->precision;
    }
    if (auto date = parse_date(without_fraction(text_of(item, "date_modified")), context))
        article.date_modified = date->time;
}

Article read_item(const json::object& item, const Scope& scope, const Inherited& inherited,
                  const ReadOptions& options) {
    Article article;
    const std::string url = text_of(item, "url");
    if (!lacks_scheme(url)) article.url = scope.resolved(url);
    if (article.url.empty()) article.url = scope.resolved(text_of(item, "external_url"));
    article.identifier = squeezed(trimmed_unseen(text_of(item, "id")));
    if (article.url.empty()) article.url = web_address_text(article.identifier, Url());
    if (article.url.empty()) article.url = scope.resolved(with_scheme(url));
    article.identifier = shown_guid(std::move(article.identifier));
    if (article.identifier.empty()) article.identifier = article.url;
    article.headline = squeezed(text_of(item, "title"));
    article.author = authors_of(item, scope);
    if (article.author.empty()) article.author = inherited.author;
    article.language = language_tag(text_of(item, "language"));
    if (article.language.empty()) article.language = inherited.language;
    read_dates(item, scope.base(), article);
    for (const char* key : {"image", "banner_image"})
        add_image(article, {scope.resolved(address_of(item, key)), {}, {}, 0, 0});
    if (options.bodies) {
        Text content = as_meant({{}, text_of(item, "content_html"), true});
        if (shows_nothing(content.value())) content = {{}, text_of(item, "content_text"), false};
        set_texts(article, {{}, text_of(item, "summary"), false}, content, scope.base());
    }
    read_tags(item, article);
    for_each_in(item, "attachments", [&](const json::value& value) {
        if (!value.is_object()) return;
        const json::object& object = value.as_object();
        add_media(article, {scope.resolved(text_of(object, "url")), text_of(object, "mime_type"),
                            number_of(object, "size_in_bytes")});
    });
    return article;
}

FeedInfo read_head(const json::object& root, const Scope& scope) {
    FeedInfo feed;
    std::string version = text_of(root, "version");
    feed.format = version.ends_with("1.1") || version.ends_with("1.1/") ? "json1.1" : "json1.0";
    feed.name = squeezed(text_of(root, "title"));
    feed.url = scope.resolved(with_scheme(text_of(root, "home_page_url")));
    feed.feed_url = scope.resolved(text_of(root, "feed_url"));
    feed.language = language_tag(text_of(root, "language"));
    for_each_in(root, "hubs", [&](const json::value& hub) {
        // Those of rssCloud speak another protocol.
        if (!hub.is_object() || ascii::equals_ignoring_case(text_of(hub.as_object(), "type"), "rsscloud")) return;
        feed.hubs.push_back(scope.resolved(text_of(hub.as_object(), "url")));
    });
    std::erase(feed.hubs, "");
    return feed;
}

bool is_position(std::string_view name) {
    return !name.empty() && name.find_first_not_of("0123456789") == name.npos;
}

/// The items. A list with gaps is written by PHP as an object whose names are the positions.
std::optional<std::vector<const json::value*>> items_of(const json::object& root) {
    const json::value* items = find(root, "items");
    std::vector<const json::value*> found;
    if (items && items->is_array()) {
        found.reserve(items->as_array().size());
        for (const json::value& item : items->as_array()) found.push_back(&item);
        return found;
    }
    if (!items || !items->is_object() || items->as_object().empty()) return std::nullopt;
    for (const json::key_value_pair& member : items->as_object()) {
        if (!is_position(member.key())) return std::nullopt;
        found.push_back(&member.value());
    }
    return found;
}

/// The items of a JSON Feed, each made of its object.
class JsonItems final : public Unmade {
public:
    JsonItems(JsonDocument document, const Url& base, const ReadOptions& options)
        : document_(std::move(document)), base_(base), scope_(base_), options_(options) {}

    /// Says what the feed says about itself, and finds its items; false when it has none.
    bool find(Harvest& harvest) {
        const json::object& root = document_.root.as_object();
        const auto items = items_of(root);
        if (!items) return false;
        harvest.feed = read_head(root, scope_);
        inherited_ = {authors_of(root, scope_), harvest.feed.language};
        std::size_t strange = 0, beyond = 0;
        for (const json::value* item : *items) {
            if (!item->is_object())
                ++strange;
            else if (items_.size() == most_entries)
                ++beyond;
            else
                items_.push_back(&item->as_object());
        }
        if (strange > 0) harvest.problems.push_back({"items that are no objects: " + std::to_string(strange)});
        report_entries_beyond(beyond, harvest.problems);
        return true;
    }

    std::size_t size() const override { return items_.size(); }
    Article make(std::size_t at) const override { return read_item(*items_[at], scope_, inherited_, options_); }

private:
    JsonDocument document_;
    Url base_;
    Scope scope_;
    ReadOptions options_;
    Inherited inherited_;
    std::vector<const json::object*> items_;
};

}  // namespace

Result<Harvest> read_json_feed(std::string_view text, const Url& base, const ReadOptions& options) {
    Harvest harvest;
    auto parsed = parse_json_document(text, harvest.problems);
    if (!parsed) return parsed.error();
    if (!parsed->root.is_object()) return Error{Errc::syntax, "no JSON Feed: not an object"};
    harvest.cut = parsed->cut;
    if (harvest.cut) harvest.problems.insert(harvest.problems.begin(), cut_document());
    auto items = std::make_unique<JsonItems>(std::move(*parsed), base, options);
    if (!items->find(harvest)) return Error{Errc::syntax, "no JSON Feed: no items"};
    if (items->size() < options.unmade_from) {
        harvest.articles.reserve(items->size());
        for (std::size_t at = 0; at < items->size(); ++at) harvest.articles.push_back(items->make(at));
    } else {
        harvest.unmade = std::move(items);
    }
    return harvest;
}

}  // namespace newsbus::feed
