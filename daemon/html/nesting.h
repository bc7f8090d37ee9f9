#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/limits.h"

namespace newsbus::html {

/// Writes the tags of a page so that they nest. Tags that authors leave out, cross or forget are treated as the HTML
/// standard says (section 13.2.6, without reconstruction of formatting elements and without foster parenting). The
/// result is well-formed XML when the caller writes well-formed text and attributes between the tags.
class Nesting {
public:
    /// Tags are appended to `markup`. Both references must outlive this.
    Nesting(std::string& markup, const Limits& limits) : markup_(markup), limits_(limits) {}

    /// Begins a start tag: ends the elements that this one ends, and writes "<name". The caller then writes attributes,
    /// each as ` name="value"`, and calls start_done(). `traits` are the element's (elements.h).
    void start(std::string_view name, unsigned traits);
    void start_done();

    /// Takes the tag of html, head or body with its attributes, written as above. Wherever these tags stand, the result
    /// has each at most once, around all that follows.
    void frame(std::string_view name, std::string_view attributes);

    /// Takes an end tag: ends the element that it belongs to and all inside it. An end tag that belongs to none is
    /// ignored.
    void end(std::string_view name, unsigned traits);

    /// Says that text follows, which the caller writes.
    void text(std::string_view text);

    /// Has a limit been reached? Then nothing more should be written.
    bool is_full() const { return full_; }

    /// Ends all that is open. Call it once, last.
    void finish();

private:
    static constexpr std::uint32_t none = 0;
    static constexpr unsigned frame_element = 1U << 31;  // html, head, body: beside ElementTraits

    struct Open {
        std::uint32_t name = 0;  // where it stands in markup_
        std::uint32_t size = 0;  // of the name
        std::uint32_t p = none;  // one more than the place in open_ of the <p> that can be ended from here
        unsigned traits = 0;
        bool flat = false;  // ended where it began: it stands too deep to hold anything
    };

    std::string_view name_of(const Open& open) const { return std::string_view(markup_).substr(open.name, open.size); }
    void push(std::string_view name, unsigned traits);
    void close_to(std::size_t size);
    void close_for(std::string_view name, unsigned traits);
    template <class Wanted, class Barrier>
    std::size_t find(Wanted wanted, Barrier barrier);
    void leave_head();
    void count_node();

    struct Frame {
        bool open = false;
        std::size_t attributes = 0;  // where they belong in markup_
        bool bare = false;           // it has none yet
        std::string late;            // those that a later tag brought
    };

    std::string& markup_;
    const Limits& limits_;
    std::vector<Open> open_;
    Frame html_, head_, body_;
    unsigned started_ = 0;  // traits of the element whose start tag is being written
    std::size_t nodes_ = 0;
    std::size_t work_ = 0;  // open elements looked at for tags that belong to one far away or to none
    bool full_ = false;
};

}  // namespace newsbus::html
