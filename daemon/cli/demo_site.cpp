#include "cli/demo_site.h"

#include "async/task_group.h"
#include "base/sha256.h"
#include "cli/demo_template.h"
#include "http/server.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <array>
#include <atomic>
#include <fstream>
#include <iterator>
#include <map>
#include <thread>
#include <utility>
#include <vector>

namespace newsbus::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::array sites{
    DemoSite{"harbour-gazette", "feed.xml", "application/rss+xml", "RSS with full texts", {2, 3, 4}},
    DemoSite{"valley-courier",
             "feed.xml",
             "application/rss+xml",
             "RSS with teasers, text on cluttered pages",
             {2, 3, 4},
             true},
    DemoSite{"meridian", "feed.atom", "application/atom+xml", "Atom", {2, 2, 3}},
    DemoSite{"carnet", "feed.json", "application/feed+json", "JSON Feed, in French", {2, 3, 3}},
    DemoSite{"wetterwarte", "feed.rdf", "application/rdf+xml", "RDF (RSS 1.0), in German", {2, 2, 3}},
    DemoSite{"island-post", "feed.xml", "text/html", "RSS, ill-formed and cut off", {2, 2, 2}},
    DemoSite{"vestnik", "feed.xml", "text/xml", "RSS in windows-1251, in Russian", {2, 2, 2}},
    DemoSite{"city-wire", "feed.xml", "application/rss+xml", "corrects a report after publishing it", {2, 2, 2}},
    DemoSite{"radio-costa", "feed.atom", "application/atom+xml", "has an outage and comes back, in Spanish", {1, 2, 2}},
};

Result<std::string> read_file(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(file), {});
    if (!file) return Error{Errc::usage, path.string() + ": cannot be read"};
    return bytes;
}

std::string_view type_of(const DemoSite& site, std::string_view path) {
    return path.ends_with(".html") ? "text/html; charset=utf-8" : site.type;
}

/// One site being served; handlers run on the server's thread only.
struct Served {
    const DemoSite* site = nullptr;
    std::map<std::string, std::string> files;  ///< path from the root, e.g. "/feed.xml" -> template
    std::string address;
    std::unique_ptr<http::Server> server;
    std::atomic<bool> down{false};

    http::Reply answer(const http::Inquiry& inquiry, int edition, TimePoint began) const;
};

http::Reply Served::answer(const http::Inquiry& inquiry, int edition, TimePoint began) const {
    http::Reply reply;
    if (down) {
        reply.status = 503;
        reply.headers.emplace_back("Retry-After", "1");
        reply.body = "The studio has no power.\n";
        return reply;
    }
    auto file = files.find(inquiry.path);
    if (file == files.end()) {
        reply.status = 404;
        reply.body = "not here\n";
        return reply;
    }
    std::string body = fill_template(file->second, edition, address, began);
    std::string etag = '"' + sha256_hex(body).substr(0, 16) + '"';
    reply.headers = {{"Content-Type", std::string(type_of(*site, inquiry.path))}, {"ETag", etag}};
    auto known = inquiry.headers.find("if-none-match");
    if (known != inquiry.headers.end() && known->second == etag)
        reply.status = 304;
    else
        reply.body = std::move(body);
    return reply;
}

class Server final : public DemoServer {
public:
    ~Server() override {
        if (!thread_.joinable()) return;
        asio::post(io_, [this] { tasks_.cancel(); });
        thread_.join();
    }

    Result<void> bind(const fs::path& data);
    void serve();

    std::string address(std::string_view id) const override { return find(id).address; }
    void publish(int edition) override { edition_ = edition; }
    void set_outage(std::string_view id, bool down) override { find(id).down = down; }

private:
    Result<void> load(Served& served, const fs::path& folder);
    Result<void> bind(Served& served, int number);

    Served& find(std::string_view id) const {
        for (const auto& served : served_)
            if (served->site->id == id) return *served;
        std::abort();  // an id that is not in the table: a bug
    }

    const TimePoint began_ = SystemClock().now();
    std::atomic<int> edition_{1};
    asio::io_context io_{1};
    TaskGroup tasks_{io_.get_executor()};
    std::vector<std::unique_ptr<Served>> served_;
    std::thread thread_;
};

Result<void> Server::load(Served& served, const fs::path& folder) {
    std::error_code failed;
    for (fs::recursive_directory_iterator entry(folder, failed), end; entry != end; entry.increment(failed)) {
        if (failed) break;
        if (!entry->is_regular_file()) continue;
        auto text = read_file(entry->path());
        if (!text) return text.error();
        served.files["/" + entry->path().lexically_relative(folder).generic_string()] = std::move(*text);
    }
    if (failed) return Error{Errc::usage, folder.string() + ": " + failed.message()};
    if (!served.files.contains("/" + std::string(served.site->feed)))
        return Error{Errc::usage, (folder / served.site->feed).string() + ": not there"};
    return {};
}

Result<void> Server::bind(Served& served, int number) {
    // An address each: to the daemon these are different hosts, as real sites are.
    http::Server::Handler handler = [this, &served](const http::Inquiry& inquiry) {
        return served.answer(inquiry, edition_, began_);
    };
    auto server =
        http::Server::bind(io_.get_executor(), "127.0.0." + std::to_string(10 + number) + ":0", {{"", handler}});
    if (!server) return server.error();
    served.server = std::move(*server);
    served.address = "http://" + served.server->address();
    return {};
}

Result<void> Server::bind(const fs::path& data) {
    for (std::size_t i = 0; i < sites.size(); ++i) {
        served_.push_back(std::make_unique<Served>());
        Served& served = *served_.back();
        served.site = &sites[i];
        if (auto loaded = load(served, data / served.site->id); !loaded) return loaded;
        if (auto bound = bind(served, static_cast<int>(i)); !bound) return bound;
    }
    return {};
}

void Server::serve() {
    for (const auto& served : served_) tasks_.spawn(std::string(served->site->id), served->server->run());
    asio::co_spawn(io_, tasks_.join(), [](std::exception_ptr) {});  // run() returns when every site has stopped
    thread_ = std::thread([this] { io_.run(); });
}

}  // namespace

std::span<const DemoSite> demo_sites() {
    return sites;
}

Result<fs::path> find_demo_data(const std::string& given) {
    if (!given.empty()) return fs::path(given);
    std::error_code failed;
    const fs::path program = fs::read_symlink("/proc/self/exe", failed);
    const fs::path installed = program.parent_path().parent_path() / "share/newsbus/demo";
    if (fs::is_directory(installed, failed)) return installed;
    for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path())
        if (fs::is_regular_file(folder / "examples/demo/README.md", failed)) return folder / "examples/demo";
    return Error{Errc::usage, "the demo's sites are neither in " + installed.string() +
                                  " nor in examples/demo above the program: name their folder with --sites"};
}

Result<std::unique_ptr<DemoServer>> DemoServer::start(const fs::path& data) {
    auto server = std::make_unique<Server>();
    if (auto bound = server->bind(data); !bound) return bound.error();
    server->serve();
    return std::unique_ptr<DemoServer>(std::move(server));
}

}  // namespace newsbus::cli
