#include "feed/prepare.h"
#include "base/byte_block.h"
#include "html/entities.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <map>
#include <optional>
#include <string_view>

namespace newsbus::feed {
namespace {

constexpr std::size_t longest_name = 32;
constexpr std::size_t longest_value = 1024;  // of an entity of the DOCTYPE, those in it expanded
constexpr std::size_t most_entities = 256;
constexpr std::size_t doctype_window = 16 << 10;  // where it begins, if there is one
constexpr std::size_t expansion_budget = 256 << 10;

using Entities = std::map<std::string, std::string, std::less<>>;

bool is_of_xml(std::string_view name) {
    return name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
}

/// The first bytes of a text as one number, the rest zero.
constexpr std::uint64_t word_of(std::string_view text) {
    std::array<char, sizeof(std::uint64_t)> bytes{};
    std::copy_n(text.begin(), std::min(text.size(), bytes.size()), bytes.begin());
    return std::bit_cast<std::uint64_t>(bytes);
}

/// Does `text`, which begins with "&", begin with one of the references that every XML parser knows? Asked for each one
/// of them in feeds that are made of little else, and no processor can foresee which it is: hence no branches.
bool begins_as_xml(std::string_view text) {
    static constexpr std::uint64_t four = word_of("\xff\xff\xff\xff"), five = word_of("\xff\xff\xff\xff\xff"),
                                   six = word_of("\xff\xff\xff\xff\xff\xff");
    static constexpr std::uint64_t lt = word_of("&lt;"), gt = word_of("&gt;"), amp = word_of("&amp;"),
                                   quot = word_of("&quot;"), apos = word_of("&apos;");
    std::uint64_t word = 0;
    if (text.size() >= sizeof word)
        std::memcpy(&word, text.data(), sizeof word);  // of a size known now, it is a single instruction
    else
        word = word_of(text);
    bool of_four = ((word & four) == lt) | ((word & four) == gt), of_five = (word & five) == amp,
         of_six = ((word & six) == quot) | ((word & six) == apos);
    return of_four | of_five | of_six;
}

/// The name of the reference at `at` ("&name;"), "" when it is only an ampersand.
std::string_view name_at(std::string_view text, std::size_t at) {
    std::string_view rest = text.substr(at + 1);
    // Numbers may be of any length, since pugixml reads on and makes of them what is no character.
    rest = rest.substr(0, rest.starts_with('#') ? rest.find_first_of("&< ") : longest_name + 1);
    std::size_t end = rest.find(';');
    if (end == rest.npos) return {};
    rest = rest.substr(0, end);
    auto belongs = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#' || c == '_' ||
               c == '-' || c == '.';
    };
    return std::ranges::all_of(rest, belongs) ? rest : std::string_view();
}

/// Characters of markup as references, so that a decoded entity does not turn into a tag.
std::string escaped(std::string_view text) {
    std::string out;
    for (char c : text) {
        if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '&')
            out += "&amp;";
        else if (c == '"')
            out += "&quot;";
        else if (c == '\'')
            out += "&apos;";
        else
            out += c;
    }
    return out;
}

constexpr std::uint32_t beyond_unicode = 0x110000;

/// -1 when it is none.
int digit_of(char c, bool hex) {
    if (c >= '0' && c <= '9') return c - '0';
    char low = static_cast<char>(c | 0x20);
    return hex && low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

/// The number of a reference like "#8217" or "#x2019", at most `beyond_unicode`; nothing when `name` is no such.
std::optional<std::uint32_t> number_of(std::string_view name) {
    if (!name.starts_with('#')) return std::nullopt;
    bool hex = name.starts_with("#x") || name.starts_with("#X");
    std::string_view digits = name.substr(hex ? 2 : 1);
    if (digits.empty()) return std::nullopt;
    std::uint32_t code = 0;
    for (char c : digits) {
        int digit = digit_of(c, hex);
        if (digit < 0) return std::nullopt;
        code = std::min(code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit), beyond_unicode);
    }
    return code;
}

/// Does a reference of this name stand for no character at all? pugixml would make bytes of it that are not UTF-8.
bool is_impossible(std::string_view name) {
    std::optional<std::uint32_t> code = number_of(name);
    return code && ((*code >= 0xD800 && *code <= 0xDFFF) || *code == beyond_unicode);
}

std::string reference_to(std::string_view name) {
    std::string out = "&";
    out.append(name).append(";");
    return out;
}

