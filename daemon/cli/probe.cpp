// newsbus probe: fetches a source now, as the daemon would, and shows all of it. Writes nothing.
#include "service/probe.h"
#include "cli/command.h"
#include "cli/load_config.h"
#include "cli/options.h"
#include "cli/plugin_chain.h"
#include "cli/probe_view.h"
#include "service/installation.h"
#include "service/probe_robots.h"
#include "service/source_files.h"
#include "url/feed_scheme.h"
#include "url/host.h"
#include "url/shown.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/json.hpp>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

namespace newsbus::cli {
namespace {

namespace asio = boost::asio;
namespace json = boost::json;

struct ProbeOptions {
    std::string url;
    std::string config;
    bool names_config = false;
    std::string source;
    std::optional<source::Kind> kind;
    std::string contact;
    std::vector<std::string> allow_networks;
    std::string data_dir;
    bool plugins = false, once = false, all = false, as_json = false;
};

int failed(int exit_code, const std::string& what) {
    std::cerr << "newsbus probe: " << what << '\n';
    return exit_code;
}

/// The configuration, if there is one: without --config a machine where none is installed will do.
std::optional<config::Config> configuration(const ProbeOptions& options) {
    if (options.names_config || std::filesystem::exists(options.config)) return load_config(options.config);
    return config::Config{};
}

bool same_url(const std::string& a, const std::string& b) {
    auto one = Url::parse(a), other = Url::parse(b);
    return one && other && one->without_fragment() == other->without_fragment();
}

/// The source that is meant: by its id, else the one with that URL. Nothing for a URL that no source has.
Result<std::optional<source::Options>> configured_source(const ProbeOptions& options, const config::Config& config) {
    auto by_id = std::ranges::find(config.sources, options.source, &source::Options::id);
    if (!options.source.empty() && by_id == config.sources.end())
        return Error{Errc::usage, "--source " + options.source + ": there is no such source in " + options.config};
    if (!options.source.empty()) return std::optional(*by_id);
    for (const source::Options& source : config.sources)
        if (same_url(source.url, options.url)) return std::optional(source);
    return std::optional<source::Options>();
}

/// What is probed, ready to be fetched.
struct Target {
    std::unique_ptr<source::Source> source;
    Job job;
    bool configured = false;
};

Result<Target> target_of(const ProbeOptions& options, const config::Config& config, store::History* history) {
    auto known = configured_source(options, config);
    if (!known) return known.error();
    Target target;
    target.configured = known->has_value();
    source::Options source = target.configured ? **known : source::Options{};
    if (!target.configured) source.id = "probe", source.robots = config.http.robots;
    if (options.kind) source.kind = *options.kind;
    if (source.url.empty()) source.url = options.url;

    target.job.source = source.id;
    if (history && target.configured) {
        auto state = history->state(source.id);
        if (!state) return state.error();
        if (*state) target.job.state = std::move(**state);
    }
    bool moved = options.url.empty() && !target.job.state.url.empty();
    target.job.url = moved ? target.job.state.url : options.url.empty() ? source.url : options.url;
    auto url = Url::parse(target.job.url);
    if (!url) return Error{Errc::usage, url.error().what};
    if (!url->userinfo().empty())
        return Error{Errc::usage, shown(*url) + ": a user name does not belong into a URL; a source has `username`"};
    if (!url->is_http()) return Error{Errc::usage, target.job.url + ": neither http nor https"};
    target.job.host = politeness_host(*url);
    target.job.state.url = target.job.url;
    target.job.state.validators = {};  // the whole answer is wanted first
    auto password = service::read_password(source);
    if (!password) return Error(password.error()).within("password_file");
    target.source = source::make_source(std::move(source), std::move(*password));
    return target;
}

/// Fetches, once or twice, what robots.txt says before that, with `pause` between.
class Fetcher {
public:
    Fetcher(http::Client& client, std::vector<http::Hop>& hops, Duration pause)
        : client_(client), hops_(hops), pause_(pause) {}

    asio::awaitable<void> run(Request request, std::optional<Request> robots_request, bool twice) {
        if (robots_request) {
            robots.emplace(co_await fetched(std::move(*robots_request)));
            asio::steady_timer rest(co_await asio::this_coro::executor, pause_);
            co_await rest.async_wait(asio::use_awaitable);
        }
        first.emplace(co_await fetched(request));
        if (!twice || !first->answer || first->answer->status != 200) co_return;
        validators = {std::string(first->answer->header("etag")), std::string(first->answer->header("last-modified"))};
        if (validators == Validators{}) co_return;
        asio::steady_timer rest(co_await asio::this_coro::executor, pause_);
        co_await rest.async_wait(asio::use_awaitable);
        request.validators = validators;
        second.emplace(co_await fetched(request));
    }

    std::optional<service::ProbedFetch> robots, first, second;
    Validators validators;

private:
    asio::awaitable<service::ProbedFetch> fetched(Request request) {
        hops_.clear();
        Result<Response> answer = co_await client_.fetch(std::move(request));
        service::ProbedFetch fetch{std::move(hops_), std::move(answer)};
        co_return std::move(fetch);
    }

    http::Client& client_;
    std::vector<http::Hop>& hops_;
    Duration pause_;
};

/// What was fetched; the client that answers came from lives as long.
struct Visit {
    asio::io_context io{1};
    Counters counters;
    std::vector<http::Hop> hops;
    std::unique_ptr<http::Client> client;
    std::unique_ptr<Fetcher> fetcher;

