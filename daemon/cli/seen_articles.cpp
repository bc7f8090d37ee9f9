#include "cli/seen_articles.h"

#include "base/utf8.h"

namespace newsbus::cli {

SeenArticle SeenArticle::of(std::string_view headline, std::string_view body) {
    return {std::string(utf8_prefix(headline, most_bytes)), std::string(utf8_prefix(body, most_bytes))};
}

std::optional<SeenArticle> SeenArticles::replace(const std::string& id, SeenArticle article) {
    std::optional<SeenArticle> before;
    if (auto known = by_id_.find(id); known != by_id_.end()) {
        before = std::move(known->second->article);
        latest_first_.erase(known->second);
        by_id_.erase(known);
    }
    latest_first_.push_front({id, std::move(article)});
    by_id_.emplace(id, latest_first_.begin());
    if (by_id_.size() > most_articles) {
        by_id_.erase(latest_first_.back().id);
        latest_first_.pop_back();
    }
    return before;
}

}  // namespace newsbus::cli
