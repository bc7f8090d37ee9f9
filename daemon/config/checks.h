#pragma once

#include <string>
#include <vector>

#include "config/section.h"
#include "url/url.h"

namespace newsbus::config {

// What a text must look like; each says what is wrong with it, naming the text.

Fault check_id(const std::string& text);        ///< of a source: one level of a topic
Fault check_name(const std::string& text);      ///< of a source, for people: one line
Fault check_http_url(const std::string& text);  ///< absolute, http or https, no user name in it
Fault check_contact(const std::string& text);   ///< http(s) URL or mail address
Fault check_network(const std::string& text);   ///< CIDR block or address
Fault check_endpoint(const std::string& text);  ///< of the bus, which is asked
Fault check_listen(const std::string& text);    ///< loopback address and port, unix:/path, or ""
Fault check_topic(const std::string& text);     ///< topic template of articles
Fault check_language(const std::string& text);  ///< BCP 47
Fault check_proxy(const std::string& text);     ///< URL of a proxy, or ""
Fault check_path(const std::string& text);      ///< as far as its text says
Fault check_header(const std::string& name, const std::string& value);

/// Is the host of `url` a literal address (or localhost) that one of these CIDR blocks holds?
bool on_network(const Url& url, const std::vector<std::string>& networks);

/// The same address and port, so that only one of the two can be bound? A port that the system picks never is.
bool same_endpoint(std::string_view a, std::string_view b);

}  // namespace newsbus::config
