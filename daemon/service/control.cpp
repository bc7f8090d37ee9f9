#include "service/control.h"

#include "base/log.h"
#include "service/health.h"
#include "service/metrics.h"
#include "service/process.h"
#include "service/status.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>

#include <pthread.h>

#include <chrono>
#include <optional>
#include <utility>

namespace newsbus::service {
namespace {

constexpr log::Logger logger("service");
constexpr auto quietly = asio::as_tuple(asio::use_awaitable);
constexpr auto command_patience = std::chrono::seconds(30);

http::Reply reply(int status, const char* content_type, std::string body) {
    http::Reply reply;
    reply.status = status;
    reply.headers = {{"Content-Type", content_type}, {"Cache-Control", "no-store"}};
    reply.body = std::move(body);
    return reply;
}

void add_config(boost::json::object& status, const ConfigState& state) {
    boost::json::object config{{"applied", format_rfc3339(state.applied)}};
    if (!state.refused.empty()) {
        config["refused"] = state.refused;
        config["refusedAt"] = format_rfc3339(state.refused_at);
    }
    status["configuration"] = std::move(config);
}

http::Reply text_reply(int status, std::string_view line) {
    return reply(status, "text/plain; charset=utf-8", std::string(line) + "\n");
}

http::Reply json_reply(int status, const boost::json::object& object) {
    return reply(status, "application/json", boost::json::serialize(object) + "\n");
}

bool wants_json(const http::Inquiry& inquiry) {
    auto accept = inquiry.headers.find("accept");
    return accept != inquiry.headers.end() && accept->second.find("application/json") != std::string::npos;
}

/// The answer to a command, on its way from the I/O thread to the coroutine that waits for it on the control thread.
/// Only the control thread touches it.
struct Awaited {
    std::optional<Result<boost::json::object>> answer;
    asio::steady_timer* timer = nullptr;  ///< cancelled when the answer is there; nullptr = nobody waits any more
};

/// Ends the waiting, whichever way the coroutine is left.
struct Waits {
    explicit Waits(std::shared_ptr<Awaited> a) : awaited(std::move(a)) {}
    Waits(const Waits&) = delete;
    Waits& operator=(const Waits&) = delete;
    ~Waits() { awaited->timer = nullptr; }
    std::shared_ptr<Awaited> awaited;
};

bool is_now(SteadyTime::duration age) {
    return age == SteadyTime::duration::zero();
}

double seconds(SteadyTime::duration age) {
    return std::chrono::duration<double>(age).count();
}

http::Reply refusal(int status, const std::string& why) {
    return text_reply(status, why);
}

}  // namespace

Result<std::unique_ptr<Control>> Control::start(const std::string& address, std::unique_ptr<Picture> picture,
                                                const Condition& condition, const Counters& counters,
                                                std::string version, Commands& commands) {
    std::unique_ptr<Control> control(new Control);
    Control* self = control.get();
    std::map<std::string, http::Server::Handler> routes{
        {"/health", [self](const http::Inquiry& inquiry) { return self->health(inquiry); }},
        {"/ready", [self](const http::Inquiry& inquiry) { return self->ready(inquiry); }},
        {"/metrics", [self](const http::Inquiry&) { return self->metrics(); }},
        {"/status", [self](const http::Inquiry&) { return self->status(); }},
    };
    std::map<std::string, http::Server::Action> actions;
    for (const auto& [path, command] : commands.by_path())
        actions[path] = [self](http::Inquiry inquiry) { return self->command(std::move(inquiry)); };
    auto server = http::Server::bind(control->io_->get_executor(), address, std::move(routes), http::Server::Limits(),
                                     std::move(actions));
    if (!server) return server.error();
    control->configured_address_ = address;
    control->version_ = std::move(version);
    control->picture_ = std::move(picture);
    control->condition_ = &condition;
    control->counters_ = &counters;
    control->commands_ = &commands;
    control->server_ = std::move(*server);
    logger.info("control address", {{"listening", control->server_->address()}});
    control->tasks_.spawn("control", control->server_->run());
    control->thread_ = std::thread([self] {
        pthread_setname_np(pthread_self(), "nb-control");
        self->io_->run();  // until its one task has ended
    });
    return control;
}

Control::~Control() {
    if (!thread_.joinable()) return;
    asio::post(*io_, [this] { tasks_.cancel(); });
    thread_.join();
}

http::Reply Control::health(const http::Inquiry& inquiry) const {
    auto complaints = picture_->complaints(named_sources);
    std::string trouble = condition_->trouble();
    if (!complaints.value && trouble.empty()) trouble = "the store cannot be read: " + complaints.value.error().what;
    store::Complaints known = complaints.value ? std::move(*complaints.value) : store::Complaints();
    int status = trouble.empty() ? 200 : 503;
    return wants_json(inquiry) ? json_reply(status, health_object(trouble, known))
                               : text_reply(status, health_line(trouble, known));
}

http::Reply Control::ready(const http::Inquiry& inquiry) const {
    std::string reason = condition_->unready();
    int status = reason.empty() ? 200 : 503;
    if (!wants_json(inquiry)) return text_reply(status, reason.empty() ? "ready" : reason);
    boost::json::object object{{"ready", reason.empty()}};
    if (!reason.empty()) object["reason"] = reason;
    return json_reply(status, object);
}

/// What the store cannot say is missing, or old; the rest is there.
http::Reply Control::metrics() const {
    Exposition page;
    page.gauge("newsbus_build_info", "Which newsbus this is; always 1", {"version"});
    page.sample({version_}, 1);
    auto survey = picture_->survey(shown_sources_);
    page.gauge("newsbus_store_readable", "Whether this page could read the store: 1 or 0");
    page.sample(survey.value && is_now(survey.age) ? 1 : 0);
    page.gauge("newsbus_store_picture_age_seconds",
               "How old what this page says of the store is: 0 unless the store does not answer");
    if (survey.value) page.sample(seconds(survey.age));
    write_work(page, condition_->ages());
    if (survey.value) write_survey(page, *survey.value);
    counters_->write(page);
    write_process(page);
    return reply(200, "text/plain; version=0.0.4; charset=utf-8", std::move(page).take());
}

http::Reply Control::status() const {
    auto seen = picture_->status(version_);
    if (!seen.value) return text_reply(503, seen.value.error().what);
    boost::json::object status = std::move(*seen.value);
    if (!is_now(seen.age)) status["age"] = static_cast<std::int64_t>(seconds(seen.age));
    if (std::string trouble = condition_->trouble(); !trouble.empty()) status["trouble"] = trouble;
    add_config(status, condition_->config());
    return json_reply(200, status);
}

asio::awaitable<http::Reply> Control::command(http::Inquiry inquiry) {
    boost::system::error_code malformed;
    boost::json::value asked = boost::json::parse(inquiry.body, malformed);
    if (malformed || !asked.is_object()) co_return refusal(400, "send a JSON object");

    asio::steady_timer timer(*io_, command_patience);
    Waits waits(std::make_shared<Awaited>());
    waits.awaited->timer = &timer;
    auto answer = [awaited = waits.awaited, io = std::weak_ptr(io_)](Result<boost::json::object> done) {
        auto deliver = [awaited, done = std::move(done)]() mutable {
            awaited->answer = std::move(done);
            if (awaited->timer) awaited->timer->cancel();
        };
        if (auto alive = io.lock()) asio::post(*alive, std::move(deliver));  // here, on the I/O thread, it cannot end
    };
    commands_->begin(inquiry.path, std::move(asked.as_object()), std::move(answer));
    co_await timer.async_wait(quietly);

    std::optional<Result<boost::json::object>>& done = waits.awaited->answer;
    if (!done) co_return refusal(503, "the daemon did not answer in time");
    if (!*done) co_return refusal(done->error().code == Errc::syntax ? 400 : 503, done->error().what);
    co_return json_reply(200, **done);
}

}  // namespace newsbus::service
