#include "source/link_header.h"

#include "base/ascii.h"

#include <algorithm>
#include <utility>

namespace newsbus::source {
namespace {

constexpr std::size_t most_links = 50;

/// Walks through RFC 8288's grammar: <target>; name=token; name="quoted \"string\"", <target> ...
class HeaderReader {
public:
    explicit HeaderReader(std::string_view text) : rest_(text) {}

    std::vector<HeaderLink> run() {
        std::vector<HeaderLink> links;
        while (links.size() < most_links) {
            skip(" \t,");
            if (!take('<')) break;
            std::size_t end = rest_.find('>');
            if (end == rest_.npos) break;
            HeaderLink link;
            link.target = ascii::trimmed(rest_.substr(0, end));
            rest_.remove_prefix(end + 1);
            read_parameters(link);
            links.push_back(std::move(link));
        }
        return links;
    }

private:
    void read_parameters(HeaderLink& link) {
        bool has_rel = false;
        for (skip(" \t"); take(';'); skip(" \t")) {
            skip(" \t");
            std::string name = ascii::lower(token("=;,"));
            skip(" \t");
            if (!take('=')) continue;
            skip(" \t");
            std::string value = take('"') ? quoted() : std::string(token(";,"));
            if (name == "rel" && !std::exchange(has_rel, true)) link.rel = ascii::lower(value);
            if (name == "type" && link.type.empty()) link.type = std::move(value);
            if (name == "title" && link.title.empty()) link.title = std::move(value);
        }
    }

    std::string_view token(std::string_view ends) {
        std::size_t end = std::min(rest_.find_first_of(ends), rest_.size());
        std::string_view text = ascii::trimmed(rest_.substr(0, end));
        rest_.remove_prefix(end);
        return text;
    }

    std::string quoted() {
        std::string text;
        while (!rest_.empty() && !take('"')) {
            if (take('\\') && rest_.empty()) break;
            text += rest_.front();
            rest_.remove_prefix(1);
        }
        return text;
    }

    void skip(std::string_view blanks) { rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size())); }

    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::string_view rest_;
};

}  // namespace

std::vector<HeaderLink> links_of_header(std::string_view value) {
    return HeaderReader(value).run();
}

}  // namespace newsbus::source
