#include "html/pictures.h"

#include "base/ascii.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

namespace newsbus::html {
namespace {

using ascii::is_space;
using ascii::lower;

constexpr int smallest_seen = 3, smallest_side = 64;  // pixels

// Names of files that show nothing, whatever their kind; and such as may be pictures, but not when they are made anew
// for every reader: a GIF, or no file at all.
constexpr std::string_view empty_names[] = {"pixel",    "pixels", "1x1",       "1px",
                                            "1pix",     "blank",  "spacer",    "transparent",
                                            "cleardot", "beacon", "dot_clear", "trackingpixel"};
constexpr std::string_view counting_names[] = {"tr",    "px",      "count", "counter",    "hit",
                                               "track", "tracker", "clear", "impression", "dot"};
constexpr std::string_view counting_hosts[] = {"pixel",   "pixels",  "stats",     "beacon",  "tracking",   "track",
                                               "tracker", "counter", "analytics", "metrics", "impressions"};

// Buttons that share or subscribe.
constexpr std::string_view button_names[] = {"facebook", "twitter",  "digg",      "delicious", "reddit", "stumbleupon",
                                             "linkedin", "whatsapp", "pinterest", "addthis",   "share",  "sharethis",
                                             "email",    "print",    "rss",       "feed"};

template <class Names>
bool is_one_of(std::string_view name, const Names& names) {
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

std::optional<int> number_at(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    int number = 0;
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
    if (failed != std::errc() || number < 0 || rest.starts_with('%') || rest.starts_with("em") || rest.starts_with('.'))
        return std::nullopt;
    return number;
}

/// What a style gives a side, in pixels: the number behind "width:" or "max-width:", not "border-width:".
std::optional<int> styled(std::string_view style, std::string_view side) {
    for (std::size_t at = 0; (at = style.find(side, at)) != style.npos; at += side.size()) {
        std::string_view before = style.substr(0, at), after = style.substr(at + side.size());
        while (!before.empty() && is_space(before.back())) before.remove_suffix(1);
        while (!after.empty() && is_space(after.front())) after.remove_prefix(1);
        bool own = before.empty() || before.ends_with(';') || before.ends_with("max-");
        if (own && after.starts_with(':')) return number_at(after.substr(1));
    }
    return std::nullopt;
}

/// One or two pixels are meant. Zero may stand for "as it comes", so it counts only when both sides have it.
bool is_tiny(std::optional<int> width, std::optional<int> height) {
    auto thin = [](std::optional<int> side) { return side && *side > 0 && *side < smallest_seen; };
    return thin(width) || thin(height) || (width == 0 && height == 0);
}

/// The parts of an address, in small letters.
class Address {
public:
    explicit Address(std::string_view url) : text_(lower(without_rest(url))) {
        const std::string_view text = text_;
        path = text.substr(std::min(text.find('/'), text.size()));
        host = text.substr(0, text.size() - path.size());
        const std::string_view last = path.substr(std::min(path.rfind('/') + 1, path.size()));
        const std::size_t dot = std::min(last.rfind('.'), last.size());
        name = last.substr(0, dot);
        kind = last.substr(std::min(dot + 1, last.size()));
    }
    Address(const Address&) = delete;
    Address& operator=(const Address&) = delete;

    std::string_view host, path, name, kind;  // name and kind: of the last part of the path

private:
    static std::string_view without_rest(std::string_view url) {
        if (std::size_t scheme = url.find("://"); scheme != url.npos) url.remove_prefix(scheme + 3);
        return url.substr(0, std::min(url.find('?'), url.find('#')));
    }

    std::string text_;  // that the parts are of
};

bool is_photo(const Address& address) {
    return address.kind == "jpg" || address.kind == "jpeg";
}

bool counts_readers(std::string_view url) {
    const Address address(url);
    bool made_anew = address.kind.empty() || address.kind == "gif" || address.kind == "php";
    if (is_one_of(address.name, empty_names) && !is_photo(address)) return true;
    for (std::string_view flare : {"/~r/", "/~ff/", "/~4/"})  // of FeedBurner
        if (address.path.starts_with(flare)) return true;
    std::size_t dot = address.host.find('.');
    bool below_a_site = dot != address.host.npos && address.host.find('.', dot + 1) != address.host.npos;
    return made_anew && (is_one_of(address.name, counting_names) ||
                         (below_a_site && is_one_of(address.host.substr(0, dot), counting_hosts)));
}

bool has_any(std::string_view text, std::initializer_list<std::string_view> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [text](std::string_view part) { return text.find(part) != text.npos; });
}

}  // namespace

int pixels(std::string_view written) {
    int number = number_at(written).value_or(0);
    return number <= 100'000 ? number : 0;
}

bool is_invisible(const PictureTraits& picture) {
    auto width = number_at(picture.width), height = number_at(picture.height);
    // Lazy photographs are told to take no room until they are there.
    bool waits = width == 0 && height == 0 && is_photo(Address(picture.address));
    if (!waits && is_tiny(width, height)) return true;
    std::string style = lower(picture.style);
    bool stretched = style.find("min-") != style.npos;
    if (!style.empty() && !stretched && is_tiny(styled(style, "width"), styled(style, "height"))) return true;
    return counts_readers(picture.address);
}

bool is_emoji(const PictureTraits& picture) {
    return has_any(lower(picture.css_class), {"emoji", "smiley", "smilies", "emoticon"}) ||
           has_any(Address(picture.address).path,
                   {"/emoji/", "/emojis/", "/smilies/", "/smileys/", "/twemoji/", "/emoticons/"});
}

bool is_decoration(const PictureTraits& picture) {
    int width = pixels(picture.width), height = pixels(picture.height);
    if ((width > 0 && width < smallest_side) || (height > 0 && height < smallest_side)) return true;
    const Address address(picture.address);
    bool is_button = is_one_of(address.name, button_names) && !is_photo(address);
    return is_button || is_emoji(picture) || has_any(lower(picture.css_class), {"avatar", "gravatar"}) ||
           has_any(address.path, {"/avatar/", "/avatars/"}) || has_any(address.host, {"gravatar."});
}

std::string_view largest_of(std::string_view srcset) {
    std::string_view best;
    double most = -1;
    auto skip = [&srcset](auto is_wanted) {
        std::size_t end = 0;
        while (end < srcset.size() && is_wanted(srcset[end])) ++end;
        std::string_view skipped = srcset.substr(0, end);
        srcset.remove_prefix(end);
        return skipped;
    };
    while (!srcset.empty()) {
        skip([](char c) { return is_space(c) || c == ','; });
        std::string_view url = skip([](char c) { return !is_space(c); });
        std::string_view size;
        if (url.ends_with(','))
            while (url.ends_with(',')) url.remove_suffix(1);
        else
            size = skip([](char c) { return c != ','; });
        while (!size.empty() && is_space(size.front())) size.remove_prefix(1);
        double value = 1;
        std::from_chars(size.data(), size.data() + size.size(), value);
        if (!url.empty() && value > most) most = value, best = url;
    }
    return best;
}

}  // namespace newsbus::html
