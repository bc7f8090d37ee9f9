#include "feed/newest.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace newsbus::feed {
namespace {

std::optional<TimePoint> date_of(const Article& article) {
    return article.date_published ? article.date_published : article.date_modified;
}

}  // namespace

void Newest::add(Article article) {
    ++count_;
    if (!date_of(article)) ++undated_;
    kept_.push_back(std::move(article));
    if (kept_.size() / 2 >= most_) cut();
}

std::vector<Article> Newest::take() {
    if (most_ != std::numeric_limits<std::size_t>::max()) cut();
    return std::move(kept_);
}

void Newest::cut() {
    std::ranges::stable_sort(kept_, [](const Article& a, const Article& b) { return date_of(a) > date_of(b); });
    if (kept_.size() > most_) kept_.resize(most_);
}

void report_left_out(const Newest& newest, std::vector<Problem>& problems) {
    if (std::size_t count = newest.left_out_unsure())
        problems.push_back({std::to_string(count) + " entries are not looked at: too many without a date"});
}

}  // namespace newsbus::feed
