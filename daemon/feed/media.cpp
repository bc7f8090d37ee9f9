#include "feed/media.h"
#include "base/ascii.h"
#include "feed/elements.h"
#include "feed/value.h"
#include "feed/vocabulary.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace newsbus::feed {
namespace {

std::int64_t whole_number(std::string_view digits) {
    std::int64_t number = 0;
    auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return fault == std::errc() ? number : 0;
}

/// Is it the rest of a number of bytes: nothing, a fraction of zeros, the word for bytes?
bool is_rest_of_bytes(std::string_view text) {
    if (text.starts_with('.')) text.remove_prefix(std::min(text.find_first_not_of('0', 1), text.size()));
    text = ascii::trimmed(text);
    for (std::string_view word : {"", "b", "byte", "bytes"})
        if (ascii::equals_ignoring_case(text, word)) return true;
    return false;
}

constexpr std::size_t most = 100;  // of an entry, since each is compared with all before it

int pixels(pugi::xml_attribute attribute) {
    std::string_view written = ascii::trimmed(attribute.value());
    std::int64_t number = whole_number(written.substr(0, written.find_first_not_of("0123456789")));
    return number <= 100'000 ? static_cast<int>(number) : 0;
}

/// The first of its addresses that is one, absolute.
std::string address(pugi::xml_node node, const Scope& scope) {
    for (const char* name : {"url", "href", "src", "rdf:resource"})
        if (pugi::xml_attribute found = node.attribute(name); found && *found.value())
            if (std::string url = scope.resolved(found.value()); !url.empty()) return url;
    return {};
}

/// Does the path end as that of a picture?
bool names_picture(std::string_view url) {
    std::string path = ascii::lower(url.substr(0, url.find_first_of("?#")));
    for (std::string_view end : {".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})
        if (path.ends_with(end)) return true;
    return false;
}

/// By what is said of it, else by its name.
bool is_picture(std::string_view medium, std::string_view type, std::string_view url) {
    if (!medium.empty()) return ascii::equals_ignoring_case(medium, "image");
    if (type.empty()) return names_picture(url);
    return ascii::equals_ignoring_case(type.substr(0, 6), "image/");
}

Image picture(pugi::xml_node node, std::string url) {
    return {std::move(url), {}, {}, pixels(node.attribute("width")), pixels(node.attribute("height"))};
}

}  // namespace

std::int64_t bytes_of(std::string_view text) {
    std::string digits;
    text = ascii::trimmed(text);
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
        if (!digits.empty() && end != at + 3) return 0;  // thousands are set off by three
        digits += text.substr(at, end - at);
        at = end;
        if (at + 1 >= text.size() || (text[at] != ',' && text[at] != ' ') || !ascii::is_digit(text[at + 1])) break;
        ++at;
    }
    return is_rest_of_bytes(text.substr(at)) ? whole_number(digits) : 0;
}

void add_image(Article& article, Image image) {
    if (image.url.empty()) return;
    auto same = std::ranges::find(article.image, image.url, &Image::url);
    if (same == article.image.end() && article.image.size() < most) article.image.push_back(std::move(image));
}

void add_media(Article& article, Media media) {
    if (media.url.empty()) return;
    auto same = std::ranges::find(article.encoding, media.url, &Media::url);
    if (same == article.encoding.end()) {
        if (article.encoding.size() < most) article.encoding.push_back(std::move(media));
        return;
    }
    if (same->format.empty()) same->format = media.format;
    if (same->size == 0) same->size = media.size;
}

void read_enclosure(pugi::xml_node node, const Scope& scope, Article& article) {
    std::string url = address(node, scope);
    if (url.empty()) url = scope.resolved(link_text(node).value());
    std::string format = squeezed(node.attribute("type").value());
    if (is_picture("", format, url)) add_image(article, {url, {}, {}, 0, 0});
    add_media(article, {std::move(url), std::move(format), bytes_of(node.attribute("length").value())});
}

void read_media_content(pugi::xml_node node, const Scope& around, Article& article) {
    Scope scope(around, node);
    std::string_view medium = ascii::trimmed(node.attribute("medium").value());
    std::string url = address(node, scope);
    bool pictured = is_picture(medium, ascii::trimmed(node.attribute("type").value()), url);
    Image image = pictured ? picture(node, url) : Image{};
    for (pugi::xml_node child : Elements(node)) {
        Name name = scope.name_of(child);
        if (name.space != Space::media) continue;
        if (name.local == "description")
            image.caption = as_line(read_text(child, Space::plain));
        else if (name.local == "title" && image.caption.empty())
            image.caption = as_line(read_text(child, Space::plain));
        else if (name.local == "credit")
            image.credit = as_line(read_text(child, Space::plain));
        else if (name.local == "thumbnail" && !pictured)
            add_image(article, picture(child, address(child, scope)));
    }
    if (pictured) return add_image(article, std::move(image));
    add_media(article,
              {std::move(url), squeezed(node.attribute("type").value()), bytes_of(node.attribute("fileSize").value())});
}

void read_image(pugi::xml_node node, const Scope& around, Article& article) {
    Scope scope(around, node);
    Image image = picture(node, address(node, scope));
    for (pugi::xml_node child : Elements(node)) {
        if (!image.url.empty()) break;
        if (ascii::equals_ignoring_case(scope.name_of(child).local, "url"))
            image.url = scope.resolved(link_text(child).value());
    }
    if (image.url.empty()) image.url = scope.resolved(link_text(node).value());
    add_image(article, std::move(image));
}

}  // namespace newsbus::feed
