#include "http/turn_limit.h"
#include "http/cpu_meter.h"

#include <openssl/ssl.h>

namespace newsbus::http {
namespace {

void on_record(int, int, int kind, const void*, std::size_t, SSL* connection, void* meter) {
    if (kind != SSL3_RT_HEADER || static_cast<const CpuMeter*>(meter)->turn() < most_turn) return;
    SSL_set_shutdown(connection, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

}  // namespace

CURLcode limit_turns(CURL*, void* tls_context, void* meter) {
    auto* context = static_cast<SSL_CTX*>(tls_context);
    SSL_CTX_set_msg_callback(context, on_record);
    SSL_CTX_set_msg_callback_arg(context, meter);
    return CURLE_OK;
}

}  // namespace newsbus::http
