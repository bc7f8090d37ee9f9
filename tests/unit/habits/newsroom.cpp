#include "newsroom.h"

#include "habits/learn.h"
#include "habits/outlook.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <span>

namespace newsbus::habits::test {
namespace {

using namespace std::chrono_literals;
using Random = std::mt19937;

const TimePoint start(std::chrono::sys_days(std::chrono::year(2026) / 9 / 7));  // a Monday
const TimePoint clocks_change(std::chrono::sys_days(std::chrono::year(2026) / 10 / 25));

double uniform(Random& random, double from, double to) {
    return std::uniform_real_distribution<>(from, to)(random);
}

template <class T, std::size_t count>
T one_of(Random& random, const T (&values)[count]) {
    return values[std::uniform_int_distribution<std::size_t>(0, count - 1)(random)];
}

bool chance(Random& random, double of) {
    return std::bernoulli_distribution(of)(random);
}

struct Published {
    TimePoint at, listed;  ///< published; in the answer from then on
    Traits entry, page;
};

/// Publishes articles by a clock on the wall of its town, which is an hour behind from one night on.
class Newsroom {
public:
    Newsroom(Random& random, int kind) : random_(random), kind_(kind), offset_(int(uniform(random, -11, 11))) {
        pace_ = uniform(random, 0, 1);
        has_dates_ = chance(random, 0.8);
        lag_ = Duration(std::int64_t(uniform(random, 0, 20 * 60'000)));
        holiday_ = std::chrono::days(int(uniform(random, 30, 56)));
        length_ = uniform(random, 5, 9);
        spread_ = uniform(random, 0.3, 0.9);
        constexpr double shares[] = {0, 0.6, 0.9, 0.96, 0.99, 1};
        authors_ = one_of(random, shares);
        images_ = one_of(random, shares);
        dates_ = has_dates_ ? one_of(random, {0.97, 1.0}) : 0;
        texts_ = one_of(random, {0.9, 0.97, 1.0});
        shown_ = one_of(random, {0.7, 0.97, 1.0, 1.0});
        column_day_ = int(uniform(random, 0, 7));
        column_hour_ = uniform(random, 5, 20);
    }

    std::string name() const {
        static constexpr std::array<const char*, newsroom_kinds> names{
            "agency", "daily",           "trade", "weekly column", "bursts",
            "blog",   "morning edition", "topic", "local",         "fortnightly"};
        return names[std::size_t(kind_)];
    }

    /// Does the fault take away what nearly all of its articles have? A page is read of them, or not.
    bool suffers(Fault fault, bool reads_pages) const {
        switch (fault) {
            case Fault::none:
                return false;
            case Fault::stops:
                return true;
            case Fault::no_bodies:
                return texts_ > 0.95;
            case Fault::short_bodies:
                return texts_ > 0.95 && spread_ < 0.7;
            case Fault::walls:
                return reads_pages && shown_ > 0.95;
            case Fault::no_dates:
                return dates_ > 0.95;
            case Fault::no_authors:
                return authors_ > 0.98;
        }
        return false;
    }

    /// All that it publishes in that time, in the order in which it is listed.
    std::vector<Published> all(Duration length) {
        std::vector<Published> news;
        double heat = 1;
        for (auto hour = start; hour < start + length; hour += 1h) {
            if ((hour - start) % 24h == 0h) heat = std::gamma_distribution<>(4, 0.25)(random_);
            const TimePoint local = hour + std::chrono::hours(offset_) - (hour < clocks_change ? 0h : 1h);
            const int of_day = int((local - std::chrono::floor<std::chrono::days>(local)) / 1h);
            const int weekday = int(std::chrono::weekday(std::chrono::floor<std::chrono::days>(local)).c_encoding());
            double rate = this->rate(weekday, of_day, heat);
            if (hour >= start + holiday_ && hour < start + holiday_ + 48h) rate /= 2;
            publish(hour, rate, news);
        }
        std::ranges::stable_sort(news, {}, &Published::listed);
        return news;
    }

private:
    /// Postings an hour.
    double rate(int weekday, int hour, double heat) const {
        const bool weekend = weekday == 0 || weekday == 6, day = hour >= 7 && hour < 23,
                   office = hour >= 8 && hour < 18;
        switch (kind_) {
            case 0:
                return (1 + 20 * pace_) * (day ? 1 : 0.5);
            case 1:
                return (1 + 8 * pace_) * (day ? 1 : 0.02) * (weekend ? 0.5 : 1) * heat;
            case 2:
                return office && !weekend ? 0.5 + 2 * pace_ : 0;
            case 3:
                return weekday == column_day_ && hour == int(column_hour_) ? 50 : 0;
            case 4:
                return day ? 0.12 + 0.3 * pace_ : 0.01;
            case 5:
                return (1 + 7 * pace_) / 30 / 24;
            case 6:
                return hour == 4 ? 50 : day ? 0.2 + pace_ : 0;
            case 7:
                return (1 + 4 * pace_) / 24 * heat * (day ? 1.4 : 0.2);
            case 8:
                return day ? (3 + 5 * pace_) / 16 * (weekend ? 0.3 : 1) : 0;
            default:
                return weekday == column_day_ && hour == int(column_hour_)
                           ? (fortnight_ = !fortnight_, fortnight_ ? 50 : 0)
                           : 0;
        }
    }

    void publish(TimePoint hour, double rate, std::vector<Published>& news) {
        if (rate == 0) return;
        int posts = std::poisson_distribution<>(rate)(random_);
        int each = 1;
        if (kind_ == 3 || kind_ == 9) posts = chance(random_, rate / 50) ? 1 : 0;  // half of them on holidays
        if (kind_ == 6 && rate >= 25) posts = 1, each = int(uniform(random_, 30, 90) * rate / 50);
        if (kind_ == 4) each = int(uniform(random_, 3, 15));
        for (int post = 0; post < posts; ++post) {
            const TimePoint at = hour + Duration(std::int64_t(uniform(random_, 0, 3'600'000)));
            const bool release = chance(random_, authors_ < 0.97 ? 0.05
                                                 : authors_ < 1  ? 0.01
                                                                 : 0);  // press releases have no author
            for (int i = 0; i < each; ++i) {
                const TimePoint time = at + std::chrono::seconds(i * 20);
                news.push_back(
                    {time, time + lag_, looks(Traits::Of::entry, release), looks(Traits::Of::page, release)});
            }
        }
    }

    Traits looks(Traits::Of of, bool release) {
        Traits traits;
        traits.of = of;
        traits.headline = chance(random_, 0.999);
        traits.date = chance(random_, dates_);
        traits.author = !release && chance(random_, authors_);
        traits.image = chance(random_, images_);
        traits.shown = of == Traits::Of::entry || chance(random_, shown_);
        const bool brief = chance(random_, 0.05);
        if (chance(random_, texts_))
            traits.length =
                std::uint32_t(1 + std::exp(std::normal_distribution<>(length_ - (brief ? 1.5 : 0), spread_)(random_)));
        return traits;
    }

    Random& random_;
    int kind_, offset_, column_day_ = 0;
    double pace_, length_, spread_, authors_, images_, dates_ = 0, texts_, shown_, column_hour_ = 0;
    bool has_dates_;
    mutable bool fortnight_ = false;
    Duration lag_, holiday_;
};

void spoil(std::vector<Published>& news, Fault fault, TimePoint from) {
    if (fault == Fault::stops) std::erase_if(news, [from](const Published& one) { return one.at >= from; });
    for (Published& one : news) {
        if (one.at < from) continue;
        for (Traits* traits : {&one.entry, &one.page}) {
            if (fault == Fault::no_bodies) traits->length = 0;
            if (fault == Fault::short_bodies) traits->length /= 12;
            if (fault == Fault::no_dates) traits->date = false;
            if (fault == Fault::no_authors) traits->author = false;
        }
        if (fault == Fault::walls) one.page.shown = false;
    }
}

/// The daemon, as far as it is about one source: it polls, learns what is new and looks how the source is.
class Watcher {
public:
    Watcher(Random& random, const Plan& plan, Story& story) : random_(random), plan_(plan), story_(story) {
        constexpr Duration intervals[] = {1min, 5min, 15min, 15min, 30min, 1h, 3h, 6h};
        interval_ = one_of(random, intervals);
        reads_pages_ = chance(random, 0.5);
        for (int i = 0; i < 4; ++i)
            outages_.push_back(start + std::chrono::minutes(int(uniform(random, 0, 60 * 24 * 60))));
        away_ = start + std::chrono::days(7 * int(uniform(random, 1, 8)) + 4) + 18h;  // a Friday evening
    }

    bool reads_pages() const { return reads_pages_; }

    void watch(const std::vector<Published>& news) {
        const TimePoint end = start + plan_.learning + plan_.watched;
        std::size_t at = 0;
        for (TimePoint now = start + Duration(std::int64_t(uniform(random_, 0, double(interval_.count())))); now < end;
             now += interval_ + Duration(std::int64_t(uniform(random_, 0, double(interval_.count()) / 10)))) {
            if (now >= away_ && now < away_ + 62h) continue;
            const bool down =
                std::ranges::any_of(outages_, [now](TimePoint out) { return now >= out && now < out + 5h; });
            if (down && previous_) {
                failed_ = true;
                continue;
            }
            std::size_t until = at;
            while (until < news.size() && news[until].listed <= now) ++until;
            poll(now, std::span(news).subspan(at, until - at));
            at = until;
            if (story_.found) return;
        }
    }

private:
    void poll(TimePoint now, std::span<const Published> fresh) {
        Lesson lesson;
        lesson.now = now;
        lesson.previous = previous_;
        lesson.begins = !previous_;
        if (failed_) lesson.outage = now - *previous_;
        if (previous_) look(now, lesson, fresh);
        for (const Published& one : fresh) {
            lesson.traits.push_back(one.entry);
            if (reads_pages_) lesson.traits.push_back(one.page);
            if (!previous_) continue;
            if (one.entry.date)
                lesson.dated.push_back(one.at);
            else
                ++lesson.undated;
        }
        if (lesson.teaches()) {
            learn(habits_, lesson);
            const std::string bytes = habits_.bytes();
            story_.most_bytes = std::max(story_.most_bytes, bytes.size());
            habits_ = Habits::parse(bytes);
        }
        previous_ = now;
        failed_ = false;
    }

    void look(TimePoint now, const Lesson& lesson, std::span<const Published> fresh) {
        Habits habits = habits_;
        if (lesson.outage > Duration(0)) *habits.last_news += lesson.outage;
        const TimePoint quiet = fresh.empty() ? now : *previous_;
        const auto silent = silence(habits, quiet);
        const auto lost = lost_fields(habits);
        const bool faulty = plan_.fault != Fault::none && now >= story_.fault_at;
        if (faulty && ((plan_.fault == Fault::stops && silent) || (plan_.fault != Fault::stops && !lost.empty()))) {
            story_.found = now;
            return;
        }
        if (silent && !silent_) {
            ++story_.silent;
            if (story_.what.empty()) story_.what = "silent";
        }
        if (!lost.empty() && !lost_) {
            ++story_.changed;
            if (story_.what.empty()) story_.what = "lost field " + std::to_string(int(lost[0].field));
        }
        silent_ = silent.has_value();
        lost_ = !lost.empty();
    }

    Random& random_;
    const Plan& plan_;
    Story& story_;
    Duration interval_;
    bool reads_pages_;
    std::vector<TimePoint> outages_;
    TimePoint away_;
    Habits habits_;
    std::optional<TimePoint> previous_;
    bool failed_ = false, silent_ = false, lost_ = false;
};

}  // namespace

Story live_through(std::uint32_t seed, int number, const Plan& plan) {
    std::seed_seq seeds{seed, std::uint32_t(number)};
    Random random(seeds);
    Newsroom newsroom(random, number % newsroom_kinds);
    Story story;
    story.kind = newsroom.name();
    story.fault_at = start + plan.learning + plan.fault_after;
    const Duration length = plan.learning + plan.watched;
    std::vector<Published> news = newsroom.all(length);
    story.articles_a_day = double(news.size()) / (length / 24h);
    const std::vector<Published> planned = plan.fault == Fault::stops ? news : std::vector<Published>{};
    spoil(news, plan.fault, story.fault_at);
    Watcher watcher(random, plan, story);
    story.suffers = newsroom.suffers(plan.fault, watcher.reads_pages());
    watcher.watch(news);
    if (!story.found) return story;
    for (const Published& one : plan.fault == Fault::stops ? planned : news)
        if (one.at >= story.fault_at && one.listed <= *story.found) ++story.expected_until_found;
    return story;
}

}  // namespace newsbus::habits::test
