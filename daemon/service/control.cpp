#include "service/control.h"

#include "base/log.h"
#include "service/health.h"
#include "service/metrics.h"
#include "service/process.h"
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

}  // namespace

Result<std::unique_ptr<Control>> Control::start(const std::string& address, std::unique_ptr<store::Outbox> outbox,
                                                const Condition& condition, const Counters& counters,
                                                std::string version) {
    std::unique_ptr<Control> control(new Control);
    Control* self = control.get();
    std::map<std::string, http::Server::Handler> routes{
        {"/health", [self](const http::Inquiry& inquiry) { return self->health(inquiry); }},
        {"/ready", [self](const http::Inquiry& inquiry) { return self->ready(inquiry); }},
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

http::Reply Control::health(const http::Inquiry& inquiry) const {
    std::string trouble = condition_->trouble();
    auto complaints = outbox_->complaints(named_sources);
    if (!complaints && trouble.empty()) trouble = "the store cannot be read: " + complaints.error().what;
    store::Complaints known = complaints ? std::move(*complaints) : store::Complaints();
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

/// What the store cannot say is missing, the rest is there.
http::Reply Control::metrics() const {
    Exposition page;
    page.gauge("newsbus_build_info", "Which newsbus this is; always 1", {"version"});
    page.sample({version_}, 1);
    auto survey = outbox_->survey(shown_sources_);
    page.gauge("newsbus_store_readable", "Whether this page could read the store: 1 or 0");
    page.sample(survey ? 1 : 0);
    if (survey) write_survey(page, *survey);
    counters_->write(page);
    write_process(page);
    return reply(200, "text/plain; version=0.0.4; charset=utf-8", std::move(page).take());
}

http::Reply Control::status() const {
    auto object = service::status(*outbox_, version_);
    if (!object) return text_reply(503, object.error().what);
    add_config(*object, condition_->config());
    return json_reply(200, *object);
}

}  // namespace newsbus::service
