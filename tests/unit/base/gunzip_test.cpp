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

TEST(Plain, UnpacksByTheFirstBytesAlone) {
    std::string packed = gzip(text()), twice = gzip(packed);
    std::string zlib(compressBound(text().size()), '\0');
    uLongf size = zlib.size();
    std::string whole = text();
    ASSERT_EQ(compress(reinterpret_cast<Bytef*>(zlib.data()), &size, reinterpret_cast<const Bytef*>(whole.data()),
                       whole.size()),
              Z_OK);
    zlib.resize(size);
    for (const std::string& body : {packed, twice, zlib, whole}) {
        Plain plain(body);
        EXPECT_EQ(plain.bytes(), whole);
        EXPECT_TRUE(plain.whole());
    }
}

TEST(Plain, LeavesTextsThatLookPackedAsTheyAre) {
    for (std::string_view body : {"", "x", "x^2 + y^2 is a text", "\x1f\x8b\x08junk", "plain"}) {
        Plain plain(body);
        EXPECT_EQ(plain.bytes(), body);
        EXPECT_TRUE(plain.whole());
    }
}

TEST(Plain, KnowsThatAPackedBodyIsCut) {
    std::string whole = text(), packed = gzip(whole);
    std::string_view half = std::string_view(packed).substr(0, packed.size() / 2);
    Plain plain(half);
    EXPECT_FALSE(plain.whole());
    EXPECT_TRUE(whole.starts_with(plain.bytes()));
    EXPECT_GT(plain.bytes().size(), 1000u);
}

TEST(Plain, MakesNoMoreThanTheLimitOfABomb) {
    std::string bomb = gzip(std::string(50 << 20, 'x'));
    Plain plain(bomb, 1000);
    EXPECT_EQ(plain.bytes().size(), 1000u);
    EXPECT_FALSE(plain.whole());
}

}  // namespace
}  // namespace newsbus
