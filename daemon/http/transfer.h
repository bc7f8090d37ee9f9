#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "http/budget.h"
#include "http/cpu_meter.h"
#include "http/easy.h"
#include "http/explain.h"
#include "http/fetcher.h"
#include "http/head.h"
#include "http/hop.h"
#include "http/line.h"
#include "http/time_limits.h"
#include "work/response.h"

namespace newsbus::http {

/// One hop: curl's easy handle, what its callbacks gather, and the limits that they enforce. It is neither copied nor
/// moved, since curl points at it.
class Transfer final : public Line::Member {
public:
    /// What a transfer works with. All references must outlive it.
    struct Context {
        const Request& request;  ///< for this hop's origin only (follow)
        const Settings& settings;
        std::span<const Network> allowed;
        Line& line;
        TimeLimits& limits;
        CpuMeter& cpu;
        std::chrono::nanoseconds& cpu_spent;  ///< by the whole fetch
        std::shared_ptr<Budget::Account> account;
        bool decodes =
            true;  ///< false: no compression is asked for, and a body that is gzip all the same is unpacked here
        Line::Ticket ticket = 0;  ///< the place of an earlier attempt (crowded_out)
    };

    /// `stir` is called when the transfer is done or goes on after a pause. That may be inside curl's functions, so it
    /// must only post or wake something.
    Transfer(Context context, std::function<void()> stir);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() override { context_.line.leave(*this); }

    /// Sets the handle up. Call it first.
    Result<void> prepare();

    static Transfer& of(CURL* easy);
    CURL* easy() const { return easy_.get(); }
    const Url& url() const { return context_.request.url; }

    /// Called when curl has ended the transfer.
    void finish(CURLcode code);
    bool done() const { return outcome_.has_value(); }

    /// After done(): the body is not what Content-Encoding says. Some text that is none decodes to nothing, too.
    bool mislabelled() const;

    /// After done(): there was no room for the body. Asked for again with this ticket, it has some when it is the first
    /// in line. 0 = there was.
    Line::Ticket crowded_out() const { return crowded_out_; }

    /// What it waits for before the request goes out: "resolve: ", "connect: ", "TLS: "; "" after that.
    std::string_view stage() const;

    /// After done(): the answer with `url`, `bytes_received` and `account` set, or why there is none.
    Result<Response> take();

    /// What came of it so far, without Attempt::given_up. Nothing when the address guard refused it.
    std::optional<Attempt> attempt() const;

    /// Keeps what goes over the wire, for recorded(). Call it before the transfer begins.
    void record();
    Hop recorded() const;

    long connections() const;  ///< new ones that it opened
    void pause() override;
    void resume() override;

private:
    static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self);
    static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self);
    static int on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t);
    static curl_socket_t on_open(void* self, curlsocktype purpose, curl_sockaddr* address);
    static int on_request(void* self, char* address, char*, int, int);
    static int on_wire(CURL*, curl_infotype what, char* data, std::size_t size, void* self);

    void set_callbacks();
    bool keep(const char* data, std::size_t size);
    bool pays();
    bool is_layered();
    bool has_room(std::size_t more);
    bool fail(Error why);
    bool has_label() const;
    void unpack();
    bool passes_guard(const sockaddr& address);
    bool is_refused() const;
    Ending ending(CURLcode code) const;
    Error explain(CURLcode code) const;

    Context context_;
    std::function<void()> stir_;
    CurlList headers_;
    CurlEasy easy_;
    char curl_says_[CURL_ERROR_SIZE] = "";
    std::uint64_t max_body_;
    Head head_;
    Line::Ticket crowded_out_ = 0;
    std::string body_;
    bool cut_ = false;                    ///< the body is as long as it may be, and there was more (Request::may_cut)
    bool counted_ = false;                ///< in the line and the account: it is not small
    std::uint64_t unwanted_ = 0;          ///< bytes of a body that is not wanted
    std::optional<bool> body_is_wanted_;  ///< known from the first byte on; that of a redirect is not wanted
    std::string refusal_;                 ///< what the guard said
    std::optional<Error> failure_;        ///< why a callback ended the transfer
    std::optional<CURLcode> outcome_;
    Hop hop_;  ///< what was recorded
};

}  // namespace newsbus::http
