#pragma once

#include <string_view>
#include <vector>

#include "extract/body/body.h"
#include "extract/facts/json_ld.h"
#include "url/url.h"

namespace newsbus::extract {

/// Does the text found on a live blog's page lack its posts? They are loaded by scripts there. A page shows as many as
/// it likes: some are enough.
bool lacks_posts(std::string_view text, const std::vector<LivePost>& posts);

/// The posts one after the other, each below its headline; `base` as in html/sanitize.h.
Body body_of(const std::vector<LivePost>& posts, const Url& base);

}  // namespace newsbus::extract
