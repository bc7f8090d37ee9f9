#include "feed/entry.h"
#include "base/ascii.h"
#include "feed/elements.h"
#include "feed/link.h"
#include "feed/media.h"
#include "feed/person.h"
#include "feed/texts.h"
#include "feed/value.h"
#include "feed/vocabulary.h"
#include "html/text.h"
#include "url/web_address.h"

#include <boost/container/static_vector.hpp>

#include <algorithm>
#include <optional>
#include <utility>

namespace newsbus::feed {
namespace {

/// The last part of a link relation: "http://www.iana.org/assignments/relation/alternate" is "alternate".
std::string_view relation_of(pugi::xml_node link) {
    std::string_view rel = ascii::trimmed(link.attribute("rel").value());
    std::size_t slash = rel.rfind('/');
    if (slash != rel.npos && rel.starts_with("http")) rel.remove_prefix(slash + 1);
    return rel.empty() ? "alternate" : rel;
}

bool is_web_address(std::string_view text) {
    return web_address(text, Url()).has_value();
}

/// What a guid says of itself, in any case.
std::string_view permalink_of(pugi::xml_node guid) {
    for (pugi::xml_attribute attribute : guid.attributes())
        if (ascii::equals_ignoring_case(attribute.name(), "isPermaLink")) return ascii::trimmed(attribute.value());
    return {};
}

bool is_number(std::string_view text) {
    return text.find_first_not_of("0123456789") == text.npos;
}

class EntryReader {
public:
    EntryReader(pugi::xml_node node, const Scope& around, const Inherited& inherited, Article& article)
        : node_(node), scope_(around, node), inherited_(inherited), article_(article) {}

    bool run(const ReadOptions& options) {
        for (pugi::xml_node child : Elements(node_)) read(child, scope_);
        identify();
        set_language();
        set_dates();
        set_people();
        article_.headline = as_line(text(Role::title));
        article_.copyright_notice = as_line(text(Role::copyright));
        if (options.bodies)
            set_texts(article_, text(Role::summary), text(Role::content), base_of(Role::content, Role::summary));
        drop_portraits();
        return mixed_;
    }

private:
    struct Choice {
        Role role = Role::none;
        int rank = 0;
        bool empty = true;
        Space space = Space::plain;
        pugi::xml_node node;
    };

    void read(pugi::xml_node node, const Scope& around) {
        Name name = around.name_of(node);
        Meaning meaning = meaning_of(name);
        switch (meaning.role) {
            case Role::none:
            case Role::entry:
            case Role::entries:
                return;
            case Role::link:
                return read_link(node, around);
            case Role::original_link:
                article_.canonical_url = Scope(around, node).resolved(link_text(node).value());
                return;
            case Role::author:
                return add_person(node, around, meaning.rank);
            case Role::category:
                return read_category(node, around);
            case Role::keywords:
                return add_keywords(raw_text(node));
            case Role::enclosure:
                return read_enclosure(node, Scope(around, node), article_);
            case Role::image:
                return read_image(node, around, article_);
            case Role::media_thumbnail:
                return read_image(node, around, article_);
            case Role::media_content:
                return read_media(node, around);
            case Role::media_group:
                return read_group(node, around);
            case Role::source:
                return read_source(node, around);
            default:
                return offer(meaning, node, name.space);
        }
    }

    /// Of two elements with one role the better one counts; of two equal ones the first that says something.
    void offer(Meaning meaning, pugi::xml_node node, Space space) {
        Filling filling = filling_of(node);
        bool empty = filling == Filling::nothing;
        mixed_ = mixed_ || filling == Filling::mixed;
        Choice offered{meaning.role, meaning.rank, empty, space, node};
        Choice* made = choice(meaning.role);
        if (!made)
            choices_.push_back(offered);
        else if (!empty && (made->empty || meaning.rank > made->rank))
            *made = offered;
    }

    Choice* choice(Role role) {
        auto made = std::ranges::find(choices_, role, &Choice::role);
        return made == choices_.end() ? nullptr : &*made;
    }
    pugi::xml_node chosen(Role role) {
        const Choice* made = choice(role);
        return made ? made->node : pugi::xml_node();
    }
    Text text(Role role) {
        const Choice* made = choice(role);
        return made ? as_meant(read_text(made->node, made->space)) : Text{};
    }

    Url base_of(Role first, Role second) {
        const Choice* made = choice(first);
        return Scope(scope_, made ? made->node : chosen(second)).base();
    }

