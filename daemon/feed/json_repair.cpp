#include "feed/json_repair.h"

#include "base/ascii.h"
#include "feed/json_text.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace newsbus::feed {
namespace {

constexpr std::size_t deepest = 60;  // less than the parser takes
constexpr std::size_t longest_look = 200;

// What is read once more behind a fault, in sizes of the text.
constexpr std::size_t most_work = 16;

constexpr std::string_view telling_names[] = {"id",           "url",     "external_url",   "title", "content_html",
                                              "content_text", "summary", "date_published", "image"};

// Values for machines: quotation marks are never part of them.
constexpr std::string_view plain_names[] = {"id",    "url",          "external_url",   "home_page_url", "feed_url",
                                            "image", "banner_image", "date_published", "date_modified", "mime_type"};

template <std::size_t size>
bool is_one_of(const std::string_view (&names)[size], std::string_view name) {
    return std::ranges::find(names, name) != std::end(names);
}

class JsonRepair {
public:
    explicit JsonRepair(std::string_view text) : text_(text) { out_.reserve(text.size() + text.size() / 16 + 16); }

    RepairedJson run() {
        do {
            while (skip_blank() && step()) {
            }
        } while (at_ < text_.size() && go_on());
        return {std::move(out_), lost_};
    }

private:
    enum class Last { open, comma, colon, key, value };  ///< what was written last

    /// A place in what is written.
    struct Mark {
        std::size_t size = 0;
        Last last = Last::open;
    };

    /// The item that began last.
    struct Item {
        std::size_t begin = std::string_view::npos;
        Mark before;
        int names = 0, telling = 0;  ///< of its own members; how many of them items have and nothing else
        unsigned seen = 0;           ///< which of those, a bit each
    };

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

    /// One token. False at a fault and when nothing more is to be read.
    bool step() {
        char c = text_[at_];
        if (c == '{' || c == '[') return enter(c);
        if (c == '}' || c == ']') return leave(c);
        if (open_.empty()) return false;
        if (c == ',' || c == ':') return punctuate(c);
        if (c == '"' || c == '\'') return string(c);
        if (is_word_character(c)) return word();
        ++at_;  // a character that means nothing
        return true;
    }

    /// Behind a fault: leaves out the item that it is in, and goes on with the next one whose beginning can be told. Of
    /// a fault in what the feed says of itself the items are what is next.
    bool go_on() {
        if (open_.empty()) return false;
        if (item_.begin == text_.npos) return find_items();
        if (!in_items_ && !guessed_ && !goes_on_) return false;
        work_ += std::max(at_, reached_) - item_.begin;
        const std::size_t next = next_element(text_, item_.begin + 1, first_name_);
        if (next == text_.npos || work_ / most_work > text_.size()) {
            if (goes_on_ && item_.telling < 2) back_to(item_.before, true);
            return false;
        }
        if (open_.size() >= 2 || !guessed_) guess_ = item_.before;  // else it was no list of items that ended
        back_to(guess_, true);
        at_ = next;
        in_items_ = guessed_ = true;
        ++lost_;
        return true;
    }

    bool find_items() {
        if (searched_) return false;
        searched_ = true;
        for (std::size_t at = at_; (at = text_.find("items", at + 1)) != text_.npos;) {
            const std::size_t name = text_[at - 1] == '"' ? at - 1 : at;
            if (member_at(text_, name) != "items") continue;
            if (text_.substr(next_token(text_.find(':', at) + 1), 1) != "[") continue;
            back_to(head_, false);
            at_ = name;
            return true;
        }
        return false;
    }

    /// The end of what is written, but for a comma, which may have to go.
    Mark here() const { return last_ == Last::comma ? Mark{out_.size() - 1, Last::value} : Mark{out_.size(), last_}; }

    /// To a place in the feed's own object, or in a list that it holds.
    void back_to(Mark mark, bool in_list) {
        out_.resize(mark.size);
        last_ = mark.last;
        open_.resize(1);
        if (in_list) open_ += '[';
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
        if (c == '[' && open_.size() == 1) in_items_ = name_ == "items";
        if (c == '{' && open_.size() == 2 && in_items_) item_ = {at_, here()};
        before_token();
        if (open_.size() == deepest) write("null");
        open_ += c;
        write({&c, 1});
        last_ = Last::open;
        ++at_;
        if (open_.size() == 1) head_ = here();
        return true;
    }

