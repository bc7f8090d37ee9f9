#pragma once

#include <cstdint>

namespace newsbus::habits {

/// A small sum in one byte, from 1/64 to 12.6, each value 2.67 % above the one before. Four steps down are a tenth
/// less, exactly, so forgetting adds no error.
class Counter {
public:
    Counter() = default;
    explicit Counter(std::uint8_t code) : code_(code) {}

    double value() const;
    void add(double amount);

    /// Each step makes it 2.6 % less.
    void shrink(int steps) { code_ = static_cast<std::uint8_t>(code_ > steps ? code_ - steps : 0); }

    std::uint8_t code() const { return code_; }
    bool operator==(const Counter&) const = default;

private:
    std::uint8_t code_ = 0;  // 0 = nothing
};

}  // namespace newsbus::habits