    void read_link(pugi::xml_node node, const Scope& around) {
        Scope scope(around, node);
        pugi::xml_attribute href = node.attribute("href");
        std::string_view rel = relation_of(node), type = node.attribute("type").value();
        if (rel == "enclosure") return read_enclosure(node, scope, article_);
        if (!href) return rel == "alternate" ? read_link_text(node, scope) : void();
        std::string url = scope.resolved(href.value());
        if (rel == "license") article_.license = url;
        if (rel == "alternate")
            offer_url(type.find("html") != type.npos ? 8 : type.empty() ? 7 : 6, std::move(url));
        else if (rel == "canonical")
            offer_url(5, std::move(url));
        else if (rel == "self")
            offer_url(1, std::move(url));
    }

    /// An address without a scheme is a guess: a guid that is one is better.
    void read_link_text(pugi::xml_node node, const Scope& scope) {
        Text text = link_text(node);
        if (text.empty()) return offer_url(9, scope.resolved(address_behind(node)));
        if (lacks_scheme(text.value())) return offer_url(3, scope.resolved(with_scheme(text.value())));
        offer_url(9, scope.resolved(text.value()));
    }

    void offer_url(int rank, std::string url) {
        if (url.empty() || rank <= url_rank_) return;
        url_rank_ = rank;
        article_.url = std::move(url);
    }

    /// Authors of the best kind of element win (author, then dc:creator, then itunes:author); several elements of that
    /// kind add up. An address without a name is the last resort.
    void add_person(pugi::xml_node node, const Scope& around, int rank) {
        for (Author& author : read_people(node, around)) {
            int its_rank = author.name.find('@') != std::string::npos ? 1 : rank;
            if (author.name.empty() || its_rank < author_rank_) continue;
            if (its_rank > author_rank_) article_.author.clear();
            author_rank_ = its_rank;
            add_author(article_.author, std::move(author));
        }
    }

    void read_category(pugi::xml_node node, const Scope& around) {
        pugi::xml_attribute term = node.attribute("term"), label = node.attribute("label");
        // A term that is an address, a number or a key of some database is for machines.
        std::string_view written = term.value();
        bool is_key = written.find(':') != written.npos && written.find(' ') == written.npos;
        bool telling = !written.empty() && !is_key && !is_number(written);
        pugi::xml_attribute text = telling || !*label.value() ? term : label;
        if (!text) text = node.attribute("text");
        add_keyword(text ? html::inline_text_of(text.value()) : as_line(read_text(node, Space::plain)));
        for (pugi::xml_node child : Elements(node))
            if (meaning_of(around.name_of(child)).role == Role::category && child.attribute("text"))
                add_keyword(html::inline_text_of(child.attribute("text").value()));
    }

    void add_keywords(std::string_view list) {
        for (std::size_t begin = 0; begin <= list.size() && article_.keywords.size() < most_keywords;) {
            std::size_t end = std::min(list.find(',', begin), list.size());
            add_keyword(html::inline_text_of(list.substr(begin, end - begin)));
            begin = end + 1;
        }
    }

    void add_keyword(std::string keyword) {
        if (keyword.empty() || article_.keywords.size() == most_keywords) return;
        if (std::ranges::find(article_.keywords, keyword) == article_.keywords.end())
            article_.keywords.push_back(std::move(keyword));
    }

    void read_media(pugi::xml_node node, const Scope& around) {
        read_media_content(node, around, article_);
        Scope scope(around, node);
        read_below(node, scope);
    }

    /// media:group: several renderings of one thing, and texts that stand for all of them.
    void read_group(pugi::xml_node node, const Scope& around) {
        Scope scope(around, node);
        for (pugi::xml_node child : Elements(node))
            if (meaning_of(scope.name_of(child)).role == Role::media_content) read_media(child, scope);
        read_below(node, scope);
    }

    /// Texts and keywords of the item that stand inside one of its media elements.
    void read_below(pugi::xml_node node, const Scope& scope) {
        for (pugi::xml_node child : Elements(node)) {
            Name name = scope.name_of(child);
            Meaning meaning = meaning_of(name);
            if (meaning.role == Role::title || meaning.role == Role::summary)
                offer({meaning.role, 1}, child, name.space);
            if (meaning.role == Role::media_thumbnail) read_image(child, scope, article_);
            if (meaning.role == Role::category) read_category(child, scope);
            if (meaning.role == Role::keywords) add_keywords(raw_text(child));
        }
    }

    /// Atom's source: the feed an entry was taken from; its authors are the entry's.
    void read_source(pugi::xml_node node, const Scope& around) {
        Scope scope(around, node);
        for (pugi::xml_node child : Elements(node))
            if (meaning_of(scope.name_of(child)).role == Role::author)
                for (Author& author : read_people(child, scope)) add_author(of_source_, std::move(author));
    }

