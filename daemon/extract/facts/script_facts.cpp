#include "extract/facts/script_facts.h"

#include "base/json_memory.h"
#include "text/letters.h"

#include <boost/json.hpp>

#include <algorithm>
#include <new>

namespace newsbus::extract {
namespace {

namespace json = boost::json;

constexpr std::size_t most_bytes = 4 << 20, largest_object = 1 << 20;
constexpr std::size_t shortest_data = 200;  // of a string that may hold the article
constexpr std::size_t most_authors = 20;
constexpr int deepest = 2;          // strings in strings
constexpr std::size_t highest = 4;  // objects around the headline: `headlines`, the story, what wraps it
constexpr std::size_t most_tried = 10, most_open = 1000;

// "publishedAt", "published_at" and "published-at" are one.
std::string key_form(std::string_view key) {
    std::string form;
    for (char c : key)
        if (c != '_' && c != '-') form += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    return form;
}

constexpr std::string_view published_keys[] = {
    "displaydate",      "datepublished",  "publishedat",      "publisheddate", "publishdate", "publicationdate",
    "firstpublishdate", "firstpublished", "firstpublishedat", "published",     "publishedon", "publishtime",
    "publishedtime",    "pubdate",        "dateposted",       "postdate",      "date"};
constexpr std::string_view modified_keys[] = {"lastupdateddate", "datemodified", "modifiedat",   "updatedat",
                                              "modifieddate",    "updateddate",  "lastmodified", "lastupdated",
                                              "dateupdated",     "modified",     "updated"};
constexpr std::string_view author_keys[] = {"credits", "byline",  "bylines", "author",
                                            "authors", "creator", "writers", "reporters"};
constexpr std::string_view name_keys[] = {"by", "name", "fullname", "displayname", "text", "nodes", "items", "author"};

template <std::size_t N>
const json::value* value_of(const json::object& object, const std::string_view (&keys)[N]) {
    for (std::string_view key : keys)
        for (const auto& [name, value] : object)
            if (!value.is_null() && key_form(name) == key) return &value;
    return nullptr;
}

std::string text_of(const json::value* value) {
    if (value && value->is_string()) return std::string(value->get_string());
    if (value && value->is_int64()) return std::to_string(value->get_int64());  // seconds or milliseconds
    return {};
}

// A name, an object with one, or a list of them.
void add_names(const json::value& value, std::vector<std::string>& names, int depth) {
    constexpr int lowest = 4;
    if (depth > lowest || names.size() >= most_authors) return;
    if (const json::string* text = value.if_string()) {
        if (!text->empty()) names.emplace_back(*text);
    } else if (const json::array* list = value.if_array()) {
        for (const json::value& one : *list) add_names(one, names, depth + 1);
    } else if (const json::object* person = value.if_object()) {
        if (const json::value* name = value_of(*person, name_keys)) add_names(*name, names, depth + 1);
    }
}

ScriptFacts facts_of(const json::object& article) {
    ScriptFacts facts;
    facts.date_published = text_of(value_of(article, published_keys));
    facts.date_modified = text_of(value_of(article, modified_keys));
    if (const json::value* authors = value_of(article, author_keys)) add_names(*authors, facts.authors, 0);
    return facts;
}

// The object, or nothing when it is code or too large.
json::value parsed(std::string_view object) try {
    if (object.size() > largest_object) return {};
    boost::system::error_code failed;
    json::value value = json::parse(object, failed, json_memory_for(object.size()));
    return failed ? json::value() : value;
} catch (const std::bad_alloc&) {  // of the memory that one document may take
    return {};
}

class Finder {
public:
    explicit Finder(std::string_view headline) : letters_(text::letters_of(headline)) {}

    /// Has it found the facts in `text`, which is the inside of a script or a string of one?
    bool look(std::string_view text, int depth) {
        std::vector<std::size_t> open;    // where the objects begin that stand around the place
        std::vector<std::size_t> wanted;  // those of them that hold the headline, the outermost first
        for (std::size_t at = 0; at < text.size() && read_ < most_bytes && tried_ < most_tried; ++at) {
            ++read_;
            if (text[at] == '{') {
                if (open.size() == most_open) return false;
                open.push_back(at);
            } else if (text[at] == '}' && !open.empty()) {
                if (!wanted.empty() && wanted.back() == open.back()) {
                    if (take(text.substr(open.back(), at + 1 - open.back()))) return true;
                    wanted.pop_back();
                }
                open.pop_back();
            } else if (text[at] == '"') {
                const std::size_t end = end_of_string(text, at);
                const std::string_view string = text.substr(at + 1, end - at - 1);
                read_ += string.size();
                if (is_headline(string))
                    wanted.assign(open.end() - static_cast<std::ptrdiff_t>(std::min(highest, open.size())), open.end());
                else if (depth < deepest && may_hold_data(string) && look(unescaped(string), depth + 1))
                    return true;
                at = end;
            }
        }
        return false;
    }

    ScriptFacts take_facts() && { return std::move(facts_); }

private:
    static std::size_t end_of_string(std::string_view text, std::size_t quote) {
        std::size_t end = quote + 1;
        while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
        return std::min(end, text.size());
    }

    static bool may_hold_data(std::string_view string) {
        return string.size() >= shortest_data && string.find("\\\"") != string.npos && string.find('{') != string.npos;
    }

    static std::string unescaped(std::string_view string) {
        boost::system::error_code failed;
        const json::value value = json::parse("\"" + std::string(string) + "\"", failed);
        return failed || !value.is_string() ? std::string() : std::string(value.get_string());
    }

    bool is_headline(std::string_view string) const {
        if (string.size() < letters_.size() || string.size() > 8 * letters_.size() + 20) return false;
        return text::letters_of(string.find('\\') == string.npos ? std::string(string) : unescaped(string)) == letters_;
    }

    bool take(std::string_view object) {
        ++tried_;
        const json::value value = parsed(object);
        if (!value.is_object()) return false;
        facts_ = facts_of(value.get_object());
        return !facts_.date_published.empty() || !facts_.authors.empty();
    }

    std::string letters_;
    ScriptFacts facts_;
    std::size_t read_ = 0, tried_ = 0;
};

}  // namespace

ScriptFacts facts_in_scripts(const std::vector<std::string_view>& scripts, std::string_view headline) {
    constexpr std::size_t shortest_headline = 10;
    if (headline.size() < shortest_headline) return {};
    Finder finder(headline);
    for (std::string_view script : scripts)
        if (finder.look(script, 0)) break;
    return std::move(finder).take_facts();
}

}  // namespace newsbus::extract
