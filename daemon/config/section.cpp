#include "config/section.h"

#include "base/did_you_mean.h"
#include "base/size.h"
#include "config/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace newsbus::config {
namespace {

constexpr std::size_t longest_list = 1000;

std::string_view type_name(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::string:
            return "text";
        case toml::node_type::integer:
            return "an integer";
        case toml::node_type::floating_point:
            return "a number with a fraction";
        case toml::node_type::boolean:
            return "a boolean";
        case toml::node_type::date:
            return "a date";
        case toml::node_type::time:
            return "a time";
        case toml::node_type::date_time:
            return "a date and time";
        case toml::node_type::none:
            break;
    }
    return "nothing";
}

std::string title_of(std::string_view section) {
    if (section.empty()) return "at the top of the file";
    if (section == "source") return "in [[source]]";
    return fmt::format("in [{}]", section);
}

std::vector<std::string_view> names_of(std::string_view section) {
    std::vector<std::string_view> names;
    for (const Key& key : keys(section)) names.push_back(key.name);
    return names;
}

/// Equal, as far as a fallback can be: scalars, and empty lists.
bool same(const toml::node& a, const toml::node& b) {
    if (a.type() != b.type()) return false;
    if (a.is_array()) return a.as_array()->empty() && b.as_array()->empty();
    if (a.is_string()) return *a.as_string() == *b.as_string();
    return a.is_boolean() && *a.as_boolean() == *b.as_boolean();
}

}  // namespace

Section::Section(const toml::table& table, std::string_view name, Report& report)
    : table_(&table), name_(name), title_(title_of(name)), in_table_(true), report_(&report) {
    check_names(names_of(name));
    check_ready();
}

Section::Section(const toml::table& table, std::string title, const std::vector<std::string_view>& names,
                 Report& report)
    : table_(&table), title_(std::move(title)), report_(&report) {
    check_names(names);
}

void Section::check_names(const std::vector<std::string_view>& names) {
    for (auto&& [key, value] : *table_) {
        if (std::find(names.begin(), names.end(), key.str()) != names.end()) continue;
        faulty_.emplace(key.str());
        report_->add(key.source(), unknown(key.str(), names));
    }
}

std::string Section::unknown(std::string_view key, const std::vector<std::string_view>& names) const {
    std::string what = fmt::format("unknown key {} {}", quote(key), title_);
    if (report_->full()) return what;
    if (std::string hint = did_you_mean(key, names); !hint.empty()) return what + hint;
    if (!in_table_) return what;
    for (std::string_view section : sections_with(key)) return what + fmt::format(", it stands {}", title_of(section));
    return what;
}

void Section::check_ready() {
    for (const Key& key : keys(name_)) {
        const toml::node* value = table_->get(key.name);
        if (!value || key.ready == Ready::yes) continue;
        if (key.ready == Ready::no) {
            fault(key.name, "not available in this version");
            continue;
        }
        toml::parse_result parsed = toml::parse(fmt::format("fallback = {}", key.fallback));
        const toml::node& fallback = *parsed.table().get("fallback");
        if (value->type() != fallback.type())
            wrong_type(key.name, *value, type_name(fallback));
        else if (key.ready == Ready::idle)
            report_->warn(value->source(), fmt::format("`{}`: without effect in this version", key.name));
        else if (!same(*value, fallback))
            fault(key.name, fmt::format("not available in this version, which takes only {}", key.fallback));
    }
}

void Section::fault(std::string_view key, std::string_view what) {
    fault(key, *table_->get(key), what);
}

void Section::fault(std::string_view key, const toml::node& at, std::string_view what) {
    faulty_.emplace(key);
    report_->add(at.source(), fmt::format("`{}`: {}", key, what));
}

void Section::wrong_type(std::string_view key, const toml::node& at, std::string_view expected) {
    fault(key, at, fmt::format("must be {}, not {}", expected, type_name(at)));
}

void Section::require(std::string_view key) {
    if (!has(key)) report_->add(table_->source(), fmt::format("missing key `{}` {}", key, title_));
}

