#include "extract/facts/images.h"

#include "extract/facts/metadata.h"

#include <algorithm>
#include <charconv>

namespace newsbus::extract {
namespace {

constexpr std::size_t most_images = 50;

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return std::clamp(value, 0, 100'000);
}

// Two sizes of one picture differ in the query only.
std::string_view without_query(std::string_view url) {
    return url.substr(0, url.find('?'));
}

/// The first of these names that gives an address, absolute; "" when none does.
std::string first_address(const Evidence& evidence, std::initializer_list<std::string_view> names) {
    for (std::string_view name : names)
        if (std::string url = resolved(evidence, evidence.metadata.first({name})); !url.empty()) return url;
    return {};
}

}  // namespace

void put_images(const Evidence& evidence, const std::vector<Image>& in_body, Article& article) {
    auto add = [&](Image image, const char* origin) {
        image.url = resolved(evidence, image.url);
        if (image.url.empty() || article.image.size() >= most_images) return;
        for (Image& known : article.image) {
            if (without_query(known.url) != without_query(image.url)) continue;
            if (known.caption.empty()) known.caption = image.caption;
            if (known.credit.empty()) known.credit = image.credit;
            return;
        }
        article.image.push_back(std::move(image));
        article.provenance.emplace("image", origin);
    };
    // What is shared is cropped, and often branded; the lead picture is the one that stands with its caption.
    for (const Image& image : in_body) {
        if (image.caption.empty() && image.credit.empty()) continue;
        add(image, "page");
        break;
    }
    const Metadata& metadata = evidence.metadata;
    Image shared;
    shared.url = first_address(evidence, {"og:image:secure_url", "og:image", "og:image:url"});
    shared.width = number(metadata.first({"og:image:width"}));
    shared.height = number(metadata.first({"og:image:height"}));
    bool named = !shared.url.empty() || !evidence.json_ld.image.empty();
    add(std::move(shared), "og:image");
    for (const Image& image : evidence.json_ld.image) add(image, "json-ld");
    if (!named) {
        Image card;
        card.url = first_address(evidence, {"twitter:image", "twitter:image:src", "thumbnail", "image"});
        add(std::move(card), "meta");
    }
    for (const Image& image : in_body) add(image, "page");
}

}  // namespace newsbus::extract
