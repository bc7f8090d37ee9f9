#include "extract/page/page_form.h"

#include "base/gunzip.h"
#include "charset/charset.h"
#include "html/dom.h"
#include "html/walk.h"

#include <pugixml.hpp>

#include <strings.h>

namespace newsbus::extract {

PageForm page_form(std::string_view body, std::string_view content_type) {
    std::string text = to_utf8(Plain(body).bytes(), charset_parameter(content_type), Markup::html).text;
    html::Document document = html::parse(text);
    PageForm form;
    html::walk(
        document.dom,
        [&form](pugi::xml_node node) {
            std::string_view name = node.name();
            if (name == "title" && form.title.empty()) form.title = node.text().get();
            if (name == "input" && strcasecmp(node.attribute("type").value(), "password") == 0)
                form.asks_password = true;
            return html::Descend::yes;
        },
        [](pugi::xml_node) {});
    return form;
}

}  // namespace newsbus::extract
