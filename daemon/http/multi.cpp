#include "http/multi.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>

namespace newsbus::http {

namespace asio = boost::asio;
using std::chrono::steady_clock;

Result<std::shared_ptr<Multi>> Multi::make(asio::any_io_executor io, std::function<void()> after) {
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) return Error{Errc::network, std::string("curl: ") + curl_easy_strerror(ready)};
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    if (epoll < 0) return Error{Errc::network, std::string("epoll: ") + std::strerror(errno)};
    return std::shared_ptr<Multi>(new Multi(std::move(io), epoll, std::move(after)));
}

Multi::Multi(asio::any_io_executor io, int epoll, std::function<void()> after)
    : epoll_(io, epoll), timer_(io), after_(std::move(after)), multi_(curl_multi_init()) {
    CURLM* multi = multi_.get();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, this);
    // One stream a connection: in libcurl 7.88 a paused HTTP/2 stream holds up the others on its connection.
    curl_multi_setopt(multi, CURLMOPT_PIPELINING, static_cast<long>(CURLPIPE_NOTHING));
}

Multi::~Multi() {
    assert(enrolled_ == 0);
    multi_.reset();  // closes kept connections: its callbacks still find everything
}

void Multi::keep_connections(long count) {
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, count);
}

void Multi::add(Transfer& transfer) {
    ++enrolled_;
    watch();
    curl_multi_add_handle(multi_.get(), transfer.easy());
    act(CURL_SOCKET_TIMEOUT, 0);  // begins at once: curl only asked for a timer of 0 ms
    arm_timer();
}

void Multi::remove(Transfer& transfer) {
    curl_multi_remove_handle(multi_.get(), transfer.easy());
    if (--enrolled_ > 0) return;
    epoll_.cancel();
    timer_.cancel();
    armed_.reset();
}

int Multi::on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
    auto& multi = *static_cast<Multi*>(self);
    int inner = multi.epoll_.native_handle();
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(inner, EPOLL_CTL_DEL, socket, nullptr);
        curl_multi_assign(multi.multi_.get(), socket, nullptr);
        return 0;
    }
    epoll_event event{};
    event.data.fd = socket;
    if (what & CURL_POLL_IN) event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
    if (epoll_ctl(inner, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0) return -1;
    if (!known) curl_multi_assign(multi.multi_.get(), socket, self);  // any pointer: "it is in the set"
    return 0;
}

int Multi::on_timer(CURLM*, long timeout_ms, void* self) {
    auto& multi = *static_cast<Multi*>(self);
    if (timeout_ms < 0) {
        multi.due_.reset();
        return 0;
    }
    // At least 1 ms: the threaded resolver asks for 0 again and again while it waits.
    multi.due_ = steady_clock::now() + std::chrono::milliseconds(std::max(timeout_ms, 1L));
    multi.arm_timer();
    return 0;
}

void Multi::arm_timer() {
    // A timer that wakes earlier is left alone: run_due_timer() then arms it anew.
    if (!due_ || (armed_ && *armed_ <= *due_)) return;
    armed_ = due_;
    timer_.expires_at(*due_);
    auto wake = [weak = weak_from_this()](boost::system::error_code error) {
        auto self = weak.lock();
        if (error || !self) return;
        self->armed_.reset();
        self->run_due_timer();
    };
    timer_.async_wait(std::move(wake));
}

void Multi::run_due_timer() {
    if (due_ && *due_ <= steady_clock::now()) {
        due_.reset();
        act(CURL_SOCKET_TIMEOUT, 0);
    }
    if (enrolled_ > 0) arm_timer();
}

void Multi::watch() {
    if (watching_) return;  // a wait that was cancelled a moment ago sees that there is work again
    watching_ = true;
    auto ready = [weak = weak_from_this()](boost::system::error_code error) {
        auto self = weak.lock();
        if (!self) return;
        self->watching_ = false;
        if (self->enrolled_ > 0 && !error) {
            self->take_events();
            self->run_due_timer();
        }
        if (self->enrolled_ > 0) self->watch();
    };
    epoll_.async_wait(asio::posix::stream_descriptor::wait_read, std::move(ready));
}

void Multi::take_events() {
    std::array<epoll_event, 64> events;
    int count = epoll_wait(epoll_.native_handle(), events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        int what = 0;
        if (events[i].events & EPOLLIN) what |= CURL_CSELECT_IN;
        if (events[i].events & EPOLLOUT) what |= CURL_CSELECT_OUT;
        if (events[i].events & (EPOLLERR | EPOLLHUP)) what |= CURL_CSELECT_ERR;
        act(events[i].data.fd, what);
    }
}

void Multi::act(curl_socket_t socket, int events) {
    cpu_.begin();
    int running = 0, left = 0;
    curl_multi_socket_action(multi_.get(), socket, events, &running);
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left))
        if (message->msg == CURLMSG_DONE) Transfer::of(message->easy_handle).finish(message->data.result);
    after_();
}

}  // namespace newsbus::http
