#include "plugins/builtin/gazetteer.h"

#include "base/tsv.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <filesystem>
#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <tuple>

namespace newsbus::plugins {
namespace {

std::uint64_t hash_of(std::span<const text::Word> words) {
    std::uint64_t hash = 0;
    for (const text::Word& word : words) hash = text::joined(hash, word.hash);
    return hash;
}

/// "fr=Côte d'Ivoire" -> "fr" and the rest; without a language the first is "".
std::pair<std::string_view, std::string_view> split_language(std::string_view form) {
    std::size_t sign = form.find('=');
    if (sign != 2 && sign != 3) return {"", form};
    bool letters = std::ranges::all_of(form.substr(0, sign), [](char c) { return c >= 'a' && c <= 'z'; });
    return letters ? std::pair{form.substr(0, sign), form.substr(sign + 1)} : std::pair{std::string_view(), form};
}

bool is_latin(std::string_view name) {
    return std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0xD0; }) ||
           name.find("\xE1\xBA") != std::string_view::npos || name.find("\xE1\xBB") != std::string_view::npos;
}

}  // namespace

LanguageCode language_code(std::string_view primary) {
    if (primary.size() != 2 && primary.size() != 3) return 0;
    unsigned code = 0;
    for (char c : primary) code = code * 32 + static_cast<unsigned>(c - 'a' + 1) % 32;
    return static_cast<LanguageCode>(code);
}

/// Reads the tables, then packs what they say.
class GazetteerBuilder {
public:
    Result<void> read_rules(const std::string& path) {
        static constexpr std::array<std::string_view, 4> columns = {"name", "rule", "for?", "against?"};
        return read_tsv(path, columns, [this](std::span<const std::string_view> cells) { return add_rule(cells); });
    }

    Result<void> read_names(const std::string& path) {
        static constexpr std::array<std::string_view, 7> columns = {"name",         "id?",   "type?", "aliases?",
                                                                    "short_forms?", "weak?", "code?"};
        return read_tsv(path, columns, [this](std::span<const std::string_view> cells) { return add_row(cells); });
    }

    Gazetteer build() && {
        auto order = [](const Form& form) { return std::tuple(form.hash, form.use, form.entity); };
        std::ranges::sort(made_.forms_, {}, order);
        made_.forms_.shrink_to_fit();
        made_.pool_.shrink_to_fit();
        made_.rows_.shrink_to_fit();
        std::ranges::sort(starts_);
        starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
        made_.slots_.resize(std::bit_ceil((made_.forms_.size() + starts_.size()) * 3 / 2 + 1));
        for (std::uint64_t hash : starts_) slot(hash).starts = true;
        for (std::size_t i = 0; i < made_.forms_.size(); ++i) {
            Gazetteer::Slot& found = slot(made_.forms_[i].hash);
            if (!found.count) found.first = static_cast<std::uint32_t>(i);
            if (found.count < std::numeric_limits<std::uint16_t>::max()) ++found.count;
        }
        return std::move(made_);
    }

private:
    struct RuleRow {
        Rule rule;
        std::uint16_t clue;
    };

    Result<void> add_rule(std::span<const std::string_view> cells) {
        static constexpr std::pair<std::string_view, Rule> names[] = {
            {"block", Rule::none}, {"given", Rule::given},     {"word", Rule::word},
            {"caps", Rule::caps},  {"context", Rule::context},
        };
        auto rule = std::ranges::find(names, cells[1], [](const auto& known) { return known.first; });
        if (rule == std::end(names)) return Error{Errc::config, "unknown rule \"" + std::string(cells[1]) + '"'};
        if (cells[1] == "block") {
            add_form(cells[0], Gazetteer::nobody, Use::block);
            return {};
        }
        std::uint16_t clue = 0;
        if (rule->second == Rule::context) {
            clue = static_cast<std::uint16_t>(made_.clues_.size());
            if (clue == std::numeric_limits<std::uint16_t>::max()) return Error{Errc::config, "too many clues"};
            made_.clues_.push_back({hashes(cells[2]), hashes(cells[3])});
        }
        rules_.insert_or_assign(hash_of(text::words(cells[0])), RuleRow{rule->second, clue});
        return {};
    }

    static std::vector<std::uint64_t> hashes(std::string_view list) {
        std::vector<std::uint64_t> found;
        each_item(list, '|', [&found](std::string_view item) { found.push_back(hash_of(text::words(item))); });
        std::ranges::sort(found);
        return found;
    }

    Result<void> add_row(std::span<const std::string_view> cells) {
        std::string_view name = cells[0], id = cells[1], type = cells[2];
        if (text::words(name).empty()) return Error{Errc::config, "a row without a name"};
        auto number = static_cast<std::uint32_t>(made_.rows_.size());
        made_.rows_.push_back(
            {pooled(name), pooled(id), shared(type.empty() ? "DefinedTerm" : type), shared(cells[6])});
        add_form(name, number, Use::name);
        for (auto [list, use] : {std::pair{cells[3], Use::name}, {cells[4], Use::brief}, {cells[5], Use::weak}})
            each_item(list, '|', [&, use = use](std::string_view form) { add_form(form, number, use); });
        return {};
    }

