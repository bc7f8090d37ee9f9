#pragma once

#include <optional>
#include <vector>

#include "habits/habits.h"

namespace newsbus::habits {

/// How many articles usually come between two moments: by the hour of the week. 0 while too little is known.
double expected_articles(const Habits& habits, TimePoint from, TimePoint to);

/// The usual rate: articles a day, over whole weeks. 0 while too little is known.
double articles_a_day(const Habits& habits);

/// How long it usually takes from `at` until something new comes, by the hour of the week; at most four weeks. Nothing
/// while too little is known: fewer than two weeks, or fewer than twelve hours in which something came.
std::optional<Duration> expected_gap(const Habits& habits, TimePoint at);

/// The usual share of known entries in an answer that brings news: near 0 means that entries may leave unseen. Nothing
/// while that is not known.
std::optional<double> usual_overlap(const Habits& habits);

/// How long an answer with a body usually takes. Nothing while that is not known.
std::optional<Duration> usual_time(const Habits& habits);

/// A source that answers and brings nothing, longer than it ever was its way.
struct Silence {
    TimePoint since;        ///< the last news
    double articles = 0;    ///< that usually would have come by now
    double articles_a_day;  ///< usually
};

/// Is the source silent, if nothing new came until `now`? A false alarm is worse than a late one, so all of this must
/// hold, after two weeks and twelve hours with news at least:
/// - it is more than twice as long as the longest time without news lately, and than six hours;
/// - the news expected in that time, by the hour of the week, are far more than chance explains, given how unevenly
///   they came so far, and how well the rate is known. Half of what the two busiest days bring may be a holiday.
std::optional<Silence> silence(const Habits& habits, TimePoint now);

/// A field that articles used to have and lack now.
struct Lost {
    bool pages = false;  ///< of the pages, not of the source's own answers
    Field field = Field::text;
    double share = 0;  ///< of articles that had it before
    int recent = 0;    ///< of the last eight that had it
    TimePoint since;
};
std::vector<Lost> lost_fields(const Habits& habits);

/// The news expected in a time: the sum over its hours of -ln(1 - share of weeks in which that hour had news). The unit
/// of what is told of gaps. For tests and learn().
double expected_news(const Habits& habits, TimePoint from, TimePoint to);

}  // namespace newsbus::habits
