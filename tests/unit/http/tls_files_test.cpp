#include "http/tls_files.h"

#include <gmock/gmock.h>

#include "tests/support/folder.h"

namespace newsbus::http {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

std::string pem(const std::string& name) {
    return NEWSBUS_TEST_DIR "/support/tls/" + name;
}

TEST(TlsFiles, AreTakenWhenAConnectionCouldBeMadeWithThem) {
    EXPECT_THAT(check_tls_files("", "", ""), IsEmpty());
    EXPECT_THAT(check_tls_files(pem("both.pem"), pem("client.pem"), pem("client.key")), IsEmpty());
    EXPECT_THAT(check_tls_files("", pem("both.pem"), ""), IsEmpty());
}

TEST(TlsFiles, AreRefusedAtTheOptionConcerned) {
    const newsbus::test::Folder folder;
    const std::string empty = folder.write("empty.pem", "");
    const struct {
        std::string ca, cert, key, option, why;
    } cases[] = {
        {"/no/such", "", "", "ca_file", "/no/such cannot be read: No such file"},
        {pem(""), "", "", "ca_file", "is a folder"},
        {pem("client.key"), "", "", "ca_file", "is not a list of certificates (PEM)"},
        {empty, "", "", "ca_file", "is not a list of certificates (PEM)"},
        {pem("README"), "", "", "ca_file", "is not a list of certificates (PEM)"},
        {"", pem("README"), pem("client.key"), "cert_file", "holds no certificate (PEM)"},
        {"", pem("client.pem"), "", "cert_file", "holds no private key (PEM), and `key_file` names none"},
        {"", pem("client.pem"), pem("README"), "key_file", "holds no private key (PEM)"},
        {"", pem("client.pem"), pem("other.key"), "key_file", "is not the key of the certificate in "},
        {"", pem("client.pem"), pem("encrypted.key"), "key_file", "the key is encrypted"},
    };
    for (const auto& c : cases) {
        auto faults = check_tls_files(c.ca, c.cert, c.key);
        ASSERT_EQ(faults.size(), 1u) << c.why;
        EXPECT_EQ(faults[0].option, c.option);
        EXPECT_THAT(faults[0].what, HasSubstr(c.why));
    }
}

TEST(TlsFiles, SayWhenACertificateExpired) {
    EXPECT_EQ(expired_since(pem("expired.pem")), "Feb  1 00:00:00 2020 GMT");
    EXPECT_EQ(expired_since(pem("client.pem")), "");
    EXPECT_EQ(expired_since(""), "");
    EXPECT_EQ(expired_since("/no/such"), "");
}

}  // namespace
}  // namespace newsbus::http
