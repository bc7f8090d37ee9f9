#pragma once

#include <string>
#include <vector>

#include "config/section.h"
#include "url/url.h"

namespace newsbus::config {

// Checks of texts. Each says what is wrong, naming the text; nothing when it is right.

Fault check_id(const std::string& text);            ///< of a source: one level of a topic, one word of a command
Fault check_former_id(const std::string& text);     ///< of a source in any version: that may have begun with `-`, say
Fault check_name(const std::string& text);          ///< of a source, for people: one line
Fault check_http_url(const std::string& text);      ///< absolute, http or https, no user name in it
Fault check_contact(const std::string& text);       ///< http(s) URL or mail address
Fault check_network(const std::string& text);       ///< CIDR block or address
Fault check_endpoint(const std::string& text);      ///< of the bus (bus/endpoint.h)
Fault check_listen(const std::string& text);        ///< loopback address and port, unix:/path, or ""
Fault check_callback(const std::string& text);      ///< address and port, unix:/path, or ""
Fault check_callback_url(const std::string& text);  ///< http or https, nothing behind its path, or ""
Fault check_topic(const std::string& text);         ///< topic template of articles
Fault check_language(const std::string& text);      ///< BCP 47
Fault check_proxy(const std::string& text);         ///< URL of a proxy, or ""
Fault check_path(const std::string& text);          ///< of a file, by its text alone: the file need not exist
Fault check_file(const std::string& text);          ///< the same; it may also be a credential: "credential:NAME"
Fault check_header(const std::string& name, const std::string& value);

/// Is the host of `url` a literal address (or localhost) inside one of these CIDR blocks?
bool on_network(const Url& url, const std::vector<std::string>& networks);

/// Are these the same address and port, so that only one of the two can be bound? Ports that the system picks never
/// are.
bool same_endpoint(std::string_view a, std::string_view b);

}  // namespace newsbus::config
