#pragma once

#include "settings.h"
#include "world.h"

namespace newsbus::simulation {

/// A world in which a promise was broken, and what became of it.
struct Broken {
    Settings settings;
    Report report;
};

/// Looks for the smallest world in which some promise is broken: less time, fewer sources, fewer troubles, one after
/// the other, for as long as one of them can be left out.
Broken shrunk(Broken broken);

}  // namespace newsbus::simulation
