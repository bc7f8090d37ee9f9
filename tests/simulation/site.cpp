#include "site.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>

namespace newsbus::simulation {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t remembered = 30;  // stories beyond those of its feed that a site may still change or bring again

}  // namespace

Site::Site(const Settings& settings, int number)
    : settings_(settings),
      dice_(settings.seed, fmt::format("site {}", number)),
      hand_dice_(settings.seed, fmt::format("hand of {}", number)),
      robots_dice_(settings.seed, fmt::format("robots.txt of {}", number)) {
    options_.id = fmt::format("s{}", number);
    host_ = fmt::format("h{}.example", number * 2 / 3);
    feed_path_ = fmt::format("/{}/feed", options_.id);
    options_.url = fmt::format("https://{}{}", host_, feed_path_);
    live_ = dice_.chance(0.15) && !settings.calm;
    options_.interval = settings.calm ? Duration(15min)
                        : live_       ? Duration(std::chrono::seconds(dice_.between(5, 40)))
                                      : Duration(std::chrono::minutes(dice_.between(2, 8)));
    options_.max_interval = settings.calm ? Duration(6h) : Duration(25min);
    const bool pages = dice_.chance(live_ ? 0.7 : 0.35) && settings.has("pages");
    page_host_ = pages && dice_.chance(0.5) ? fmt::format("p{}.example", number) : host_;
    options_.full_text = pages ? source::FullText::always : source::FullText::never;
    if (int first = dice_.between(0, 5); first < 2) options_.backfill = first * 3;  // none, or the last three
    ways_ = ways_of(settings);
    for (std::size_t i = 0; i < ways_.window; ++i) stories_.push_back(new_story(TimePoint()));
    publish();
}

Site::Ways Site::ways_of(const Settings& settings) {
    Ways ways;
    Random serving_dice(settings.seed, fmt::format("serving of {}", options_.id));
    ways.busy = settings.calm ? Duration(2h) : Duration(std::chrono::minutes(dice_.between(4, 20)));
    ways.window = static_cast<std::size_t>(settings.calm ? dice_.between(10, 30) : dice_.between(3, 9));
    ways.hand.format = static_cast<Format>(dice_.below(3));
    ways.hand.habits = habits_of(settings, hand_dice_);
    auto some = [&](std::string_view trouble, double share) { return dice_.chance(share) && settings.has(trouble); };
    auto often = [&](std::string_view trouble, double share, double most) {
        double share_of_answers = dice_.unit() * most * (settings.calm ? 0.1 : 1);
        return some(trouble, share) ? share_of_answers : 0;
    };
    if (some("crowd", 0.06)) ways.window = static_cast<std::size_t>(dice_.between(30, 80));
    ways.no_etag = some("validators", 0.2);
    ways.stuck_etag = some("validators", 0.1);
    ways.stale = some("stale", 0.2);
    ways.same_guid = some("lie", 0.1);
    ways.changing_guid = some("lie", 0.15);
    ways.guidless = some("lie", 0.15);
    ways.odd_dates = some("lie", 0.3);
    ways.twice = some("lie", 0.1);
    ways.errors = often("errors", 0.5, 0.5);
    ways.broken = often("broken", 0.3, 0.3);
    ways.limits = often("limit", 0.3, 0.3);
    ways.slow = often("slow", 0.3, 0.5);
    ways.cut = often("cut", 0.4, 0.4);
    if (ways.same_guid) ways.cut = 0;  // alone in a document, that guid would tell something
    ways.page_errors = often("errors", 0.6, 0.8);
    ways.deltas = some("delta", 0.3) && !ways.same_guid;
    ways.serving = serving_of(settings, serving_dice);
    if (ways.stuck_etag) ways.serving.modified = ways.serving.only_modified = false;
    if (ways.hand.format == Format::rss) ways.hand.ttl_minutes = ways.serving.ttl_minutes;
    Random lies(settings.seed, fmt::format("304 of {}", options_.id));
    if (lies.chance(0.1) && settings.has("lie")) ways.unasked = 0.3;
    if (settings.has("robots")) {
        ways.forbids = robots_dice_.chance(0.4);
        if (robots_dice_.chance(0.4)) ways.crawl_delay = std::chrono::milliseconds(robots_dice_.between(2, 12) * 500);
        if (robots_dice_.chance(0.4)) ways.robots_errors = robots_dice_.unit() * (settings.calm ? 0.1 : 0.7);
    }
    return ways;
}

