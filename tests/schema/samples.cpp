// Prints what goes over the bus, one `KIND JSON` a line, as the code writes it: the least there can be of each kind,
// and one with every field.
#include <iostream>

#include "article/json.h"
#include "message/frames.h"
#include "message/message.h"
#include "message/replay_protocol.h"

namespace newsbus {
namespace {

Article least() {
    Article article;
    article.id = "0123456789abcdef0123456789abcdef";
    article.source = "test";
    article.version = 1;
    return article;
}

void fill_people_and_tags(Article& article) {
    article.author = {{"Ann Author", "https://news.example/ann"}, {"Bob", ""}};
    article.publisher = {"The Example", "https://news.example/", ""};
    article.source_organization = {"Example Press", "", "EXP"};
    article.credit_text = "Ann Author / Example Press";
    article.dateline = {"PARIS, Jan 1", "Paris", "Jan 1"};
    article.language = "en-GB";
    article.language_confidence = 0.99;
    article.about = {{"France", "Country", "iso3166:FR", 0.9, {{0, 5}, {9, 12}}}};
    article.mentions = {{"Paris", "City", "geonames:2988507", 1, {{3, 8}}}, {"Something", "", "", 0, {}}};
    article.keywords = {"one", "two"};
    article.section = "World";
    article.genre = "report";
    article.tags = {"mine"};
}

void fill_story_and_media(Article& article) {
    article.version = 2;
    article.changes = {{"headline", "changed"}, {"image", "added"}, {"genre", "removed"}};
    article.correction = "An earlier version misspelt a name.";
    article.story = "s1";
    article.image = {{"https://news.example/a.jpg", "A caption", "Photographer", 640, 480},
                     {"https://news.example/b.jpg", "", "", 0, 0}};
    article.encoding = {{"https://news.example/a.mp3", "audio/mpeg", 1234}, {"https://news.example/b.mp3", "", 0}};
    article.is_accessible_for_free = false;
    article.license = "https://creativecommons.org/licenses/by/4.0/";
    article.copyright_notice = "(c) The Example";
    article.robots = "max-image-preview:large";
    article.provenance = {{"headline", "json-ld"}, {"articleBody", "text"}};
}

Article full() {
    Article article = least();
    article.identifier = "urn:guid:1";
    article.url = "https://news.example/a";
    article.canonical_url = "https://news.example/a";
    article.seen_in = {"other"};
    article.headline = "A \"headline\" with ünïcode";
    article.alternative_headline = "Kicker";
    article.description = "A teaser.";
    article.body = "First paragraph.\n\nSecond paragraph.";
    article.body_html = "<p>First paragraph.</p><p>Second paragraph.</p>";
    measure_body(article);
    article.body_status = BodyStatus::full;
    TimePoint time(std::chrono::milliseconds(1'767'225'600'123));
    article.date_published = article.date_modified = article.date_first_seen = article.date_fetched = time;
    article.date_published_raw = "Thu, 01 Jan 2026 00:00:00 GMT";
    article.date_published_precision = DatePrecision::second;
    fill_people_and_tags(article);
    fill_story_and_media(article);
    return article;
}

const TimePoint now(std::chrono::milliseconds(1'767'225'600'123));

void print(const char* kind, const std::string& body) {
    std::cout << kind << ' ' << body << '\n';
}

void print_articles() {
    print("article", to_json(least()));
    print("article", to_json(full()));
    for (BodyStatus status : {BodyStatus::teaser, BodyStatus::wall, BodyStatus::blocked, BodyStatus::feed}) {
        Article article = least();
        article.body_status = status;
        print("article", to_json(article));
    }
}

void print_sources() {
    using message::SourceKind;
    auto print_event = [](const message::Event& event) {
        print("source", message::addressed(event, "a", {.publisher = "p"}, now).body);
    };
    for (SourceKind kind : {SourceKind::ok, SourceKind::failing, SourceKind::blocked, SourceKind::gone})
        print_event(message::SourceEvent{kind, "", now, {}});
    print_event(message::SourceEvent{SourceKind::moved, "https://a.example/ -> https://b.example/", now, now});
    print_event(message::LogEvent{message::LogKind::trimmed, 1, 7});
}

void print_bus() {
    print("heartbeat", message::heartbeat("p", "e", 7, 1, now).body);
    print("replay-request", message::to_json(message::ReplayRequest{"r1", 0, {}, {}, {}}));
    print("replay-request", message::to_json(message::ReplayRequest{"r1", 41, 99, now, {"article/"}, 10, "e"}));
    print("replay-end", message::to_json(message::ReplayEnd{"r1", 50, 3, 60, 10, true, "e"}));
    print("replay-error", message::to_json(message::ReplayRefusal{"", "the request is not a JSON object"}));
    print("replay-error", message::to_json(message::ReplayRefusal{"r1", "too many peers", message::busy}));
}

}  // namespace
}  // namespace newsbus

int main() {
    newsbus::print_articles();
    newsbus::print_sources();
    newsbus::print_bus();
}
