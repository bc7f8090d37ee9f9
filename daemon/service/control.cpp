#include "service/control.h"

#include "base/log.h"
#include "service/status.h"

#include <boost/asio/post.hpp>
#include <boost/json.hpp>

#include <pthread.h>

#include <utility>

namespace newsbus::service {
namespace {

constexpr log::Logger logger("service");

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

}  // namespace

void Condition::set(std::string trouble) {
    std::lock_guard lock(mutex_);
    trouble_ = std::move(trouble);
}

std::string Condition::trouble() const {
    std::lock_guard lock(mutex_);
    return trouble_;
}

void Condition::applied(TimePoint now) {
    std::lock_guard lock(mutex_);
    config_ = {now, {}, {}};
}

void Condition::refused(TimePoint now, std::string why) {
    std::lock_guard lock(mutex_);
    config_.refused = std::move(why);
    config_.refused_at = now;
}

ConfigState Condition::config() const {
    std::lock_guard lock(mutex_);
    return config_;
}

Result<std::unique_ptr<Control>> Control::start(const std::string& address, std::unique_ptr<store::Outbox> outbox,
                                                const Condition& condition, const Counters& counters,
                                                std::string version) {
    std::unique_ptr<Control> control(new Control);
    Control* self = control.get();
    std::map<std::string, http::Server::Handler> routes{
        {"/health", [self](const http::Inquiry&) { return self->health(); }},
        {"/metrics", [self](const http::Inquiry&) { return self->metrics(); }},
        {"/status", [self](const http::Inquiry&) { return self->status(); }},
    };
    auto server = http::Server::bind(control->io_.get_executor(), address, std::move(routes));
    if (!server) return server.error();
    control->configured_address_ = address;
    control->version_ = std::move(version);
    control->outbox_ = std::move(outbox);
    control->condition_ = &condition;
    control->counters_ = &counters;
    control->server_ = std::move(*server);
    logger.info("control address", {{"listening", control->server_->address()}});
    control->tasks_.spawn("control", control->server_->run());
    control->thread_ = std::thread([self] {
        pthread_setname_np(pthread_self(), "nb-control");
        self->io_.run();  // until its one task has ended
    });
    return control;
}

Control::~Control() {
    if (!thread_.joinable()) return;
    asio::post(io_, [this] { tasks_.cancel(); });
    thread_.join();
}

http::Reply Control::health() const {
    std::string trouble = condition_->trouble();
    return trouble.empty() ? reply(200, "text/plain; charset=utf-8", "ok\n")
                           : reply(503, "text/plain; charset=utf-8", trouble + "\n");
}

http::Reply Control::metrics() const {
    return reply(200, "text/plain; version=0.0.4; charset=utf-8", counters_->prometheus());
}

http::Reply Control::status() const {
    auto object = service::status(*outbox_, version_);
    if (!object) return reply(503, "text/plain; charset=utf-8", object.error().what + "\n");
    add_config(*object, condition_->config());
    return reply(200, "application/json", boost::json::serialize(*object) + "\n");
}

}  // namespace newsbus::service