    bool leave(char c) {
        if (container() != (c == '}' ? '{' : '[')) return is_one_too_many(c);
        if (open_.size() == 1 && item_.begin != text_.npos && (goes_on_ = has_more_items(at_ + 1))) return false;
        if (last_ == Last::key) write(":");
        if (last_ == Last::key || last_ == Last::colon) write("null");
        if (!muted() && last_ == Last::comma) out_.pop_back();
        write({&c, 1});
        open_.pop_back();
        last_ = Last::value;
        ++at_;
        if (open_.size() == 2 && in_items_ && guessed_ && item_.telling < 2) back_to(item_.before, true);
        if (open_.size() == 1) in_items_ = false;
        return true;
    }

    /// A brace behind an item that has its own: skipped.
    bool is_one_too_many(char c) {
        const std::string_view next = text_.substr(next_token(at_ + 1), 1);
        const bool is_one = c == '}' && open_.size() == 2 && in_items_ && last_ == Last::value;
        if (!is_one || (next != "," && next != "]")) return false;
        ++at_;
        return true;
    }

    /// Does the list of items go on at `at`, where the document should end? Then what ended was a list within an item.
    bool has_more_items(std::size_t at) const {
        const std::string_view next = text_.substr(next_token(at), 1);
        return next == "," || next == "]" || next == "}";
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
        last_ = Last::value;
        if (open_.size() == 1) head_ = here();
        write(",");
        last_ = Last::comma;
        return true;
    }

    /// After a key or a value; `name` is the first. False when an item says twice what it has once: then it is two.
    bool written(std::string_view name) {
        const bool is_key = wants_key();
        last_ = is_key ? Last::key : Last::value;
        if (!is_key) return true;
        member_ = name;
        if (open_.size() == 1) name_ = name;
        if (open_.size() != 3 || !in_items_) return true;
        if (item_.names++ == 0 && first_name_.empty()) first_name_ = name;
        if (name == "mime_type") item_.telling = -100;
        const auto known = std::ranges::find(telling_names, name);
        if (known == std::end(telling_names)) return true;
        ++item_.telling;
        const unsigned bit = 1U << (known - std::begin(telling_names));
        return (std::exchange(item_.seen, item_.seen | bit) & bit) == 0;
    }

    /// A number, true, false, null, a name without quotes or a word that JSON does not know. Not at the end of the
    /// text, where the rest of it may be missing.
    bool word() {
        std::size_t end = at_;
        while (end < text_.size() && is_word_character(text_[end])) ++end;
        std::string_view word = text_.substr(at_, end - at_);
        if (begins_with_curly_quote(word)) return false;
        at_ = end;
        if (end == text_.size()) return false;
        before_token();
        if (wants_key()) {
            write_quoted(word);
            has_bare_names_ = has_bare_names_ || colon_follows(end - 1);
        } else {
            write_value(word);
        }
        return written(word);
    }

