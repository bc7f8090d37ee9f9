#include "log_watch.h"

#include "article/json.h"
#include "document.h"
#include "message/frames.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::simulation {
namespace {

std::vector<std::string> levels_of(std::string_view topic) {
    std::vector<std::string> levels;
    while (!topic.empty()) {
        const std::size_t slash = std::min(topic.find('/'), topic.size());
        levels.emplace_back(topic.substr(0, slash));
        topic.remove_prefix(std::min(slash + 1, topic.size()));
    }
    return levels;
}

}  // namespace

std::uint64_t print_of(std::string_view topic, std::string_view header, std::string_view body) {
    std::uint64_t hash = 0xcbf29ce484222325;
    for (std::string_view text : {topic, header, body})
        hash = (hash ^ std::hash<std::string_view>()(text)) * 0x100000001b3;
    return hash;
}

std::uint64_t print_of(const OutboxEntry& entry) {
    const message::Frames frames = message::frames(entry);
    return print_of(frames.topic, frames.header, frames.body);
}

std::vector<Told> LogWatch::read() {
    std::vector<Told> articles;
    for (;;) {
        Range range;
        range.after = last();
        auto entries = outbox_.read(range);
        if (!entries || entries->empty()) break;
        for (const OutboxEntry& entry : *entries) take(entry, articles);
    }
    const Seq counted = outbox_.bounds()->last;
    if (counted != last()) agenda_.fail(fmt::format("the log ends at {}, and {} had been given out", counted, last()));
    return articles;
}

void LogWatch::take(const OutboxEntry& entry, std::vector<Told>& articles) {
    if (entry.seq != last() + 1) agenda_.fail(fmt::format("number {} follows {} in the log", entry.seq, last()));
    Seq& prev = topics_[entry.topic];
    if (entry.prev != prev)
        agenda_.fail(fmt::format("message {} says prev {}, on {} it was {}", entry.seq, entry.prev, entry.topic, prev));
    prev = entry.seq;
    records_.resize(std::max<std::size_t>(records_.size(), entry.seq));
    records_.at(entry.seq - 1) = {print_of(entry), entry.topic};

    const std::vector<std::string> levels = levels_of(entry.topic);
    if (levels.at(0) == "article")
        take_article(entry, levels.at(1), articles);
    else
        take_event(entry, levels.at(1), levels.at(2));
}

void LogWatch::take_article(const OutboxEntry& entry, std::string_view kind, std::vector<Told>& articles) {
    auto article = article_from_json(entry.body);
    if (!article) return agenda_.fail(fmt::format("message {}: {}", entry.seq, article.error().what));
    auto [known, fresh] = versions_.try_emplace({article->source, article->id}, article->version);
    const bool quiet_before = article->version == 2 && kind == "updated";  // its first version was not announced
    if (fresh ? article->version != 1 && !quiet_before : article->version != known->second + 1)
        agenda_.fail(fmt::format("message {}: version {} of {} ({}) follows {}", entry.seq, article->version,
                                 article->url, kind, fresh ? 0 : known->second));
    if ((kind == "updated") == (article->version == 1))
        agenda_.fail(fmt::format("message {}: {} and version {}", entry.seq, kind, article->version));
    known->second = article->version;
    articles.push_back({entry.seq, article->source, plain_link(article->url), std::string(kind), article->version,
                        take_in(article->headline), take_in(article->body, "page take ")});
    std::string what = fmt::format("log {}: {} version {}: {}{}", entry.seq, kind, article->version, article->headline,
                                   articles.back().page_take ? ", page" : "");
    for (const Change& change : article->changes) what += fmt::format(", {} {}", change.field, change.kind);
    agenda_.tell(article->source, what);
}

void LogWatch::take_event(const OutboxEntry& entry, std::string_view kind, const std::string& source) {
    agenda_.tell(source, fmt::format("log {}: {}", entry.seq, kind));
    if (kind == "moved" || kind == "trimmed") return;
    std::string& state = states_[source];
    if (state == kind) agenda_.fail(fmt::format("message {}: {} is told to be {} once more", entry.seq, source, kind));
    state = kind;
}

void LogWatch::compare(std::string_view who, const OutboxEntry& entry) {
    compare(who, entry.seq, print_of(entry));
}

void LogWatch::compare(std::string_view who, Seq seq, std::uint64_t print) {
    if (seq == 0 || seq > last())
        agenda_.fail(fmt::format("{} got message {}, the log ends at {}", who, seq, last()));
    else if (records_[seq - 1].print != print)
        agenda_.fail(fmt::format("{} got another message {} than the log has", who, seq));
}

void LogWatch::check_kept() {
    const Bounds bounds = outbox_.bounds().value();
    Range range;
    range.count = SIZE_MAX;
    range.bytes = SIZE_MAX;
    Seq next = bounds.oldest;
    for (const OutboxEntry& entry : outbox_.read(range).value()) {
        if (entry.seq != next++) return agenda_.fail(fmt::format("message {} is not in the log", next - 1));
        compare("the log", entry);
    }
    if (next != bounds.last + 1 && bounds.last != 0)
        agenda_.fail(fmt::format("the log says that it ends at {}, its messages end at {}", bounds.last, next - 1));
}

}  // namespace newsbus::simulation
