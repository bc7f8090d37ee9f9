// clean_boilerplate: lines out of the body that are not the article: "read more", share bars, newsletter boxes.
#include "plugins/builtin/kinds.h"
#include "text/phrases.h"
#include "text/sentence.h"

#include <algorithm>

namespace newsbus::plugins {
namespace {

constexpr Option options[] = {
    {"max_words", OptionType::integer, "25", "lines of more words are never cut"},
    {"phrases", OptionType::string_list, "[]",
     "more phrase tables: files with the columns kind and phrase, as boilerplate.tsv"},
};

constexpr std::size_t longest_title = 16;  // words

/// Does the line end as a sentence does, before what stands in brackets at its end too? Titles of other articles do
/// not.
bool is_sentence(std::string_view line) {
    if (text::ends_before_brackets(line)) return true;
    constexpr std::string_view closing[] = {"\"", "'", "”", "’", "»", "」", ")", "）", " "};
    constexpr std::string_view stops[] = {".", "!", "。", "！", "।", "۔", ":", "："};
    for (bool closed = true; closed;) {
        closed = false;
        for (std::string_view sign : closing)
            if (line.ends_with(sign)) line.remove_suffix(sign.size()), closed = true;
    }
    return std::ranges::any_of(stops, [line](std::string_view stop) { return line.ends_with(stop); });
}

/// Writes a text again without what the table gives away.
class Cutter {
public:
    Cutter(const text::Phrases& phrases, std::size_t max_words) : phrases_(phrases), max_words_(max_words) {}

    std::string cut(std::string_view text) && {
        out_.reserve(text.size());
        while (!text.empty()) {
            std::string_view line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            if (line.empty())
                paragraph_ends_ = true;
            else
                add(line);
        }
        return std::move(out_);
    }

private:
    void add(std::string_view line) {
        text::LineVerdict verdict = phrases_.judge(line, max_words_);
        if (verdict.cut) {
            listing_ = verdict.heading;
            return;
        }
        bool title = verdict.words <= std::min(max_words_, longest_title) && !is_sentence(line);
        if (listing_ && title) return;
        listing_ = false;
        line = line.substr(0, verdict.keep);
        if (line.empty()) return;
        if (!out_.empty()) out_ += paragraph_ends_ ? "\n\n" : "\n";
        out_ += line;
        paragraph_ends_ = false;
    }

    const text::Phrases& phrases_;
    std::size_t max_words_;
    std::string out_;
    bool paragraph_ends_ = false, listing_ = false;
};

/// When next to nothing of a long text would stay, the phrases have met a text that is made of such lines: a digest, a
/// list.
std::string cleaned(const std::string& text, const text::Phrases& phrases, std::size_t max_words) {
    constexpr std::size_t long_text = 1000, least_share = 10;
    std::string rest = Cutter(phrases, max_words).cut(text);
    return text.size() >= long_text && rest.size() < text.size() / least_share ? text : rest;
}

class CleanBoilerplate final : public Plugin {
public:
    CleanBoilerplate(text::Phrases phrases, std::size_t max_words)
        : phrases_(std::move(phrases)), max_words_(max_words) {}

    Result<Verdict> process(Article& article) override {
        for (std::string* text : {&article.body, &article.description}) *text = cleaned(*text, phrases_, max_words_);
        return Verdict::keep;
    }

private:
    text::Phrases phrases_;
    std::size_t max_words_;
};

Result<std::unique_ptr<Plugin>> make(const OptionValues& values, const Context& context) {
    std::int64_t max_words = values.integer("max_words");
    if (max_words < 1 || max_words > 1000) return Error{Errc::config, "max_words: from 1 to 1000"};
    text::Phrases phrases;
    if (auto loaded = phrases.load(context.data_dir + "/boilerplate.tsv"); !loaded) return loaded.error();
    for (const std::string& file : values.strings("phrases"))
        if (auto loaded = phrases.load(file); !loaded) return Error(loaded.error()).within("phrases");
    return std::make_unique<CleanBoilerplate>(std::move(phrases), static_cast<std::size_t>(max_words));
}

}  // namespace

const PluginKind clean_boilerplate{"clean_boilerplate",
                                   "Cuts \"read more\", share bars, newsletter boxes and their like from the text",
                                   options, make, true};

}  // namespace newsbus::plugins
