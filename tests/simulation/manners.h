#pragma once

#include "agenda.h"
#include "site.h"
#include "work/response.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace newsbus::simulation {

/// What the standards let a reader of feeds do next: a second, simpler judge of when and where a feed is asked for, and
/// with which validators. It hears each request, and each answer when it was recorded; of others nobody need know. A
/// request that breaks a rule ends the world, with the section of the standard.
class Manners {
public:
    Manners(Agenda& agenda, Duration min_interval) : agenda_(agenda), min_interval_(min_interval) {}

    void asked(const Site& site, const Request& request);

    /// `good` = it was read; `damaged` = though some of it was missing.
    void recorded(const Site& site, const Answer& answer, bool good, bool damaged);

    /// How many decisions were judged.
    std::uint64_t judged() const { return judged_; }

private:
    struct Known {
        Validators validators;  ///< of the last good answer
        std::string given_at;   ///< the address that was asked for it
        std::string asked_at;   ///< the address that was asked last
        std::optional<TimePoint> not_before;
        std::string why;  ///< not before that time
        int failures = 0, gone = 0;
        Duration least{0};                ///< between two polls: the feed's ttl
        std::optional<std::string> home;  ///< the first address
        std::string learnt;               ///< "" = none
        std::string led_to;               ///< where permanent redirects led last
        int times = 0;                    ///< how often in a row
        bool doubted = false;             ///< nothing was at the learnt address lately
    };
    void check_place(const Site& site, Known& known, const std::string& url);
    void check_validators(const Site& site, const Known& known, const Request& request);
    void learn(Known& known, const Answer& answer);
    void wait(Known& known, const Site& site, const Answer& answer, bool good);
    void fail(const Site& site, std::string what);

    Agenda& agenda_;
    Duration min_interval_;
    std::map<std::string, Known> known_;
    std::uint64_t judged_ = 0;
};

}  // namespace newsbus::simulation
