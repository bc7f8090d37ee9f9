#include "base/counters.h"

#include <spdlog/fmt/fmt.h>

namespace newsbus {

Counter& Counters::find_or_make(std::string_view name, std::string_view help, std::string_view label, Type type) {
    std::lock_guard lock(mutex_);
    auto [family, fresh] = families_.try_emplace(std::string(name), Family{std::string(help), type, {}, {}});
    auto& by_label = family->second.by_label;
    auto known = by_label.find(label);
    if (known == by_label.end()) known = by_label.emplace(std::string(label), &storage_.emplace_back()).first;
    return *known->second;
}

Counter& Counters::counter(std::string_view name, std::string_view help, std::string_view label) {
    return find_or_make(name, help, label, Type::counter);
}

Counter& Counters::gauge(std::string_view name, std::string_view help, std::string_view label) {
    return find_or_make(name, help, label, Type::gauge);
}

void Counters::gauge(std::string_view name, std::string_view help, std::function<double()> read) {
    std::lock_guard lock(mutex_);
    families_.insert_or_assign(std::string(name), Family{std::string(help), Type::gauge, {}, std::move(read)});
}

std::string Counters::prometheus() const {
    std::lock_guard lock(mutex_);
    std::string out;
    for (const auto& [name, family] : families_) {
        out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, family.help, name,
                           family.type == Type::counter ? "counter" : "gauge");
        if (family.read) out += fmt::format("{} {}\n", name, family.read());
        for (const auto& [label, counter] : family.by_label) {
            std::string braces = label.empty() ? "" : "{" + label + "}";
            out += fmt::format("{}{} {}\n", name, braces, counter->value());
        }
    }
    return out;
}

std::int64_t Counters::value(std::string_view name, std::string_view label) const {
    std::lock_guard lock(mutex_);
    auto family = families_.find(name);
    if (family == families_.end()) return 0;
    auto counter = family->second.by_label.find(label);
    return counter == family->second.by_label.end() ? 0 : counter->second->value();
}

}  // namespace newsbus
