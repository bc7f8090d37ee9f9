#include "html/build.h"

#include "base/freed.h"
#include "html/elements.h"
#include "html/scan.h"

#include <libxml/HTMLparser.h>
#include <libxml/xmlerror.h>

#include <memory>
#include <new>
#include <string>
#include <vector>

namespace newsbus::html {
namespace {

const char* chars(const xmlChar* text) {
    return reinterpret_cast<const char*>(text);
}

// Turns libxml2's events into pugixml nodes. libxml2 decides what is open; this mirrors its stack and mends what HTML 4
// did not know: void elements, and <article> and the like that end an open <p>.
class Builder {
public:
    Builder(pugi::xml_node root, const Limits& limits) : limits_(limits), root_(root) { open_.push_back({root, no_p}); }

    void parse(std::string_view markup);
    bool truncated() const { return truncated_; }

private:
    static constexpr std::size_t no_p = 0;

    struct Open {
        pugi::xml_node node;  // where children go
        std::size_t p;        // place in open_ of the innermost <p> that can be ended from here
    };

    void start(const char* name, const char** attributes);
    void frame(std::string_view name, const char** attributes);
    void enter(pugi::xml_node frame);
    void leave_head() { frame("body", nullptr); }
    void end();
    void text(std::string_view piece) { text_ += piece; }
    void flush_text();
    void end_paragraph();
    void trouble();
    void stop();

    const Limits& limits_;
    pugi::xml_node root_, html_, head_, body_;
    std::vector<Open> open_;
    std::string text_;
    std::size_t nodes_ = 0;
    std::size_t work_ = 0;
    bool truncated_ = false;
    htmlParserCtxtPtr context_ = nullptr;
};

void put_attributes(pugi::xml_node node, const char** attributes) {
    if (node.first_attribute()) return;  // a second <body> adds nothing
    for (; attributes && *attributes; attributes += 2)
        node.append_attribute(attributes[0]).set_value(attributes[1] ? attributes[1] : "");
}

bool belongs_in_head(std::string_view name) {
    return name == "meta" || name == "link" || name == "title" || name == "base" || name == "noscript" ||
           name == "template";
}

void Builder::start(const char* name, const char** attributes) {
    flush_text();
    if (++nodes_ > limits_.nodes) stop();
    if (std::string_view(name).starts_with(frame_mark)) {
        frame(name + frame_mark.size(), attributes);
        open_.push_back(open_.back());
        return;
    }
    if (head_ && open_.back().node == head_ && !belongs_in_head(name)) leave_head();
    unsigned traits = traits_of(name);
    if (traits & closes_p && open_.back().p != no_p) end_paragraph();
    bool flat = open_.size() > static_cast<std::size_t>(limits_.depth);
    pugi::xml_node parent = open_.back().node;
    pugi::xml_node node = parent.append_child(name);
    put_attributes(node, attributes);
    std::size_t p = open_.back().p;
    if (traits & scope) p = no_p;
    if (std::string_view(name) == "p") p = open_.size();
    open_.push_back({flat || traits & void_element ? parent : node, p});
}

// html, head and body, wherever their tags stand: what follows on the outermost level goes there.
void Builder::frame(std::string_view name, const char** attributes) {
    if (name == "root") return;
    if (!html_) enter(html_ = root_.append_child("html"));
    if (name == "html") return put_attributes(html_, attributes);
    if (name == "head" && !head_ && !body_) enter(head_ = html_.append_child("head"));
    if (name == "body" && !body_) enter(body_ = html_.append_child("body"));
    put_attributes(name == "body" ? body_ : head_, attributes);
}

void Builder::enter(pugi::xml_node frame) {
    pugi::xml_node before = open_[0].node;
    for (Open& open : open_)
        if (open.node == before) open.node = frame;
}

void Builder::end() {
    flush_text();
    if (open_.size() > 1) open_.pop_back();
}

// What comes next stands beside the <p>, not in it. Every entry is changed once at most.
void Builder::end_paragraph() {
    std::size_t p = open_.back().p;
    pugi::xml_node outside = open_[p - 1].node;
    for (std::size_t i = p; i < open_.size(); ++i) open_[i] = {outside, no_p};
}

void Builder::flush_text() {
    if (text_.empty()) return;
    if (head_ && open_.back().node == head_ && text_.find_first_not_of(" \t\r\n\f") != std::string::npos) leave_head();
    if (++nodes_ > limits_.nodes) stop();
    open_.back().node.append_child(pugi::node_pcdata).set_value(text_.c_str());
    text_.clear();
}

// libxml2 looks through all that is open for the partner of a stray tag: 60,000 times <div><i></b> took it 8 s. What
// that costs is counted in elements looked at.
void Builder::trouble() {
    work_ += open_.size();
    if (work_ > limits_.stray_work) stop();
}

void Builder::stop() {
    truncated_ = true;
    if (context_) xmlStopParser(context_);
}

void Builder::parse(std::string_view markup) {
    htmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;  // without it libxml2 does not look at serror
    sax.startElement = [](void* self, const xmlChar* name, const xmlChar** attributes) {
        static_cast<Builder*>(self)->start(chars(name), reinterpret_cast<const char**>(attributes));
    };
    sax.endElement = [](void* self, const xmlChar*) { static_cast<Builder*>(self)->end(); };
    sax.characters = [](void* self, const xmlChar* piece, int size) {
        static_cast<Builder*>(self)->text({chars(piece), static_cast<std::size_t>(size)});
    };
    sax.ignorableWhitespace = sax.characters;
    sax.cdataBlock = sax.characters;
    sax.serror = [](void* self, xmlErrorPtr error) {
        if (error->code == XML_ERR_TAG_NAME_MISMATCH || error->code == XML_HTML_STRUCURE_ERROR)
            static_cast<Builder*>(self)->trouble();
    };
    std::unique_ptr<htmlParserCtxt, Freed<htmlFreeParserCtxt>> context(
        htmlCreatePushParserCtxt(&sax, this, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
    if (!context) throw std::bad_alloc();
    htmlCtxtUseOptions(context.get(), HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC | HTML_PARSE_NONET);
    context_ = context.get();
    constexpr std::string_view root = "<x.root>";  // without one element around all, libxml2 stops behind the first
    htmlParseChunk(context.get(), root.data(), static_cast<int>(root.size()), 0);
    constexpr std::size_t slice = 256 << 10;
    for (std::size_t at = 0; at < markup.size() && !truncated_; at += slice) {
        std::string_view piece = markup.substr(at, slice);
        htmlParseChunk(context.get(), piece.data(), static_cast<int>(piece.size()), 0);
    }
    if (!truncated_) htmlParseChunk(context.get(), nullptr, 0, 1);
    context_ = nullptr;
    flush_text();
}

}  // namespace

bool build(std::string_view markup, const Limits& limits, pugi::xml_document& dom) {
    Builder builder(dom, limits);
    builder.parse(markup);
    return !builder.truncated();
}

}  // namespace newsbus::html
