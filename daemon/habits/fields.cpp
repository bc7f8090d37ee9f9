// How articles of a source look, and whether that has changed: for each field a sequential test (CUSUM). Each article
// that lacks a field which was usual adds to the score what it speaks for "one in ten has it" and against "as many as
// before", the logarithm of how much likelier it is; each that has it takes away. Articles of one hour are of one piece
// often (an agency's, a column's), so together they add no more than so much, however many they are.
#include "habits/learn.h"
#include "habits/outlook.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace newsbus::habits {
namespace {

constexpr int unit = 8;                            // of a score: an eighth of a nat
constexpr int lost_at = 24 * unit;                 // the greatest score; then the field is lost
constexpr int found_at = 6 * unit;                 // at or below: it is there again
constexpr int doubtful_at = 6 * unit;              // above: nothing is learnt of how usual it is
constexpr int least_seen = 30;                     // articles, before anything is called usual
constexpr double surest = 0.985, left = 0.1;       // the share before is at most, the share after is
constexpr int memory = 256;                        // articles
constexpr std::uint32_t patience_hours = 14 * 24;  // what is lost for so long, and in so many articles, is usual
constexpr std::uint16_t patience_articles = 60;

/// From which share on a field counts as one that nearly every article has. What is often left out for good reasons
/// must have been there all but always.
double usual_from(Field field) {
    return field == Field::author || field == Field::image ? 0.95 : 0.9;
}

/// What the articles of one hour may add: it takes three hours with articles that lack it, or five.
int most_in_an_hour(Field field) {
    return (field == Field::author || field == Field::image ? 5 : 8) * unit;
}

double share_of(const FieldHabit& habit) {
    return habit.share / 65535.0;
}

std::uint16_t share_code(double share) {
    return static_cast<std::uint16_t>(std::lround(std::clamp(share, 0.0, 1.0) * 65535));
}

/// The evidence there is with that of this hour.
int score_of(const FieldHabit& habit, Field field) {
    return std::min<int>(lost_at, habit.score + std::min<int>(habit.this_hour, most_in_an_hour(field)));
}

bool is_doubtful(const FieldHabit& habit) {
    return habit.score + habit.this_hour > doubtful_at;
}

void begin_hour(Looks& looks) {
    for (std::size_t i = 0; i < field_count; ++i) {
        FieldHabit& habit = looks.fields[i];
        habit.score = static_cast<std::uint8_t>(score_of(habit, static_cast<Field>(i)));
        habit.this_hour = 0;
    }
}

/// One field of an article.
class FieldLesson {
public:
    FieldLesson(Looks& looks, Field field)
        : looks_(looks), habit_(looks.fields[static_cast<std::size_t>(field)]), field_(field) {}

    void learn(bool has) {
        habit_.recent = static_cast<std::uint8_t>(habit_.recent << 1 | (has ? 1 : 0));
        const bool was_lost = looks_.has_lost(field_);
        if (was_lost || (looks_.seen >= least_seen && share_of(habit_) >= usual_from(field_)))
            weigh(has);
        else
            habit_.score = 0, habit_.this_hour = 0;
        if (was_lost || is_doubtful(habit_)) return;
        const double weight = std::max(1.0 / (looks_.seen + 1), 1.0 / memory);
        habit_.share = share_code(share_of(habit_) + ((has ? 1 : 0) - share_of(habit_)) * weight);
    }

private:
    void weigh(bool has) {
        const double before = std::clamp(share_of(habit_), 0.5, surest);
        const double nats = has ? -std::log(before / left) : std::log((1 - left) / (1 - before));
        const int least = -habit_.score, most = std::numeric_limits<std::int16_t>::max();
        habit_.this_hour =
            static_cast<std::int16_t>(std::clamp(habit_.this_hour + static_cast<int>(nats * unit), least, most));
        const int score = score_of(habit_, field_);
        const auto bit = static_cast<std::uint16_t>(1u << static_cast<int>(field_));
        if (score == lost_at) looks_.lost = static_cast<std::uint16_t>(looks_.lost | bit);
        if (score <= found_at) looks_.lost = static_cast<std::uint16_t>(looks_.lost & ~bit);
    }

    Looks& looks_;
    FieldHabit& habit_;
    Field field_;
};

/// What was lost long ago is the way of the source now.
void accept_losses(Looks& looks, std::uint32_t hour, double log_length) {
    if (looks.lost == 0 || looks.lost_articles < patience_articles) return;
    if (hour < looks.lost_hour || hour - looks.lost_hour < patience_hours) return;
    if (looks.has_lost(Field::whole)) looks.log_length = static_cast<float>(log_length);
    for (std::size_t i = 0; i < field_count; ++i) {
        if (!looks.has_lost(static_cast<Field>(i))) continue;
        looks.fields[i].share = share_code(i == static_cast<std::size_t>(Field::whole) ? 1 : left);
        looks.fields[i].score = 0;
        looks.fields[i].this_hour = 0;
    }
    looks.lost = 0;
}

void learn_length(Looks& looks, const Traits& traits, double log_length) {
    const double shortest = looks.log_length - std::log(4.0);
    FieldLesson(looks, Field::whole).learn(log_length >= shortest);
    if (looks.has_lost(Field::whole) || is_doubtful(looks[Field::whole]) || traits.length == 0) return;
    const double weight = std::max(1.0 / (looks.seen + 1), 1.0 / memory);
    looks.log_length += static_cast<float>((log_length - looks.log_length) * weight);
}

}  // namespace

void learn_looks(Looks& looks, const Traits& traits, TimePoint now) {
    const auto hour = static_cast<std::uint32_t>(
        std::max<std::int64_t>(0, std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count()));
    if (hour != looks.hour) begin_hour(looks);
    looks.hour = hour;
    const bool had_lost = looks.lost != 0;
    const double log_length = std::log(std::max<double>(1, traits.length));

    FieldLesson(looks, Field::shown).learn(traits.shown);
    if (traits.shown) {  // a wall says nothing of the article behind it
        FieldLesson(looks, Field::headline).learn(traits.headline);
        FieldLesson(looks, Field::text).learn(traits.length > 0);
        if (traits.length > 0) learn_length(looks, traits, log_length);
        FieldLesson(looks, Field::date).learn(traits.date);
        FieldLesson(looks, Field::author).learn(traits.author);
        FieldLesson(looks, Field::image).learn(traits.image);
    }
    if (looks.seen < std::numeric_limits<std::uint16_t>::max()) ++looks.seen;

    if (looks.lost == 0) return;
    if (!had_lost) looks.lost_hour = hour, looks.lost_articles = 0;
    if (looks.lost_articles < std::numeric_limits<std::uint16_t>::max()) ++looks.lost_articles;
    accept_losses(looks, hour, log_length);
}

std::vector<Lost> lost_fields(const Habits& habits) {
    std::vector<Lost> lost;
    for (const Looks* looks : {&habits.pages, &habits.entries})
        for (std::size_t i = 0; i < field_count; ++i) {
            const auto field = static_cast<Field>(i);
            if (!looks->has_lost(field)) continue;
            int recent = 0;
            for (unsigned bits = (*looks)[field].recent; bits != 0; bits &= bits - 1) ++recent;
            lost.push_back({looks == &habits.pages, field, share_of((*looks)[field]), recent,
                            TimePoint(std::chrono::hours(looks->lost_hour))});
        }
    return lost;
}

}  // namespace newsbus::habits