    void identify() {
        pugi::xml_node guid = chosen(Role::identifier);
        article_.identifier = token_text(guid);
        if (url_rank_ < 4) find_other_url(guid);
        article_.identifier = shown_guid(std::move(article_.identifier));
        if (article_.identifier.empty()) article_.identifier = article_.url;
    }

    /// For entries without a link.
    void find_other_url(pugi::xml_node guid) {
        std::string_view permalink = permalink_of(guid);
        // A relative one must be said to be a link, and look like a path: numbers are said to be links as well.
        bool is_path =
            ascii::equals_ignoring_case(permalink, "true") && article_.identifier.find('/') != std::string::npos;
        if (!ascii::equals_ignoring_case(permalink, "false") && (is_path || is_web_address(article_.identifier)))
            offer_url(4, Scope(scope_, guid).resolved(link_text(guid).value()));
        std::string_view about = ascii::trimmed(node_.attribute("rdf:about").value());
        offer_url(3, scope_.resolved(about));
        for (const char* name : {"href", "HREF"}) offer_url(2, scope_.resolved(node_.attribute(name).value()));
    }

    void set_dates() {
        DateContext context = date_context(article_, scope_.base());
        auto [written, date] = best_date(Role::published, context);
        if (date) {
            article_.date_published = date->time;
            article_.date_published_precision = date->precision;
        }
        article_.date_published_raw = std::move(written);
        auto [changed, change] = best_date(Role::modified, context);
        if (changed.empty()) change = parse_date(node_.attribute("LASTMOD").value(), context);  // CDF
        if (change) article_.date_modified = change->time;
    }

    /// The chosen element's date as written and as read. When it is none ("Invalid Date"), the best one that is.
    std::pair<std::string, std::optional<ParsedDate>> best_date(Role role, const DateContext& context) {
        std::pair best{token_text(chosen(role)), std::optional<ParsedDate>()};
        if (best.first.empty() || (best.second = parse_date(best.first, context))) return best;
        int rank = 0;
        for (pugi::xml_node child : Elements(node_)) {
            Meaning meaning = meaning_of(scope_.name_of(child));
            if (meaning.role != role || meaning.rank <= rank) continue;
            std::string text = token_text(child);
            auto date = parse_date(text, context);
            if (!date) continue;
            best = {std::move(text), date};
            rank = meaning.rank;
        }
        return best;
    }

    void set_people() {
        if (article_.author.empty()) article_.author = of_source_.empty() ? inherited_.author : of_source_;
    }

    /// Blogs name the portraits of who writes them beside the picture of the article.
    void drop_portraits() {
        if (names_picture(article_)) std::erase_if(article_.image, is_portrait);
    }

    void set_language() {
        std::string said = token_text(chosen(Role::language));
        for (Role role : {Role::content, Role::summary, Role::title})
            if (said.empty()) said = chosen(role).attribute("xml:lang").value();
        if (said.empty()) said = scope_.language();
        article_.language = said.empty() ? inherited_.language : language_tag(said);
    }

    pugi::xml_node node_;
    Scope scope_;
    const Inherited& inherited_;
    Article& article_;
    boost::container::static_vector<Choice, role_count> choices_;
    std::vector<Author> of_source_;
    int url_rank_ = 0, author_rank_ = 0;
    bool mixed_ = false;
};

}  // namespace

DateContext date_context(const Article& article, const Url& base) {
    std::string_view url = article.url;
    std::size_t begin = url.find("://");
    if (begin == url.npos) return {article.language, base.host()};
    url.remove_prefix(begin + 3);
    return {article.language, url.substr(0, url.find_first_of(":/?#"))};
}

bool read_entry(pugi::xml_node node, const Scope& around, const Inherited& inherited, const ReadOptions& options,
                Article& article) {
    return EntryReader(node, around, inherited, article).run(options);
}

void report_entries_beyond(std::size_t beyond, std::vector<Problem>& problems) {
    if (beyond == 0) return;
    problems.push_back(
        {"more than " + std::to_string(most_entries) + " entries; " + std::to_string(beyond) + " are not read"});
}

std::string language_tag(std::string_view written) {
    std::string tag = squeezed(written);
    std::ranges::replace(tag, '_', '-');
    auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (tag.size() < 2 || tag.size() > 35 || !std::ranges::all_of(tag, belongs)) return {};
    return tag;
}

}  // namespace newsbus::feed