/// What a numeric reference stands for when XML parsers would get it wrong: HTML reads 128 to 159 as windows-1252, and
/// controls are dropped.
std::optional<std::string> number_replacement(std::string_view name) {
    std::optional<std::uint32_t> code = number_of(name);
    if (!code || *code == '\t' || *code == '\n' || *code == '\r') return std::nullopt;
    if (*code < 0x20) return "";
    if (*code < 0x80 || *code > 0x9F) return std::nullopt;
    return html::decode_entities(reference_to(name));
}

/// What to write instead of "&name;"; nothing = leave it to the parser.
std::optional<std::string> replacement(std::string_view name, const Entities& declared) {
    if (name.empty() || is_of_xml(name)) return std::nullopt;
    if (name.starts_with('#')) return number_replacement(name);
    if (auto found = declared.find(name); found != declared.end()) return found->second;
    std::string reference = reference_to(name);
    std::string decoded = html::decode_entities(reference);
    if (decoded == reference) return std::nullopt;
    return escaped(decoded);
}

/// Replaces the references of `text` outside CDATA; nothing when there are none to be replaced.
std::optional<std::string> expanded(std::string_view text, const Entities& declared, std::size_t budget) {
    std::string out;
    std::size_t copied = 0, next_cdata = text.find("<![CDATA[");
    auto finished = [&]() -> std::optional<std::string> {
        if (copied == 0) return std::nullopt;
        return std::move(out.append(text.substr(copied)));
    };
    for (std::size_t at = text.find('&'); at != text.npos;) {
        while (next_cdata < at) {
            std::size_t end = text.find("]]>", next_cdata);
            if (end == text.npos) return finished();
            at = std::max(at, end);
            next_cdata = text.find("<![CDATA[", end);
        }
        at = text.find('&', at);
        if (at == text.npos) break;
        if (next_cdata < at) continue;
        std::string_view name = name_at(text, at);
        auto value = replacement(name, declared);
        if (value && value->size() <= budget) {
            if (value->size() > name.size() + 2) budget -= value->size();
            out.append(text, copied, at - copied).append(*value);
            copied = at + name.size() + 2;
        }
        at = text.find('&', at + 1);
    }
    return finished();
}

/// Replaces the numbers that are no characters, in CDATA too: which sections the parser will see as such is not known
/// here (one may open inside a comment), and HTML reads the numbers in the same way.
std::string without_impossible_numbers(std::string text) {
    std::string out;
    std::size_t copied = 0;
    for (std::size_t at = 0; (at = text.find("&#", at)) != text.npos; ++at) {
        std::string_view name = name_at(text, at);
        if (!is_impossible(name)) continue;
        out.append(text, copied, at - copied).append("\uFFFD");
        copied = at + name.size() + 2;
    }
    if (copied == 0) return text;
    return std::move(out.append(text, copied));
}

/// The internal entities of the DOCTYPE. Their values may name others declared before them; a value that grows too long
/// is not taken, which is the end of entity bombs. External ones are never read.
Entities declared_entities(std::string_view text) {
    Entities entities;
    std::size_t begin = text.substr(0, doctype_window).find("<!DOCTYPE");
    if (begin == text.npos) return entities;
    std::size_t root = text.find("<rss"), feed = text.find("<feed");
    if (begin > std::min(root, feed)) return entities;
    std::string_view rest = text.substr(begin, std::min(text.find("]>", begin), std::min(root, feed)) - begin);
    for (std::size_t at = 0; (at = rest.find("<!ENTITY", at)) != rest.npos && entities.size() < most_entities;) {
        at += 8;
        std::size_t name_begin = rest.find_first_not_of(" \t\r\n", at);
        std::size_t name_end = rest.find_first_of(" \t\r\n", name_begin);
        std::size_t quote = rest.find_first_not_of(" \t\r\n", name_end);
        if (quote == rest.npos) break;
        if (rest[quote] != '"' && rest[quote] != '\'') continue;
        std::size_t end = rest.find(rest[quote], quote + 1);
        if (end == rest.npos) break;
        std::string_view value = rest.substr(quote + 1, end - quote - 1);
        at = end;
        if (value.size() > longest_value) continue;
        std::string full = expanded(value, entities, longest_value).value_or(std::string(value));
        if (!full.empty() && full.size() <= longest_value)
            entities.emplace(rest.substr(name_begin, name_end - name_begin), std::move(full));
    }
    return entities;
}

