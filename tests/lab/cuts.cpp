// What `lab cuts` asks: names of files come in, one a line; for each a JSON object goes out: what it is ("feed",
// "sitemap", "opml", "none"), how many values it has, the addresses in it that are not http or https, and what
// documents that end earlier say that it does not.
#include "article/json.h"
#include "base/ascii.h"
#include "feed/feed.h"
#include "feed/opml.h"
#include "feed/sitemap.h"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <string>

namespace {

namespace json = boost::json;
using namespace newsbus;

const Url base = Url::parse("https://example.org/feed").value();
constexpr std::size_t most_told = 5;

/// Every value of a document, with where it stands: "ENTRY/FIELD=VALUE". An entry is named by its link or guid.
using Values = std::set<std::string>;

void add(Values& values, const std::string& name, std::string_view value) {
    if (!value.empty()) values.insert(name + "=" + std::string(value));
}

/// White space between tags is of no weight, and of an ill-formed document it is not kept.
std::string without_blanks(std::string text) {
    std::erase_if(text, newsbus::ascii::is_space);
    return text;
}

void add_article(Values& values, const Article& article) {
    const std::string name = article.url.empty() ? article.identifier : article.url;
    const json::value fields = json::parse(to_json(article));
    for (const auto& [field, value] : fields.as_object()) {
        const std::string at = name + "/" + std::string(field);
        if (const json::array* list = value.if_array())
            for (const json::value& one : *list) add(values, at, json::serialize(one));
        else
            add(values, at, field == "articleBodyHtml" ? without_blanks(article.body_html) : json::serialize(value));
    }
}

Values values_of(const Harvest& harvest) {
    Values values;
    add(values, "feed/name", harvest.feed.name);
    add(values, "feed/url", harvest.feed.url);
    add(values, "feed/feed_url", harvest.feed.feed_url);
    for (const std::string& hub : harvest.feed.hubs) add(values, "feed/hub", hub);
    for (const Part& part : harvest.parts) add(values, "part", part.url);
    for (const Article& article : harvest.articles) add_article(values, article);
    return values;
}

Values values_of(const feed::Opml& list) {
    Values values;
    add(values, "title", list.title);
    for (const feed::Subscription& one : list.feeds) {
        add(values, one.url + "/title", one.title);
        for (const std::string& folder : one.folders) add(values, one.url + "/folder", folder);
        add(values, "feed", one.url);
    }
    return values;
}

/// Reads a body; the empty set when it is none of that kind.
using Reader = Values (*)(std::string_view);

Values read_feed(std::string_view body) {
    auto harvest = feed::read(body, "", base, {});
    return harvest ? values_of(*harvest) : Values();
}
Values read_sitemap(std::string_view body) {
    auto harvest = feed::read_sitemap(body, "", base);
    return harvest ? values_of(*harvest) : Values();
}
Values read_opml(std::string_view body) {
    auto list = feed::read_opml(body);
    return list ? values_of(*list) : Values();
}

struct Kind {
    const char* name;
    Reader read;
};
constexpr Kind kinds[] = {{"feed", read_feed}, {"opml", read_opml}, {"sitemap", read_sitemap}};

/// Where the addresses of an article are.
void add_foreign(json::array& foreign, const Article& article) {
    auto look = [&](const char* field, const std::string& address) {
        if (!address.empty() && !address.starts_with("https://") && !address.starts_with("http://"))
            foreign.push_back(json::string(std::string(field) + " " + address));
    };
    look("url", article.url);
    look("canonicalUrl", article.canonical_url);
    for (const Image& image : article.image) look("image", image.url);
    for (const Media& sound : article.encoding) look("encoding", sound.url);
    for (const Author& author : article.author) look("author", author.url);
    // What is left of the publisher's markup.
    for (const char* attribute : {" href=\"", " src=\"", " cite=\"", " poster=\"", " srcset=\""})
        for (std::size_t at = 0; (at = article.body_html.find(attribute, at)) != std::string::npos;) {
            at += std::string_view(attribute).size();
            look("articleBodyHtml", article.body_html.substr(at, article.body_html.find('"', at) - at));
        }
}

json::array foreign_addresses(std::string_view body) {
    json::array foreign;
    for (auto& harvest : {feed::read(body, "", base, {}), feed::read_sitemap(body, "", base)})
        if (harvest)
            for (const Article& article : harvest->articles) add_foreign(foreign, article);
    return foreign;
}

/// What the first `size` bytes of a document say for any size, that all of them do not say.
json::array invented(std::string_view body, Reader read, const Values& whole) {
    json::array told;
    for (std::size_t size = 1; size < body.size() && told.size() < most_told; ++size)
        for (const std::string& value : read(body.substr(0, size)))
            if (!whole.contains(value)) told.push_back(json::string(std::to_string(size) + ": " + value));
    return told;
}

json::object answer(const std::string& body, bool cut) {
    json::object out{{"kind", "none"}, {"values", 0}, {"cuts", 0}, {"foreign", foreign_addresses(body)}};
    for (const Kind& kind : kinds) {
        const Values whole = kind.read(body);
        if (whole.empty()) continue;
        out["kind"] = kind.name;
        out["values"] = whole.size();
        if (cut) out["cuts"] = body.size() - 1;
        out["invented"] = cut ? invented(body, kind.read, whole) : json::array();
        break;
    }
    return out;
}

}  // namespace

/// With the argument "whole" no document is cut.
int main(int argc, char** argv) {
    const bool cut = argc < 2 || std::string_view(argv[1]) != "whole";
    for (std::string name; std::getline(std::cin, name);) {
        std::ifstream file(name, std::ios::binary);
        const std::string body{std::istreambuf_iterator<char>(file), {}};
        std::cout << json::serialize(answer(body, cut)) << std::endl;
    }
}
