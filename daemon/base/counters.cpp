#include "base/counters.h"

#include <cassert>

namespace newsbus {

template <class Made, class... Args>
Made& Counters::find_or_make(std::string_view name, std::string_view help, Label label, Type type,
                             std::deque<Made>& storage, const Args&... args) {
    std::lock_guard lock(mutex_);
    auto [family, fresh] = families_.try_emplace(std::string(name), Family{std::string(help), type, {}, {}});
    assert(family->second.type == type);
    auto& by_label = family->second.by_label;
    auto [series, unknown] = by_label.try_emplace(label_text(label));
    if (unknown) series->second = &storage.emplace_back(args...);
    return *std::get<Made*>(series->second);
}

Counter& Counters::counter(std::string_view name, std::string_view help, Label label) {
    return find_or_make(name, help, label, Type::counter, counters_);
}

Counter& Counters::gauge(std::string_view name, std::string_view help, Label label) {
    return find_or_make(name, help, label, Type::gauge, counters_);
}

Seconds& Counters::seconds_counter(std::string_view name, std::string_view help, Label label) {
    return find_or_make(name, help, label, Type::counter, seconds_);
}

Seconds& Counters::seconds_gauge(std::string_view name, std::string_view help, Label label) {
    return find_or_make(name, help, label, Type::gauge, seconds_);
}

Histogram& Counters::histogram(std::string_view name, std::string_view help, std::span<const double> bounds,
                               Label label) {
    return find_or_make(name, help, label, Type::histogram, histograms_, bounds);
}

void Counters::gauge(std::string_view name, std::string_view help, std::function<double()> read) {
    std::lock_guard lock(mutex_);
    families_.insert_or_assign(std::string(name), Family{std::string(help), Type::gauge, {}, std::move(read)});
}

void Counters::write(Exposition& page) const {
    std::lock_guard lock(mutex_);
    for (const auto& [name, family] : families_) {
        if (family.type == Type::counter) page.counter(name, family.help);
        if (family.type == Type::gauge) page.gauge(name, family.help);
        if (family.type == Type::histogram) page.histogram(name, family.help);
        if (family.read) page.sample(family.read());
        for (const auto& [label, series] : family.by_label) {
            if (auto* counter = std::get_if<Counter*>(&series)) page.labelled(label, (*counter)->value());
            if (auto* seconds = std::get_if<Seconds*>(&series)) page.labelled(label, (*seconds)->value());
            if (auto* histogram = std::get_if<Histogram*>(&series)) page.labelled(label, **histogram);
        }
    }
}

std::string Counters::prometheus() const {
    Exposition page;
    write(page);
    return std::move(page).take();
}

std::int64_t Counters::value(std::string_view name, Label label) const {
    std::lock_guard lock(mutex_);
    auto family = families_.find(name);
    if (family == families_.end()) return 0;
    auto series = family->second.by_label.find(label_text(label));
    if (series == family->second.by_label.end()) return 0;
    if (auto* counter = std::get_if<Counter*>(&series->second)) return (*counter)->value();
    if (auto* histogram = std::get_if<Histogram*>(&series->second))
        return static_cast<std::int64_t>((*histogram)->read().up_to.back());
    return 0;
}

}  // namespace newsbus
