#include "feed/opml.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "charset/charset.h"
#include "feed/link.h"
#include "feed/prepare.h"
#include "feed/recover.h"
#include "feed/scope.h"
#include "feed/value.h"
#include "html/walk.h"
#include "url/feed_scheme.h"
#include "url/url.h"
#include "url/userinfo.h"
#include "url/web_address.h"

#include <pugixml.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <span>
#include <sstream>
#include <unordered_map>
#include <utility>

namespace newsbus::feed {
namespace {

constexpr std::size_t most_feeds = 10'000, most_problems = 100, most_depth = 8, most_folders = 50;
constexpr std::size_t longest_name = 200;  // bytes

/// The attribute of that name in any case.
std::string_view raw_attribute(pugi::xml_node node, std::string_view name) {
    for (pugi::xml_attribute attribute : node.attributes())
        if (ascii::equals_ignoring_case(attribute.name(), name)) return attribute.value();
    return {};
}

/// The same as one line.
std::string attribute(pugi::xml_node node, std::string_view name) {
    return squeezed(raw_attribute(node, name));
}

std::string title_of(pugi::xml_node outline) {
    std::string title = attribute(outline, "title");
    if (title.empty()) title = attribute(outline, "text");
    return shortened(title, longest_name);
}

void add_folder(std::vector<std::string>& names, const std::string& name) {
    if (!name.empty() && names.size() < most_folders && std::ranges::find(names, name) == names.end())
        names.push_back(name);
}

class OpmlReader {
public:
    Result<Opml> run(const pugi::xml_document& document) {
        html::walk(
            document, [this](pugi::xml_node node) { return enter(node); },
            [this](pugi::xml_node node) {
                if (is(node, "outline")) folders_.pop_back();
            });
        if (!is_opml_) return Error{Errc::syntax, "no OPML in it"};
        return std::move(opml_);
    }

private:
    static bool is(pugi::xml_node node, std::string_view name) {
        return ascii::equals_ignoring_case(node.name(), name);
    }

    html::Descend enter(pugi::xml_node node) {
        if (node.type() != pugi::node_element) return html::Descend::no;
        if (is(node, "opml")) is_opml_ = true;
        if (is(node, "title") && opml_.title.empty()) opml_.title = shortened(token_text(node), longest_name);
        if (is(node, "outline")) {
            is_opml_ = true;
            std::string buffer, url(address_in(raw_attribute(node, "xmlUrl"), buffer)), type = attribute(node, "type");
            bool is_feed =
                !url.empty() || ascii::equals_ignoring_case(type, "rss") || ascii::equals_ignoring_case(type, "atom");
            if (is_feed) take(node, url);
            folders_.push_back(is_feed ? std::string() : title_of(node));
        }
        return html::Descend::yes;
    }

    void take(pugi::xml_node node, const std::string& written) {
        std::string title = title_of(node);
        auto url = web_address(without_feed_scheme(written), Url());
        std::string name = title.empty() ? shortened(without_userinfo(written), longest_name) : title;
        if (written.empty()) return refuse(name, "no xmlUrl");
        if (!url) return refuse(name, "no http(s) address: " + without_userinfo(written));
        if (without_userinfo(written) != written)
            return refuse(name, "an address with a user name; configure it by hand");
        std::string key = feed_key(*url);
        if (auto known = places_.find(key); known != places_.end())
            return take_again(node, opml_.feeds[known->second], name, *url);
        if (std::string type = attribute(node, "type"); type.find('+') != type.npos)
            return refuse(name,
                          "no feed but " + type + ", which its reader takes apart; a listing may do: " + url->str());
        if (opml_.feeds.size() == most_feeds) return refuse(name, "more than 10000 feeds");
        places_.emplace(std::move(key), opml_.feeds.size());
        opml_.feeds.push_back({std::move(title), url->str(), folders_of(node)});
    }

    /// A reader that allows it writes a feed of two folders twice: it stays one feed, with the folders of both.
    void take_again(pugi::xml_node node, Subscription& feed, const std::string& name, const Url& url) {
        std::size_t before = feed.folders.size();
        for (const std::string& folder : folders_of(node)) add_folder(feed.folders, folder);
        if (feed.title.empty()) feed.title = title_of(node);
        if (url.str() != feed.url)
            refuse(name, "stands there as " + feed.url + " too, taken once: " + url.str());
        else if (feed.folders.size() == before)
            refuse(name, "stands there twice: " + url.str());
    }

