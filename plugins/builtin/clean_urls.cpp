// clean_urls: links without the parameters that only track who followed them.
#include "plugins/builtin/kinds.h"
#include "url/url.h"

namespace newsbus::plugins {
namespace {

/// Leaves what is not a URL as it is: reading it was the reader's work.
void clean(std::string& field) {
    if (field.empty()) return;
    if (auto url = Url::parse(field); url && url->is_http()) {
        std::string cleaned = without_tracking(*url).str();
        if (cleaned != url->str()) field = std::move(cleaned);
    }
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string result;
    std::size_t begin = 0, at = 0;
    while ((at = text.find(from, begin)) != std::string_view::npos) {
        result.append(text.substr(begin, at - begin)).append(to);
        begin = at + from.size();
    }
    return result.append(text.substr(begin));
}

/// A link as markup writes it.
std::string cleaned_attribute(std::string_view value) {
    std::string link = replaced(value, "&amp;", "&"), before = link;
    clean(link);
    return link == before ? std::string(value) : replaced(link, "&", "&amp;");
}

/// Sanitized HTML, which has double quotes around every attribute, with clean links and images.
std::string with_clean_links(std::string_view html) {
    constexpr std::string_view opening = "=\"";
    std::string result;
    std::size_t copied = 0;  // what stands before it is in the result
    for (std::size_t at = html.find(opening); at != std::string_view::npos; at = html.find(opening, at)) {
        std::string_view before = html.substr(copied, at - copied);
        at += opening.size();
        if (!before.ends_with("href") && !before.ends_with("src")) continue;
        std::size_t end = html.find('"', at);
        if (end == std::string_view::npos) break;
        result.append(html.substr(copied, at - copied)).append(cleaned_attribute(html.substr(at, end - at)));
        copied = at = end;
    }
    return result.append(html.substr(copied));
}

class CleanUrls final : public Plugin {
public:
    Result<Verdict> process(Article& article) override {
        clean(article.url);
        clean(article.canonical_url);
        clean(article.publisher.url);
        for (Author& author : article.author) clean(author.url);
        for (Image& image : article.image) clean(image.url);
        for (Media& media : article.encoding) clean(media.url);
        article.body_html = with_clean_links(article.body_html);
        return Verdict::keep;
    }
};

Result<std::unique_ptr<Plugin>> make(const OptionValues&, const Context&) {
    return std::make_unique<CleanUrls>();
}

}  // namespace

const PluginKind clean_urls{"clean_urls", "Cuts tracking parameters (utm_*, fbclid, ...) from links", {}, make, true};

}  // namespace newsbus::plugins
