#include "message/event.h"

#include <cstddef>

namespace newsbus::message {
namespace {

constexpr std::string_view families[] = {"article", "source"};

// Each name of a kind stands here and nowhere else. Rows of a group stand in the order of its enumeration.
constexpr KindRow kinds[] = {
    // ArticleKind
    {Family::article, "published"},
    {Family::article, "backfill"},
    {Family::article, "updated"},
    // SourceKind
    {Family::source, "ok"},
    {Family::source, "failing"},
    {Family::source, "blocked"},
    {Family::source, "gone"},
    {Family::source, "moved"},
    // LogKind
    {Family::source, "trimmed"},
};

constexpr std::size_t source_kinds = 3, log_kinds = 8;  // where their groups begin
static_assert(kinds[static_cast<std::size_t>(ArticleKind::updated)].name == "updated");
static_assert(kinds[source_kinds + static_cast<std::size_t>(SourceKind::moved)].name == "moved");
static_assert(kinds[log_kinds + static_cast<std::size_t>(LogKind::trimmed)].name == "trimmed");

}  // namespace

std::string_view name_of(Family family) {
    return families[static_cast<std::size_t>(family)];
}

std::string_view name_of(ArticleKind kind) {
    return kinds[static_cast<std::size_t>(kind)].name;
}

std::string_view name_of(SourceKind kind) {
    return kinds[source_kinds + static_cast<std::size_t>(kind)].name;
}

std::string_view name_of(LogKind kind) {
    return kinds[log_kinds + static_cast<std::size_t>(kind)].name;
}

std::span<const KindRow> all_kinds() {
    return kinds;
}

}  // namespace newsbus::message
