#include "feed/link.h"

#include "base/ascii.h"
#include "base/blank.h"
#include "base/byte_block.h"
#include "html/dom.h"
#include "html/walk.h"
#include "url/url.h"
#include "url/userinfo.h"

#include <algorithm>
#include <iterator>

namespace newsbus::feed {
namespace {

/// Most addresses have none of these.
bool has_odd_character(std::string_view text) {
    return !for_each_block(text, '.', [](ByteBlock block, std::size_t) {
        return (block.controls() | block.equal(' ') | block.equal('&') | block.equal('<')) == 0;
    });
}

constexpr std::size_t longest_word = 9;

/// What programs write when they have none.
bool is_no_address(std::string_view text) {
    static constexpr std::string_view words[] = {"null", "undefined", "none", "nil", "nan", "n/a", "(null)"};
    return text.size() <= longest_word && std::ranges::any_of(words, [text](std::string_view word) {
               return ascii::equals_ignoring_case(text, word);
           });
}

bool is_absolute(std::string_view text) {
    return ascii::equals_ignoring_case(text.substr(0, 7), "http://") ||
           ascii::equals_ignoring_case(text.substr(0, 8), "https://");
}

/// Joined where a line break stands in it; of two addresses on lines of their own the first.
std::string unwrapped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && !ascii::is_space(text[end])) ++end;
        out += text.substr(at, end - at);
        for (at = end; at < text.size() && ascii::is_space(text[at]);) ++at;
        const bool breaks = text.substr(end, at - end).find_first_not_of(' ') != text.npos;
        if (breaks && is_absolute(text.substr(at))) break;
        if (!breaks && at < text.size()) out += ' ';
    }
    return out;
}

/// Where the first <a> of a piece of HTML leads.
std::string href_in(std::string_view html) {
    html::Document document = html::parse(html);
    std::string found;
    html::walk(
        document.dom,
        [&found](pugi::xml_node node) {
            if (found.empty() && node.name() == std::string_view("a")) found = node.attribute("href").value();
            return found.empty() ? html::Descend::yes : html::Descend::no;
        },
        [](pugi::xml_node) {});
    return found;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(what, at), text.size());
        out.append(text, at, end - at);
        if (end < text.size()) out += with;
        at = end + what.size();
    }
    text = std::move(out);
}

}  // namespace

std::string_view address_in(std::string_view written, std::string& buffer) {
    if (written.size() > longest_word && !has_odd_character(written)) return written;
    std::string_view text = trimmed_unseen(written);
    if (is_no_address(text)) return {};
    if (ascii::equals_ignoring_case(text.substr(0, 2), "<a")) {
        buffer = href_in(text);
    } else {
        if (text.starts_with('<') && text.ends_with('>') && is_absolute(text.substr(1)))
            text = text.substr(1, text.size() - 2);
        buffer = text;
    }
    if (std::ranges::any_of(buffer, ascii::is_space)) buffer = unwrapped(trimmed_unseen(buffer));
    if (buffer.find("&amp;") != buffer.npos) replace_all(buffer, "&amp;", "&");
    return buffer;
}

bool lacks_scheme(std::string_view address) {
    if (!ascii::equals_ignoring_case(address.substr(0, 4), "www.")) return false;
    std::string_view host = address.substr(0, address.find_first_of("/?#:"));
    const bool is_name = std::ranges::all_of(
        host, [](char c) { return ascii::is_alpha(c) || ascii::is_digit(c) || c == '-' || c == '.'; });
    const std::size_t last = host.rfind('.');
    return is_name && last > 4 && host.size() - last > 2 && std::ranges::all_of(host.substr(last + 1), ascii::is_alpha);
}

std::string with_scheme(std::string_view address) {
    std::string whole = lacks_scheme(address) ? "https://" : "";
    return whole.append(address);
}

std::string shown_guid(std::string guid) {
    if (guid.find('@') == guid.npos) return guid;
    auto url = Url::parse(guid);
    return url && !url->userinfo().empty() ? without_userinfo(guid) : guid;
}

}  // namespace newsbus::feed
