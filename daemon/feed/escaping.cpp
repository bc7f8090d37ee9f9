#include "feed/escaping.h"

#include "base/blank.h"
#include "html/entities.h"
#include "html/markup.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace newsbus::feed {
namespace {

constexpr int most_levels = 2;  // beyond the one that HTML needs

bool remove_prefix(std::string_view& text, std::string_view mark) {
    if (!text.starts_with(mark)) return false;
    text.remove_prefix(mark.size());
    return true;
}

bool remove_suffix(std::string_view& text, std::string_view mark) {
    if (!text.ends_with(mark)) return false;
    text.remove_suffix(mark.size());
    return true;
}

bool has_references(std::string_view text) {
    for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
        std::size_t length = html::reference_at(text.substr(at), html::Place::attribute).length;
        if (length > 0 && text[at + length - 1] == ';') return true;
    }
    return false;
}

/// <p> or <div> around nothing but escaped markup, as an editor leaves it: the inside.
std::optional<std::string_view> inside_of_wrapper(std::string_view text) {
    for (auto [start, end] : {std::pair<std::string_view, std::string_view>{"<p>", "</p>"}, {"<div>", "</div>"}}) {
        std::string_view inside = text;
        if (!remove_prefix(inside, start) || !remove_suffix(inside, end)) continue;
        inside = trimmed_blank(inside);
        if (inside.starts_with("&lt;") && inside.ends_with("&gt;") && inside.find('<') == inside.npos) return inside;
    }
    return std::nullopt;
}

/// One level of escaping less, where that is what was meant.
std::optional<std::string> unescaped(std::string_view text) {
    if (text.find('&') == text.npos) return std::nullopt;
    if (html::has_markup(text)) {
        auto inside = inside_of_wrapper(text);
        if (!inside) return std::nullopt;
        std::string meant = html::decode_entities(*inside);
        bool lays_out = html::is_laid_out(meant) && std::ranges::count(meant, '<') >= 4;
        return lays_out && !html::speaks_of_markup(meant) ? std::optional(std::move(meant)) : std::nullopt;
    }
    std::string meant = html::decode_entities(text);
    bool escaped = meant.find('<') == meant.npos ? has_references(meant) && !html::speaks_of_markup(meant)
                                                 : html::is_laid_out(meant);
    return escaped ? std::optional(std::move(meant)) : std::nullopt;
}

}  // namespace

std::string_view without_cdata_marks(std::string_view text) {
    constexpr int most = 3;
    for (int i = 0; i < most; ++i) {
        std::string_view inside = trimmed_blank(text);
        if (!remove_prefix(inside, "<![CDATA[") && !remove_prefix(inside, "&lt;![CDATA[")) return text;
        if (!remove_suffix(inside, "]]>")) remove_suffix(inside, "]]&gt;");
        text = inside;
    }
    return text;
}

std::optional<std::string> without_false_escaping(std::string_view html) {
    auto meant = unescaped(html);
    for (int level = 1; meant && level < most_levels; ++level) {
        auto more = unescaped(*meant);
        if (!more) break;
        meant = std::move(more);
    }
    return meant;
}

}  // namespace newsbus::feed
