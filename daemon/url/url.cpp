#include "url/url.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "url/pieces.h"
#include "url/userinfo.h"

#include <algorithm>

namespace newsbus {
namespace {

// Longer addresses are data: or an attack; resolving a page of links against one would be quadratic.
constexpr std::size_t max_bytes = 16 << 10;

bool is_scheme_char(char c) {
    return ascii::is_alpha(c) || ascii::is_digit(c) || c == '+' || c == '-' || c == '.';
}

/// Leading and trailing control characters and spaces go, tabs and line breaks go everywhere.
std::string cleaned(std::string_view text) {
    auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
    std::string out(text);
    std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
    return out;
}

/// The scheme in front of the first colon, lower-case; "" when the text is relative.
std::string scheme_of(std::string_view text) {
    if (text.empty() || !ascii::is_alpha(text.front())) return {};
    std::size_t end = 0;
    while (end < text.size() && is_scheme_char(text[end])) ++end;
    if (end == text.size() || text[end] != ':') return {};
    return ascii::lower(text.substr(0, end));
}

bool is_single_dot(std::string_view segment) {
    return segment == "." || (segment.size() == 3 && ascii::lower(segment) == "%2e");
}

bool is_double_dot(std::string_view segment) {
    if (segment.size() < 2 || segment.size() > 6) return false;
    std::string low = ascii::lower(segment);
    return low == ".." || low == ".%2e" || low == "%2e." || low == "%2e%2e";
}

}  // namespace

/// Takes one address apart and puts it together again, normalized. Follows the states of the standard's basic URL
/// parser, but by cutting whole parts off the front instead of going character by character.
class UrlParser {
public:
    /// `base` is nullptr when there is none. Nearly all addresses stay as they are and need no parser.
    static Result<Url> read(std::string_view text, const Url* base) {
        if (text.size() <= max_bytes)
            if (auto ends = url::ends_of_plain(text)) return plain(text, *ends);
        return UrlParser(base).run(text);
    }

private:
    explicit UrlParser(const Url* base) : base_(base) {}

    Result<Url> run(std::string_view text) {
        std::string input = cleaned(text);
        if (input.size() > max_bytes)
            return Error{Errc::syntax, "URL longer than 16 KiB: " + shortened(without_userinfo(input))};
        const char* fault = parse(input);
        if (fault)
            return Error{Errc::syntax, std::string("not a URL (") + fault + "): " + shortened(without_userinfo(text))};
        Url url = serialized();
        if (url.text_.size() > 2 * max_bytes)
            return Error{Errc::syntax, "URL too long: " + shortened(without_userinfo(url.text_))};
        return url;
    }

    static Url plain(std::string_view text, const url::Ends& ends) {
        auto narrow = [](std::size_t end) { return static_cast<std::uint32_t>(end); };
        Url url;
        url.text_ = text;
        url.scheme_end_ = narrow(ends.scheme);
        url.user_begin_ = url.user_end_ = url.host_begin_ = narrow(ends.scheme + 3);
        url.host_end_ = url.port_end_ = narrow(ends.host);
        url.path_end_ = narrow(ends.path);
        url.query_end_ = narrow(ends.query);
        return url;
    }

    // Each step returns why it failed, or nullptr.
    const char* parse(std::string_view text) {
        if (std::size_t hash = text.find('#'); hash != text.npos) {
            fragment_ = encoded(text.substr(hash + 1), url::EncodeSet::fragment);
            has_fragment_ = true;
            text = text.substr(0, hash);
        }
        scheme_ = scheme_of(text);
        if (scheme_.empty()) return relative(text);
        text.remove_prefix(scheme_.size() + 1);
        special_ = url::is_special(scheme_);
        if (scheme_ == "file") return file(text);
        if (special_) {
            bool rooted = text.size() >= 2 && is_slash(text[0]) && is_slash(text[1]);
            if (!rooted && base_ && base_->scheme() == scheme_) return relative(text);
            return authority(text.substr(std::min(text.size(), slashes(text))));
        }
        if (text.starts_with("//")) return authority(text.substr(2));
        if (text.starts_with('/')) return path_and_query(text);
        return opaque(text);
    }

