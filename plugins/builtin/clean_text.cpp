// clean_text: every text field in Unicode form C, with tidy white space and nothing hidden in it.
#include "plugins/builtin/kinds.h"
#include "text/normal.h"

namespace newsbus::plugins {
namespace {

using text::Layout;

void clean_line(std::string& field) {
    field = text::clean(field, Layout::line);
}

void clean_list(std::vector<std::string>& list) {
    for (std::string& item : list) clean_line(item);
    std::erase(list, "");
}

class CleanText final : public Plugin {
public:
    Result<Verdict> process(Article& article) override {
        for (std::string* line :
             {&article.headline, &article.alternative_headline, &article.publisher.name,
              &article.source_organization.name, &article.credit_text, &article.dateline.text, &article.dateline.place,
              &article.dateline.date, &article.section, &article.genre, &article.copyright_notice})
            clean_line(*line);
        for (std::string* paragraphs : {&article.description, &article.body, &article.correction})
            *paragraphs = text::clean(*paragraphs, Layout::paragraphs);
        article.body_html = text::clean(article.body_html, Layout::untouched);

        for (Author& author : article.author) clean_line(author.name);
        std::erase_if(article.author, [](const Author& author) { return author.name.empty(); });
        for (Image& image : article.image) {
            clean_line(image.caption);
            clean_line(image.credit);
        }
        clean_list(article.keywords);
        return Verdict::keep;
    }
};

Result<std::unique_ptr<Plugin>> make(const OptionValues&, const Context&) {
    return std::make_unique<CleanText>();
}

}  // namespace

const PluginKind clean_text{
    "clean_text", "Unicode form C, tidy white space, no hidden characters, in all text fields", {}, make, true};

}  // namespace newsbus::plugins
