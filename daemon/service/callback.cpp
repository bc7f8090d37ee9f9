#include "service/callback.h"

#include "base/ascii.h"
#include "base/log.h"
#include "url/url.h"

#include <boost/asio/post.hpp>

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace newsbus::service {
namespace {

namespace asio = boost::asio;
using source::Verification;

constexpr log::Logger logger("websub");
constexpr auto between_complaints = std::chrono::hours(1);

http::Reply reply(int status, std::string text = {}) {
    http::Reply reply;
    reply.status = status;
    reply.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                     {"X-Content-Type-Options", "nosniff"},
                     {"Cache-Control", "no-store"}};
    if (!text.empty()) reply.body = std::move(text) + "\n";
    return reply;
}

/// Section 5.3.1 of the standard: of a type that no browser makes anything of.
http::Reply echo(std::string challenge) {
    http::Reply echoed = reply(200);
    echoed.headers.front().second = "application/octet-stream";
    echoed.body = std::move(challenge);
    return echoed;
}

http::Reply later(int status, const char* seconds, std::string why) {
    http::Reply refused = reply(status, std::move(why));
    refused.headers.emplace_back("Retry-After", seconds);
    return refused;
}

http::Admission refused(http::Reply with) {
    http::Admission admission;
    admission.refusal = std::move(with);
    return admission;
}

std::string_view header(const http::Inquiry& inquiry, std::string_view name) {
    const auto found = inquiry.headers.find(std::string(name));
    return found == inquiry.headers.end() ? std::string_view() : std::string_view(found->second);
}

/// Does the hub say what the subscription is about?
bool is_agreed(const Verification& said, const Push& push) {
    if (!source::same_topic(said.topic, push.topic)) return false;
    const bool ends = push.stage == PushStage::ending;
    return said.mode == Verification::Mode::denied || ends == (said.mode == Verification::Mode::unsubscribe);
}

Counter& requests_of(Counters& counters, const char* result) {
    return counters.counter("newsbus_websub_requests_total", "Requests to the callback by what became of them",
                            Label{"result", result});
}

}  // namespace

Callback::Callback(Counters& counters) : counters_(counters) {}

Counter& Callback::requests(const char* result) {
    return requests_of(counters_, result);
}

void Callback::register_counters(Counters& counters) {
    for (const char* result :
         {"confirmed", "denied", "signed", "unsigned", "forged", "refused", "unknown", "ended", "limited"})
        requests_of(counters, result);
}

Result<std::unique_ptr<Callback>> Callback::start(asio::any_io_executor main, const std::string& address, Hooks hooks,
                                                  Counters& counters, Limits limits) {
    std::unique_ptr<Callback> callback(new Callback(counters));
    Callback* self = callback.get();
    callback->configured_address_ = address;
    callback->limits_ = limits;
    callback->main_ = std::move(main);
    callback->hooks_ = std::make_shared<Hooks>(std::move(hooks));
    http::Server::Opening opening;
    opening.any_host = true;
    opening.admit = [self](const http::Inquiry& inquiry, std::optional<std::uint64_t> announced) {
        return self->admit(inquiry, announced);
    };
    opening.take = [self](http::Inquiry inquiry) { return self->take(std::move(inquiry)); };
    std::map<std::string, http::Server::Handler> routes{
        {"", [self](const http::Inquiry& inquiry) { return self->verify(inquiry); }}};
    auto server = http::Server::bind(callback->io_->get_executor(), address, std::move(routes), limits.server, {},
                                     std::move(opening));
    if (!server) return server.error();
    callback->server_ = std::move(*server);
    logger.info("callback", {{"listening", callback->server_->address()}});
    callback->tasks_.spawn("callback", callback->server_->run());
    callback->thread_ = std::thread([self] {
        pthread_setname_np(pthread_self(), "nb-callback");
        self->io_->run();  // until its one task has ended
    });
    return callback;
}

Callback::~Callback() {
    if (!thread_.joinable()) return;
    asio::post(*io_, [this] { tasks_.cancel(); });
    thread_.join();
}

void Callback::set(std::vector<Awaited> all, const std::string& base_url) {
    auto url = Url::parse(base_url);
    std::string path = url ? std::string(url->path()) : std::string();
    asio::post(*io_, [this, all = std::move(all), path = std::move(path)]() mutable {
        base_path_ = std::move(path);
        ByToken before = std::exchange(by_token_, {});
        token_by_source_.clear();
        for (Awaited& one : all) {
            const std::string token = one.subscription.push.token;
            put(std::move(one));
            // What a hub has used up stays used up.
            if (const auto old = before.find(token); old != before.end()) {
                Known& known = by_token_.at(token);
                known.left = old->second.left;
                known.refilled = old->second.refilled;
                known.complained = old->second.complained;
            }
        }
    });
}

void Callback::set_one(Awaited one) {
    asio::post(*io_, [this, one = std::move(one)]() mutable { put(std::move(one)); });
}