    std::vector<std::string> folders_of(pugi::xml_node node) const {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < std::min(folders_.size(), most_depth); ++i) add_folder(names, folders_[i]);
        // category="/Boston/Weather,/Harvard": the last part of each path names it.
        std::string list = attribute(node, "category");
        for (std::size_t begin = 0; begin < list.size() && names.size() < most_folders;) {
            std::size_t end = std::min(list.find(',', begin), list.size());
            std::string_view path = ascii::trimmed(std::string_view(list).substr(begin, end - begin));
            add_folder(names, shortened(ascii::trimmed(path.substr(path.rfind('/') + 1)), longest_name));
            begin = end + 1;
        }
        return names;
    }

    void refuse(const std::string& name, const std::string& why) {
        if (opml_.problems.size() < most_problems)
            opml_.problems.push_back(
                {(name.empty() ? "an outline without a name" : name) + ": " + shortened(why, 300)});
        else if (opml_.problems.size() == most_problems)
            opml_.problems.push_back({"and more"});
    }

    Opml opml_;
    std::vector<std::string> folders_;                     // of the outlines around; "" = it is none
    std::unordered_map<std::string, std::size_t> places_;  // feed_key -> its place in opml_.feeds
    bool is_opml_ = false;
};

/// The outlines of folders, made when a feed needs them.
class Folders {
public:
    explicit Folders(pugi::xml_node body) : body_(body) {}

    pugi::xml_node at(std::span<const std::string> path) {
        pugi::xml_node folder = body_;
        std::string key;
        for (const std::string& name : path) {
            auto [place, fresh] = made_.try_emplace(key += name + '\0');
            if (fresh) {
                place->second = folder.append_child("outline");
                place->second.append_attribute("text") = name.c_str();
                place->second.append_attribute("title") = name.c_str();
            }
            folder = place->second;
        }
        return folder;
    }

private:
    pugi::xml_node body_;
    std::map<std::string, pugi::xml_node, std::less<>> made_;
};

/// Outlines nest as deep as they are read. What is left over becomes categories, which know no comma and no slash:
/// names with such go first.
std::pair<std::vector<std::string>, std::string> path_and_categories(std::vector<std::string> folders) {
    std::string categories;
    if (folders.size() > most_depth) {
        std::stable_partition(folders.begin(), folders.end(),
                              [](const std::string& name) { return name.find_first_of(",/") != name.npos; });
        for (std::size_t i = most_depth; i < folders.size(); ++i)
            categories += (i > most_depth ? ",/" : "/") + folders[i];
        folders.resize(most_depth);
    }
    return {std::move(folders), std::move(categories)};
}

void write_feed(pugi::xml_node folder, const Subscription& feed, const std::string& categories) {
    pugi::xml_node outline = folder.append_child("outline");
    outline.append_attribute("type") = "rss";
    outline.append_attribute("text") = feed.title.c_str();
    outline.append_attribute("title") = feed.title.c_str();
    outline.append_attribute("xmlUrl") = feed.url.c_str();
    if (!categories.empty()) outline.append_attribute("category") = categories.c_str();
}

}  // namespace

std::string feed_key(const Url& url) {
    std::string key = url.without_fragment().str().substr(url.scheme().size());
    while (key.ends_with('/')) key.pop_back();
    return key;
}

Result<Opml> read_opml(std::string_view body) {
    std::string text = prepared(to_utf8(body, "", Markup::xml).text);
    // A line break in an address is not part of it, a blank that was made of one would be.
    constexpr unsigned syntax = pugi::parse_default & ~pugi::parse_wconv_attribute;
    pugi::xml_document document;
    pugi::xml_parse_result parsed = document.load_buffer(text.data(), text.size(), syntax, pugi::encoding_utf8);
    bool cut = false;
    if (!parsed) {
        document.reset();
        cut = recover(text, document);
    }
    auto opml = OpmlReader().run(document);
    if (opml && cut) opml->problems.push_back({"the list ends before it is complete: feeds may be missing"});
    if (opml && !parsed)
        opml->problems.push_back(
            {"ill-formed XML at byte " + std::to_string(parsed.offset) + ": " + parsed.description()});
    return opml;
}

std::string write_opml(const Opml& opml) {
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    pugi::xml_node root = document.append_child("opml");
    root.append_attribute("version") = "2.0";
    root.append_child("head").append_child("title").text() = opml.title.c_str();
    Folders folders(root.append_child("body"));
    for (const Subscription& feed : opml.feeds) {
        auto [path, categories] = path_and_categories(feed.folders);
        write_feed(folders.at(path), feed, categories);
    }
    std::ostringstream out;
    document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
}

}  // namespace newsbus::feed