    void add_form(std::string_view written, std::uint32_t entity, Use use) {
        auto [language, name] = split_language(written);
        std::vector<text::Word> words = text::words(name);
        if (words.empty() || words.size() > Gazetteer::longest_name) return;
        std::uint64_t hash = 0;
        std::uint32_t shapes = 0;
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (i && words[i].gap == text::Gap::ending) return;  // "Congo (DRC)": nobody writes that in a text
            if (i) starts_.push_back(hash);
            hash = text::joined(hash, words[i].hash);
            shapes |= least_shape(words[i]) << (2 * i);
        }
        // Names in scripts of their own cannot be mistaken for words of another language.
        LanguageCode code = is_latin(name) ? language_code(language) : LanguageCode{0};
        auto rule = rules_.find(hash);
        RuleRow found = rule == rules_.end() ? RuleRow{Rule::none, 0} : rule->second;
        made_.forms_.push_back(
            {hash, entity, shapes, code, found.clue, static_cast<std::uint8_t>(words.size()), use, found.rule});
    }

    /// A single capital letter asks for a capital, several for capitals throughout.
    static std::uint32_t least_shape(const text::Word& word) {
        switch (word.shape) {
            case text::Shape::title:
                return 1;
            case text::Shape::upper:
                return word.end - word.begin > 1 ? 2 : 1;
            default:
                return 0;
        }
    }

    std::uint32_t pooled(std::string_view text) {
        auto at = static_cast<std::uint32_t>(made_.pool_.size());
        made_.pool_.append(text).push_back('\0');
        return at;
    }

    std::uint32_t shared(std::string_view text) {
        auto [known, is_new] = shared_.try_emplace(std::string(text), static_cast<std::uint32_t>(made_.shared_.size()));
        if (is_new) made_.shared_.append(text).push_back('\0');
        return known->second;
    }

    Gazetteer::Slot& slot(std::uint64_t hash) {
        std::size_t mask = made_.slots_.size() - 1;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
            Gazetteer::Slot& candidate = made_.slots_[i];
            if (candidate.used && candidate.hash != hash) continue;
            candidate.used = true;
            candidate.hash = hash;
            return candidate;
        }
    }

    Gazetteer made_;
    std::map<std::uint64_t, RuleRow> rules_;
    std::map<std::string, std::uint32_t> shared_;
    std::vector<std::uint64_t> starts_;
};

namespace {

/// Which files, and which state of them.
std::string version_of(std::span<const std::string> files, const std::string& rules) {
    std::string version;
    auto add = [&version](const std::string& file) {
        std::error_code failed;
        auto time = std::filesystem::last_write_time(file, failed).time_since_epoch().count();
        version += file + '\n' + std::to_string(time) + '\n';
    };
    for (const std::string& file : files) add(file);
    add(rules);
    return version;
}

}  // namespace

Result<std::shared_ptr<const Gazetteer>> Gazetteer::load(std::span<const std::string> files, const std::string& rules) {
    static std::mutex mutex;
    static std::map<std::string, std::weak_ptr<const Gazetteer>> in_use;
    std::lock_guard lock(mutex);
    std::erase_if(in_use, [](const auto& entry) { return entry.second.expired(); });
    std::string version = version_of(files, rules);
    if (auto found = in_use.find(version); found != in_use.end())
        if (auto gazetteer = found->second.lock()) return gazetteer;

    GazetteerBuilder builder;
    if (auto read = builder.read_rules(rules); !read) return read.error();
    for (const std::string& file : files)
        if (auto read = builder.read_names(file); !read) return read.error();
    auto gazetteer = std::make_shared<const Gazetteer>(std::move(builder).build());
    in_use.insert_or_assign(std::move(version), gazetteer);
    return gazetteer;
}

Gazetteer::Entity Gazetteer::entity(std::uint32_t number) const {
    const Row& row = rows_[number];
    return {pool_.c_str() + row.name, shared_.c_str() + row.type, pool_.c_str() + row.id, shared_.c_str() + row.code};
}

const Gazetteer::Slot* Gazetteer::slot(std::uint64_t hash) const {
    std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask; slots_[i].used; i = (i + 1) & mask)
        if (slots_[i].hash == hash) return &slots_[i];
    return nullptr;
}

std::span<const Form> Gazetteer::find(std::uint64_t hash) const {
    const Slot* found = slot(hash);
    return found ? std::span(forms_).subspan(found->first, found->count) : std::span<const Form>();
}

bool Gazetteer::starts_name(std::uint64_t hash) const {
    const Slot* found = slot(hash);
    return found && found->starts;
}

std::size_t Gazetteer::memory() const {
    return rows_.capacity() * sizeof(Row) + pool_.capacity() + shared_.capacity() + forms_.capacity() * sizeof(Form) +
           slots_.capacity() * sizeof(Slot);
}

}  // namespace newsbus::plugins