    const char* relative(std::string_view text) {
        if (!base_ || base_->empty()) return "relative without a base";
        scheme_ = base_->scheme();
        special_ = url::is_special(scheme_);
        bool base_is_opaque = !base_->path().starts_with('/') && !special_ && !base_has_authority();
        if (base_is_opaque) {
            if (!text.empty() || !has_fragment_) return "relative to an opaque base";
            opaque_ = true;
            opaque_path_ = base_->path();
            inherit_query();
            return nullptr;
        }
        if (text.size() >= 2 && is_slash(text[0]) && is_slash(text[1]) && scheme_ != "file")
            return authority(special_ ? text.substr(slashes(text)) : text.substr(2));
        if (scheme_ == "file" && text.size() >= 2 && is_slash(text[0]) && is_slash(text[1])) return file(text);
        inherit_authority();
        if (!text.empty() && is_slash(text[0])) return path_and_query(text);
        path_ = base_->path();
        if (text.empty()) {
            inherit_query();
            return nullptr;
        }
        if (text[0] != '?') drop_segment();
        return path_and_query(text);
    }

    const char* file(std::string_view text) {
        has_host_ = true;
        if (text.size() >= 2 && is_slash(text[0]) && is_slash(text[1])) {
            text.remove_prefix(2);
            std::size_t end = authority_end(text);
            if (const char* fault = host(text.substr(0, end))) return fault;
            if (host_ == "localhost") host_.clear();
            return path_and_query(text.substr(end));
        }
        if (!(text.starts_with('/') || text.starts_with('\\')) && base_ && base_->scheme() == "file")
            return relative(text);
        return path_and_query(text);
    }

    const char* authority(std::string_view text) {
        std::size_t end = authority_end(text);
        std::string_view all = text.substr(0, end);
        has_host_ = true;
        if (std::size_t at = all.rfind('@'); at != all.npos) {
            userinfo(all.substr(0, at));
            all.remove_prefix(at + 1);
            if (all.empty()) return "no host";
        }
        std::size_t colon = all.find(':', all.starts_with('[') ? std::min(all.find(']'), all.size()) : 0);
        std::string_view name = all.substr(0, colon);
        if (name.empty() && (special_ || colon != all.npos)) return "no host";
        if (const char* fault = host(name)) return fault;
        if (colon != all.npos)
            if (const char* fault = port(all.substr(colon + 1))) return fault;
        return path_and_query(text.substr(end));
    }

    void userinfo(std::string_view text) {
        std::size_t colon = text.find(':');
        user_ = encoded(text.substr(0, colon), url::EncodeSet::userinfo);
        std::string password;
        if (colon != text.npos) password = encoded(text.substr(colon + 1), url::EncodeSet::userinfo);
        if (!password.empty()) user_.append(":").append(password);
    }

    const char* host(std::string_view text) {
        auto parsed = url::parse_host(text, special_);
        if (!parsed) return "bad host";
        host_ = std::move(*parsed);
        return nullptr;
    }

    const char* port(std::string_view text) {
        if (text.empty()) return nullptr;
        std::uint32_t number = 0;
        for (char c : text) {
            if (!ascii::is_digit(c)) return "bad port";
            number = number * 10 + static_cast<std::uint32_t>(c - '0');
            if (number > 65535) return "bad port";
        }
        if (!special_ || number != url::default_port(scheme_)) port_ = std::to_string(number);
        return nullptr;
    }

    const char* path_and_query(std::string_view text) {
        std::size_t mark = text.find('?');
        if (mark != text.npos) query(text.substr(mark + 1));
        std::string_view path = text.substr(0, mark);
        if (!path.empty() && is_slash(path[0])) {
            path_.clear();
            path.remove_prefix(1);
            add_path(path);
        } else if (!path.empty()) {
            add_path(path);
        }
        if (special_ && path_.empty()) path_ += '/';
        return nullptr;
    }

    const char* opaque(std::string_view text) {
        std::size_t mark = text.find('?');
        if (mark != text.npos) query(text.substr(mark + 1));
        opaque_ = true;
        opaque_path_ = encoded(text.substr(0, mark), url::EncodeSet::control);
        // A blank at the end would be lost when query and fragment are taken off; without them there is none.
        if (opaque_path_.ends_with(' ')) opaque_path_.replace(opaque_path_.size() - 1, 1, "%20");
        return nullptr;
    }

    void query(std::string_view text) {
        has_query_ = true;
        query_ = encoded(text, special_ ? url::EncodeSet::special_query : url::EncodeSet::query);
    }

    void add_path(std::string_view path) {
        path_.reserve(path_.size() + path.size() + 1);
        for (std::size_t begin = 0;;) {
            std::size_t end = begin;
            while (end < path.size() && !is_slash(path[end])) ++end;
            bool last = end == path.size();
            std::string_view segment = path.substr(begin, end - begin);
            bool up = is_double_dot(segment), stay = is_single_dot(segment);
            if (up) drop_segment();
            if (!up && !stay) {
                path_ += '/';
                url::percent_encode(segment, url::EncodeSet::path, path_);
            } else if (last) {
                path_ += '/';
            }
            if (last) return;
            begin = end + 1;
        }
    }

