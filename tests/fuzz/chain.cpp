// The default chain of plugins on any text: headline and teaser are the first two lines, the rest is body and HTML.
// No plugin fails, what comes out is UTF-8, and every offset lies in the body. After "again:" one piece is repeated to
// 512 KiB: a step that is not linear in the text becomes a timeout.
#include "plugins/host/chain.h"
#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace newsbus;

plugins::Chain default_chain(Counters& counters) {
    plugins::Context context{plugins::find_data_dir().value()};
    std::vector<plugins::Spec> specs;
    std::vector<std::string> names = plugins::default_chain();
    for (const std::string& name : names) specs.push_back(plugins::default_spec(name).value());
    return plugins::Plugins::make(specs, context, counters).value().chain(names);
}

std::string repeated(std::string_view piece, std::size_t size) {
    std::string all;
    while (!piece.empty() && all.size() < size) all += piece;
    return all;
}

Article article_of(std::string_view text) {
    constexpr std::string_view again = "again:";
    constexpr std::size_t long_text = 512 << 10;
    Article article;
    article.url = "https://example.org/2026/01/02/story?utm_source=fuzz";
    if (text.starts_with(again)) {
        article.body = repeated(text.substr(again.size()), long_text);
    } else {
        for (std::string* line : {&article.headline, &article.description}) {
            *line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line->size() + 1));
        }
        article.body = text;
    }
    article.body_html = article.body;
    measure_body(article);
    return article;
}

void check(const Article& article) {
    for (const std::string* text : {&article.headline, &article.description, &article.body, &article.body_html})
        if (!is_valid_utf8(*text)) std::abort();
    std::size_t end = count_code_points(article.body);
    for (const Paragraph& paragraph : article.paragraphs)
        if (paragraph.span.end > end) std::abort();
    for (const std::vector<Tag>* tags : {&article.about, &article.mentions})
        for (const Tag& tag : *tags)
            for (const Span& offset : tag.offsets)
                if (offset.start >= offset.end || offset.end > end) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Counters counters;
    static const plugins::Chain chain = default_chain(counters);
    std::string text = replace_invalid_utf8({reinterpret_cast<const char*>(data), size});
    plugins::Processed done = plugins::run(chain, article_of(text));
    if (done.dropped || !done.failures.empty()) std::abort();
    check(done.article);
    return 0;
}
