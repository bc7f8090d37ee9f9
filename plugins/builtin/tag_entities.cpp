// tag_entities: countries, people, international bodies, agencies and cities that the article names, by a gazetteer.
#include "base/utf8.h"
#include "plugins/builtin/credit.h"
#include "plugins/builtin/entity_finder.h"
#include "plugins/builtin/gazetteer.h"
#include "plugins/builtin/kinds.h"
#include "text/language.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace newsbus::plugins {
namespace {

constexpr Option options[] = {
    {"kinds", OptionType::string_list, R"(["countries", "agencies", "bodies", "persons", "cities"])",
     "which of the built-in lists are used"},
    {"lists", OptionType::string_list, "[]",
     "more names: TSV files with a column name and, if wanted, id, type, aliases, short_forms, weak, code"},
    {"min_score", OptionType::number, "0", "tags below this score (0 to 1) are left out"},
};

constexpr std::pair<std::string_view, std::string_view> kind_files[] = {
    {"countries", "countries.tsv"}, {"agencies", "news_agencies.tsv"}, {"bodies", "international_bodies.tsv"},
    {"persons", "persons.tsv"},     {"cities", "cities.tsv"},
};

constexpr std::size_t longest_text = 256 * 1024;  // a body beyond that is no article
constexpr std::size_t most_offsets = 100;         // of one tag
constexpr std::size_t most_tags = 200;            // of one article
constexpr double about_mentions = 3;              // named so often, an article is about it

/// How much an article has to do with one entity.
struct Presence {
    double headline = 0, teaser = 0, body = 0;  // mentions; a weak one is half
    std::vector<Span> offsets;
    std::size_t first = 0;  // rank of its first mention

    bool is_about() const { return headline > 0 || body >= about_mentions; }
    double score() const {
        double mentions = 3 * headline + teaser + body;
        return std::round((1 - std::exp(-mentions / 4)) * 100) / 100;
    }
};

using Presences = std::map<std::uint32_t, Presence>;

/// Byte offsets of matches, which ascend, to code points.
class CodePoints {
public:
    explicit CodePoints(std::string_view text) : text_(text) {}

    std::size_t at(std::size_t byte) {
        for (; byte_ < byte; ++byte_) points_ += (static_cast<unsigned char>(text_[byte_]) & 0xC0) != 0x80;
        return points_;
    }

private:
    std::string_view text_;
    std::size_t byte_ = 0, points_ = 0;
};

void count(const std::vector<Match>& matches, double Presence::*where, Presences& found) {
    for (const Match& match : matches) {
        Presence& presence = found.try_emplace(match.entity).first->second;
        if (presence.headline + presence.teaser + presence.body == 0) presence.first = found.size();
        presence.*where += match.use == Use::weak ? 0.5 : 1;
    }
}

void note_offsets(const std::vector<Match>& matches, std::string_view body, Presences& found) {
    CodePoints points(body);
    for (const Match& match : matches) {
        std::size_t start = points.at(match.begin), end = points.at(match.end);
        std::vector<Span>& offsets = found.at(match.entity).offsets;
        if (offsets.size() < most_offsets) offsets.push_back({start, end});
    }
}

class TagEntities final : public Plugin {
public:
    TagEntities(std::shared_ptr<const Gazetteer> gazetteer, double min_score)
        : gazetteer_(std::move(gazetteer)), min_score_(min_score) {}