    void drop_segment() {
        if (!path_.empty()) path_.resize(path_.rfind('/'));
    }

    bool base_has_authority() const { return base_->str().compare(base_->scheme_end_, 3, "://") == 0; }

    void inherit_authority() {
        has_host_ = base_has_authority();
        user_ = base_->userinfo();
        host_ = base_->host();
        if (base_->str()[base_->host_end_] == ':' && has_host_) port_ = std::to_string(base_->port());
    }

    void inherit_query() {
        if (has_query_ || base_->query_end_ == base_->path_end_) return;
        has_query_ = true;
        query_ = base_->query();
    }

    bool is_slash(char c) const { return c == '/' || (special_ && c == '\\'); }

    std::size_t slashes(std::string_view text) const {
        std::size_t count = 0;
        while (count < text.size() && is_slash(text[count])) ++count;
        return count;
    }

    std::size_t authority_end(std::string_view text) const {
        std::size_t end = 0;
        while (end < text.size() && !is_slash(text[end]) && text[end] != '?') ++end;
        return end;
    }

    static std::string encoded(std::string_view text, url::EncodeSet set) {
        std::string out;
        url::percent_encode(text, set, out);
        return out;
    }

    Url serialized() const {
        Url url;
        std::string& text = url.text_;
        auto here = [&text] { return static_cast<std::uint32_t>(text.size()); };
        text.reserve(scheme_.size() + user_.size() + host_.size() + port_.size() + opaque_path_.size() + path_.size() +
                     query_.size() + fragment_.size() + 10);  // 10: what stands between them
        text = scheme_;
        url.scheme_end_ = here();
        text += ':';
        if (has_host_) text += "//";
        url.user_begin_ = here();
        text += user_;
        url.user_end_ = here();
        if (!user_.empty()) text += '@';
        url.host_begin_ = here();
        text += host_;
        url.host_end_ = here();
        if (!port_.empty()) text.append(":").append(port_);
        // Without a host, a path that begins with "//" would read as one.
        if (!has_host_ && path_.starts_with("//")) text += "/.";
        url.port_end_ = here();
        if (opaque_) text += opaque_path_;
        text += path_;
        url.path_end_ = here();
        if (has_query_) text.append("?").append(query_);
        url.query_end_ = here();
        if (has_fragment_) text.append("#").append(fragment_);
        return url;
    }

    const Url* base_;
    std::string scheme_, user_, host_, port_, opaque_path_, query_, fragment_;
    std::string path_;  // a slash in front of each segment
    bool special_ = false, has_host_ = false, opaque_ = false, has_query_ = false, has_fragment_ = false;
};

Result<Url> Url::parse(std::string_view text) {
    return UrlParser::read(text, nullptr);
}

Result<Url> Url::parse(std::string_view text, const Url& base) {
    return UrlParser::read(text, &base);
}

std::string_view Url::scheme() const {
    return std::string_view(text_).substr(0, scheme_end_);
}

std::string_view Url::userinfo() const {
    return std::string_view(text_).substr(user_begin_, user_end_ - user_begin_);
}

std::string_view Url::host() const {
    return std::string_view(text_).substr(host_begin_, host_end_ - host_begin_);
}

std::uint16_t Url::port() const {
    std::uint32_t number = 0;
    for (std::size_t i = host_end_ + 1; i < port_end_ && ascii::is_digit(text_[i]); ++i)
        number = number * 10 + static_cast<std::uint32_t>(text_[i] - '0');
    return port_end_ > host_end_ && text_[host_end_] == ':' ? static_cast<std::uint16_t>(number)
                                                            : url::default_port(scheme());
}

std::string_view Url::path() const {
    return std::string_view(text_).substr(port_end_, path_end_ - port_end_);
}

std::string_view Url::query() const {
    if (query_end_ == path_end_) return {};
    return std::string_view(text_).substr(path_end_ + 1, query_end_ - path_end_ - 1);
}

std::string_view Url::fragment() const {
    if (query_end_ >= text_.size()) return {};
    return std::string_view(text_).substr(query_end_ + 1);
}

Url Url::without_fragment() const {
    Url url = *this;
    url.text_.resize(query_end_);
    return url;
}

}  // namespace newsbus
