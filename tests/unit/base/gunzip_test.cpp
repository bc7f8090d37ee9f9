#include "base/gunzip.h"

#include <gtest/gtest.h>

#include <zlib.h>

#include <string>

namespace newsbus {
namespace {

std::string gzip(const std::string& bytes) {
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

std::string text() {
    std::string out;
    for (int i = 0; i < 20'000; ++i) out += std::to_string(i * 7919);
    return out;
}

TEST(Gunzip, UnpacksAllMembersAndIgnoresPadding) {
    auto unzipped = gunzip(gzip("one ") + gzip(text()) + gzip("") + std::string(100, '\0'), 1 << 20);
    ASSERT_TRUE(unzipped);
    EXPECT_EQ(unzipped->bytes, "one " + text());
    EXPECT_TRUE(unzipped->whole);
}

TEST(Gunzip, StopsAtTheLimit) {
    auto unzipped = gunzip(gzip(std::string(50 << 20, 'x')), 1000);
    ASSERT_TRUE(unzipped);
    EXPECT_EQ(unzipped->bytes, std::string(1000, 'x'));
    EXPECT_FALSE(unzipped->whole);
}

TEST(Gunzip, KeepsWhatComesBeforeTheDamage) {
    std::string whole = text(), zipped = gzip(whole);
    auto unzipped = gunzip(zipped.substr(0, zipped.size() / 2), 1 << 20);
    ASSERT_TRUE(unzipped);
    EXPECT_FALSE(unzipped->whole);
    EXPECT_GT(unzipped->bytes.size(), 1000u);
    EXPECT_TRUE(whole.starts_with(unzipped->bytes));
}

TEST(Gunzip, RefusesWhatIsDamagedFromTheStart) {
    EXPECT_TRUE(is_gzip("\x1f\x8b\x08"));
    EXPECT_FALSE(is_gzip("<urlset>"));
    for (const char* bytes : {"", "\x1f\x8b\x08", "<urlset/>"}) EXPECT_FALSE(gunzip(bytes, 1000)) << bytes;
}

}  // namespace
}  // namespace newsbus
