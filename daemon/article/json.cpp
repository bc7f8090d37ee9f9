#include "article/json.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <type_traits>
#include <utility>

namespace newsbus {
namespace {

namespace json = boost::json;

// ---- values: two overloads a type, write() and read(). write() returns false when there is nothing to write. ----

bool write(const std::string& text, json::value& out) {
    if (text.empty()) return false;
    out = json::string(text);
    return true;
}
template <class Number>
requires std::is_arithmetic_v<Number>
bool write(Number number, json::value& out) {
    if (number == 0) return false;
    out = number;
    return true;
}
bool write(const std::optional<bool>& flag, json::value& out) {
    if (!flag) return false;
    out = *flag;
    return true;
}
bool write(const std::optional<TimePoint>& time, json::value& out) {
    if (!time) return false;
    out = json::string(format_rfc3339(*time));
    return true;
}

template <class Enum, std::size_t N>
bool write_name(Enum value, const std::array<const char*, N>& names, json::value& out) {
    const char* name = names[static_cast<std::size_t>(value)];
    if (!*name) return false;
    out = name;
    return true;
}
constexpr std::array precision_names{"", "day", "minute", "second"};
constexpr std::array body_status_names{"", "full", "teaser", "wall", "blocked", "feed"};
bool write(DatePrecision value, json::value& out) {
    return write_name(value, precision_names, out);
}
bool write(BodyStatus value, json::value& out) {
    return write_name(value, body_status_names, out);
}

Error wrong_type(const char* wanted) {
    return {Errc::syntax, std::string("not ") + wanted};
}

Result<void> read(const json::value& in, std::string& text) {
    if (!in.is_string()) return wrong_type("a string");
    text = std::string(in.get_string());
    return {};
}
template <class Number>
Result<void> read_number(const json::value& in, Number& number) {
    boost::system::error_code failed;
    auto value = in.to_number<Number>(failed);
    if (failed) return wrong_type("a number in range");
    number = value;
    return {};
}
Result<void> read(const json::value& in, std::size_t& number) {
    return read_number(in, number);
}
Result<void> read(const json::value& in, int& number) {
    return read_number(in, number);
}
Result<void> read(const json::value& in, std::int64_t& number) {
    return read_number(in, number);
}
Result<void> read(const json::value& in, double& number) {
    return read_number(in, number);
}
Result<void> read(const json::value& in, std::optional<bool>& flag) {
    if (!in.is_bool()) return wrong_type("true or false");
    flag = in.get_bool();
    return {};
}
Result<void> read(const json::value& in, std::optional<TimePoint>& time) {
    if (in.is_string()) time = parse_rfc3339(in.get_string());
    if (!in.is_string() || !time) return wrong_type("an RFC 3339 time");
    return {};
}
template <class Enum, std::size_t N>
Result<void> read_name(const json::value& in, const std::array<const char*, N>& names, Enum& value) {
    if (in.is_string())
        for (std::size_t i = 1; i < N; ++i)
            if (in.get_string() == names[i]) {
                value = static_cast<Enum>(i);
                return {};
            }
    return wrong_type("one of the known values");
}
Result<void> read(const json::value& in, DatePrecision& value) {
    return read_name(in, precision_names, value);
}
Result<void> read(const json::value& in, BodyStatus& value) {
    return read_name(in, body_status_names, value);
}

// ---- objects: the members of a struct, listed once for both directions ----

/// Calls f(wire name, member) for each member, in wire order.
template <class S, class F>
requires std::is_same_v<std::remove_const_t<S>, Span>
void members(S& span, F&& f) {
    f("start", span.start), f("end", span.end);
}
template <class P, class F>
requires std::is_same_v<std::remove_const_t<P>, Author>
void members(P& author, F&& f) {
    f("name", author.name), f("url", author.url);
}
template <class O, class F>
requires std::is_same_v<std::remove_const_t<O>, Organization>
void members(O& organization, F&& f) {
    f("name", organization.name), f("url", organization.url), f("code", organization.code);
}
template <class D, class F>
requires std::is_same_v<std::remove_const_t<D>, Dateline>
void members(D& dateline, F&& f) {
    f("text", dateline.text), f("place", dateline.place), f("date", dateline.date);
}
template <class T, class F>
requires std::is_same_v<std::remove_const_t<T>, Tag>
void members(T& tag, F&& f) {
    f("name", tag.name), f("type", tag.type), f("id", tag.id), f("score", tag.score), f("offsets", tag.offsets);
}
template <class I, class F>
requires std::is_same_v<std::remove_const_t<I>, Image>
void members(I& image, F&& f) {
    f("url", image.url), f("caption", image.caption), f("creditText", image.credit), f("width", image.width);
    f("height", image.height);
}
template <class M, class F>
requires std::is_same_v<std::remove_const_t<M>, Media>
void members(M& media, F&& f) {
    f("contentUrl", media.url), f("encodingFormat", media.format), f("contentSize", media.size);
}
template <class C, class F>
requires std::is_same_v<std::remove_const_t<C>, Change>
void members(C& change, F&& f) {
    f("field", change.field), f("kind", change.kind);
}
template <class A, class F>
requires std::is_same_v<std::remove_const_t<A>, Article>
void members(A& a, F&& f) {
    f("id", a.id), f("identifier", a.identifier), f("url", a.url), f("canonicalUrl", a.canonical_url);
    f("source", a.source), f("seenIn", a.seen_in);

    f("headline", a.headline), f("alternativeHeadline", a.alternative_headline), f("description", a.description);
    f("articleBody", a.body), f("articleBodyHtml", a.body_html), f("paragraphs", a.paragraphs);
    f("wordCount", a.word_count), f("bodyStatus", a.body_status);

    f("datePublished", a.date_published), f("datePublishedRaw", a.date_published_raw);
    f("datePublishedPrecision", a.date_published_precision), f("dateModified", a.date_modified);
    f("dateFirstSeen", a.date_first_seen), f("dateFetched", a.date_fetched);

    f("author", a.author), f("publisher", a.publisher), f("sourceOrganization", a.source_organization);
    f("creditText", a.credit_text), f("dateline", a.dateline);

    f("inLanguage", a.language), f("inLanguageConfidence", a.language_confidence), f("about", a.about);
    f("mentions", a.mentions), f("keywords", a.keywords), f("articleSection", a.section), f("genre", a.genre);
    f("tags", a.tags);

    f("version", a.version), f("changes", a.changes), f("correction", a.correction), f("story", a.story);

    f("image", a.image), f("encoding", a.encoding);

    f("isAccessibleForFree", a.is_accessible_for_free), f("license", a.license);
    f("copyrightNotice", a.copyright_notice), f("robots", a.robots), f("provenance", a.provenance);
}

template <class S>
concept Struct = requires(S& s) {
    members(s, [](const char*, auto&) {});
};

template <Struct S>
bool write(const S& value, json::value& out);
template <Struct S>
Result<void> read(const json::value& in, S& value);

/// {"id", "start", "end"}: the span lies flat on the wire.
bool write(const Paragraph& paragraph, json::value& out) {
    out = json::object{{"id", paragraph.id}, {"start", paragraph.span.start}, {"end", paragraph.span.end}};
    return true;
}
bool write(const Span& span, json::value& out) {
    out = json::object{{"start", span.start}, {"end", span.end}};  // 0 is a position, not "unknown"
    return true;
}
Result<void> read(const json::value& in, Paragraph& paragraph) {
    if (auto bad = read<Span>(in, paragraph.span); !bad) return bad;
    const json::value* id = in.get_object().if_contains("id");
    return id ? read(*id, paragraph.id) : Result<void>(wrong_type("a paragraph with an id"));
}

bool write(const std::map<std::string, std::string>& map, json::value& out) {
    if (map.empty()) return false;
    json::object& object = out.emplace_object();
    for (const auto& [key, value] : map) object[key] = value;
    return true;
}
Result<void> read(const json::value& in, std::map<std::string, std::string>& map) {
    if (!in.is_object()) return wrong_type("an object");
    map.clear();
    for (const auto& [key, value] : in.get_object())
        if (auto good = read(value, map[std::string(key)]); !good) return Error(good.error()).within(key);
    return {};
}

template <class T>
bool write(const std::vector<T>& items, json::value& out) {
    if (items.empty()) return false;
    json::array& array = out.emplace_array();
    array.reserve(items.size());
    for (const T& item : items)
        if (json::value value; write(item, value)) array.push_back(std::move(value));
    return !array.empty();
}
template <class T>
Result<void> read(const json::value& in, std::vector<T>& items) {
    if (!in.is_array()) return wrong_type("an array");
    items.clear();
    for (const json::value& item : in.get_array())
        if (auto good = read(item, items.emplace_back()); !good) return good;
    return {};
}

template <Struct S>
bool write(const S& value, json::value& out) {
    json::object& object = out.emplace_object();
    members(value, [&object](const char* name, const auto& member) {
        json::value field;
        if (write(member, field)) object.emplace(name, std::move(field));
    });
    return !object.empty();
}
template <Struct S>
Result<void> read(const json::value& in, S& value) {
    if (!in.is_object()) return wrong_type("an object");
    Result<void> result;
    members(value, [&](const char* name, auto& member) {
        const json::value* field = in.get_object().if_contains(name);
        if (!field || !result) return;
        if (auto good = read(*field, member); !good) result = Error(good.error()).within(name);
    });
    return result;
}

/// RFC 7396. Recursive, but never deeper than the 32 levels that json::parse() accepts.
void merge(json::object& target, const json::object& patch) {
    for (const auto& [key, value] : patch) {
        if (value.is_null()) {
            target.erase(key);
        } else if (value.is_object()) {
            json::value& member = target[key];
            if (!member.is_object()) member.emplace_object();
            merge(member.get_object(), value.get_object());
        } else {
            target[key] = value;
        }
    }
}

constexpr std::array fixed_fields{"id", "identifier", "source", "version", "dateFirstSeen"};

}  // namespace

json::object to_json_object(const Article& article) {
    json::value out;
    write(article, out);
    return std::move(out.get_object());
}

std::string to_json(const Article& article) {
    return json::serialize(to_json_object(article));
}

Result<Article> article_from_json(const json::object& object) {
    Article article;
    if (auto good = read(json::value(object), article); !good) return good.error();
    return article;
}

Result<Article> article_from_json(std::string_view text) {
    boost::system::error_code failed;
    json::value value = json::parse(text, failed);
    if (failed) return Error{Errc::syntax, "article: " + failed.message()};
    if (!value.is_object()) return Error{Errc::syntax, "article: not a JSON object"};
    return article_from_json(value.get_object());
}

Result<Article> patched(const Article& article, std::string_view merge_patch) {
    boost::system::error_code failed;
    json::value patch = json::parse(merge_patch, failed);
    if (failed) return Error{Errc::plugin, "patch: " + failed.message()};
    if (!patch.is_object()) return Error{Errc::plugin, "patch: not a JSON object"};
    json::object target = to_json_object(article);
    for (const char* field : fixed_fields) {
        const json::value* wanted = patch.get_object().if_contains(field);
        const json::value* has = target.if_contains(field);
        if (wanted && !(has && *wanted == *has))
            return Error{Errc::plugin, std::string("patch: ") + field + " cannot be changed"};
    }
    merge(target, patch.get_object());
    auto result = article_from_json(target);
    if (!result) return Error{Errc::plugin, "patch: " + result.error().what};
    return result;
}

}  // namespace newsbus
