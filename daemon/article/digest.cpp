#include "article/digest.h"

#include "base/sha256.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace newsbus {
namespace {

constexpr char format_version = 1;
constexpr std::size_t stored_field = 1 + sizeof(std::uint64_t);

/// Appends `text` with runs of white space as one space, none at the ends, and a separator behind it.
void add(std::string& out, std::string_view text) {
    bool space = false, any = false;
    for (char c : text) {
        if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
            space = any;
            continue;
        }
        if (space) out += ' ';
        out += c;
        space = false;
        any = true;
    }
    out += '\x1f';
}

struct FieldKind {
    std::string_view name;
    void (*append)(const Article& article, std::string& out);
};

// The row's number is stored: rows are only ever added at the end.
constexpr std::array kinds{
    FieldKind{"headline", [](const Article& a, std::string& out) { add(out, a.headline); }},
    FieldKind{"alternativeHeadline", [](const Article& a, std::string& out) { add(out, a.alternative_headline); }},
    FieldKind{"description", [](const Article& a, std::string& out) { add(out, a.description); }},
    FieldKind{"articleBody", [](const Article& a, std::string& out) { add(out, a.body); }},
    FieldKind{"url", [](const Article& a, std::string& out) { add(out, a.url); }},
    FieldKind{"datePublished",
              [](const Article& a, std::string& out) {
                  add(out, a.date_published ? format_rfc3339(*a.date_published) : "");
              }},
    FieldKind{"author",
              [](const Article& a, std::string& out) {
                  for (const Author& author : a.author) add(out, author.name);
              }},
    FieldKind{"articleSection", [](const Article& a, std::string& out) { add(out, a.section); }},
    FieldKind{"keywords",
              [](const Article& a, std::string& out) {
                  for (const std::string& keyword : a.keywords) add(out, keyword);
              }},
    FieldKind{"image",
              [](const Article& a, std::string& out) {
                  for (const Image& image : a.image) add(out, image.url);
              }},
    FieldKind{"encoding",
              [](const Article& a, std::string& out) {
                  for (const Media& media : a.encoding) add(out, media.url);
              }},
    // Only of an entry without a text of its own, as in sitemaps: nothing else tells that its page has changed.
    FieldKind{"dateModified",
              [](const Article& a, std::string& out) {
                  bool counts = a.date_modified && a.body.empty() && a.description.empty();
                  add(out, counts ? format_rfc3339(*a.date_modified) : "");
              }},
};

bool is_blank(std::string_view text) {
    return text.find_first_not_of('\x1f') == text.npos;
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