    void write_value(std::string_view word) {
        std::string low = ascii::lower(word);
        if (low == "true" || low == "false" || low == "null")
            write(low);
        else if (is_json_number(word))
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

    bool colon_follows(std::size_t at) const { return text_.substr(next_token(at + 1), 1) == ":"; }

    /// Is the quote at `at` the end of a string that is a value? It is when what follows can follow one.
    bool ends_value(std::size_t at, char quote) const {
        std::size_t behind = at + 1;
        at = next_token(behind);
        if (at == text_.size() || is_comment(at)) return true;
        if (text_[at] == '}' || text_[at] == ']') return ends_container(at);
        if (text_[at] == quote) return text_.substr(behind, at - behind).find('\n') != std::string_view::npos;
        if (text_[at] != ',') return false;
        at = next_token(at + 1);
        if (at == text_.size() || text_[at] == ',' || is_comment(at)) return true;
        if (container() == '{') return text_[at] == '}' || begins_member(at);
        return text_[at] == '"' || text_[at] == quote || ascii::is_digit(text_[at]) || text_.substr(at, 4) == "null" ||
               std::string_view("{[]-").find(text_[at]) != std::string_view::npos;
    }

    /// A bracket that fits what is open. Text goes on behind one that a text holds.
    bool ends_container(std::size_t at) const {
        const std::size_t next = next_token(at + 1);
        return (text_[at] == '}') == (container() == '{') && (next == text_.size() || !is_word_character(text_[next]));
    }

    /// Behind a comma: a name, or what was meant as one, not the next quoted word of a text.
    bool begins_member(std::size_t at) const {
        const char quote = text_[at];
        if (quote != '"' && quote != '\'') return has_bare_names_ && begins_bare_member(at);
        const std::size_t size = text_.substr(at + 1, longest_look).find(quote);
        if (size == text_.npos) return at + longest_look >= text_.size();  // perhaps it is cut
        const std::size_t behind = at + size + 2, next = next_token(behind);
        if (next == text_.size() || text_[next] == ':' || text_[next] == '}') return true;
        if (text_[next] != quote) return false;
        return next > behind || !has_more_items(next + 1);  // no colon, unless it ends a text that ends in a quotation
    }

    bool begins_bare_member(std::size_t at) const {
        std::string_view name = member_at(text_, at);
        if (name.empty()) return false;
        const std::size_t value = next_token(text_.find(':', at) + 1);
        if (value >= text_.size() || ascii::is_digit(text_[value])) return true;
        for (std::string_view start : {"\"", "'", "{", "[", "-", "true", "false", "null", "undefined", "NaN"})
            if (text_.substr(value, start.size()) == start) return true;
        return false;
    }

    /// Does the quote at `at` belong to a name or a value further on, so that the end of the string was missed?
    bool tells_of_missed_end(std::size_t at, char quote) const {
        if (wants_key()) return text_[at] == quote;
        if (container() == '{' && is_one_of(plain_names, member_)) return true;
        if (colon_follows(at)) {
            const std::size_t value = next_token(next_token(at + 1) + 1);
            return text_[at] == '"' || (value < text_.size() && text_[value] == quote);
        }
        const std::size_t before = at >= 2 && text_[at - 1] == ' ' ? at - 2 : at - 1;
        return has_bare_names_ && before > at_ + 1 && text_[before] == ':' && is_word_character(text_[before - 1]);
    }

    /// False, and nothing written, when the text ends in it, or when its end was missed: then it has swallowed a name.
    bool string(char quote) {
        std::string made = "\"";
        for (std::size_t at = at_ + 1; at < text_.size();) {
            char c = text_[at];
            if (c == quote && (wants_key() ? colon_follows(at) : ends_value(at, quote))) {
                before_token();
                write(made + "\"");
                std::string_view name = text_.substr(at_ + 1, at - at_ - 1);
                at_ = at + 1;
                return written(name);
            }
            reached_ = at;
            if ((c == '"' || c == quote) && tells_of_missed_end(at, quote)) return false;
            at = c == '\\' ? append_escape(text_, at, made) : append_plain(text_, at, made);
        }
        at_ = text_.size();
        return false;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t reached_ = 0;  ///< by the string that was read last
    std::string out_;
    std::string open_;  ///< the containers that are open, by their first character
    Last last_ = Last::open;
    std::string_view member_;      ///< the name that was read last
    std::string_view name_;        ///< of the feed's own member that was read last
    std::string_view first_name_;  ///< the first member of items
    Item item_;
    Mark head_;   ///< behind the last member of the feed's own that is whole
    Mark guess_;  ///< where the last item was left out
    std::size_t lost_ = 0, work_ = 0;
    bool in_items_ = false;        ///< the list that is open in the feed's own object is that of its items
    bool guessed_ = false;         ///< an item was left out: where the next begins is a guess
    bool goes_on_ = false;         ///< behind what looked like the end of the document
    bool searched_ = false;        ///< for the items, behind a fault
    bool has_bare_names_ = false;  ///< names are written without quotes
};

}  // namespace

RepairedJson repaired_json(std::string_view text) {
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
