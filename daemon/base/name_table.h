#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace newsbus {

/// A map from short names to values, filled at compile time: fast, because it is asked for every tag of every text.
template <class Value>
class NameTable {
public:
    /// Adds a name that is not in the table yet. `name` must outlive the table.
    constexpr void add(std::string_view name, Value value) {
        std::size_t at = slot_of(name);
        while (!rows_[at].name.empty()) at = (at + 1) % slots;
        rows_[at] = {name, value};
    }

    /// What `name` is; nothing when it is not known.
    constexpr const Value* find(std::string_view name) const {
        if (name.empty()) return nullptr;
        for (std::size_t at = slot_of(name); !rows_[at].name.empty(); at = (at + 1) % slots)
            if (same(rows_[at].name, name)) return &rows_[at].value;
        return nullptr;
    }
    constexpr Value* find(std::string_view name) { return const_cast<Value*>(std::as_const(*this).find(name)); }

private:
    // More than twice as many as there are elements in HTML or feeds, so that looking ends soon, and ends.
    static constexpr std::size_t slots = 256;

    static constexpr std::size_t slot_of(std::string_view name) {
        auto byte = [name](std::size_t i) { return static_cast<unsigned char>(name[i]); };
        return (name.size() * 31 + byte(0) * 7u + byte(name.size() / 2) * 13u + byte(name.size() - 1)) % slots;
    }

    /// By hand: calling memcmp takes longer than comparing names as short as these.
    static constexpr bool same(std::string_view a, std::string_view b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (a[i] != b[i]) return false;
        return true;
    }

    struct Row {
        std::string_view name;
        Value value{};
    };
    std::array<Row, slots> rows_{};
};

}  // namespace newsbus
