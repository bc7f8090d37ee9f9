#include "extract/tree/open_page.h"

#include "base/gunzip.h"
#include "charset/charset.h"

namespace newsbus::extract {
namespace {

// A PDF, an image, an archive: what begins with a signature and is no text.
bool is_binary(std::string_view body) {
    for (std::string_view signature :
         {"%PDF-", "\x89PNG", "GIF8", "\xFF\xD8\xFF", "PK\x03\x04", "\x1F\x8B", "RIFF", "ID3"})
        if (body.starts_with(signature)) return true;
    return false;
}

}  // namespace

Result<html::Document> open_page(std::string_view body, std::string_view content_type, const Url& url) {
    Plain plain(body);
    body = plain.bytes();
    if (is_binary(body)) return Error{Errc::syntax, url.str() + ": not a page but binary data"};
    Decoded decoded = to_utf8(body, charset_parameter(content_type), Markup::html);
    return html::parse(decoded.text);
}

}  // namespace newsbus::extract
