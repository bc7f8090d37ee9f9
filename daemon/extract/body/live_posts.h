#pragma once

#include <string_view>
#include <vector>

#include "extract/body/body.h"
#include "extract/facts/json_ld.h"
#include "url/url.h"

namespace newsbus::extract {

/// Does the text found on the page of a live blog lack its posts, because scripts load them? Pages show as many as they
/// like, so a few posts in the text are enough for no.
bool lacks_posts(std::string_view text, const std::vector<LivePost>& posts);

/// The posts one after the other, each below its headline; `base` as in html/sanitize.h.
Body body_of(const std::vector<LivePost>& posts, const Url& base);

}  // namespace newsbus::extract
