// newsbus parse: what the daemon would read in a file, without a network, a store or a bus.
#include "article/identity.h"
#include "article/json.h"
#include "cli/command.h"
#include "cli/options.h"
#include "cli/plugin_chain.h"
#include "cli/site_memories.h"
#include "extract/page/page.h"
#include "extract/plain/text_page.h"
#include "extract/selectors/rules.h"
#include "source/source.h"
#include "url/url.h"
#include "url/shown.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace newsbus::cli {
namespace {

namespace json = boost::json;

enum class As { feed, listing, sitemap, page, text };

const std::vector<std::pair<std::string, As>> as_names{
    {"feed", As::feed}, {"listing", As::listing}, {"sitemap", As::sitemap}, {"page", As::page}, {"text", As::text}};

struct ParseOptions {
    As as = As::feed;
    std::string url;
    std::string content_type;
    std::string file = "-";
    bool batch = false;
    bool timings = false;
    bool site_memory = false;
    bool plugins = false;
    std::vector<std::string> chain;  // empty = the default one
    std::string data_dir;
    std::vector<std::string> rules;  // key=selector
};

Result<std::string> read_file(const std::string& path) {
    std::ifstream file;
    std::string bytes;
    if (path != "-") {
        file.open(path, std::ios::binary);
        std::error_code unknown;  // of a pipe
        if (auto size = std::filesystem::file_size(path, unknown); !unknown) bytes.reserve(size);
    }
    std::istream& input = path == "-" ? std::cin : file;
    std::array<char, 1 << 16> part;
    while (input.read(part.data(), part.size()) || input.gcount() > 0)
        bytes.append(part.data(), static_cast<std::size_t>(input.gcount()));
    if (input.bad() || !input.eof()) return Error{Errc::usage, path + ": cannot be read"};
    return bytes;
}

json::object feed_object(const FeedInfo& feed) {
    json::object object{{"type", "feed"}};
    auto put = [&object](std::string_view key, const std::string& value) {
        if (!value.empty()) object[key] = value;
    };
    put("name", feed.name);
    put("url", feed.url);
    put("feedUrl", feed.feed_url);
    if (!feed.hubs.empty()) object["hub"] = json::value_from(feed.hubs);
    put("inLanguage", feed.language);
    put("format", feed.format);
    if (feed.ttl_minutes) object["ttl"] = *feed.ttl_minutes;
    if (!feed.skip_hours.empty()) object["skipHours"] = json::value_from(feed.skip_hours);
    if (!feed.skip_days.empty()) object["skipDays"] = json::value_from(feed.skip_days);
    put("updatePeriod", feed.update_period);
    if (feed.update_frequency) object["updateFrequency"] = *feed.update_frequency;
    return object;
}

json::array parts_array(const std::vector<Part>& parts) {
    json::array array;
    for (const Part& part : parts) {
        json::object object{{"url", part.url}};
        if (part.changed) object["dateModified"] = format_rfc3339(*part.changed);
        array.push_back(std::move(object));
    }
    return array;
}

/// Those of --rule, as in [source.rules].
Result<extract::Rules> rules_of(const std::vector<std::string>& options) {
    extract::RuleTexts texts;
    for (const std::string& option : options) {
        std::size_t end = std::min(option.find('='), option.size());
        auto key =
            std::ranges::find(extract::rule_keys, std::string_view(option).substr(0, end), &extract::RuleKey::name);
        if (key == std::end(extract::rule_keys) || end == option.size())
            return Error{Errc::usage, "--rule " + option +
                                          ": must be body, headline, date, author, remove or links, "
                                          "then = and a selector"};
        (texts.*key->texts).push_back(option.substr(end + 1));
    }
    return extract::Rules::compile(texts);
}

/// What all documents go through.
struct Reading {
    extract::Rules rules;
    plugins::Chain chain;
};

struct Input {
    As as;
    std::string bytes;
    std::string content_type;
    Url url;
};

/// What was read, as JSON: for a feed the feed object and its articles, else one article.
struct Parsed {
    std::optional<json::object> feed;
    json::array articles;
    std::vector<Problem> problems;
};

/// Puts one article through the chain and into `parsed`, or a problem when a plugin drops it.
void finish(Article article, const plugins::Chain& chain, Parsed& parsed) {
    plugins::Processed done = plugins::run(chain, std::move(article));
    for (const plugins::Failure& failure : done.failures) parsed.problems.push_back({"plugin " + failure.str()});
    if (done.dropped)
        parsed.problems.push_back({done.article.identifier + ": dropped by plugin " + done.dropped_by});
    else
        parsed.articles.push_back(to_json_object(done.article));
}

/// The kind of source that brings several articles in one document; nothing for a single article.
std::optional<source::Kind> kind_of(As as) {
    switch (as) {
        case As::feed:
            return source::Kind::feed;
        case As::listing:
            return source::Kind::listing;
        case As::sitemap:
            return source::Kind::sitemap;
        case As::page:
        case As::text:
            break;
    }
    return std::nullopt;
}

/// The input as if it had been fetched.
Response response_of(Input input) {
    Response response;
    response.status = 200;
    response.headers = {{"content-type", std::move(input.content_type)}};
    response.body = std::move(input.bytes);
    response.url = std::move(input.url);
    return response;
}

Result<Parsed> parse(Input input, const Reading& reading, extract::SiteMemory* site = nullptr) {
    Parsed parsed;
    const std::string host(input.url.host());
    std::vector<Article> articles;
    if (auto kind = kind_of(input.as)) {
        auto harvest = source::read_as(*kind, response_of(std::move(input)), &reading.rules);
        if (!harvest) return harvest.error();
        parsed.feed = feed_object(harvest->feed);
        if (!harvest->parts.empty()) (*parsed.feed)["sitemaps"] = parts_array(harvest->parts);
        parsed.problems = std::move(harvest->problems);
        articles = std::move(harvest->articles);
    } else {
        auto article = input.as == As::page
                           ? extract::read_page(input.bytes, input.content_type, input.url, &reading.rules, site)
                           : extract::read_text(input.bytes, input.content_type, input.url);
        if (!article) return article.error();
        articles.push_back(std::move(*article));
        std::string().swap(input.bytes);  // a large page is not held any longer
    }
    std::vector<Identity> identities = identify(articles, host);
    for (std::size_t i = 0; i < articles.size(); ++i) {
        articles[i].id = identities[i].id;
        measure_body(articles[i]);
        finish(std::move(articles[i]), reading.chain, parsed);
    }
    return parsed;
}

Result<Url> base_url(const std::string& text) {
    if (text.empty()) return Url{};
    auto url = Url::parse(text);
    if (!url) return url;
    return without_userinfo(std::move(*url));
}

int failed(int exit_code, const Error& error) {
    std::cerr << "newsbus parse: " << error.what << '\n';
    return exit_code;
}

/// No plugins unless told.
Result<plugins::Chain> chain_of(const ParseOptions& options, Counters& counters) {
    if (!options.plugins && options.chain.empty()) return plugins::Chain{};
    return make_chain(options.chain, options.data_dir, counters);
}

int parse_one(const ParseOptions& options, const Reading& reading) {
    auto bytes = read_file(options.file);
    if (!bytes) return failed(exit_usage, bytes.error());
    auto url = base_url(options.url);
    if (!url) return failed(exit_usage, Error(url.error()).within("--url"));
    auto parsed = parse({options.as, std::move(*bytes), options.content_type, *url}, reading);
    if (!parsed) return failed(exit_failed, Error(parsed.error()).within(options.file));
    for (const Problem& problem : parsed->problems)
        std::cerr << "newsbus parse: " << options.file << ": " << problem.what << '\n';
    // Of an index page there is nothing to tell but its links.
    if (parsed->feed && options.as != As::listing) std::cout << *parsed->feed << '\n';
    for (const json::value& article : parsed->articles) std::cout << article << '\n';
    return exit_ok;
}

/// One line of --batch: {"url", "file", "as"?, "contentType"?}.
Result<Input> batch_input(std::string_view line, As fallback) {
    boost::system::error_code failed;
    json::value value = json::parse(line, failed);
    if (failed || !value.is_object()) return Error{Errc::usage, "not a JSON object"};
    auto text = [&value](std::string_view key) -> std::string {
        const json::value* found = value.as_object().if_contains(key);
        return found && found->is_string() ? std::string(found->as_string()) : std::string();
    };
    As as = fallback;
    if (std::string name = text("as"); !name.empty()) {
        auto known = std::ranges::find(as_names, name, &std::pair<std::string, As>::first);
        if (known == as_names.end()) return Error{Errc::usage, "as: unknown kind " + name};
        as = known->second;
    }
    if (text("file").empty()) return Error{Errc::usage, "file: missing"};
    auto bytes = read_file(text("file"));
    if (!bytes) return bytes.error();
    auto url = base_url(text("url"));
    if (!url) return url.error();
    return Input{as, std::move(*bytes), text("contentType"), *url};
}

json::object batch_answer(std::string_view line, const ParseOptions& options, const Reading& reading,
                          SiteMemories& sites) {
    auto input = batch_input(line, options.as);
    if (!input) return {{"_error", input.error().what}};
    auto started = std::chrono::steady_clock::now();
    auto parsed = parse(*input, reading, options.site_memory ? sites.of(input->url) : nullptr);
    std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - started;
    json::object answer;
    if (!parsed)
        answer["_error"] = parsed.error().what;
    else if (parsed->feed)
        answer = {{"feed", std::move(*parsed->feed)}, {"articles", std::move(parsed->articles)}};
    else
        answer = std::move(parsed->articles.front().as_object());
    if (options.timings) answer["_ms"] = took.count();
    return answer;
}

int parse_batch(const ParseOptions& options, const Reading& reading) {
    SiteMemories sites;
    for (std::string line; std::cout && std::getline(std::cin, line);)
        if (!line.empty()) std::cout << batch_answer(line, options, reading, sites) << std::endl;
    return exit_ok;
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<ParseOptions>();
    app.add_option("file", options->file, "the document; - is standard input");
    add_choice<As>(app, "--as", options->as, as_names, "what it is");
    app.add_option("--url", options->url, "where it came from; relative links resolve against it");
    app.add_option("--content-type", options->content_type, "stands in for the HTTP header");
    app.add_option("--rule", options->rules, "as in [source.rules], e.g. body=.story-text; may be repeated")
        ->type_name("KEY=SELECTOR")
        ->allow_extra_args(false);  // the next word is the file
    app.add_flag("--batch", options->batch, "read {\"url\", \"file\", \"as\"?} lines on stdin, answer one line each");
    app.add_flag("--timings", options->timings, "with --batch: add _ms, the time spent reading");
    app.add_flag("--site-memory", options->site_memory, "with --batch: pages of a site teach what recurs there");
    app.add_flag("--plugins", options->plugins, "run the default plugin chain on what was read");
    app.add_option("--chain", options->chain, "run these plugins instead, comma separated")->delimiter(',');
    app.add_option("--data-dir", options->data_dir, "folder of gazetteers and tables");
    return [options] {
        Counters counters;
        auto chain = chain_of(*options, counters);
        if (!chain) return failed(exit_usage, chain.error());
        auto rules = rules_of(options->rules);
        if (!rules) return failed(exit_usage, rules.error());
        Reading reading{std::move(*rules), std::move(*chain)};
        return options->batch ? parse_batch(*options, reading) : parse_one(*options, reading);
    };
}

}  // namespace

const Command parse_command{
    "parse", "Read a feed, a listing, a sitemap, a page or a text from a file and print its articles", setup};

}  // namespace newsbus::cli
