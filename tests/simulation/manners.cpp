#include "manners.h"

#include "ledger/deadlines.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::simulation {
namespace {

constexpr int polls_to_learn = 3, answers_to_end = 2;

std::string words(const Validators& validators) {
    if (validators == Validators()) return "no validator";
    return fmt::format("If-None-Match [{}], If-Modified-Since [{}]", validators.etag, validators.last_modified);
}

}  // namespace

void Manners::fail(const Site& site, std::string what) {
    agenda_.fail(fmt::format("{} {}", site.id(), what));
}

void Manners::asked(const Site& site, const Request& request) {
    Known& known = known_[site.id()];
    const std::string url = request.url.str();
    if (!known.home) known.home = url;
    judged_ += 4;
    if (known.gone >= answers_to_end) fail(site, "is polled although it is gone (RFC 9110 section 15.5.11)");
    check_place(site, known, url);
    check_validators(site, known, request);
    const TimePoint now = agenda_.true_time();
    const Duration blur = agenda_.jumped() > Duration(0) ? ledger::clock_step : Duration(0);  // so much is not noticed
    if (known.not_before && now + blur < *known.not_before)
        fail(site, fmt::format("is polled at {}, it was not to be before {} ({})", format_rfc3339(now),
                               format_rfc3339(*known.not_before), known.why));
    known.asked_at = url;
}

/// RFC 9110 sections 15.4.2 and 15.4.9: what redirected for good is asked where it led to, after three good polls.
void Manners::check_place(const Site& site, Known& known, const std::string& url) {
    if (known.doubted && (url == known.home || url == known.learnt)) return;
    if (url == (known.learnt.empty() ? *known.home : known.learnt)) return;
    fail(site, known.learnt.empty() ? fmt::format("is asked at {}, where nothing led for good three times", url)
                                    : fmt::format("is asked at {} though it moved to {}", url, known.learnt));
}

/// RFC 9110 section 13.1: the validators of the last good answer, byte for byte. An address that did not give them may
/// be asked without.
void Manners::check_validators(const Site& site, const Known& known, const Request& request) {
    const Validators sent{request.validators.etag, request.validators.last_modified};
    if (sent == known.validators) return;
    const bool elsewhere = known.doubted || (request.url.str() != known.given_at && known.learnt != request.url.str());
    if (elsewhere && sent == Validators()) return;
    fail(site, fmt::format("is polled with {}, it was to be with {}", words(sent), words(known.validators)));
}

void Manners::recorded(const Site& site, const Answer& answer, bool good, bool damaged) {
    Known& known = known_[site.id()];
    known.gone = answer.status == 410 ? known.gone + 1 : 0;
    known.failures = good ? 0 : known.failures + 1;
    if (good) {
        if (damaged) {  // it was not had; where it came with the validators of the one before, these say nothing
            if (answer.validators == known.validators) known.validators = {};
        } else if (answer.status != 200) {
            if (!answer.validators.etag.empty()) known.validators.etag = answer.validators.etag;
            if (!answer.validators.last_modified.empty())
                known.validators.last_modified = answer.validators.last_modified;
        } else {
            known.validators = answer.validators;
        }
        if (answer.status != 304 && !damaged) known.least = answer.least;
        if (!damaged) known.given_at = known.asked_at;
        if (!damaged) learn(known, answer);
    } else if (answer.status == 226) {
        known.validators = {};
    } else if (!known.learnt.empty() && (known.doubted || answer.status == 404 || answer.status == 410)) {
        known.doubted = true;
        known.validators = {};
    }
    wait(known, site, answer, good);
}

void Manners::learn(Known& known, const Answer& answer) {
    if (known.doubted && known.asked_at != known.learnt) known.learnt.clear();
    known.doubted = false;
    std::string goal;
    for (const Redirect& hop : answer.hops) {
        if (hop.status != 301 && hop.status != 308) break;
        goal = hop.to.str();
    }
    known.times = goal.empty() ? 0 : goal == known.led_to ? known.times + 1 : 1;
    known.led_to = goal;
    if (known.times < polls_to_learn) return;
    known.learnt = goal;
    known.led_to.clear();
    known.times = 0;
}

/// The earliest moment of the next poll. What an answer asks for is certain to be heard up to max_interval; Retry-After
/// always is.
void Manners::wait(Known& known, const Site& site, const Answer& answer, bool good) {
    const Duration interval = std::max(site.options().interval, min_interval_);
    const Duration longest = std::max(site.options().max_interval, interval);
    const TimePoint at = answer.at;
    known.not_before = at;
    auto not_within = [&](Duration pause, std::string_view why) {
        if (at + pause <= *known.not_before) return;
        known.not_before = at + pause;
        known.why = why;
    };
    not_within(interval, "its interval");
    Duration back_off = interval;
    for (int n = 1; n < known.failures && back_off < longest; ++n) back_off *= 2;
    if (!good) not_within(std::min(back_off, longest), "back-off, RFC 9110 section 15.6");
    if (good) not_within(std::min(answer.fresh_for, longest), "it is fresh, RFC 9111 section 4.2");
    if (good) not_within(std::min(known.least, longest), "its ttl");
    if (answer.retry_after) not_within(*answer.retry_after, "Retry-After, RFC 9110 section 10.2.3");
}

}  // namespace newsbus::simulation
