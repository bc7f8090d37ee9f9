// Any bytes as the habits of a source: what is read stays what it is when it is written and read, learns, is asked, and
// is bounded.
#include "habits/learn.h"
#include "habits/outlook.h"

#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newsbus;
    using namespace newsbus::habits;
    using namespace std::chrono_literals;
    Habits habits = Habits::parse({reinterpret_cast<const char*>(data), size});
    if (Habits::parse(habits.bytes()) != habits) std::abort();
    const TimePoint now(std::chrono::sys_days(std::chrono::year(2026) / 9 / 7));
    for (int hour = 0; hour < 3; ++hour) {
        silence(habits, now);
        lost_fields(habits);
        if (const auto gap = expected_gap(habits, now); gap && *gap < 0ms) std::abort();
        if (!(expected_articles(habits, now, now + 2400h) >= 0)) std::abort();
        Lesson lesson{.now = now + std::chrono::hours(hour), .previous = now - 1h, .took = 9ms, .undated = 2};
        lesson.traits = {{.of = Traits::Of::entry, .length = 9}, refused_page()};
        learn(habits, lesson);
    }
    if (habits.bytes().size() > Habits::most_bytes || Habits::parse(habits.bytes()) != habits) std::abort();
    return 0;
}
