#include "source/status_words.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace newsbus::source {
namespace {

Response answer(int status, std::vector<std::pair<std::string, std::string>> headers = {},
                const std::string& url = "https://user:pw@news.example.org/feed") {
    Response response;
    response.status = status;
    response.headers = std::move(headers);
    response.url = Url::parse(url).value();
    return response;
}

Options with_user() {
    Options options;
    options.url = "https://news.example.org/feed";
    options.username = "reader";
    return options;
}

TEST(StatusWords, SayWhatTheStatusMeans) {
    const std::pair<int, const char*> cases[] = {
        {400, "HTTP status 400: the server calls the request wrong"},
        {403,
         "HTTP status 403: refused, as it is by sites that want a login, know no such User-Agent or keep robots out"},
        {404, "HTTP status 404: nothing is there"},
        {410, "HTTP status 410: gone for good"},
        {418, "HTTP status 418: the server refuses the request"},
        {429, "HTTP status 429: too many requests"},
        {451, "HTTP status 451: refused for legal reasons"},
        {500, "HTTP status 500: the server failed"},
        {503, "HTTP status 503: overloaded, or down for maintenance"},
        {599, "HTTP status 599: the server failed"},
        {204, "HTTP status 204: the answer has no content"},
        {302, "HTTP status 302: sends elsewhere without saying where"},
        {101, "HTTP status 101: not the answer to a plain request"},
    };
    for (const auto& [status, words] : cases) EXPECT_EQ(status_words(answer(status), {}), words);
}

TEST(StatusWords, Of401SayWhoAsksAndWhatToSet) {
    EXPECT_EQ(
        status_words(answer(401, {{"www-authenticate", "Basic realm=\"Press\x07 area\", charset=\"UTF-8\""}}), {}),
        "HTTP status 401: asks for credentials for \"Press area\" (Basic); set `username` and `password_file`");
    EXPECT_EQ(status_words(answer(401), {}),
              "HTTP status 401: asks for credentials; set `username` and `password_file`");
    EXPECT_EQ(status_words(answer(401, {{"www-authenticate", "Bearer"}}), {}),
              "HTTP status 401: asks for credentials (Bearer); of the schemes only Basic is spoken, else `headers`");
    EXPECT_EQ(status_words(answer(401, {{"www-authenticate", "Basic realm=\"x\""}}), with_user()),
              "HTTP status 401: refuses the credentials of user \"reader\" for \"x\" (Basic)");
    EXPECT_EQ(status_words(answer(401, {}, "https://cdn.example.org/feed"), with_user()),
              "HTTP status 401: asks for credentials; those of the source go to its own host only");
}

TEST(StatusWords, TellRetryAfterAndChecksForBrowsers) {
    EXPECT_EQ(status_words(answer(429, {{"retry-after", "3600"}}), {}),
              "HTTP status 429: too many requests; Retry-After: 3600");
    EXPECT_EQ(status_words(answer(403, {{"cf-mitigated", "challenge"}}), {}),
              "HTTP status 403: refused: a check for browsers stands before it, which no program passes");
}

TEST(StatusError, NamesTheUrlWithoutSecretsAndWhereToLook) {
    EXPECT_EQ(status_error(answer(404), {}).what,
              "https://news.example.org/feed: HTTP status 404: nothing is there; "
              "`newsbus discover https://news.example.org/` may find where it is now");
    EXPECT_EQ(status_error(answer(500), {}),
              (Error{Errc::http_status, "https://news.example.org/feed: HTTP status 500: the server failed"}));
}

TEST(StatusWords, AreBoundedWhateverTheHeadersAre) {
    std::string endless(100'000, 'x');
    std::string words = status_words(
        answer(401, {{"www-authenticate", endless + " realm=\"" + endless}, {"retry-after", endless}}), {});
    EXPECT_LT(words.size(), 300u);
}

}  // namespace
}  // namespace newsbus::source
