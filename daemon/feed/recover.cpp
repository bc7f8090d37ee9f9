#include "feed/recover.h"
#include "base/ascii.h"
#include "feed/scope.h"
#include "html/entities.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace newsbus::feed {
namespace {

using ascii::lower;

constexpr std::size_t deepest = 1000;
constexpr std::size_t longest_tag = 64 << 10;
constexpr std::string_view spaces = " \t\r\n";

bool is_space(char c) {
    return spaces.find(c) != spaces.npos;
}
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool contains(std::initializer_list<std::string_view> names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::string_view local(std::string_view name) {
    std::size_t colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

bool is_entry(std::string_view name) {
    return contains({"item", "entry"}, local(name));
}

/// What entries stand in.
bool is_container(std::string_view name) {
    return contains({"channel", "feed", "rdf", "rss", "items"}, local(name));
}

/// The same in sitemaps and subscription lists.
bool holds_entries(std::string_view name) {
    return is_container(name) || contains({"urlset", "sitemapindex", "opml", "body", "outline"}, local(name));
}

/// Never has content in feeds or HTML, so a missing slash means nothing.
bool is_empty_element(std::string_view name) {
    return contains({"br", "hr", "img", "wbr", "input", "embed"}, name);
}

/// Holds text only: a child that feeds know means its end tag is missing.
bool is_leaf(std::string_view name) {
    return contains({"title", "link", "guid", "pubdate", "comments", "id", "updated", "published", "issued", "modified",
                     "dc:date", "dc:creator", "category", "enclosure", "language", "ttl"},
                    name);
}

/// Does the element begin something new in an entry, whatever is still open? HTML has no element of these names.
bool begins_a_part(std::string_view name) {
    return contains({"guid", "pubdate", "comments", "enclosure", "updated", "published", "issued", "dc:date",
                     "dc:creator", "content:encoded", "description"},
                    name);
}

bool begins_after_leaf(std::string_view name) {
    return begins_a_part(name) || contains({"title", "link", "category", "author", "id", "summary", "content"}, name);
}

class Recovery {
public:
    Recovery(std::string_view text, pugi::xml_document& document) : text_(text) { open_.push_back({document, ""}); }

    /// Gives whether the document is cut.
    bool run() {
        while (at_ < text_.size()) {
            std::size_t bracket = std::min(text_.find('<', at_), text_.size());
            add_text(text_.substr(at_, bracket - at_), true);
            at_ = bracket;
            if (at_ < text_.size()) read_markup();
        }
        const bool cut = open_.size() > 1;
        if (cut) drop_what_is_cut();
        return cut;
    }

private:
    struct Open {
        pugi::xml_node node;
        std::string name;  // lower-case
    };

    /// The last open element that has one of the names; end() when there is none.
    auto last_open(std::initializer_list<std::string_view> names) {
        auto found = std::find_if(open_.rbegin(), open_.rend(),
                                  [names](const Open& element) { return contains(names, local(element.name)); });
        return found == open_.rend() ? open_.end() : std::prev(found.base());
    }

    /// Text that nothing ends is not written. The entry that is open goes, of several the last one to begin, since
    /// their end tags were forgotten; else the first element below the root that is no container, or a container whose
    /// own tag is cut.
    void drop_what_is_cut() {
        auto cut = last_open({"item", "entry"});
        if (cut == open_.end()) cut = last_open({"url", "sitemap"});
        if (cut == open_.end())
            cut = std::find_if(open_.begin() + 2, open_.end(),
                               [](const Open& element) { return !holds_entries(element.name); });
        if (cut == open_.end() && tag_is_cut_) --cut;
        if (cut != open_.end()) std::prev(cut)->node.remove_child(cut->node);
    }

    bool follows(std::string_view start) const { return text_.substr(at_, start.size()) == start; }

    void read_markup() {
        if (follows("<![CDATA[")) return read_cdata();
        if (follows("<!--")) return skip_past("-->", 4);
        if (follows("<!")) return skip_doctype();
        if (follows("<?")) return skip_past("?>", 2);
        if (follows("</")) return read_end_tag();
        if (at_ + 1 < text_.size() && is_name_start(text_[at_ + 1]) && read_start_tag()) return;
        add_text("<", false);
        ++at_;
    }

    /// Skips to behind `end`, or only over the first `size` bytes when it never comes.
    void skip_past(std::string_view end, std::size_t size) {
        std::size_t& cached = end == "-->" ? comment_end_ : instruction_end_;
        if (cached != text_.npos && cached < at_ + size) cached = text_.find(end, at_ + size);
        at_ = cached == text_.npos ? std::min(at_ + size, text_.size()) : cached + end.size();
    }

    void skip_doctype() {
        std::size_t close = std::min(text_.find('>', at_), text_.size());
        std::size_t subset = text_.substr(at_, close - at_).find('[');
        if (subset != text_.npos) {
            std::size_t end = text_.find("]>", at_ + subset);
            if (end != text_.npos && end - at_ <= longest_tag) close = end + 1;
        }
        at_ = std::min(close + 1, text_.size());
    }

    /// A section that never ends, or in which another one begins, ends with its element.
    void read_cdata() {
        std::size_t begin = at_ + 9;
        if (cdata_end_ != text_.npos && cdata_end_ < begin) cdata_end_ = text_.find("]]>", begin);
        std::size_t next = text_.find("<![CDATA[", begin);
        if (cdata_end_ != text_.npos && cdata_end_ < next) {
            add_text(text_.substr(begin, cdata_end_ - begin), false);
            at_ = cdata_end_ + 3;
            return;
        }
        std::string_view window = text_.substr(begin, std::min(next, text_.size()) - begin);
        std::size_t end = find_end_tag(window, open_.back().name);
        add_text(window.substr(0, end), false);
        at_ = begin + std::min(end, window.size());
    }

    static std::size_t find_end_tag(std::string_view text, std::string_view name) {
        for (std::size_t at = 0; (at = text.find("</", at)) != text.npos; at += 2)
            if (ascii::equals_ignoring_case(text.substr(at + 2, name.size()), name)) return at;
        return text.npos;
    }

    void add_text(std::string_view text, bool decode) {
        if (open_.size() == 1 || text.empty()) return;
        bool layout = text.find('\n') != text.npos && text.find_first_not_of(spaces) == text.npos;
        if (layout) return;
        if (decode)
            pending_ += html::decode_entities(text);
        else
            pending_ += text;
    }

    /// What was added since the last tag becomes one node: texts full of stray brackets have a million pieces.
    void write_text() {
        if (pending_.empty()) return;
        open_.back().node.append_child(pugi::node_pcdata).set_value(pending_.c_str());
        pending_.clear();
    }

    void read_end_tag() {
        std::size_t begin = at_ + 2, end = begin;
        while (end < text_.size() && text_[end] != '>' && text_[end] != '<' && !is_space(text_[end])) ++end;
        std::string name = lower(text_.substr(begin, end - begin));
        at_ = end;
        while (at_ < text_.size() && text_[at_] != '<' && text_[at_] != '>') ++at_;
        if (at_ < text_.size() && text_[at_] == '>') ++at_;
        if (count_[name] > 0) close_through(name);
    }

    /// Closes everything down to the innermost open element of that name, itself included.
    void close_through(std::string_view name) {
        while (open_.size() > 1) {
            bool found = open_.back().name == name;
            close_last();
            if (found) return;
        }
    }

    void close_last() {
        write_text();
        --count_[open_.back().name];
        open_.pop_back();
    }

    /// False when it turns out to be none.
    bool read_start_tag() {
        std::size_t begin = at_ + 1, end = begin;
        while (end < text_.size() && text_[end] != '>' && text_[end] != '/' && text_[end] != '<' &&
               !is_space(text_[end]))
            ++end;
        if (end == text_.size() || end - begin > 256) return false;
        std::string written(text_.substr(begin, end - begin));
        std::string name = lower(written);
        make_room_for(name);
        write_text();
        pugi::xml_node node = open_.back().node.append_child(written.c_str());
        at_ = end;
        bool closed = read_attributes(node);
        tag_is_cut_ = at_ == text_.size() && text_.back() != '>';
        if (!tag_is_cut_ && (closed || is_empty_element(name) || open_.size() > deepest)) return true;
        ++count_[name];
        open_.push_back({node, std::move(name)});
        return true;
    }

    /// Closes what cannot be open around an element of that name.
    void make_room_for(std::string_view name) {
        if (is_entry(name)) return close_to_container();
        const std::string& around = open_.back().name;
        if (is_leaf(around) && begins_after_leaf(name)) return close_through(std::string(around));
        if (around == "description" && begins_a_part(name)) return close_through("description");
    }

    /// An entry closes everything that was left open since the feed's own element began.
    void close_to_container() {
        auto around = std::ranges::find_if(open_.rbegin(), open_.rend(),
                                           [](const Open& element) { return is_container(element.name); });
        if (around == open_.rend()) return;
        for (auto left = around - open_.rbegin(); left > 0; --left) close_last();
    }

    /// Reads up to the end of the tag; true when it closes itself.
    bool read_attributes(pugi::xml_node node) {
        std::size_t limit = std::min(text_.size(), at_ + longest_tag);
        bool slash = false;
        while (at_ < limit) {
            char c = text_[at_];
            if (c == '<') return slash;  // the tag was never closed
            if (c == '>') {
                ++at_;
                return slash;
            }
            if (c == '/' || is_space(c)) {
                slash = c == '/' || (slash && is_space(c));
                ++at_;
                continue;
            }
            slash = false;
            read_attribute(node, limit);
        }
        return slash;
    }

    void read_attribute(pugi::xml_node node, std::size_t limit) {
        std::size_t begin = at_;
        while (at_ < limit && std::string_view("=>/<").find(text_[at_]) == std::string_view::npos &&
               !is_space(text_[at_]))
            ++at_;
        std::string name(text_.substr(begin, at_ - begin));
        while (at_ < limit && is_space(text_[at_])) ++at_;
        std::string_view value;
        if (at_ < limit && text_[at_] == '=') {
            ++at_;
            while (at_ < limit && is_space(text_[at_])) ++at_;
            value = read_attribute_value(limit);
        }
        if (name.empty() || !is_name_start(name[0]) || node.attribute(name.c_str())) return;
        node.append_attribute(name.c_str()).set_value(html::decode_entities(value).c_str());
    }

    std::string_view read_attribute_value(std::size_t limit) {
        char quote = at_ < limit ? text_[at_] : ' ';
        std::size_t begin = at_;
        if (quote == '"' || quote == '\'') {
            std::size_t end = text_.substr(0, limit).find(quote, at_ + 1);
            std::string_view value = text_.substr(begin + 1, end == text_.npos ? 0 : end - begin - 1);
            bool runs_over = value.find('>') < value.find('<') && value.find('<') != value.npos;  // into other tags
            if (end != text_.npos && !runs_over) {
                at_ = end + 1;
                return value;
            }
            at_ = ++begin;
        }
        while (at_ < limit && text_[at_] != '>' && text_[at_] != '<' && !is_space(text_[at_])) {
            if (text_[at_] == '/' && at_ + 1 < limit && text_[at_ + 1] == '>') break;
            ++at_;
        }
        return text_.substr(begin, std::max(at_, begin) - begin);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool tag_is_cut_ = false;                                            // the last one that began
    std::size_t cdata_end_ = 0, comment_end_ = 0, instruction_end_ = 0;  // the next ones; npos = there is no more
    std::vector<Open> open_;
    std::string pending_;                         // text of the innermost open element that no node has yet
    std::unordered_map<std::string, int> count_;  // open elements by name
};

}  // namespace

bool recover(std::string_view xml, pugi::xml_document& document) {
    return Recovery(xml, document).run();
}

Problem cut_document() {
    return {"damaged: the document ends before it is complete; what its end cuts waits for the next answer"};
}

}  // namespace newsbus::feed
