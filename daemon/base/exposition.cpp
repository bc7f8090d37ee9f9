#include "base/exposition.h"

#include <spdlog/fmt/fmt.h>

#include <cassert>
#include <cmath>

namespace newsbus {
namespace {

std::string number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
    return fmt::format("{}", value);
}

/// Line ends and backslashes have a form of their own, and quotes where they would end the text.
std::string escaped(std::string_view text, bool quoted) {
    std::string out;
    for (char c : text) {
        if (c == '\\' || (quoted && c == '"')) out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out;
}

}  // namespace

std::string label_text(Label label) {
    if (label.name.empty()) return {};
    return fmt::format("{}=\"{}\"", label.name, escaped(label.value, true));
}

Exposition::Number::Number(std::int64_t value) : text_(std::to_string(value)) {}

Exposition::Number::Number(double value) : text_(number(value)) {}

void Exposition::begin(std::string_view name, std::string_view help, const char* type, Names labels) {
    name_ = name;
    labels_.assign(labels.begin(), labels.end());
    head_ = fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, escaped(help, false), name, type);
}

void Exposition::counter(std::string_view name, std::string_view help, Names labels) {
    begin(name, help, "counter", labels);
}

void Exposition::gauge(std::string_view name, std::string_view help, Names labels) {
    begin(name, help, "gauge", labels);
}

void Exposition::histogram(std::string_view name, std::string_view help) {
    begin(name, help, "histogram", {});
}

void Exposition::line(std::string_view suffix, std::string_view labels, const Number& value) {
    text_ += head_;
    head_.clear();
    text_.append(name_).append(suffix);
    if (!labels.empty()) text_.append("{").append(labels).append("}");
    text_.append(" ").append(value.text()).append("\n");
}

void Exposition::sample(const std::vector<std::string_view>& labels, const Number& value) {
    assert(labels.size() == labels_.size());
    std::string text;
    for (std::size_t i = 0; i < labels.size(); ++i)
        text.append(i == 0 ? "" : ",").append(label_text({labels_[i], labels[i]}));
    line("", text, value);
}

void Exposition::labelled(std::string_view labels, const Histogram& histogram) {
    Histogram::Reading reading = histogram.read();
    std::string before = labels.empty() ? "" : std::string(labels) + ",";
    for (std::size_t i = 0; i < reading.up_to.size(); ++i) {
        std::string bound = i < histogram.bounds().size() ? number(histogram.bounds()[i]) : "+Inf";
        line("_bucket", before + label_text({"le", bound}), reading.up_to[i]);
    }
    line("_sum", labels, reading.sum);
    line("_count", labels, reading.up_to.back());
}

}  // namespace newsbus
