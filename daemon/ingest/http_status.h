#pragma once

namespace newsbus::ingest {

/// The body is the document that was asked for: 200, or 203 from a proxy that changed it on its way (RFC 9110 section
/// 15.3.4). 206 is not: a part was not asked for.
inline bool has_document(int status) {
    return status == 200 || status == 203;
}

/// The server refuses us: unauthorized, payment required, forbidden, legal reasons (RFC 9110 section 15.5, RFC 7725).
inline bool is_blocking(int status) {
    return status == 401 || status == 402 || status == 403 || status == 451;
}

/// Nothing is there, or not any more (RFC 9110 sections 15.5.5 and 15.5.11).
inline bool is_gone(int status) {
    return status == 404 || status == 410;
}

/// The same request may succeed later (RFC 9110 section 15, RFC 6585, RFC 8470).
inline bool may_pass(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

}  // namespace newsbus::ingest