std::optional<std::string> Section::string_of(std::string_view key, std::string_view expected) {
    const toml::node* found = node(key);
    if (!found) return std::nullopt;
    if (const auto* text = found->as_string()) return text->get();
    wrong_type(key, *found, expected);
    return std::nullopt;
}

template <class T>
void Section::within(std::string_view key, T& value, T found, Limits<T> limits,
                     const std::function<std::string(T)>& print) {
    if (found >= limits.least && found <= limits.most)
        value = found;
    else
        fault(key, fmt::format("{} is out of range, it must be {} to {}", print(found), print(limits.least),
                               print(limits.most)));
}

void Section::boolean(std::string_view key, bool& value) {
    const toml::node* found = node(key);
    if (!found) return;
    if (auto known = found->value_exact<bool>())
        value = *known;
    else
        wrong_type(key, *found, "true or false");
}

void Section::integer(std::string_view key, std::int64_t& value, Limits<std::int64_t> limits) {
    const toml::node* found = node(key);
    if (!found) return;
    if (auto known = found->value_exact<std::int64_t>())
        within<std::int64_t>(key, value, *known, limits, [](std::int64_t number) { return std::to_string(number); });
    else
        wrong_type(key, *found, "an integer");
}

void Section::integer(std::string_view key, int& value, Limits<int> limits) {
    std::int64_t wide = value;
    integer(key, wide, {limits.least, limits.most});
    value = static_cast<int>(wide);
}

void Section::number(std::string_view key, double& value) {
    const toml::node* found = node(key);
    if (!found) return;
    if (found->is_number() && std::isfinite(*found->value<double>()))
        value = *found->value<double>();
    else
        wrong_type(key, *found, "a number");
}

void Section::text(std::string_view key, std::string& value, const Check& check) {
    auto found = string_of(key, "text");
    if (!found) return;
    if (Fault wrong = check ? check(*found) : std::nullopt)
        fault(key, *wrong);
    else
        value = std::move(*found);
}

void Section::duration(std::string_view key, Duration& value, Limits<Duration> limits) {
    auto found = string_of(key, "a duration such as \"15m\"");
    if (!found) return;
    if (auto known = parse_duration(*found))
        within<Duration>(key, value, *known, limits, format_duration);
    else
        fault(key, quote(*found) + " is not a duration such as \"15m\"");
}

void Section::size(std::string_view key, std::uint64_t& value, Limits<std::uint64_t> limits) {
    auto found = string_of(key, "a size such as \"8MiB\"");
    if (!found) return;
    if (auto known = parse_size(*found))
        within<std::uint64_t>(key, value, *known, limits, format_size);
    else
        fault(key, quote(*found) + " is not a size such as \"8MiB\"");
}

void Section::text_or_list(std::string_view key, std::vector<std::string>& value, const Check& check) {
    if (const toml::node* found = node(key); !found || !found->is_string()) return list(key, value, check);
    std::string one;
    text(key, one, check);
    if (good(key)) value = {std::move(one)};
}

void Section::list(std::string_view key, std::vector<std::string>& value, const Check& check) {
    const toml::node* found = node(key);
    if (!found) return;
    const toml::array* array = found->as_array();
    if (!array) return wrong_type(key, *found, "a list of texts");
    if (array->size() > longest_list) return fault(key, fmt::format("more than {} entries", longest_list));
    std::vector<std::string> items;
    for (const toml::node& element : *array) {
        const auto* item = element.as_string();
        if (!item)
            wrong_type(key, element, "a list of texts");
        else if (Fault wrong = check ? check(item->get()) : std::nullopt)
            fault(key, element, *wrong);
        else
            items.push_back(item->get());
    }
    if (good(key)) value = std::move(items);
}

const toml::table* Section::subtable(std::string_view key) {
    const toml::node* found = node(key);
    if (!found) return nullptr;
    if (!found->is_table()) wrong_type(key, *found, fmt::format("a section [{}]", key));
    return found->as_table();
}

}  // namespace newsbus::config
