#include "extract/facts/json_ld.h"

#include "base/json_memory.h"
#include "html/text.h"

#include <boost/json.hpp>

#include <algorithm>
#include <map>
#include <new>
#include <optional>
#include <string_view>

namespace newsbus::extract {
namespace {

namespace json = boost::json;

using Nodes = std::map<std::string, const json::object*, std::less<>>;

constexpr std::size_t most_objects = 10'000;

// Raw line breaks in strings, which writers leave there, become blanks; those outside end comments.
void blank_controls_in_strings(std::string& text) {
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"')
            in_string = !in_string;
        else if (text[i] == '\\' && in_string)
            ++i;
        else if (in_string && static_cast<unsigned char>(text[i]) < 0x20)
            text[i] = ' ';
        else if (!in_string && text.compare(i, 2, "//") == 0)
            i = std::min(text.find('\n', i), text.size());
    }
}

// The values of a block, one behind the other, up to the first that is no JSON: some writers put several into one, or
// a bracket too many behind the last, or the first that takes too much memory.
void parse_block(std::string text, std::vector<json::value>& values) try {
    constexpr int most_values = 20;
    for (std::string_view mark : {"<![CDATA[", "]]>"})
        if (std::size_t at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), mark.size(), ' ');
    blank_controls_in_strings(text);
    json::parse_options options;
    options.allow_comments = true;
    options.allow_trailing_commas = true;
    options.max_depth = 64;
    json::storage_ptr memory = json_memory_for(text.size());
    json::stream_parser parser(memory, options);
    parser.reset(memory);
    std::string_view rest = text;
    for (int i = 0; i < most_values; ++i) {
        rest.remove_prefix(std::min(rest.find_first_of("{["), rest.size()));
        if (rest.empty()) return;
        boost::system::error_code failed;
        std::size_t size = parser.write_some(rest, failed);
        if (failed || !parser.done()) return;
        values.push_back(parser.release());
        parser.reset(memory);
        rest.remove_prefix(size);
    }
} catch (const std::bad_alloc&) {
    return;
}

const json::value* member(const json::object& object, std::string_view key) {
    const json::value* value = object.if_contains(key);
    return value && !value->is_null() ? value : nullptr;
}

// The string itself, the first of a list, or an object's @value.
std::string text_in(const json::value* value) {
    for (int steps = 0; value && steps < 4; ++steps) {
        if (value->is_string()) return html::inline_text_of(value->get_string());
        if (value->is_array())
            value = value->get_array().empty() ? nullptr : &value->get_array().front();
        else if (value->is_object())
            value = member(value->get_object(), "@value");
        else
            return {};
    }
    return {};
}

std::string text_at(const json::object& object, std::string_view key) {
    return text_in(member(object, key));
}

bool has_type(const json::object& object, std::string_view piece) {
    const json::value* type = member(object, "@type");
    if (!type) return false;
    auto matches = [piece](const json::value& one) {
        return one.is_string() && std::string_view(one.get_string()).find(piece) != std::string_view::npos;
    };
    if (!type->is_array()) return matches(*type);
    return std::any_of(type->get_array().begin(), type->get_array().end(), matches);
}

bool is_article(const json::object& object) {
    for (std::string_view type : {"Article", "BlogPosting", "Report", "LiveBlog", "Review", "SocialMediaPosting"})
        if (has_type(object, type)) return true;
    return false;
}

// Posts of a live blog and comments are texts of their own, and none is the article.
bool holds_others(std::string_view key) {
    return key == "liveBlogUpdate" || key == "comment";
}

// Every object of the document, outermost first.
std::vector<const json::object*> objects_in(const json::value& root) {
    std::vector<const json::object*> found;
    std::vector<const json::value*> todo{&root};
    for (std::size_t at = 0; at < todo.size() && found.size() < most_objects; ++at) {
        if (const json::array* list = todo[at]->if_array()) {
            for (const json::value& value : *list) todo.push_back(&value);
        } else if (const json::object* object = todo[at]->if_object()) {
            found.push_back(object);
            for (const auto& [key, value] : *object)
                if ((value.is_object() || value.is_array()) && !holds_others(key)) todo.push_back(&value);
        }
    }
    return found;
}

