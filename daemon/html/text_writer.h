#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newsbus::html {

/// Writes plain text: white space (no-break spaces too) is collapsed, paragraphs are separated by a blank line. Soft
/// hyphens are left out, marks of direction at the ends as well; controls of U+0080 to U+009F become what was meant: a
/// sign of windows-1252, or of UTF-8 that was read as Latin-1.
class TextWriter {
public:
    enum class Shape { paragraphs, one_line };

    /// Memory for `expected` bytes is reserved.
    explicit TextWriter(Shape shape, std::size_t expected = 0) : shape_(shape) { out_.reserve(expected); }

    void text(std::string_view decoded);
    void space() { at_least(Gap::space); }
    void line_break();  ///< two in a row make a paragraph
    void row() { at_least(Gap::line); }
    void paragraph() { at_least(Gap::paragraph); }

    /// What the start or end tag of an element with these traits (elements.h) does to the text around it: a space, a
    /// line break, a paragraph or nothing.
    void boundary(unsigned traits);

    bool empty() const { return out_.empty(); }
    std::string take() &&;

private:
    enum class Gap { none, space, line, paragraph };

    void at_least(Gap gap) {
        if (gap_ < gap) gap_ = gap;
    }
    void words(std::string_view bytes);
    /// Writes what the control that `controls` begins with stands for, and gives the bytes that it took.
    std::size_t meant(std::string_view controls);

    Shape shape_;
    Gap gap_ = Gap::none;
    std::string out_;
};

}  // namespace newsbus::html
