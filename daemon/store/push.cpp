#include "store/push.h"

#include <boost/json.hpp>

#include <optional>

namespace newsbus::store {
namespace json = boost::json;
namespace {

json::value stored_time(const std::optional<TimePoint>& time) {
    return time ? json::value(time->time_since_epoch().count()) : json::value(nullptr);
}

std::optional<TimePoint> time_of(const json::value& stored) {
    if (stored.is_null()) return std::nullopt;
    return TimePoint(Duration(stored.to_number<std::int64_t>()));
}

}  // namespace

std::string serialized(const Push& push) {
    if (push.stage == PushStage::none) return {};
    return json::serialize(json::object{{"hub", push.hub},
                                        {"topic", push.topic},
                                        {"callback", push.callback},
                                        {"token", push.token},
                                        {"secret", push.secret},
                                        {"since", stored_time(push.since)},
                                        {"lease_until", stored_time(push.lease_until)},
                                        {"last_push", stored_time(push.last_push)},
                                        {"failures", push.failures},
                                        {"reason", push.reason},
                                        {"other", push.other},
                                        {"others", push.others}});
}

Push parse_push(int stage, std::string_view stored) {
    if (stage <= 0 || stage >= static_cast<int>(push_stage_count)) return {};
    boost::system::error_code problem;
    const json::value value = json::parse(stored, problem);
    if (problem) return {};
    try {
        const json::object& object = value.as_object();
        auto text = [&object](const char* key) { return json::value_to<std::string>(object.at(key)); };
        Push push;
        push.stage = static_cast<PushStage>(stage);
        push.hub = text("hub");
        push.topic = text("topic");
        push.callback = text("callback");
        push.token = text("token");
        push.secret = text("secret");
        push.since = time_of(object.at("since"));
        push.lease_until = time_of(object.at("lease_until"));
        push.last_push = time_of(object.at("last_push"));
        push.failures = object.at("failures").to_number<int>();
        push.reason = text("reason");
        push.other = object.at("other").to_number<std::uint64_t>();
        push.others = object.at("others").to_number<int>();
        return push;
    } catch (const std::exception&) {  // Boost.JSON's: a part is missing or of another type
        return {};
    }
}

}  // namespace newsbus::store
