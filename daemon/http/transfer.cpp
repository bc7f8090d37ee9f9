#include "http/transfer.h"

#include "base/ascii.h"
#include "base/gunzip.h"
#include "base/size.h"
#include "http/redirect.h"
#include "http/turn_limit.h"
#include "url/shown.h"

#include <spdlog/fmt/fmt.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace newsbus::http {
namespace {

constexpr std::size_t max_recorded_head = 128 << 10;
constexpr std::uint64_t framing = 64 << 10;  // more on the wire than in the body: chunk heads, bad compression

/// What reading a body may cost: many times what an honest one does. Chunks of one byte, extensions of chunks, frames
/// that hold nothing and layers of compression cost much more than their bytes tell.
std::chrono::milliseconds most_cpu(std::uint64_t max_body) {
    return std::chrono::milliseconds(1000 + max_body / 32'768);
}

/// All connections together hold no more than a quarter of what bodies may take in bodies that are not counted.
std::size_t small_body(std::uint64_t max_in_flight) {
    return static_cast<std::size_t>(std::min<std::uint64_t>(max_in_flight / 256, 256 << 10));
}

SteadyTime now() {
    return std::chrono::steady_clock::now();
}

long status_of(CURL* easy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

std::uint64_t received_by(CURL* easy) {
    curl_off_t received = 0;
    curl_easy_getinfo(easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
    return static_cast<std::uint64_t>(received);
}

bool has_header(CURL* easy, const char* name) {
    curl_header* header = nullptr;
    return curl_easy_header(easy, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK;
}

bool sends_elsewhere(CURL* easy) {
    return is_redirect(static_cast<int>(status_of(easy))) && has_header(easy, "location");
}

std::vector<std::pair<std::string, std::string>> headers_of(CURL* easy) {
    std::vector<std::pair<std::string, std::string>> headers;
    for (curl_header* it = nullptr; (it = curl_easy_nextheader(easy, CURLH_HEADER, -1, it));) {
        headers.emplace_back(ascii::lower(it->name), it->value);
    }
    return headers;
}

}  // namespace

Transfer::Transfer(Context context, std::function<void()> stir)
    : context_(std::move(context)),
      stir_(std::move(stir)),
      easy_(curl_easy_init()),
      max_body_(context_.request.max_body > 0 ? context_.request.max_body : context_.settings.options.max_body) {}

Result<void> Transfer::prepare() {
    Result<CurlList> headers = request_headers(context_.request, context_.settings);
    if (!headers) return headers.error();
    headers_ = std::move(*headers);
    set_callbacks();
    Result<void> ready = set_up(easy_.get(), context_.request, context_.settings, headers_.get());
    if (!context_.decodes) curl_easy_setopt(easy_.get(), CURLOPT_ACCEPT_ENCODING, nullptr);
    return ready;
}

void Transfer::set_callbacks() {
    CURL* easy = easy_.get();
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, curl_says_);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, limit_turns);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, &context_.cpu);
    if (!context_.settings.options.proxy.empty()) return;  // all connections go to what the operator named
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, this);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
}

Transfer& Transfer::of(CURL* easy) {
    char* self = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
    assert(self);
    return *reinterpret_cast<Transfer*>(self);
}

std::size_t Transfer::on_header(char* data, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.context_.limits.progress(now());
    std::optional<Error> fault = transfer.head_.take({data, size});
    if (fault) transfer.fail(std::move(*fault));
    return fault || transfer.is_layered() ? 0 : size;
}

std::size_t Transfer::on_body(char* data, std::size_t, std::size_t size, void* self) {
    auto& transfer = *static_cast<Transfer*>(self);
    transfer.context_.limits.progress(now());
    return transfer.pays() && transfer.keep(data, size) ? size : 0;
}

/// Asked between what is read, too: one turn of curl may unpack a great deal.
bool Transfer::pays() {
    context_.cpu_spent += context_.cpu.lap();
    if (context_.cpu_spent <= most_cpu(max_body_)) return true;
    return fail({Errc::too_large,
                 fmt::format("body: reading it costs more than {} of CPU time", format_duration(most_cpu(max_body_)))});
}

/// Of an answer that is asked for again without compression; when that does not help, it is refused.
bool Transfer::is_layered() {
    if (!head_.is_layered() || (!context_.decodes && !head_.is_coded())) return false;
    if (!context_.decodes) fail({Errc::network, "receive: compressed more than once"});
    return true;
}

bool Transfer::keep(const char* data, std::size_t size) {
    if (!body_is_wanted_) body_is_wanted_ = !sends_elsewhere(easy_.get());
    if (!*body_is_wanted_) {
        unwanted_ += size;
        return unwanted_ <= max_body_ ||
               fail({Errc::too_large, fmt::format("body: more than {}", format_size(max_body_))});
    }
    if (body_.size() + size > max_body_) {
        cut_ = context_.request.may_cut;
        if (cut_) size = static_cast<std::size_t>(max_body_ - body_.size());
    }
    if (body_.size() + size > max_body_)
        return fail({Errc::too_large, fmt::format("body: more than {}", format_size(max_body_))});
    if (!has_room(size)) {
        crowded_out_ = context_.ticket;
        return fail({Errc::cancelled, "body: no room among the bodies in flight (max_in_flight)"});
    }
    body_.append(data, size);
    return !cut_;  // no more is wanted, which ends the transfer
}

