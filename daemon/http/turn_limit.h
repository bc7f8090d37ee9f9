#pragma once

#include <curl/curl.h>

#include <chrono>

namespace newsbus::http {

/// What one turn of curl may cost of CPU time. A turn reads what has arrived at one connection, which takes some
/// milliseconds.
constexpr std::chrono::milliseconds most_turn(250);

/// CURLOPT_SSL_CTX_FUNCTION; `meter` is the CpuMeter of all turns and outlives the connection. A turn that costs more
/// ends there: the connection reads as closed. curl calls nobody while frames of HTTP/2 bring nothing for the request
/// (empty DATA, settings, frames of unknown types), so a server that sends them as fast as they are read would keep
/// the thread for itself. Frames come in TLS records, which OpenSSL tells of one by one.
CURLcode limit_turns(CURL*, void* tls_context, void* meter);

}  // namespace newsbus::http
