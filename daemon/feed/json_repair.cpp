#include "feed/json_repair.h"

#include "base/ascii.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace newsbus::feed {
namespace {

constexpr std::size_t deepest = 60;  // less than the parser takes
constexpr std::string_view replacement = "\\ufffd";

bool is_alphanumeric(char c) {
    return ascii::is_alpha(c) || ascii::is_digit(c);
}

bool is_word(char c) {
    return is_alphanumeric(c) || c == '_' || c == '$' || c == '.' || c == '+' || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

std::optional<std::uint32_t> hex_at(std::string_view text, std::size_t at, std::size_t digits) {
    if (at + digits > text.size()) return std::nullopt;
    std::uint32_t value = 0;
    for (char c : text.substr(at, digits)) {
        int digit = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : -1;
        if (digit < 0) return std::nullopt;
        value = value * 16 + static_cast<std::uint32_t>(digit);
    }
    return value;
}

/// A number as JSON writes it.
bool is_number(std::string_view word) {
    std::size_t at = word.starts_with('-') ? 1 : 0;
    auto digits = [&] {
        std::size_t begin = at;
        while (at < word.size() && ascii::is_digit(word[at])) ++at;
        return at - begin;
    };
    std::size_t first = at;
    std::size_t whole = digits();
    if (whole == 0 || (whole > 1 && word[first] == '0')) return false;
    if (at < word.size() && word[at] == '.') {
        ++at;
        if (digits() == 0) return false;
    }
    if (at < word.size() && (word[at] == 'e' || word[at] == 'E')) {
        ++at;
        if (at < word.size() && (word[at] == '+' || word[at] == '-')) ++at;
        if (digits() == 0) return false;
    }
    return at == word.size();
}

class JsonRepair {
public:
    explicit JsonRepair(std::string_view text) : text_(text) { out_.reserve(text.size() + text.size() / 16 + 16); }

    std::string run() {
        while (skip_blank() && step()) {
        }
        return std::move(out_);
    }

private:
    enum class Last { open, comma, colon, key, value };  ///< what was written last

    char container() const { return open_.empty() ? '\0' : open_.back(); }
    bool muted() const { return open_.size() > deepest; }
    bool wants_key() const { return container() == '{' && last_ != Last::colon && last_ != Last::key; }

    bool is_comment(std::size_t at) const { return text_.substr(at, 2) == "//" || text_.substr(at, 2) == "/*"; }

    /// White space and comments. False at the end of the text.
    bool skip_blank() {
        while (at_ < text_.size()) {
            if (ascii::is_space(text_[at_]))
                ++at_;
            else if (!is_comment(at_))
                return true;
            else if (text_[at_ + 1] == '/')
                at_ = std::min(text_.find('\n', at_), text_.size());
            else
                at_ = std::min(text_.find("*/", at_ + 2), text_.size() - 2) + 2;
        }
        return false;
    }

    /// One token. False when nothing more is to be read.
    bool step() {
        char c = text_[at_];
        if (c == '{' || c == '[') return enter(c);
        if (c == '}' || c == ']') return leave(c);
        if (open_.empty()) return false;
        if (c == ',' || c == ':') return punctuate(c);
        if (c == '"' || c == '\'') return string(c);
        if (is_word(c)) return word();
        ++at_;  // a character that means nothing
        return true;
    }

    void write(std::string_view text) {
        if (!muted()) out_ += text;
    }

    void write_quoted(std::string_view word) {
        write("\"");
        write(word);
        write("\"");
    }

    /// Writes the comma or the colon that should have stood before the next key or value.
    void before_token() {
        if (last_ == Last::value) write(",");
        if (last_ == Last::key) write(":");
    }

    bool enter(char c) {
        if (open_.empty() && !out_.empty()) return false;  // the document has ended
        if (wants_key()) return false;
        before_token();
        if (open_.size() == deepest) write("null");
        open_ += c;
        write({&c, 1});
        last_ = Last::open;
        ++at_;
        return true;
    }

    bool leave(char c) {
        if (container() != (c == '}' ? '{' : '[')) return false;
        if (last_ == Last::key) write(":");
        if (last_ == Last::key || last_ == Last::colon) write("null");
        if (!muted() && last_ == Last::comma) out_.pop_back();
        write({&c, 1});
        open_.pop_back();
        last_ = Last::value;
        ++at_;
        return true;
    }

    bool punctuate(char c) {
        ++at_;
        if (c == ':') {
            if (last_ != Last::key) return true;
            write(":");
            last_ = Last::colon;
            return true;
        }
        if (last_ == Last::open || last_ == Last::comma) return true;
        if (last_ == Last::key) write(":");
        if (last_ != Last::value) write("null");
        write(",");
        last_ = Last::comma;
        return true;
    }

    void written() { last_ = wants_key() ? Last::key : Last::value; }

    /// A number, true, false, null, a name without quotes or a word that JSON does not know. Not at the end of the
    /// text, where the rest of it may be missing.
    bool word() {
        std::size_t end = at_;
        while (end < text_.size() && is_word(text_[end])) ++end;
        if (end == text_.size()) return false;
        std::string_view word = text_.substr(at_, end - at_);
        at_ = end;
        before_token();
        if (wants_key())
            write_quoted(word);
        else
            write_value(word);
        written();
        return true;
    }

    void write_value(std::string_view word) {
        std::string low = ascii::lower(word);
        if (low == "true" || low == "false" || low == "null")
            write(low);
        else if (is_number(word))
            write(word);
        else if (word.find_first_of("0123456789") != word.npos)
            write_quoted(word);
        else
            write("null");
    }

    std::size_t next_token(std::size_t at) const {
        while (at < text_.size() && ascii::is_space(text_[at])) ++at;
        return at;
    }

    /// Is the quote at `at` the end of a string? It is when what follows can follow one.
    bool ends_string(std::size_t at, char quote) const {
        std::size_t behind = at + 1;
        at = next_token(behind);
        if (at == text_.size()) return true;
        if (wants_key()) return text_[at] == ':';
        if (is_comment(at)) return true;
        if (text_[at] == '}' || text_[at] == ']') return (text_[at] == '}') == (container() == '{');
        if (text_[at] == quote) return text_.substr(behind, at - behind).find('\n') != std::string_view::npos;
        if (text_[at] != ',') return false;
        at = next_token(at + 1);
        if (at == text_.size() || text_[at] == '"' || text_[at] == quote) return true;
        if (text_[at] == ',' || is_comment(at)) return true;
        if (container() == '{') return text_[at] == '}';
        return ascii::is_digit(text_[at]) || text_.substr(at, 4) == "null" ||
               std::string_view("{[]-,").find(text_[at]) != std::string_view::npos;
    }

    /// False, and nothing written, when the text ends in it, or when its end was missed: then it has swallowed a name.
    bool string(char quote) {
        std::string made = "\"";
        for (std::size_t at = at_ + 1; at < text_.size();) {
            char c = text_[at];
            if (c == quote && ends_string(at, quote)) {
                at_ = at + 1;
                before_token();
                write(made + "\"");
                written();
                return true;
            }
            if (c == '"' && quote == '"') {
                std::size_t next = next_token(at + 1);
                if (next < text_.size() && text_[next] == ':') return false;
            }
            if (c == '\\')
                at = escape(at, made);
            else
                at = plain(at, made);
        }
        return false;
    }

    /// Characters up to the next that needs a look.
    std::size_t plain(std::size_t at, std::string& made) const {
        char c = text_[at];
        if (c == '"') return made += "\\\"", at + 1;
        if (c == '\n') return made += "\\n", at + 1;
        if (c == '\t') return made += "\\t", at + 1;
        if (static_cast<unsigned char>(c) < 0x20) return at + 1;
        std::size_t end = at + 1;
        while (end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x20 && text_[end] != '"' &&
               text_[end] != '\'' && text_[end] != '\\')
            ++end;
        made += text_.substr(at, end - at);
        return end;
    }

    /// A backslash and what belongs to it.
    std::size_t escape(std::size_t at, std::string& made) const {
        if (at + 1 == text_.size()) return at + 1;
        char c = text_[at + 1];
        if (std::string_view("\"\\/bfnrt").find(c) != std::string_view::npos) {
            made += text_.substr(at, 2);
            return at + 2;
        }
        if (c == 'u') return unicode_escape(at, made);
        if (auto value = c == 'x' ? hex_at(text_, at + 2, 2) : std::nullopt) {
            made += "\\u00";
            made += text_.substr(at + 2, 2);
            return at + 4;
        }
        if (c == '\n' || c == '\r') return at + 1;  // JavaScript goes on in the next line
        // A backslash before a letter is meant ("C:\docs"), one before a mark is somebody's idea of an escape.
        if (is_alphanumeric(c) || static_cast<unsigned char>(c) >= 0x80) made += "\\\\";
        return at + 1;
    }

    std::size_t unicode_escape(std::size_t at, std::string& made) const {
        auto unit = hex_at(text_, at + 2, 4);
        if (!unit) {
            made += "\\\\";
            return at + 1;
        }
        bool first = *unit >= 0xD800 && *unit < 0xDC00, second = *unit >= 0xDC00 && *unit < 0xE000;
        if (!first && !second) {
            made += text_.substr(at, 6);
            return at + 6;
        }
        auto other = first && text_.substr(at + 6, 2) == "\\u" ? hex_at(text_, at + 8, 4) : std::nullopt;
        bool pair = other && *other >= 0xDC00 && *other < 0xE000;
        made += pair ? text_.substr(at, 12) : replacement;
        return at + (pair ? 12 : 6);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string out_;
    std::string open_;  ///< the containers that are open, by their first character
    Last last_ = Last::open;
};

}  // namespace

std::string repaired_json(std::string_view text) {
    return JsonRepair(text).run();
}

std::string with_quoted_numbers(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 16 + 16);
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        if (text[at] == '"') {
            while ((end = text.find_first_of("\"\\", end)) != text.npos && text[end] == '\\') end += 2;
            end = std::min(end, text.size() - 1) + 1;
            out += text.substr(at, end - at);
        } else if (text[at] == '-' || ascii::is_digit(text[at])) {
            end = std::min(text.find_first_not_of("0123456789+-.eE", at), text.size());
            out += '"';
            out += text.substr(at, end - at);
            out += '"';
        } else {
            out += text[at];
        }
        at = end;
    }
    return out;
}

}  // namespace newsbus::feed