// A small body is not counted and waits for nobody: news must not stand behind archives.
bool Transfer::has_room(std::size_t more) {
    const std::size_t after = body_.size() + more;
    if (!counted_ && after <= small_body(context_.settings.options.max_in_flight)) return true;
    if (!counted_) context_.ticket = context_.line.join(*this, context_.ticket);
    const std::uint64_t fresh = std::exchange(counted_, true) ? more : after;
    return context_.account->take(fresh, context_.line.is_first(*this));
}

int Transfer::on_progress(void* self, curl_off_t, curl_off_t received, curl_off_t, curl_off_t) {
    auto& transfer = *static_cast<Transfer*>(self);
    const std::uint64_t most = transfer.max_body_;
    // Bytes that decode to nothing never reach on_body, so there is a limit on the wire too.
    if (static_cast<std::uint64_t>(received) > most + framing)
        transfer.fail({Errc::too_large, fmt::format("body: more than {} on the wire", format_size(most))});
    else
        transfer.pays();
    return transfer.failure_ ? 1 : 0;
}

curl_socket_t Transfer::on_open(void* self, curlsocktype, curl_sockaddr* address) {
    if (!static_cast<Transfer*>(self)->passes_guard(address->addr)) return CURL_SOCKET_BAD;
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/// The address guard, for kept connections too: another source may have been allowed to open the connection, which is
/// no permission for this one.
int Transfer::on_request(void* self, char* address, char*, int, int) {
    sockaddr_storage storage{};
    auto& v4 = reinterpret_cast<sockaddr_in&>(storage);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(storage);
    if (inet_pton(AF_INET, address, &v4.sin_addr) == 1)
        v4.sin_family = AF_INET;
    else if (inet_pton(AF_INET6, address, &v6.sin6_addr) == 1)
        v6.sin6_family = AF_INET6;
    bool passes = static_cast<Transfer*>(self)->passes_guard(reinterpret_cast<sockaddr&>(storage));
    return passes ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

bool Transfer::passes_guard(const sockaddr& address) {
    if (may_contact(address, context_.allowed)) return true;
    refusal_ = fmt::format("refused by the address guard: {} is {}; `allow_networks` permits what is meant",
                           to_text(address), special_purpose(address));
    return false;
}

bool Transfer::fail(Error why) {
    failure_ = std::move(why).within(shown(url()));
    return false;
}

bool Transfer::has_label() const {
    return has_header(easy_.get(), "content-encoding");
}

/// What curl gives up at: gzip of several members, of two layers, or with something behind it. What is cut or damaged
/// amid its bytes is left to its reader, who can use the part before.
void Transfer::unpack() {
    if (context_.decodes || !has_label()) return;
    for (int layer = 0; layer < 2 && is_gzip(body_); ++layer) {
        Result<Unzipped> plain = gunzip(body_, max_body_ + 1);
        if (!plain) {
            fail({Errc::network, "receive: the body is damaged gzip"});
        } else if (plain->bytes.size() > max_body_) {
            fail({Errc::too_large, fmt::format("body: more than {}", format_size(max_body_))});
        } else if (plain->whole) {
            context_.account->take(plain->bytes.size(), true);
            body_ = std::move(plain->bytes);
            continue;
        }
        return;
    }
}

void Transfer::finish(CURLcode code) {
    if (cut_ && !failure_) code = CURLE_OK;
    outcome_ = code;
    if (code != CURLE_OK && !failure_ && context_.cpu.turn() >= most_turn)
        fail({Errc::too_large,
              fmt::format("receive: what arrives at once costs more than {} of CPU time", format_duration(most_turn))});
    context_.line.leave(*this);
    if (code == CURLE_OK) {
        unpack();
        context_.account->close();
    }
    stir_();
}

bool Transfer::mislabelled() const {
    if (failure_) return false;
    if (head_.is_layered() && context_.decodes) return true;
    if (outcome_ == CURLE_BAD_CONTENT_ENCODING) return true;
    if (outcome_ == CURLE_WRITE_ERROR) return has_label();  // curl: something stands behind what is compressed
    if (outcome_ != CURLE_OK || !body_.empty() || !context_.decodes || sends_elsewhere(easy_.get())) return false;
    return received_by(easy_.get()) > 0 && has_label();
}

Result<Response> Transfer::take() {
    // curl takes a head that ends amid a line, and all after it, for a whole one without a body.
    if (*outcome_ != CURLE_OK || failure_ || !head_.is_whole()) return explain(*outcome_);
    Response response;
    response.status = static_cast<int>(status_of(easy_.get()));
    response.headers = headers_of(easy_.get());
    response.body = std::move(body_);
    response.url = url();
    response.bytes_received = received_by(easy_.get());
    response.account = std::move(context_.account);
    return response;
}

std::optional<Attempt> Transfer::attempt() const {
    if (is_refused()) return {};
    Attempt attempt;
    attempt.bytes = received_by(easy_.get());
    if (outcome_ != CURLE_OK || failure_ || !head_.is_whole()) return attempt;
    attempt.status = static_cast<int>(status_of(easy_.get()));
    attempt.retry_after = attempt.status >= 400 && has_header(easy_.get(), "retry-after");
    return attempt;
}

void Transfer::record() {
    hop_.url = url();
    curl_easy_setopt(easy_.get(), CURLOPT_DEBUGFUNCTION, on_wire);
    curl_easy_setopt(easy_.get(), CURLOPT_DEBUGDATA, this);
    curl_easy_setopt(easy_.get(), CURLOPT_VERBOSE, 1L);
}

int Transfer::on_wire(CURL*, curl_infotype what, char* data, std::size_t size, void* self) {
    Hop& hop = static_cast<Transfer*>(self)->hop_;
    std::string* head = what == CURLINFO_HEADER_OUT ? &hop.sent : what == CURLINFO_HEADER_IN ? &hop.received : nullptr;
    if (head && head->size() + size <= max_recorded_head) head->append(data, size);
    return 0;
}

Hop Transfer::recorded() const {
    Hop hop = hop_;
    char* address = nullptr;
    long port = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_IP, &address);
    curl_easy_getinfo(easy_.get(), CURLINFO_PRIMARY_PORT, &port);
    if (address && *address) hop.address = fmt::format("{} port {}", address, port);
    return hop;
}

long Transfer::connections() const {
    long made = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_NUM_CONNECTS, &made);
    return made;
}

