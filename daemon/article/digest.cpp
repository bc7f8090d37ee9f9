#include "article/digest.h"

#include "article/sameness.h"
#include "base/ascii.h"
#include "base/sha256.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace newsbus {
namespace {

constexpr char format_version = 2;
constexpr std::size_t stored_field = 1 + sizeof(std::uint64_t);
constexpr char separator = '\x1f';

void add(std::string& out, std::string_view value) {
    out += value;
    out += separator;
}

void add_text(std::string& out, std::string_view text) {
    append_lasting_text(out, text);
    out += separator;
}

void add_date(std::string& out, const std::optional<TimePoint>& date) {
    add(out, date ? format_rfc3339(*date) : "");
}

/// Adds values whose order says nothing.
void add_set(std::string& out, std::vector<std::string> values) {
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    for (const std::string& value : values) add(out, value);
}

/// What `lasting` makes of each item of a list, as a set.
template <class Item, class Lasting>
void add_each(std::string& out, const std::vector<Item>& items, Lasting lasting) {
    std::vector<std::string> values;
    values.reserve(items.size());
    for (const Item& item : items) values.push_back(lasting(item));
    add_set(out, std::move(values));
}

std::string lasting_name(std::string_view name) {
    std::string out;
    append_lasting_text(out, name);
    return ascii::lower(out);
}

struct FieldKind {
    std::string_view name;
    void (*append)(const Article& article, std::string& out);
};

// The row's number is stored: rows are only ever added at the end.
constexpr std::array kinds{
    FieldKind{"headline", [](const Article& a, std::string& out) { add_text(out, a.headline); }},
    FieldKind{"alternativeHeadline", [](const Article& a, std::string& out) { add_text(out, a.alternative_headline); }},
    FieldKind{"description", [](const Article& a, std::string& out) { add_text(out, a.description); }},
    FieldKind{"articleBody", [](const Article& a, std::string& out) { add_text(out, a.body); }},
    FieldKind{"url", [](const Article& a, std::string& out) { add(out, a.url.empty() ? "" : lasting_link(a.url)); }},
    FieldKind{"datePublished", [](const Article& a, std::string& out) { add_date(out, a.date_published); }},
    FieldKind{"author",
              [](const Article& a, std::string& out) {
                  add_each(out, a.author, [](const Author& author) { return lasting_name(author.name); });
              }},
    FieldKind{"articleSection", [](const Article& a, std::string& out) { add_text(out, a.section); }},
    FieldKind{"keywords",
              [](const Article& a, std::string& out) {
                  add_each(out, a.keywords, [](const std::string& keyword) { return lasting_name(keyword); });
              }},
    FieldKind{"image",
              [](const Article& a, std::string& out) {
                  add_each(out, a.image, [](const Image& image) { return lasting_media(image.url); });
              }},
    FieldKind{"encoding",
              [](const Article& a, std::string& out) {
                  add_each(out, a.encoding, [](const Media& media) { return lasting_media(media.url); });
              }},
    // Only of an entry without a text of its own, as in sitemaps: nothing else tells that its page has changed.
    FieldKind{"dateModified",
              [](const Article& a, std::string& out) {
                  const bool counts = a.body.empty() && a.description.empty();
                  add_date(out, counts ? a.date_modified : std::nullopt);
              }},
};
constexpr std::uint8_t date_published = 5, date_modified = 11;
static_assert(kinds[date_published].name == "datePublished" && kinds[date_modified].name == "dateModified");

bool is_blank(std::string_view text) {
    return text.find_first_not_of(separator) == text.npos;
}

}  // namespace

Digest::Digest(const Article& as_read) {
    std::string text;
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        text.clear();
        kinds[i].append(as_read, text);
        if (!is_blank(text)) fields_.push_back({static_cast<std::uint8_t>(i), fingerprint(text)});
    }
}

std::vector<Change> Digest::changes_since(const Digest& earlier) const {
    std::vector<Change> changes;
    auto now = fields_.begin();
    auto then = earlier.fields_.begin();
    while (now != fields_.end() || then != earlier.fields_.end()) {
        bool gone = now == fields_.end() || (then != earlier.fields_.end() && then->number < now->number);
        bool added = then == earlier.fields_.end() || (now != fields_.end() && now->number < then->number);
        std::string name(kinds[gone ? then->number : now->number].name);
        if (gone) {
            changes.push_back({name, "removed"});
            ++then;
        } else if (added) {
            changes.push_back({name, "added"});
            ++now;
        } else {
            if (now->print != then->print) changes.push_back({name, "changed"});
            ++now, ++then;
        }
    }
    return changes;
}

std::uint64_t Digest::combined() const {
    return fingerprint(serialized());
}

std::uint64_t Digest::content() const {
    Digest undated;
    std::ranges::copy_if(fields_, std::back_inserter(undated.fields_),
                         [](const Field& field) { return field.number != date_published; });
    return undated.combined();
}

void Digest::set_date_as(const Digest& other) {
    auto is_date = [](const Field& field) { return field.number == date_published; };
    std::erase_if(fields_, is_date);
    auto date = std::ranges::find_if(other.fields_, is_date);
    if (date == other.fields_.end()) return;
    fields_.insert(std::ranges::upper_bound(fields_, date->number, {}, &Field::number), *date);
}

void Digest::leave_out_date_modified() {
    std::erase_if(fields_, [](const Field& field) { return field.number == date_modified; });
}

std::string Digest::serialized() const {
    if (fields_.empty()) return {};
    std::string out(1, format_version);
    for (const Field& field : fields_) {
        out += static_cast<char>(field.number);
        for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(field.print >> shift);
    }
    return out;
}

Digest Digest::parse(std::string_view stored) {
    Digest digest;
    if (stored.empty() || stored[0] != format_version || (stored.size() - 1) % stored_field != 0) return digest;
    for (stored.remove_prefix(1); !stored.empty(); stored.remove_prefix(stored_field)) {
        Field field{static_cast<std::uint8_t>(stored[0]), 0};
        for (std::size_t i = 1; i < stored_field; ++i)
            field.print = field.print << 8 | static_cast<unsigned char>(stored[i]);
        bool ascending = digest.fields_.empty() || digest.fields_.back().number < field.number;
        if (field.number >= kinds.size() || !ascending) return {};
        digest.fields_.push_back(field);
    }
    return digest;
}

}  // namespace newsbus