/// Does `text`, which begins with "&", begin with a number that every XML parser reads right: neither of a control
/// character nor beyond those that are all characters? Nearly all are; the others take the long way.
bool begins_as_plain_number(std::string_view text) {
    if (text.size() < 3 || text[1] != '#') return false;
    bool hex = text[2] == 'x';
    std::uint32_t code = 0;
    std::size_t at = hex ? 3 : 2, end = std::min<std::size_t>(text.size(), 8);
    for (; at < end; ++at) {
        int digit = digit_of(text[at], hex);
        if (digit < 0) break;
        code = code * (hex ? 16 : 10) + static_cast<std::uint32_t>(digit);
    }
    bool is_plain = (code >= 0x20 && code < 0x80) || (code >= 0xA0 && code < 0xD800) || code == '\n' || code == '\t';
    return is_plain && at < text.size() && text[at] == ';';
}

/// Does `text`, which begins with "&#", go on with at most four characters and a semicolon? No such number is too big.
bool is_short_number(std::string_view text) {
    for (std::size_t at = 3; at < std::min<std::size_t>(text.size(), 7); ++at)
        if (text[at] == ';') return true;
    return false;
}

/// Is a reference of this name one that an XML parser would not read right?
bool is_foreign(std::string_view name) {
    return !name.empty() && !is_of_xml(name) && (!name.starts_with('#') || number_replacement(name));
}

/// Answers for ascending positions whether they are inside a CDATA section. Linear for all questions together.
class CdataSections {
public:
    explicit CdataSections(std::string_view text) : text_(text) {}

    bool contain(std::size_t at) {
        if (at < end_) return true;
        std::string_view since = text_.substr(end_, at - end_);
        std::size_t open = last_open(since);
        std::size_t close = open == since.npos ? end_ : std::min(text_.find("]]>", end_ + open), text_.size());
        end_ = std::max(at, close);
        return close > at;
    }

    std::size_t end() const {
        return end_;
    }  ///< of the last section that was found; what is before it needs no question

private:
    static std::size_t last_open(std::string_view text) {
        constexpr std::string_view mark = "<![CDATA[";  // its last character is the rarest
        while (const void* found = ::memrchr(text.data(), mark.back(), text.size())) {
            text = text.substr(0, static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) + 1);
            if (text.ends_with(mark)) return text.size() - mark.size();
            text.remove_suffix(1);
        }
        return text.npos;
    }

    std::string_view text_;
    std::size_t end_ = 0;
};

/// Does one of the references that begin at `begin` plus the bits of `places` hold a number that is no character?
bool has_impossible_number(std::string_view text, std::size_t begin, std::uint64_t places) {
    for (; places != 0; places &= places - 1) {
        std::size_t at = begin + static_cast<std::size_t>(std::countr_zero(places));
        if (at + 1 < text.size() && text[at + 1] == '#' && !is_short_number(text.substr(at)) &&
            is_impossible(name_at(text, at)))
            return true;
    }
    return false;
}

/// The references that an XML parser would not read right.
struct Faults {
    bool foreign_reference = false;  // outside CDATA
    bool impossible_number = false;  // anywhere
};

/// Finds all faults in one pass, since every well-formed feed pays for it.
Faults faults_of(std::string_view text) {
    bool foreign = false, impossible = false;
    CdataSections sections(text);
    std::size_t checked = 0;  // up to here no reference matters but numbers that are no characters
    for_each_block(text, ' ', [&, text](ByteBlock block, std::size_t begin) {
        std::uint64_t found = block.equal('&');
        if (found == 0) return true;
        if (begin + ByteBlock::size <= checked) {
            impossible = impossible || has_impossible_number(text, begin, found);
            return true;
        }
        do {
            std::size_t at = begin + static_cast<std::size_t>(std::countr_zero(found));
            std::string_view rest(text.data() + at, text.size() - at);
            if (begins_as_xml(rest) || begins_as_plain_number(rest)) continue;
            std::string_view name = name_at(rest, 0);
            impossible |= is_impossible(name);
            if (at >= checked && is_foreign(name)) {
                foreign = foreign || !sections.contain(at);
                checked = foreign ? text.size() : sections.end();
            }
        } while (found &= found - 1);
        return true;
    });
    return {foreign, impossible};
}

}  // namespace

std::string prepared(std::string xml) {
    Faults faults = faults_of(xml);
    if (faults.foreign_reference) {
        if (auto replaced = expanded(xml, declared_entities(xml), expansion_budget)) xml = std::move(*replaced);
        faults.impossible_number = true;  // perhaps one that was put together just now
    }
    if (faults.impossible_number) return without_impossible_numbers(std::move(xml));
    return xml;
}

}  // namespace newsbus::feed