void Transfer::pause() {
    context_.limits.pause(now());
    curl_easy_pause(easy_.get(), CURLPAUSE_RECV);
}

void Transfer::resume() {
    context_.limits.resume(now());
    context_.cpu.begin();
    curl_easy_pause(easy_.get(), CURLPAUSE_CONT);
    stir_();
}

std::string_view Transfer::stage() const {
    curl_off_t asked = 0;
    curl_easy_getinfo(easy_.get(), CURLINFO_PRETRANSFER_TIME_T, &asked);
    if (asked > 0) return "";
    Ending so_far = ending(CURLE_OPERATION_TIMEDOUT);
    if (!so_far.resolved && !so_far.connected) return "resolve: ";
    bool tunnels = !context_.settings.options.proxy.empty();  // the proxy connects
    return so_far.connected && !tunnels ? "TLS: " : "connect: ";
}

Ending Transfer::ending(CURLcode code) const {
    CURL* easy = easy_.get();
    long os_error = 0, verify = 0;
    char* connected_to = nullptr;  // curl knows no time of the connection until TLS stands
    curl_off_t resolved = 0, announced = -1;
    curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &os_error);
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verify);
    curl_easy_getinfo(easy, CURLINFO_NAMELOOKUP_TIME_T, &resolved);
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &connected_to);
    curl_easy_getinfo(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &announced);
    Ending ending;
    ending.code = code;
    ending.says = curl_says_;
    ending.os_error = static_cast<int>(os_error);
    ending.verify = verify;
    ending.url = url();
    ending.resolved = resolved > 0;
    ending.connected = connected_to && *connected_to;
    ending.received = received_by(easy);
    if (announced >= 0) ending.announced = static_cast<std::uint64_t>(announced);
    curl_header* encoding = nullptr;
    if (curl_easy_header(easy, "content-encoding", 0, CURLH_HEADER, -1, &encoding) == CURLHE_OK)
        ending.encoding = encoding->value;
    ending.has_ca_file = !context_.request.ca_file.empty();
    ending.connect_timeout = context_.settings.options.connect_timeout;
    return ending;
}

bool Transfer::is_refused() const {
    return !refusal_.empty() && (outcome_ == CURLE_COULDNT_CONNECT || outcome_ == CURLE_ABORTED_BY_CALLBACK);
}

Error Transfer::explain(CURLcode code) const {
    if (failure_) return *failure_;
    if (is_refused()) return {Errc::network, fmt::format("{}: connect: {}", shown(url()), refusal_)};
    if (code == CURLE_FILESIZE_EXCEEDED)
        return {Errc::too_large, fmt::format("{}: body: more than {} announced", shown(url()), format_size(max_body_))};
    if (code == CURLE_OK) return {Errc::network, shown(url()) + ": receive: cut off amid the headers"};
    const Ending how = ending(code);
    if (is_line_too_long(how, head_.is_whole())) return Head::too_large().within(shown(url()));
    Errc kind = code == CURLE_OPERATION_TIMEDOUT ? Errc::timeout : Errc::network;
    return {kind, fmt::format("{}: {}", shown(url()), reason(how))};
}

}  // namespace newsbus::http
