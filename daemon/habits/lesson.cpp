#include "habits/lesson.h"

#include <algorithm>
#include <limits>

namespace newsbus::habits {

Traits traits_of(const Article& article, Traits::Of of) {
    const std::string& text = article.body.empty() ? article.description : article.body;
    Traits traits;
    traits.of = of;
    traits.headline = !article.headline.empty();
    traits.date = article.date_published.has_value();
    traits.author = !article.author.empty();
    traits.image = !article.image.empty();
    traits.shown = article.body_status != BodyStatus::wall && article.body_status != BodyStatus::blocked;
    traits.length =
        static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), std::numeric_limits<std::uint32_t>::max()));
    return traits;
}

Traits refused_page() {
    Traits traits;
    traits.of = Traits::Of::page;
    traits.shown = false;
    return traits;
}

}  // namespace newsbus::habits
