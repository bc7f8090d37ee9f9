#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/histogram.h"

namespace newsbus {

/// One label of a metric and its value, any text: `result="ok"`.
struct Label {
    std::string_view name, value;
};

/// The label as it stands between the braces of a sample; "" for a label without a name.
std::string label_text(Label label);

/// A page of metrics in the text exposition format 0.0.4 of Prometheus, written from top to bottom. counter(), gauge()
/// and histogram() begin a family of metrics; the samples that follow belong to it. A family without samples is not
/// written at all.
class Exposition {
public:
    /// The value of a sample: integers are printed exactly, other numbers as short as they can be read back.
    class Number {
    public:
        Number(std::integral auto value) : Number(static_cast<std::int64_t>(value)) {}
        Number(std::int64_t value);
        Number(double value);
        const std::string& text() const { return text_; }

    private:
        std::string text_;
    };

    using Names = std::initializer_list<std::string_view>;

    /// `labels` are the label names of every sample of the family.
    void counter(std::string_view name, std::string_view help, Names labels = {});
    void gauge(std::string_view name, std::string_view help, Names labels = {});
    void histogram(std::string_view name, std::string_view help);

    /// A sample of the family that began last: a value for each of its labels.
    void sample(const std::vector<std::string_view>& labels, const Number& value);
    void sample(const Number& value) { line("", "", value); }

    /// A sample whose labels were made by label_text().
    void labelled(std::string_view labels, const Number& value) { line("", labels, value); }
    void labelled(std::string_view labels, const Histogram& histogram);

    const std::string& text() const { return text_; }
    std::string take() && { return std::move(text_); }

private:
    void begin(std::string_view name, std::string_view help, const char* type, Names labels);
    void line(std::string_view suffix, std::string_view labels, const Number& value);

    std::string text_;
    std::string head_;  ///< HELP and TYPE of the family, until its first sample is written
    std::string name_;
    std::vector<std::string> labels_;
};

}  // namespace newsbus
