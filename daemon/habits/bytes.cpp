#include "habits/habits.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>

namespace newsbus::habits {
namespace {

constexpr std::uint8_t version = 1;

/// Writes numbers, least significant byte first.
class Writer {
public:
    template <std::unsigned_integral T>
    void operator()(const T& value) {
        for (std::size_t i = 0; i < sizeof(T); ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xFF);
    }
    void operator()(const float& value) { (*this)(std::bit_cast<std::uint32_t>(value)); }
    void operator()(const std::int16_t& value) { (*this)(static_cast<std::uint16_t>(value)); }
    void operator()(const Counter& value) { (*this)(value.code()); }
    void operator()(const std::optional<TimePoint>& value) {
        (*this)(static_cast<std::uint64_t>(value ? value->time_since_epoch().count() : 0));
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

/// Reads what a Writer wrote; whole() = all of it was there and could be, and nothing else.
class Reader {
public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    template <std::unsigned_integral T>
    void operator()(T& value) {
        value = 0;
        if (bytes_.size() < sizeof(T)) {
            good_ = false;
            return;
        }
        for (std::size_t i = 0; i < sizeof(T); ++i)
            value = static_cast<T>(value |
                                   static_cast<T>(static_cast<T>(static_cast<unsigned char>(bytes_[i])) << (8 * i)));
        bytes_.remove_prefix(sizeof(T));
    }
    void operator()(float& value) {
        std::uint32_t bits = 0;
        (*this)(bits);
        value = std::bit_cast<float>(bits);
        if (!std::isfinite(value) || value < -1 || value > Habits::greatest) good_ = false;
    }
    void operator()(std::int16_t& value) {
        std::uint16_t bits = 0;
        (*this)(bits);
        value = static_cast<std::int16_t>(bits);
    }
    void operator()(Counter& value) {
        std::uint8_t code = 0;
        (*this)(code);
        value = Counter(code);
        if (code == 0) good_ = false;  // those are not written
    }
    void operator()(std::optional<TimePoint>& value) {
        std::uint64_t count = 0;
        (*this)(count);
        constexpr std::uint64_t latest = 1ULL << 53;  // some 285,000 years
        if (count > latest)
            good_ = false;
        else if (count > 0)
            value = TimePoint(Duration(static_cast<std::int64_t>(count)));
    }
    bool whole() const { return good_ && bytes_.empty(); }

private:
    std::string_view bytes_;
    bool good_ = true;
};

/// Calls `form` with each number, in the order in which they are stored.
template <class Form, class Some>
void each_of_looks(Form& form, Some& looks) {
    form(looks.seen);
    form(looks.log_length);
    form(looks.hour);
    form(looks.lost);
    form(looks.lost_hour);
    form(looks.lost_articles);
    for (auto& field : looks.fields) {
        form(field.share);
        form(field.score);
        form(field.this_hour);
        form(field.recent);
    }
}

template <class Form, class Some>
void each_number(Form& form, Some& habits) {
    for (auto* number : {&habits.weeks, &habits.articles, &habits.gap_sum, &habits.gap_squares, &habits.longest_gap,
                         &habits.log_took, &habits.overlap})
        form(*number);
    form(habits.week);
    form(habits.hours_met);
    form(habits.last_hour);
    form(habits.watched);
    form(habits.last_news);
}

bool could_be(const Looks& looks) {
    auto is_right = [](const FieldHabit& field) { return field.score + field.this_hour >= 0; };
    return looks.log_length >= 0 && looks.lost < 1 << field_count && std::ranges::all_of(looks.fields, is_right);
}

bool could_be(const Habits& habits) {
    return habits.weeks >= 0 && habits.articles >= 0 && habits.gap_sum >= 0 && habits.gap_squares >= 0 &&
           habits.longest_gap >= 0 && habits.log_took >= 0;
}

}  // namespace

// Hours without news are left out: a bit each says which have some. So are looks that nothing is known of.
std::string Habits::bytes() const {
    if (*this == Habits()) return {};
    Writer writer;
    writer(version);
    writer(static_cast<std::uint8_t>((entries.seen > 0 ? 1 : 0) | (pages.seen > 0 ? 2 : 0)));
    for (std::size_t from = 0; from < hours.size(); from += 8) {
        std::uint8_t bits = 0;
        for (std::size_t i = 0; i < 8; ++i)
            if (hours[from + i].code() != 0) bits = static_cast<std::uint8_t>(bits | 1u << i);
        writer(bits);
    }
    for (const Counter& hour : hours)
        if (hour.code() != 0) writer(hour);
    each_number(writer, *this);
    if (entries.seen > 0) each_of_looks(writer, entries);
    if (pages.seen > 0) each_of_looks(writer, pages);
    return writer.take();
}

Habits Habits::parse(std::string_view bytes) {
    Habits habits;
    if (bytes.empty() || bytes.size() > most_bytes) return habits;
    Reader reader(bytes);
    std::uint8_t form = 0, has = 0;
    reader(form);
    reader(has);
    if (form != version || has > 3) return habits;
    std::array<std::uint8_t, hours_of_week / 8> used{};
    for (std::uint8_t& bits : used) reader(bits);
    for (std::size_t hour = 0; hour < hours_of_week; ++hour)
        if (used[hour / 8] >> (hour % 8) & 1) reader(habits.hours[hour]);
    each_number(reader, habits);
    if (has & 1) each_of_looks(reader, habits.entries);
    if (has & 2) each_of_looks(reader, habits.pages);
    const bool as_said = (habits.entries.seen > 0) == ((has & 1) != 0) && (habits.pages.seen > 0) == ((has & 2) != 0);
    const bool sound =
        reader.whole() && as_said && could_be(habits) && could_be(habits.entries) && could_be(habits.pages);
    return sound ? habits : Habits();
}

}  // namespace newsbus::habits
