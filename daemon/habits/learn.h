#pragma once

#include "habits/habits.h"
#include "habits/lesson.h"

namespace newsbus::habits {

/// Takes what a visit taught into the habits. Pure; costs some microseconds.
/// A new entry is counted in the hour in which it was published, where it says so and that is plausible, else over the
/// hours since the poll before. Entries of the first poll, which are old, teach nothing but what articles look like.
void learn(Habits& habits, const Lesson& lesson);

/// The same for what one article looked like.
void learn_looks(Looks& looks, const Traits& traits, TimePoint now);

}  // namespace newsbus::habits
