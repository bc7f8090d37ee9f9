#include "html/nesting.h"

#include "html/elements.h"
#include "html/tokens.h"

namespace newsbus::html {
namespace {

bool is_part_of_table(Role role) {
    return role == Role::cell || role == Role::row || role == Role::row_group || role == Role::caption ||
           role == Role::table;
}

bool belongs_in_head(std::string_view name) {
    return name == "meta" || name == "link" || name == "title" || name == "base" || name == "noscript" ||
           name == "template";
}

}  // namespace

void Nesting::count_node() {
    if (++nodes_ > limits_.nodes) full_ = true;
}

void Nesting::push(std::string_view name, unsigned traits) {
    Open open;
    open.flat = open_.size() >= static_cast<std::size_t>(limits_.depth);
    open.name = static_cast<std::uint32_t>(markup_.size() + 1);
    open.size = static_cast<std::uint32_t>(name.size());
    open.traits = traits;
    if (name == "p")
        open.p = static_cast<std::uint32_t>(open_.size() + 1);
    else if (!(traits & scope) && !open_.empty())
        open.p = open_.back().p;
    markup_.append(1, '<').append(name);
    open_.push_back(open);
}

// Its first `size` elements stay open.
void Nesting::close_to(std::size_t size) {
    for (; open_.size() > size; open_.pop_back()) {
        if (open_.back().flat) continue;
        markup_ += "</";
        markup_.append(markup_, open_.back().name, open_.back().size);
        markup_ += '>';
    }
}

/// The place in open_ of the innermost element that is wanted, or its size when there is none before a barrier.
template <class Wanted, class Barrier>
std::size_t Nesting::find(Wanted wanted, Barrier barrier) {
    for (std::size_t i = open_.size(); i-- > 0;) {
        if (wanted(open_[i])) return i;
        if (barrier(open_[i])) break;
        if (++work_ > limits_.stray_work) full_ = true;
        if (full_) break;
    }
    return open_.size();
}

// What ends because an element of this name begins.
void Nesting::close_for(std::string_view name, unsigned traits) {
    Role role = role_of(name);
    auto same = [this, role](const Open& open) { return role_of(name_of(open)) == role; };
    if (role == Role::item || role == Role::definition)
        close_to(find(same, [this](const Open& open) {
            std::string_view around = name_of(open);
            return open.traits & scope ||
                   (open.traits & block && around != "div" && around != "p" && around != "address");
        }));
    if (traits & closes_p && !open_.empty() && open_.back().p != none) close_to(open_.back().p - 1);
    if (open_.empty() || role == Role::none) return;
    Role innermost = role_of(name_of(open_.back()));
    bool in_option = innermost == Role::option;
    if (((role == Role::heading || role == Role::ruby) && innermost == role) ||
        (in_option && (role == Role::option || role == Role::option_group)))
        close_to(open_.size() - 1);
    if (role == Role::option_group && !open_.empty() && same(open_.back())) close_to(open_.size() - 1);
    if (role == Role::link) close_to(find(same, [](const Open& open) { return (open.traits & (scope | block)) != 0; }));
    if (is_part_of_table(role) && role != Role::table)
        close_to(find([&](const Open& open) { return same(open) || role_of(name_of(open)) == Role::caption; },
                      [this](const Open& open) { return role_of(name_of(open)) == Role::table; }));
}

void Nesting::start(std::string_view name, unsigned traits) {
    count_node();
    if (!open_.empty() && open_.size() <= 2 && !belongs_in_head(name)) leave_head();
    close_for(name, traits);
    started_ = traits;
    push(name, traits);
}

void Nesting::start_done() {
    if (started_ & void_element) {
        markup_ += "/>";
        open_.pop_back();
    } else if (open_.back().flat) {
        markup_ += "/>";
    } else {
        markup_ += '>';
    }
}

// What belongs into the body begins.
void Nesting::leave_head() {
    bool outermost = html_.open && !body_.open && (open_.size() == 1 || (open_.size() == 2 && head_.open));
    if (outermost && (open_.size() == 1 || name_of(open_[1]) == "head")) frame("body", {});
}

void Nesting::frame(std::string_view name, std::string_view attributes) {
    Frame& wanted = name == "html" ? html_ : name == "head" ? head_ : body_;
    if (wanted.open) {
        if (wanted.bare) wanted.late = attributes;
        if (!attributes.empty()) wanted.bare = false;  // a second tag adds nothing
        return;
    }
    if (name == "head" && body_.open) return;
    if (name != "html" && !html_.open) frame("html", {});
    count_node();
    close_to(name == "html" ? 0 : 1);
    push(name, scope | frame_element);
    wanted = {true, markup_.size(), attributes.empty(), {}};
    markup_.append(attributes).append(1, '>');
}

void Nesting::end(std::string_view name, unsigned traits) {
    if (open_.empty()) return;
    Role role = role_of(name);
    if (name == "p") {
        if (open_.back().p != none) close_to(open_.back().p - 1);
        return;
    }
    auto same = [this, name](const Open& open) { return name_of(open) == name; };
    auto bounds = [this, role, traits](const Open& open) {
        if (open.traits & frame_element) return true;
        if (traits & unseen) return false;  // what is never shown must not swallow what follows
        if (is_part_of_table(role)) return role_of(name_of(open)) == Role::table;
        bool passes_blocks = traits & block && role != Role::form;
        return (open.traits & scope) != 0 || (!passes_blocks && (open.traits & block) && name_of(open) != "p");
    };
    if (role == Role::heading)
        close_to(find([this](const Open& open) { return role_of(name_of(open)) == Role::heading; }, bounds));
    else
        close_to(find(same, bounds));
}

void Nesting::text(std::string_view text) {
    count_node();
    if (html_.open && !body_.open && !is_blank(text)) leave_head();
}

void Nesting::finish() {
    close_to(0);
    for (Frame* frame : {&body_, &html_})  // the later one first: the other's place stays where it is
        if (frame->open) markup_.insert(frame->attributes, frame->late);
}

}  // namespace newsbus::html
