#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "html/limits.h"

namespace newsbus::html {

/// Writes a page's tags so that they nest, after what the HTML standard says of the tags that authors leave out, cross
/// or forget (section 13.2.6, without the reconstruction of formatting elements and without foster parenting). The
/// result is well-formed XML if the text and the attributes between the tags are.
class Nesting {
public:
    /// Tags are appended to `markup`, which outlives this; so does `limits`.
    Nesting(std::string& markup, const Limits& limits) : markup_(markup), limits_(limits) {}

    /// A start tag but for its attributes: ends what it ends and writes "<name". The caller writes attributes, each as
    /// ` name="value"`, and calls start_done(). `traits` are the element's (elements.h).
    void start(std::string_view name, unsigned traits);
    void start_done();

    /// The tag of html, head or body with its attributes written as above. Wherever they stand, there is one of each at
    /// most, around all that follows.
    void frame(std::string_view name, std::string_view attributes);

    /// Ends the element that an end tag belongs to and all in it; an end tag without a partner does nothing.
    void end(std::string_view name, unsigned traits);

    /// Text follows; the caller writes it.
    void text(std::string_view text);

    /// A limit was reached: what follows has no place any more.
    bool is_full() const { return full_; }

    /// Ends all that is open. To be called once, at last.
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
