#include "store/draft.h"

#include "article/json.h"

#include <boost/json.hpp>

namespace newsbus::store {
namespace json = boost::json;
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";

// A digest is bytes; JSON is text.
std::string to_hex(std::string_view bytes) {
    std::string out;
    for (unsigned char c : bytes) {
        out += hex_digits[c >> 4];
        out += hex_digits[c & 15];
    }
    return out;
}

std::string from_hex(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2)
        out += static_cast<char>(hex_digits.find(text[i]) << 4 | hex_digits.find(text[i + 1]));
    return out;
}

}  // namespace

std::string serialized(const Entry& draft) {
    return json::serialize(json::object{{"id", draft.identity.id},
                                        {"keys", json::value_from(draft.identity.keys)},
                                        {"digest", to_hex(draft.digest.serialized())},
                                        {"announce", static_cast<int>(draft.announce)},
                                        {"alone", draft.intent == Intent::visit_alone},
                                        {"article", to_json_object(draft.article)}});
}

Result<Entry> parse_draft(std::string_view stored) {
    boost::system::error_code problem;
    json::value value = json::parse(stored, problem);
    auto broken = [](std::string_view why) { return Error{Errc::syntax, "stored draft: " + std::string(why)}; };
    if (problem) return broken(problem.message());
    try {
        const json::object& object = value.as_object();
        auto article = article_from_json(object.at("article").as_object());
        if (!article) return article.error();
        Entry draft;
        draft.article = std::move(*article);
        draft.identity = {json::value_to<std::string>(object.at("id")),
                          json::value_to<std::vector<std::string>>(object.at("keys"))};
        draft.digest = Digest::parse(from_hex(json::value_to<std::string>(object.at("digest"))));
        draft.announce = static_cast<Announce>(object.at("announce").to_number<int>());
        const json::value* alone = object.if_contains("alone");  // an older newsbus did not write it
        draft.intent = alone && alone->as_bool() ? Intent::visit_alone : Intent::fetch_page;
        return draft;
    } catch (const std::exception& wrong) {  // Boost.JSON's: a part is missing or of another type
        return broken(wrong.what());
    }
}

}  // namespace newsbus::store