void Callback::put(Awaited one) {
    const std::string source = one.subscription.source, token = one.subscription.push.token;
    const auto before = token_by_source_.find(source);
    if (before != token_by_source_.end() && before->second != token) by_token_.erase(before->second);
    if (one.subscription.push.stage == PushStage::none || token.empty()) {
        token_by_source_.erase(source);
        return;
    }
    token_by_source_.insert_or_assign(source, token);
    auto [known, fresh] = by_token_.try_emplace(token);
    if (fresh) {
        known->second.left = limits_.burst;
        known->second.refilled = std::chrono::steady_clock::now();
    }
    known->second.awaited = std::move(one);
}

Callback::Known* Callback::find(std::string_view path) {
    const auto token = source::token_of(path, base_path_);
    if (!token) return nullptr;
    const auto known = by_token_.find(*token);
    return known == by_token_.end() ? nullptr : &known->second;
}

bool Callback::may_come(Known& known) const {
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> since = now - known.refilled;
    known.refilled = now;
    known.left = std::min<double>(limits_.burst, known.left + since / limits_.a_request);
    if (known.left < 1) return false;
    known.left -= 1;
    return true;
}

/// Not for each request: somebody may send thousands.
void Callback::complain(Known& known, const char* what) {
    const auto now = std::chrono::steady_clock::now();
    if (known.complained.time_since_epoch().count() != 0 && now - known.complained < between_complaints) return;
    known.complained = now;
    logger.warn("push ignored", {{"source", known.awaited.subscription.source}, {"why", what}});
}

http::Reply Callback::verify(const http::Inquiry& inquiry) {
    Known* known = find(inquiry.path);
    auto said = known && inquiry.method == "GET" ? source::read_verification(inquiry.query) : std::nullopt;
    if (!known || !said || !is_agreed(*said, known->awaited.subscription.push)) {
        requests("unknown").add();
        return reply(404, "nothing here");
    }
    if (!may_come(*known)) {
        requests("limited").add();
        return later(429, "60", "too many requests");
    }
    const bool denied = said->mode == Verification::Mode::denied;
    requests(denied ? "denied" : "confirmed").add();
    std::string challenge = said->challenge;
    const Push& push = known->awaited.subscription.push;
    asio::post(main_, [hooks = std::weak_ptr(hooks_), source = known->awaited.subscription.source, token = push.token,
                       said = std::move(*said)]() mutable {
        if (auto alive = hooks.lock()) alive->hear(std::move(source), std::move(token), std::move(said));
    });
    return denied ? reply(200) : echo(std::move(challenge));
}

http::Admission Callback::admit(const http::Inquiry& inquiry, std::optional<std::uint64_t> announced) {
    Known* known = find(inquiry.path);
    if (!known) {
        requests("unknown").add();
        return refused(reply(404, "nothing here"));
    }
    if (known->awaited.subscription.push.stage == PushStage::ending) {
        requests("ended").add();
        return refused(reply(410, "this subscription has ended"));
    }
    if (!may_come(*known)) {
        requests("limited").add();
        return refused(later(429, "60", "too many requests"));
    }
    if (!source::read_signature(header(inquiry, "x-hub-signature"))) {
        requests("unsigned").add();
        complain(*known, "it is not signed, or not in a known way");
        return refused(reply(202));
    }
    const std::string_view coding = header(inquiry, "content-encoding");
    const std::uint64_t size = announced.value_or(known->awaited.max_body);
    const bool is_coded = !coding.empty() && !ascii::equals_ignoring_case(coding, "identity");
    if (is_coded || size > known->awaited.max_body) {
        requests("refused").add();
        return refused(is_coded ? reply(415, "without Content-Encoding, please") : reply(413, "the body is too long"));
    }
    if (bytes_->fetch_add(size) + size > std::max(limits_.max_bytes, known->awaited.max_body)) {
        bytes_->fetch_sub(size);
        requests("limited").add();
        return refused(later(503, "30", "too much at once"));
    }
    http::Admission admission;
    admission.max_body = known->awaited.max_body;
    admission.held = std::shared_ptr<void>(nullptr, [bytes = bytes_, size](void*) { bytes->fetch_sub(size); });
    return admission;
}

/// It is answered alike whether it is signed rightly or not.
asio::awaitable<http::Reply> Callback::take(http::Inquiry inquiry) {
    Known* known = find(inquiry.path);
    const auto signature = source::read_signature(header(inquiry, "x-hub-signature"));
    if (!known || !signature) co_return reply(202);  // it ended meanwhile
    const store::Subscription& subscription = known->awaited.subscription;
    if (!source::is_signed(*signature, subscription.push.secret, inquiry.body)) {
        requests("forged").add();
        complain(*known, "its signature is wrong");
        co_return reply(202);
    }
    requests("signed").add();
    auto topic = Url::parse(subscription.push.topic);
    if (!topic) co_return reply(202);
    Response sent;
    sent.status = 200;
    sent.headers = {{"content-type", std::string(header(inquiry, "content-type"))}};
    sent.bytes_received = inquiry.body.size();
    sent.body = std::move(inquiry.body);
    sent.url = std::move(*topic);
    sent.account = std::move(inquiry.held);
    asio::post(main_, [hooks = std::weak_ptr(hooks_), source = subscription.source, sent = std::move(sent)]() mutable {
        if (auto alive = hooks.lock()) alive->push(std::move(source), std::move(sent));
    });
    co_return reply(202);
}

}  // namespace newsbus::service
