#include "trace.h"

#include <spdlog/fmt/fmt.h>

#include <cstdio>

namespace newsbus::simulation {
namespace {

constexpr std::size_t kept = 60;

}  // namespace

std::string clock_text(Duration at) {
    const auto ms = at.count();
    return fmt::format("{:02}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

void Trace::add(Duration at, std::string_view who, std::string_view what) {
    ++events_;
    std::string line = fmt::format("{}  {:<6} {}", clock_text(at), who, what);
    for (char c : line) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    if (print_) std::puts(line.c_str());
    last_.push_back(std::move(line));
    if (last_.size() > kept) last_.pop_front();
}

void Trace::fail(Duration at, std::string what) {
    if (failure_) return;
    failed_at_ = at;
    add(at, "BROKEN", what);
    failure_ = std::move(what);
}

}  // namespace newsbus::simulation