    Result<Verdict> process(Article& article) override {
        Presences found = look(article);
        if (auto agency = credited_agency(article, *gazetteer_)) {
            credit(article.source_organization, *agency);
            found.erase(*agency);
        }
        add_tags(article, found);
        return Verdict::keep;
    }

private:
    Presences look(const Article& article) const {
        Words headline(utf8_prefix(article.headline, longest_text));
        Words teaser(utf8_prefix(article.description, longest_text));
        Words body(utf8_prefix(article.body, longest_text));
        EntityFinder finder(*gazetteer_, language_code(text::primary_language(article.language)),
                            {&headline, &teaser, &body});
        // Twice over headline and teaser: their short forms may be those of names that only the body has in full.
        finder.find(headline);
        finder.find(teaser);
        std::vector<Match> in_body = finder.find(body);
        Presences found;
        count(finder.find(headline), &Presence::headline, found);
        count(finder.find(teaser), &Presence::teaser, found);
        count(in_body, &Presence::body, found);
        note_offsets(in_body, body.text, found);
        return found;
    }

    void credit(Organization& organization, std::uint32_t agency) const {
        Gazetteer::Entity entity = gazetteer_->entity(agency);
        if (organization.name.empty()) organization.name = entity.name;
        if (organization.code.empty()) organization.code = entity.code;
    }

    /// Best first. What a publisher or an earlier plugin has tagged with the same id is replaced, the rest stays in
    /// front.
    void add_tags(Article& article, Presences& found) const {
        std::vector<std::pair<const std::uint32_t, Presence>*> order;
        for (auto& entry : found)
            if (entry.second.score() >= min_score_) order.push_back(&entry);
        std::ranges::sort(order, [](const auto* one, const auto* other) {
            double difference = one->second.score() - other->second.score();
            return difference != 0 ? difference > 0 : one->second.first < other->second.first;
        });
        if (order.size() > most_tags) order.resize(most_tags);
        for (auto* entry : order) {
            Tag tag = tag_of(entry->first, entry->second);
            for (std::vector<Tag>* tags : {&article.about, &article.mentions})
                std::erase_if(*tags, [&tag](const Tag& known) {
                    return known.id.empty() ? known.name == tag.name && known.type == tag.type : known.id == tag.id;
                });
            (entry->second.is_about() ? article.about : article.mentions).push_back(std::move(tag));
        }
    }

    Tag tag_of(std::uint32_t number, Presence& presence) const {
        Gazetteer::Entity entity = gazetteer_->entity(number);
        return {std::string(entity.name), std::string(entity.type), std::string(entity.id), presence.score(),
                std::move(presence.offsets)};
    }

    std::shared_ptr<const Gazetteer> gazetteer_;
    double min_score_;
};

Result<std::vector<std::string>> files_of(const OptionValues& values, const std::string& folder) {
    std::vector<std::string> files = values.strings("lists");  // the user's names win
    const std::vector<std::string>& wanted = values.strings("kinds");
    for (const std::string& kind : wanted)
        if (std::ranges::find(kind_files, kind, [](const auto& known) { return known.first; }) == std::end(kind_files))
            return Error{Errc::config,
                         "kinds: there is no list \"" + kind + "\" (countries, agencies, bodies, persons, cities)"};
    for (auto [kind, file] : kind_files)
        if (std::ranges::count(wanted, kind)) files.push_back(folder + std::string(file));
    return files;
}

Result<std::unique_ptr<Plugin>> make(const OptionValues& values, const Context& context) {
    std::string folder = context.data_dir + "/gazetteer/";
    double min_score = values.number("min_score");
    if (!(min_score >= 0 && min_score <= 1)) return Error{Errc::config, "min_score: from 0 to 1"};
    auto files = files_of(values, folder);
    if (!files) return files.error();
    auto gazetteer = Gazetteer::load(*files, folder + "ambiguous.tsv");
    if (!gazetteer) {
        const std::string& what = gazetteer.error().what;
        bool ours =
            std::ranges::none_of(values.strings("lists"), [&](const auto& list) { return what.starts_with(list); });
        return ours ? gazetteer.error() : Error(gazetteer.error()).within("lists");
    }
    return std::make_unique<TagEntities>(std::move(*gazetteer), min_score);
}

}  // namespace

const PluginKind tag_entities{
    "tag_entities", "Countries, people, organizations, agencies and cities in about and mentions", options, make, true};

}  // namespace newsbus::plugins
