#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace newsbus::cli {

/// What is remembered of an article, to show what an update changed.
struct SeenArticle {
    static constexpr std::size_t most_bytes = 16 << 10;  ///< of each text: more is cut off

    static SeenArticle of(std::string_view headline, std::string_view body);

    std::string headline, body;
};

/// The articles seen last, by id. Bounded: the one seen longest ago is forgotten first; at most 64 MiB.
class SeenArticles {
public:
    static constexpr std::size_t most_articles = 2000;

    /// Remembers `article`; returns what was remembered under `id` before.
    std::optional<SeenArticle> replace(const std::string& id, SeenArticle article);
    std::size_t size() const { return by_id_.size(); }

private:
    struct Entry {
        std::string id;
        SeenArticle article;
    };
    std::list<Entry> latest_first_;
    std::unordered_map<std::string, std::list<Entry>::iterator> by_id_;
};

}  // namespace newsbus::cli