Story Site::new_story(TimePoint now) {
    Story story;
    const int number = ++posted_;
    story.name = fmt::format("Story {} of {}", number, options_.id);
    story.link = fmt::format("https://{}/{}/story-{}.html", page_host_, options_.id, number);
    story.guid = ways_.guidless    ? ""
                 : ways_.same_guid ? "the same for all"
                                   : fmt::format("urn:{}:{}/", options_.id, number);
    // The stories of before have dates of their own, too.
    if (now == TimePoint()) now = TimePoint(std::chrono::sys_days(std::chrono::year(2026) / 3 / 27)) + number * 1min;
    story.time = now;
    if (ways_.odd_dates && dice_.chance(0.5)) {
        story.time.reset();
        if (dice_.chance(0.3)) story.time = now + 30 * 24h;
        story.date = dice_.chance(0.5) ? "" : "yesterday, or so";
    }
    if (story.time) date(story, *story.time, ways_.hand.format);
    story.advert = settings_.has("adverts") && dice_.chance(0.1);
    return story;
}

Duration Site::pause() {
    if (!hasty_) return dice_.pause(ways_.busy);
    return Duration(dice_.between(5'000, live_ ? 20'000 : 90'000));
}

void Site::post(TimePoint now, std::vector<Story>& wire) {
    const bool from_wire = settings_.has("wire") && !has_pages() && !ways_.same_guid && dice_.chance(0.2);
    if (from_wire) {
        if (wire_taken_ == wire.size()) {
            Story story;
            story.name = fmt::format("Wire {}", wire.size() + 1);
            story.link = story.guid = fmt::format("https://wire.example/story-{}.html", wire.size() + 1);
            wire.push_back(std::move(story));
        }
        stories_.push_back(wire[wire_taken_++]);
        return;
    }
    stories_.push_back(new_story(now));
}

void Site::act(TimePoint now, std::vector<Story>& wire) {
    if (calm_) return;
    bad_time_ = dice_.chance(0.3);
    const bool hasty = std::exchange(hasty_, false);
    auto any = [this]() -> Story& {
        return stories_[stories_.size() - 1 - dice_.below(std::min(stories_.size(), ways_.window))];
    };
    const double what = hasty ? 0.6 : dice_.unit();
    if (what < 0.5 || stories_.size() < 3) {
        for (int i = dice_.between(1, 2); i > 0; --i) post(now, wire);
        hasty_ = dice_.chance(live_ ? 0.8 : 0.3);
    } else if (what < 0.7 && settings_.has("correct")) {
        Story& story = hasty ? stories_.back() : any();
        if (story.link.starts_with("https://wire")) return;
        if (!dice_.chance(0.2)) ++story.take;
        if (dice_.chance(0.5)) ++story.page_take;
        hasty_ = live_ && dice_.chance(0.7);
        if (ways_.changing_guid && !ways_.same_guid && !ways_.guidless) story.guid += "'";
    } else if (what < 0.8 && settings_.has("withdraw") && !ways_.same_guid) {
        Story& story = any();
        story.withdrawn = !story.withdrawn;
    } else if (what < 0.83 && settings_.has("move") && !moved_for_good_) {
        moved_for_good_ = true;
        old_path_ = std::exchange(feed_path_, fmt::format("/{}/moved", options_.id));
    } else if (what < 0.835 && settings_.has("gone") && !settings_.calm) {
        gone_ = true;
    }
    while (stories_.size() > ways_.window + remembered) stories_.erase(stories_.begin());
    publish();
}

void Site::publish() {
    std::vector<Story> shown;
    for (auto story = stories_.rbegin(); story != stories_.rend() && shown.size() < ways_.window; ++story)
        if (!story->withdrawn) shown.push_back(*story);
    if (ways_.twice && shown.size() > 1) shown.push_back(shown.front());
    auto made = std::make_shared<Document>(
        feed_of(shown, {ways_.hand.format, {}, ways_.hand.ttl_minutes}, hand_dice_, TimePoint()));
    if (current_ && current_->body == made->body) return;
    ++edition_;
    if (!ways_.no_etag) {
        made->etag = ways_.stuck_etag && !calm_ ? "stuck" : fmt::format("{}-{}", id(), edition_);
        made->modified = format_http_date(TimePoint(std::chrono::hours(24 * 365 * 50)) + edition_ * 1s);
    }
    before_ = std::exchange(current_, std::move(made));
}

std::shared_ptr<const Document> Site::written_anew(const Document& document, TimePoint now) {
    return std::make_shared<Document>(feed_of(document.stories, ways_.hand, hand_dice_, now));
}

void Site::calm_down() {
    calm_ = true;
    before_.reset();
    current_.reset();
    publish();
}

bool Site::is_feed(const Url& url) const {
    if (url.host() != host_) return false;
    return url.path() == feed_path_ || (!old_path_.empty() && url.path() == old_path_) || is_hop(url.path(), id());
}

Duration Site::delay() {
    if (!calm_ && dice_.chance(ways_.slow)) return std::chrono::seconds(dice_.between(1, 60));
    return Duration(dice_.between(5, 400));
}

std::optional<Answer> Site::trouble(TimePoint now) {
    Answer answer;
    answer.delay = delay();
    if (calm_) return std::nullopt;
    const double bad = bad_time_ ? 1 : 0.1;
    if (dice_.chance(ways_.limits * bad)) return limit(now);
    if (dice_.chance(ways_.errors * bad)) {
        constexpr int statuses[] = {0, 404, 500, 403, 503};
        answer.status = statuses[dice_.below(std::size(statuses))];
        answer.why = "connection refused";
        return answer;
    }
    return std::nullopt;
}

/// What is new in the document since the one before it, for who has that (RFC 3229); nullptr for the others.
std::shared_ptr<const Document> Site::delta(const Document& document, const Request& request) {
    if (!ways_.deltas || !request.takes_delta || !before_ || &document != current_.get()) return nullptr;
    if (before_->etag.empty() || request.validators.etag != before_->etag) return nullptr;
    std::vector<Story> fresh;
    for (std::size_t i = 0; i < document.stories.size(); ++i) {
        auto is_same = [now = document.entries[i]](const Shown& then) {
            return then.link == now.link && then.take == now.take;
        };
        if (std::ranges::none_of(before_->entries, is_same)) fresh.push_back(document.stories[i]);
    }
    auto made = std::make_shared<Document>(feed_of(fresh, {ways_.hand.format, {}}, hand_dice_, TimePoint()));
    made->etag = document.etag;
    return made;
}

/// 429 or 503. Retry-After is in seconds, a date, or nothing that makes sense.
Answer Site::limit(TimePoint now) {
    Answer answer;
    answer.delay = delay();
    answer.status = dice_.chance(0.6) ? 429 : 503;
    if (dice_.chance(0.15)) {
        constexpr std::string_view nonsense[] = {"-5", "soon", "", "Thu, 01 Jan 1970 00:00:00 GMT"};
        answer.headers.emplace_back("retry-after", nonsense[dice_.below(std::size(nonsense))]);
        return answer;
    }
    answer.retry_after = std::chrono::seconds(dice_.between(1, 1500));
    const bool date = dice_.chance(0.3);
    if (date) answer.headers.emplace_back("date", format_http_date(now));
    answer.headers.emplace_back("retry-after", date ? format_http_date(now + *answer.retry_after)
                                                    : fmt::format("{}", *answer.retry_after / 1s));
    return answer;
}

/// A page that is no feed, in its place or where a network leads its guests.
Answer Site::portal(const Request& request) {
    Answer answer;
    answer.status = 200;
    answer.headers = {{"content-type", "text/html"}};
    answer.body =
        "<!DOCTYPE html><html><head><title>Back soon</title></head><body><p>We are back soon.</p></body></html>";
    if (settings_.has("redirects") && dice_.chance(0.5))
        answer.hops = {
            {dice_.chance(0.5) ? 301 : 302, request.url, Url::parse("https://portal.example/").value(), false}};
    return answer;
}

/// From an address of the feed to where it is: where it went for good, and on from there.
std::vector<Redirect> Site::hops(const Url& from) const {
    std::vector<Redirect> all;
    Url at = from;
    if (!old_path_.empty() && from.path() == old_path_) {
        at = Url::parse(fmt::format("https://{}{}", host_, feed_path_)).value();
        all.push_back({301, from, at, false});
    }
    for (Redirect& hop : hops_of(ways_.serving, at, id(), answers_)) all.push_back(std::move(hop));
    return all;
}

Answer Site::show(std::shared_ptr<const Document> document, const Request& request, TimePoint now) {
    Answer answer;
    answer.delay = delay();
    answer.status = 200;
    answer.hops = hops(request.url);
    answer.validators = validators_of(ways_.serving, *document, ++answers_);
    if (!answer.validators.etag.empty()) answer.headers.emplace_back("etag", answer.validators.etag);
    if (!answer.validators.last_modified.empty())
        answer.headers.emplace_back("last-modified", answer.validators.last_modified);
    for (auto& header : freshness_headers(ways_.serving, now)) answer.headers.push_back(std::move(header));
    answer.fresh_for = ways_.serving.fresh;
    if (knows(ways_.serving, *document, request.validators)) {
        answer.status = 304;
        return answer;
    }
    if (auto fresh = delta(*document, request)) {
        answer.status = 226;
        answer.headers.emplace_back("im", "feed");
        document = std::move(fresh);
    }
    answer.least = std::chrono::minutes(ways_.hand.ttl_minutes);
    answer.headers.emplace_back("content-type", document->type);
    answer.body = document->body;
    answer.certain = document->entries.size();
    answer.whole = true;
    answer.document = std::move(document);
    return answer;
}

/// Breaks the answer off somewhere. Half of the time that is noticed, as its length was told.
void Site::cut(Answer& answer) {
    constexpr std::size_t root_end = 8;  // bytes of the end of the root, at least
    answer.whole = false;
    answer.body.resize(dice_.below(answer.body.size() - root_end));
    answer.certain = static_cast<std::size_t>(std::ranges::count_if(
        answer.document->entries, [&](const Shown& shown) { return shown.end <= answer.body.size(); }));
    if (dice_.chance(0.5)) return;
    answer.certain = 0;
    answer.status = 0;
    answer.why = "the answer broke off";
}

Answer Site::answer_feed(const Request& request, TimePoint now) {
    if (gone_) {
        Answer answer;
        answer.status = 410;
        return answer;
    }
    if (auto answer = trouble(now)) return *answer;
    if (!calm_ && dice_.chance(ways_.broken)) return portal(request);
    if (!calm_ && request.validators == Validators() && dice_.chance(ways_.unasked)) {
        Answer answer;
        answer.status = 304;
        answer.unasked = true;
        answer.headers = {{"etag", "\"of nothing\""}};
        return answer;
    }
    const bool stale = ways_.stale && !calm_ && before_ && dice_.chance(0.2);
    std::shared_ptr<const Document> document = stale ? before_ : current_;
    if (ways_.hand.habits.any()) document = written_anew(*document, now);
    Answer answer = show(std::move(document), request, now);
    if (!calm_ && answer.document && dice_.chance(ways_.cut)) cut(answer);
    return answer;
}

Answer Site::answer_robots() {
    Answer answer;
    answer.delay = Duration(robots_dice_.between(5, 2000));
    if (!calm_ && robots_dice_.chance(ways_.robots_errors)) {
        constexpr int statuses[] = {0, 500, 503, 429};
        answer.status = statuses[robots_dice_.below(std::size(statuses))];
        answer.why = "connection reset";
        return answer;
    }
    answer.status = ways_.forbids || ways_.crawl_delay > Duration(0) ? 200 : 404;
    answer.body = "User-agent: *\n";
    if (ways_.forbids) answer.body += fmt::format("Disallow: /{}/*3.html\n", id());
    answer.body += fmt::format("Crawl-delay: {}\n", static_cast<double>(ways_.crawl_delay.count()) / 1000);
    return answer;
}

bool Site::forbids(const Url& url) const {
    return ways_.forbids && url.path().starts_with("/" + id() + "/") && url.path().ends_with("3.html");
}

Answer Site::answer_page(const Request& request, TimePoint) {
    Answer answer;
    answer.delay = delay();
    // Under load, just when stories change.
    if ((hasty_ || live_) && settings_.has("slow") && dice_.chance(0.5))
        answer.delay = std::chrono::seconds(dice_.between(10, 29));
    const std::string link = plain_link(request.url.str());
    auto story = std::ranges::find(stories_, link, &Story::link);
    if (!calm_ && dice_.chance(ways_.page_errors)) {
        constexpr int statuses[] = {0, 404, 500, 403};
        answer.status = statuses[dice_.below(std::size(statuses))];
        answer.why = "connection reset";
        return answer;
    }
    if (story == stories_.end()) {
        answer.status = 404;
        return answer;
    }
    answer.status = 200;
    answer.headers = {{"content-type", "text/html; charset=utf-8"}};
    answer.body = page_of(*story);
    answer.page_take = story->page_take;
    answer.whole = true;
    return answer;
}

}  // namespace newsbus::simulation
