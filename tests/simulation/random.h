#pragma once

#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>
#include <string_view>

namespace newsbus::simulation {

/// The dice of one actor. Each has its own, made from the seed of the world and a name, so that leaving one actor out
/// changes nothing for the others. The same everywhere: only the engine is the library's.
class Random {
public:
    Random(std::uint64_t seed, std::string_view name) : engine_(mixed(seed, name)) {}

    std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }
    int between(int least, int most) {
        return least + static_cast<int>(below(static_cast<std::uint64_t>(most - least + 1)));
    }
    double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
    bool chance(double probability) { return unit() < probability; }

    /// A pause until something that happens once in `mean` on average, at most ten times that.
    template <class Duration>
    Duration pause(Duration mean) {
        double times = std::min(10.0, -std::log(1 - unit()));
        return Duration(1 + static_cast<typename Duration::rep>(static_cast<double>(mean.count()) * times));
    }

private:
    static std::uint64_t mixed(std::uint64_t seed, std::string_view name) {
        std::uint64_t hash = 0xcbf29ce484222325 ^ seed * 0x9e3779b97f4a7c15;
        for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
        return hash ^ hash >> 29;
    }

    std::mt19937_64 engine_;
};

}  // namespace newsbus::simulation