// The object a value means: itself, or the one that its @id names.
const json::object* object_of(const json::value& value, const Nodes& nodes) {
    const json::object* object = value.if_object();
    if (!object) return nullptr;
    if (object->contains("name") || object->contains("familyName") || object->contains("url") ||
        object->contains("contentUrl"))
        return object;
    auto named = nodes.find(text_at(*object, "@id"));
    return named == nodes.end() ? object : named->second;
}

template <class Visit>
void for_each_in(const json::value* value, Visit visit) {
    if (!value) return;
    if (const json::array* list = value->if_array())
        for (const json::value& one : *list) visit(one);
    else
        visit(*value);
}

std::vector<Author> authors_in(const json::value* value, const Nodes& nodes) {
    std::vector<Author> authors;
    for_each_in(value, [&](const json::value& one) {
        if (one.is_string()) {
            authors.push_back({text_in(&one), ""});
        } else if (const json::object* person = object_of(one, nodes)) {
            std::string url = text_at(*person, "url");
            std::size_t before = authors.size();
            for_each_in(member(*person, "name"), [&](const json::value& name) {
                if (std::string text = text_in(&name); !text.empty()) authors.push_back({text, url});
            });
            if (authors.size() > before) return;
            std::string given = text_at(*person, "givenName"), family = text_at(*person, "familyName");
            if (!given.empty() && !family.empty()) authors.push_back({given + " " + family, url});
        }
    });
    return authors;
}

