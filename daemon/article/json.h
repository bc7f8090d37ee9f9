#pragma once

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "article/article.h"
#include "base/result.h"

namespace newsbus {

/// The wire form: one JSON object, keys in the order of docs/article.schema.json, unknown fields absent.
/// The same article always gives the same bytes.
std::string to_json(const Article& article);
boost::json::object to_json_object(const Article& article);

/// Reads the wire form. Unknown keys are ignored; a known key of the wrong type is Errc::syntax naming it.
/// to_json(from_json(x)) == x for every x that to_json made.
Result<Article> article_from_json(std::string_view text);
Result<Article> article_from_json(const boost::json::object& object);

/// Applies a JSON Merge Patch (RFC 7396) to the article: the form in which `exec` plugins answer. Fails with
/// Errc::plugin when the patch is no JSON object, gives a field a wrong type, or changes `id`, `identifier`, `source`,
/// `version` or `dateFirstSeen`.
Result<Article> patched(const Article& article, std::string_view merge_patch);

}  // namespace newsbus
