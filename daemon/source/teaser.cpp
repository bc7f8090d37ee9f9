#include "source/teaser.h"

#include "base/utf8.h"
#include "text/breaks_off.h"

#include <string>
#include <string_view>

namespace newsbus::source {
namespace {

constexpr std::size_t whole_article = 800;  // characters; whole articles that are shorter cost one fetch too many

// WordPress ends its excerpts with a sentence of its own.
bool ends_with_post_footer(const std::string& text) {
    std::size_t line = text.rfind('\n');
    std::string_view last = std::string_view(text).substr(line == std::string::npos ? 0 : line + 1);
    return last.starts_with("The post ") && last.find(" appeared first on ") != std::string_view::npos &&
           text.size() < 4 * whole_article;
}

}  // namespace

bool is_teaser(const Article& entry) {
    if (entry.body.empty()) return true;
    if (count_code_points(entry.body) < whole_article || ends_with_post_footer(entry.body)) return true;
    return text::breaks_off(entry.body);
}

}  // namespace newsbus::source
