#include "cli/seen_articles.h"

#include <algorithm>

namespace newsbus::cli {
namespace {

std::string beginning(std::string_view text) {
    std::size_t end = std::min(text.size(), SeenArticle::most_bytes);
    while (end < text.size() && end > 0 && (text[end] & 0xC0) == 0x80) --end;
    return std::string(text.substr(0, end));
}

}  // namespace

SeenArticle SeenArticle::of(std::string_view headline, std::string_view body) {
    return {beginning(headline), beginning(body)};
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
