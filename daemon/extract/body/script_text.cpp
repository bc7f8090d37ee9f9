#include "extract/body/script_text.h"

#include "extract/body/prose.h"
#include "extract/tree/outline.h"
#include "html/text.h"
#include "text/sentence.h"

#include <boost/json.hpp>

#include <algorithm>
#include <unordered_set>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_bytes = 4 << 20;
constexpr std::size_t shortest_string = 80;
constexpr std::uint32_t least_text = 300;
constexpr int deepest = 2;

// The string between two quotes without its escapes; "" when it is none of JSON's.
std::string unescaped(std::string_view text) {
    boost::system::error_code failed;
    boost::json::value value = boost::json::parse("\"" + std::string(text) + "\"", failed);
    return failed || !value.is_string() ? std::string() : std::string(value.get_string());
}

std::size_t count(std::string_view text, std::string_view what, std::size_t enough) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string_view::npos && found < enough; at = text.find(what, at + 1))
        ++found;
    return found;
}

bool is_html(std::string_view text) {
    return count(text, "<p", 2) == 2 || count(text, "<br", 3) == 3;
}

// Code, keys and coded strings have many signs.
bool is_coded(std::string_view text) {
    auto signs = std::count_if(text.begin(), text.end(), [](char c) {
        return (c > ' ' && c < 'A') || (c > 'Z' && c < 'a') || (c > 'z' && c < 127);
    });
    return static_cast<std::size_t>(signs) * 6 > text.size();
}

// A sentence or more, or as many words, and no code, address or markup.
bool is_prose(std::string_view text) {
    constexpr std::size_t few_words = 16;
    if (text.find_first_of("<>{}") != std::string_view::npos || text.find("://") != std::string_view::npos ||
        weight_of(std::string(text).c_str()) < 60)
        return false;
    return text::ends_like_a_sentence(text) ||
           (!is_coded(text) && (words_in(text) >= few_words || text::holds_a_sentence(text)));
}

// "The <a href=...>council</a> met.": a paragraph with links and emphasis.
std::string without_inline_markup(const std::string& text) {
    const std::size_t tag = text.find('<');
    return tag != text.npos && text.find("</", tag) != text.npos ? html::text_of(text) : text;
}

class Finder {
public:
    // `text` is the inside of a script, or a string of it.
    void look(std::string_view text, int depth) {
        while (read_ < most_bytes) {
            std::size_t begin = text.find('"');
            if (begin == std::string_view::npos) return;
            std::size_t end = begin + 1;
            while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
            if (end >= text.size()) return;
            std::string_view string = text.substr(begin + 1, end - begin - 1);
            read_ += string.size();
            if (string.size() >= shortest_string) take(unescaped(string), depth);
            text.remove_prefix(end + 1);
        }
    }

    std::string best() && { return html_weight_ >= std::max(least_text, prose_weight_ / 2) ? html_ : prose(); }

private:
    void take(std::string string, int depth) {
        if (is_html(string)) {
            std::uint32_t weight = weight_of(html::text_of(string).c_str());
            if (weight > html_weight_) html_ = std::move(string), html_weight_ = weight;
        } else if (std::string plain = without_inline_markup(string); is_prose(plain)) {
            if (!seen_.insert(plain).second) return;
            prose_weight_ += weight_of(plain.c_str());
            prose_ += "<p>" + plain + "</p>";
        } else if (depth < deepest && string.find('"') != std::string::npos) {
            look(string, depth + 1);
        }
    }

    std::string prose() const { return prose_weight_ >= least_text ? prose_ : std::string(); }

    std::string html_, prose_;
    std::uint32_t html_weight_ = 0, prose_weight_ = 0;
    std::unordered_set<std::string> seen_;
    std::size_t read_ = 0;
};

}  // namespace

std::string text_in_scripts(const std::vector<std::string_view>& scripts) {
    Finder finder;
    for (std::string_view script : scripts) finder.look(script, 0);
    return std::move(finder).best();
}

}  // namespace newsbus::extract
