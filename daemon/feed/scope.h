#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "url/url.h"

namespace newsbus::feed {

/// The vocabularies that feeds are written in. `plain` is the one a document begins with: no namespace, or one of RSS.
/// `full_text` are those of Russian portals, which take whole articles; `proxy` those of services that stand between a
/// publisher and its readers.
enum class Space {
    plain,
    atom,
    content,
    dublin_core,
    media,
    itunes,
    syndication,
    full_text,
    proxy,
    rdf,
    xhtml,
    xml,
    other,
};

/// An element's name taken apart; `local` points into the document.
struct Name {
    Space space = Space::plain;
    std::string_view local;
};

/// The name of an element without its prefix.
std::string_view local_name(std::string_view name);

/// What an element inherits from the elements around it: namespaces, xml:base, xml:lang. The reader makes one for each
/// element that it enters. It points to the scope around it, so it must not outlive that one.
class Scope {
public:
    /// The outermost one: no bindings, links resolve against `document`, which outlives it.
    explicit Scope(const Url& document) : base_(&document) {}

    /// Inside `node`, itself inside `parent`.
    Scope(const Scope& parent, pugi::xml_node node);

    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

    /// The vocabulary and local name of `node`. A prefix means what it is bound to; one that is not bound means what
    /// everybody uses it for.
    Name name_of(pugi::xml_node node) const;

    const Url& base() const { return *base_; }
    std::string_view language() const { return language_; }  ///< "" = nothing is said

    /// The http or https address that is written as `link`, absolute; "" for anything else (link.h,
    /// url/web_address.h).
    std::string resolved(std::string_view link) const;

private:
    std::optional<Space> bound(std::string_view prefix) const;
    void read(std::string_view name, pugi::xml_attribute attribute);

    const Scope* binding_parent_ = nullptr;  // the next one outwards that binds anything
    std::vector<std::pair<std::string_view, Space>> bindings_;
    Space unprefixed_ = Space::plain;
    std::optional<Url> own_base_;
    const Url* base_;
    std::string_view language_;
};

/// The vocabulary a namespace name stands for, known misspellings included.
Space space_of_uri(std::string_view uri);

}  // namespace newsbus::feed