int whole_number(const json::value* value) {
    if (!value) return 0;
    if (value->is_int64()) return static_cast<int>(std::clamp<std::int64_t>(value->get_int64(), 0, 100'000));
    if (!value->is_string() || value->get_string().size() > 6) return 0;
    int number = 0;
    for (char c : std::string_view(value->get_string())) {
        if (c < '0' || c > '9') break;
        number = number * 10 + (c - '0');
    }
    return number;
}

std::vector<Image> images_in(const json::value* value, const Nodes& nodes) {
    std::vector<Image> images;
    for_each_in(value, [&](const json::value& one) {
        Image image;
        if (one.is_string()) {
            image.url = text_in(&one);
        } else if (const json::object* object = object_of(one, nodes)) {
            image.url = text_at(*object, "url");
            if (image.url.empty()) image.url = text_at(*object, "contentUrl");
            image.caption = text_at(*object, "caption");
            image.credit = text_at(*object, "creditText");
            image.width = whole_number(member(*object, "width"));
            image.height = whole_number(member(*object, "height"));
        }
        if (!image.url.empty()) images.push_back(std::move(image));
    });
    return images;
}

std::vector<std::string> texts_in(const json::value* value) {
    std::vector<std::string> texts;
    for_each_in(value, [&](const json::value& one) {
        if (std::string text = text_in(&one); !text.empty()) texts.push_back(std::move(text));
    });
    return texts;
}

std::vector<LivePost> posts_in(const json::value* value) {
    constexpr std::size_t most_posts = 1000;
    std::vector<LivePost> posts;
    for_each_in(value, [&](const json::value& one) {
        const json::object* post = one.if_object();
        if (!post || posts.size() >= most_posts) return;
        const json::value* body = member(*post, "articleBody");
        bool has_text = body && body->is_string();
        posts.push_back({text_at(*post, "headline"), has_text ? html::text_of(body->get_string()) : std::string()});
    });
    return posts;
}

// Is it the page itself, or the sound or film that it is about?
bool stands_for_page(const json::object& object) {
    for (std::string_view type : {"WebPage", "Episode", "VideoObject", "AudioObject"})
        if (has_type(object, type)) return true;
    return false;
}

// What the page is, by the objects that stand for it: those outside all others and those of a graph.
void put_page_type(const json::value& document, JsonLd& page) {
    auto look = [&page](const json::value& one) {
        const json::object* object = one.if_object();
        if (!object) return;
        if (page.page_published.empty() && stands_for_page(*object))
            for (const char* date : {"datePublished", "uploadDate"})
                if (page.page_published.empty()) page.page_published = text_at(*object, date);
        page.collection = page.collection || has_type(*object, "CollectionPage") || has_type(*object, "SearchResults");
        page.video = page.video || has_type(*object, "VideoObject");
        page.gallery = page.gallery || has_type(*object, "ImageGallery") || has_type(*object, "MediaGallery");
    };
    for_each_in(&document, [&](const json::value& one) {
        look(one);
        const json::object* object = one.if_object();
        if (!object) return;
        for_each_in(member(*object, "@graph"), look);
        for_each_in(member(*object, "mainEntity"), look);
    });
}

bool is_organization(const json::value& value, const Nodes& nodes) {
    const json::object* object = object_of(value, nodes);
    return object && has_type(*object, "Organization");
}

// Who the property names: organizations apart, they are often the publisher's answer to a form.
void put_authors(const json::value* value, const Nodes& nodes, JsonLd& article) {
    for_each_in(value, [&](const json::value& one) {
        auto& list = is_organization(one, nodes) ? article.organizations : article.author;
        for (Author& author : authors_in(&one, nodes)) list.push_back(std::move(author));
    });
}

// The first of several. An address alone says nothing.
std::string correction_in(const json::value* value) {
    std::string note;
    for_each_in(value, [&note](const json::value& one) {
        if (!note.empty()) return;
        note = one.is_object() ? text_at(one.get_object(), "text") : text_in(&one);
        if (note.find(' ') == std::string::npos) note.clear();
    });
    return note;
}

JsonLd article_in(const json::object& object, const Nodes& nodes) {
    JsonLd article;
    article.type = text_at(object, "@type");
    article.headline = text_at(object, "headline");
    if (article.headline.empty()) article.headline = text_at(object, "name");
    article.alternative_headline = text_at(object, "alternativeHeadline");
    article.description = text_at(object, "description");
    article.correction = correction_in(member(object, "correction"));
    if (const json::value* body = member(object, "articleBody"); body && body->is_string())
        article.body = html::text_of(body->get_string());
    article.date_published = text_at(object, "datePublished");
    article.date_modified = text_at(object, "dateModified");
    put_authors(member(object, "author"), nodes, article);
    if (article.author.empty() && article.organizations.empty()) put_authors(member(object, "creator"), nodes, article);
    for (Author& publisher : authors_in(member(object, "publisher"), nodes)) {
        article.publisher = {publisher.name, publisher.url, ""};
        break;
    }
    article.image = images_in(member(object, "image"), nodes);
    article.keywords = texts_in(member(object, "keywords"));
    article.section = text_at(object, "articleSection");
    article.genre = text_at(object, "genre");
    article.language = text_at(object, "inLanguage");
    article.url = text_at(object, "url");
    article.license = text_at(object, "license");
    article.copyright_notice = text_at(object, "copyrightNotice");
    article.credit_text = text_at(object, "creditText");
    article.posts = posts_in(member(object, "liveBlogUpdate"));
    if (const json::value* free = member(object, "isAccessibleForFree")) {
        if (free->is_bool())
            article.is_accessible_for_free = free->get_bool();
        else if (std::string text = text_in(free); text == "True" || text == "true")
            article.is_accessible_for_free = true;
        else if (text == "False" || text == "false")
            article.is_accessible_for_free = false;
    }
    return article;
}

int richness(const JsonLd& article) {
    return 4 * !article.headline.empty() + 4 * !article.date_published.empty() +
           2 * !(article.author.empty() && article.organizations.empty()) + !article.body.empty() +
           !article.image.empty() + !article.description.empty();
}

}  // namespace

JsonLd read_json_ld(const std::vector<std::string>& blocks) {
    std::vector<json::value> documents;
    for (const std::string& block : blocks) parse_block(block, documents);
    Nodes nodes;
    std::vector<const json::object*> articles;
    for (const json::value& document : documents) {
        for (const json::object* object : objects_in(document)) {
            if (is_article(*object)) articles.push_back(object);
            std::string id = text_at(*object, "@id");
            if (!id.empty() && object->size() > 1) nodes.emplace(std::move(id), object);
        }
    }
    JsonLd best;
    for (const json::object* object : articles) {
        JsonLd article = article_in(*object, nodes);
        if (best.type.empty() || richness(article) > richness(best)) best = std::move(article);
        if (articles.size() > 50) break;  // a listing, not an article
    }
    for (const json::value& document : documents) put_page_type(document, best);
    return best;
}

}  // namespace newsbus::extract
