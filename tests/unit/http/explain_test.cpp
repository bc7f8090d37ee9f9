#include "http/explain.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>

namespace newsbus::http {
namespace {

struct Case {
    CURLcode code;
    std::string says;
    int os_error;
    long verify;
    std::string expected;
};

Ending ending(const Case& c) {
    Ending ending;
    ending.code = c.code;
    ending.says = c.says;
    ending.os_error = c.os_error;
    ending.verify = c.verify;
    ending.url = Url::parse("https://news.example.org/feed").value();
    ending.connect_timeout = std::chrono::seconds(10);
    return ending;
}

TEST(Reason, NamesTheStageAndWhatCanBeDone) {
    const Case cases[] = {
        {CURLE_COULDNT_RESOLVE_HOST, "Could not resolve host: news.example.org", 0, 0,
         "resolve: no address is known for news.example.org: the name is wrong, or no name server answers"},
        {CURLE_COULDNT_RESOLVE_PROXY, "", 0, 0, "resolve: no address is known for the proxy"},
        {CURLE_COULDNT_CONNECT, "Failed to connect to news.example.org port 443", ECONNREFUSED, 0,
         "connect: refused: nothing listens at news.example.org port 443 (Connection refused)"},
        {CURLE_COULDNT_CONNECT, "Failed to connect", ENETUNREACH, 0,
         "connect: Failed to connect (Network is unreachable)"},
        // Certificates.
        {CURLE_PEER_FAILED_VERIFICATION, "SSL certificate problem: certificate has expired", 0, 10,
         "TLS: the server's certificate has expired"},
        {CURLE_PEER_FAILED_VERIFICATION, "SSL certificate problem: certificate is not yet valid", 0, 9,
         "TLS: the server's certificate is not valid yet, or the clock of this machine is wrong"},
        {CURLE_PEER_FAILED_VERIFICATION, "SSL certificate problem: self-signed certificate", 0, 18,
         "TLS: the server's certificate is self-signed; `ca_file` can name it as trusted"},
        {CURLE_PEER_FAILED_VERIFICATION, "SSL certificate problem: unable to get local issuer certificate", 0, 20,
         "TLS: the server's certificate is signed by nobody who is trusted here; `ca_file` can name who is"},
        {CURLE_PEER_FAILED_VERIFICATION,
         "SSL: no alternative certificate subject name matches target host name 'news.example.org'", 0, 0,
         "TLS: the server's certificate is for another name than news.example.org"},
        {CURLE_SSL_CACERT_BADFILE, "error setting certificate verify locations", 0, 0,
         "TLS: the file of trusted certificates cannot be used: error setting certificate verify locations"},
        {CURLE_SSL_CONNECT_ERROR, "OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number", 0, 0,
         "TLS: no TLS is spoken on this port; is it http in place of https?"},
        {CURLE_SSL_CONNECT_ERROR, "tlsv1 alert protocol version", 0, 0,
         "TLS: the server speaks nothing newer than TLS 1.1"},
        {CURLE_SSL_CONNECT_ERROR, "error:0A000410:SSL routines::sslv3 alert handshake failure", 0, 0,
         "TLS: no cipher in common: the server has none that is safe today, or it wants a certificate (`cert_file`)"},
        // Answers.
        {CURLE_GOT_NOTHING, "Empty reply from server", 0, 0,
         "receive: the server closed the connection without an answer"},
        {CURLE_UNSUPPORTED_PROTOCOL, "Received HTTP/0.9 when not allowed", 0, 0, "receive: the answer is no HTTP"},
        {CURLE_BAD_CONTENT_ENCODING, "Error while processing content unencoding: incorrect header check", 0, 0,
         "receive: the body is not compressed as Content-Encoding says"},
        {CURLE_BAD_CONTENT_ENCODING, "Reject response due to more than 5 content encodings", 0, 0,
         "receive: the body is compressed too many times over (Content-Encoding)"},
        {CURLE_HTTP2_STREAM, "HTTP/2 stream 1 was not closed\r\ncleanly", 0, 0,
         "receive: HTTP/2 stream 1 was not closed cleanly"},
        {CURLE_OPERATION_TIMEDOUT, "", 0, 0, "resolve: no address for news.example.org within 10s"},
    };
    for (const Case& c : cases) EXPECT_EQ(reason(ending(c)), c.expected) << c.says;
}

TEST(Reason, OfATimeoutNamesTheStageThatTookTooLong) {
    Ending late = ending({CURLE_OPERATION_TIMEDOUT, "Connection timed out", 0, 0, ""});
    late.resolved = true;
    EXPECT_EQ(reason(late), "connect: no connection within 10s");
    late.connected = true;
    EXPECT_EQ(reason(late), "TLS: no agreement within 10s");
}

TEST(Reason, OfABrokenDownloadTellsHowMuchCame) {
    Ending cut = ending({CURLE_PARTIAL_FILE, "transfer closed with 5 bytes remaining to read", 0, 0, ""});
    cut.received = 5;
    EXPECT_EQ(reason(cut), "receive: cut off after 5 bytes, before the end");
    cut.announced = 10;
    EXPECT_EQ(reason(cut), "receive: cut off: only 5 of 10 bytes came");
    cut.code = CURLE_RECV_ERROR;
    cut.says = "Recv failure: Connection reset by peer";
    EXPECT_EQ(reason(cut), "receive: the connection broke after 5 bytes: Recv failure: Connection reset by peer");
}

TEST(Reason, OfAnUnknownSignerDoesNotAdviseAFileThatIsSet) {
    Ending unknown = ending({CURLE_PEER_FAILED_VERIFICATION, "self-signed certificate", 0, 18, ""});
    unknown.has_ca_file = true;
    EXPECT_EQ(reason(unknown), "TLS: the server's certificate is self-signed and not the one in `ca_file`");
}

}  // namespace
}  // namespace newsbus::http