    Result<void> run(const http::Options& limits, Request request, std::optional<Request> robots, bool twice) {
        auto made = http::Client::make(io.get_executor(), limits, counters);
        if (!made) return made.error();
        client = std::move(*made);
        client->watch([this](http::Hop hop) { hops.push_back(std::move(hop)); });
        fetcher = std::make_unique<Fetcher>(*client, hops, limits.host_pause);
        asio::co_spawn(io, fetcher->run(std::move(request), std::move(robots), twice),
                       [this](std::exception_ptr thrown) {
                           if (thrown) std::rethrow_exception(thrown);
                           io.stop();
                       });
        io.run();
        return {};
    }
};

/// The source's chain, or the default one for a URL that no source has.
Result<plugins::Chain> chain_for(const ProbeOptions& options, const config::Config& config, const Target& target,
                                 Counters& counters) {
    if (!target.configured) return make_chain({}, options.data_dir, counters);
    return service::source_chain(config, target.source->options(), options.data_dir, counters);
}

int print(const ProbeOptions& options, const json::object& report) {
    constexpr std::size_t shown_articles = 10;
    if (options.as_json)
        std::cout << json::serialize(report) << '\n';
    else
        std::cout << pretty_probe(report, options.all ? SIZE_MAX : shown_articles);
    std::cout << std::flush;
    return service::probe_succeeded(report) ? exit_ok : exit_failed;
}

/// Somebody asked, so it was fetched; that the daemon would not is a failure all the same.
void add_robots(json::object& report, json::object robots) {
    if (robots.empty()) return;
    if (const json::value* why = robots.if_contains("why")) {
        report["health"] = robots.at("verdict") == "disallowed" ? "blocked" : "failing";
        report["error"] = "the daemon would not fetch it: " + std::string(why->as_string());
    }
    report["robots"] = std::move(robots);
}

int exit_code_of(const Error& error) {
    return error.code == Errc::usage || error.code == Errc::config ? exit_usage : exit_failed;
}

int probe(ProbeOptions options) {
    options.url = without_feed_scheme(options.url);
    if (!options.url.empty() && options.url.find("://") == std::string::npos) options.url.insert(0, "https://");
    if (options.url.empty() && options.source.empty()) return failed(exit_usage, "give a URL or --source ID");
    auto config = configuration(options);
    if (!config) return exit_usage;
    http::Options limits = config->http;
    if (!options.contact.empty()) limits.contact = options.contact;
    limits.allow_networks.insert(limits.allow_networks.end(), options.allow_networks.begin(),
                                 options.allow_networks.end());

    auto opened = store::open_sqlite_history(config->state.dir);  // none is no fault: then it is a first poll
    store::History* history = opened ? opened->get() : nullptr;
    auto target = target_of(options, *config, history);
    if (!target) return failed(exit_code_of(target.error()), target.error().what);
    auto request = target->source->request_for(target->job);
    if (!request) return failed(exit_code_of(request.error()), request.error().what);

    Visit visit;
    std::optional<plugins::Chain> chain;
    if (options.plugins) {
        auto made = chain_for(options, *config, *target, visit.counters);
        if (!made) return failed(exit_usage, made.error().what);
        chain = std::move(*made);
    }
    const std::optional<Job> robots = service::robots_job(*target->source, target->job);
    std::optional<Request> robots_request;
    if (robots)
        if (auto made = target->source->request_for(*robots)) robots_request = std::move(*made);
    if (auto ran = visit.run(limits, std::move(*request), std::move(robots_request), !options.once); !ran)
        return failed(exit_code_of(ran.error()), ran.error().what);

    const Fetcher& fetched = *visit.fetcher;
    service::Probe about{*target->source, std::move(target->job), target->configured};
    about.min_interval = limits.min_interval;
    about.history = target->configured && about.job.state.polls > 0 ? history : nullptr;
    if (!opened) about.no_history = opened.error().what;
    about.chain = chain ? &*chain : nullptr;
    about.now = SystemClock().now();
    json::object told;
    if (fetched.robots)
        told = service::probed_robots(about.source, *robots, fetched.robots->answer, about.now, about.job);
    json::object report = service::probe_report(about, *fetched.first);
    add_robots(report, std::move(told));
    if (fetched.second)
        report["again"] = service::probe_again(fetched.validators, *fetched.first->answer, *fetched.second);
    else if (!options.once && report.contains("document"))
        report["again"] = json::object{{"verdict",
                                        "not asked: the answer has neither ETag nor Last-Modified, so each poll "
                                        "costs the whole body"}};
    return print(options, report);
}

std::function<int()> setup(CLI::App& app) {
    auto options = std::make_shared<ProbeOptions>();
    const std::vector<std::pair<std::string, source::Kind>> kinds(std::begin(source::kind_names),
                                                                  std::end(source::kind_names));
    app.add_option("url", options->url, "what to fetch; one that a source has is fetched with its options");
    add_config_option(app, options->config);
    app.add_option("--source", options->source, "fetch as this source would")->type_name("ID");
    add_choice<source::Kind>(app, "--kind", options->kind, kinds, "read as this kind, not as the source's or a feed");
    app.add_flag("--plugins", options->plugins,
                 "tell which of the new and changed entries the plugin chain drops or fails on");
    app.add_flag("--once", options->once, "ask once only, without the second, conditional request");
    app.add_flag("--all", options->all, "show all entries, not ten");
    app.add_option("--contact", options->contact, "URL or mail address for the User-Agent");
    app.add_option("--allow-network", options->allow_networks, "private network that may be contacted")
        ->type_name("CIDR")
        ->allow_extra_args(false);  // the next word is the URL
    app.add_option("--data-dir", options->data_dir, "folder of the plugins' data");
    app.add_flag("--json", options->as_json, "print all as one JSON object");
    CLI::App* command = &app;
    return [options, command] {
        options->names_config = command->count("--config") > 0;
        return probe(*options);
    };
}

}  // namespace

const Command probe_command{"probe", "Fetch a source now and show what would be published, and why", setup};

}  // namespace newsbus::cli
