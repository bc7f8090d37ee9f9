// Prints every message of a topic once: live, and by replay where something was missed.
// g++ -std=c++20 subscriber.cpp -o subscriber -lzmq -lboost_json      (Debian: cppzmq-dev libboost-json1.81-dev)
// ./subscriber [PUBLISH [REPLAY [TOPIC [AFTER [EPOCH]]]]]: AFTER is the sequence number to go on from, counted in
// EPOCH; 0 = all there is.
#include <zmq.hpp>
#include <zmq_addon.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using Message = std::vector<zmq::message_t>;  // its frames

std::string publish = "tcp://127.0.0.1:5556", replay = "tcp://127.0.0.1:5557", prefix = "article/";
unsigned long long done = 0;                     // handled: everything up to here,
std::map<std::string, unsigned long long> last;  // and on each topic everything up to last[topic]
std::string epoch;                               // what these numbers are counted in; "" = not known yet

unsigned long long number(const zmq::message_t& json, const char* key) {
    return std::stoull(std::string(boost::json::parse(json.to_string_view()).at(key).as_string()));
}

std::string epoch_of(const zmq::message_t& json) {
    auto object = boost::json::parse(json.to_string_view()).as_object();
    return object.contains("epoch") ? std::string(object["epoch"].as_string()) : epoch;
}

/// The frames of the next message; none when the socket's timeout has passed.
Message receive(zmq::socket_t& socket) {
    Message message;
    if (!zmq::recv_multipart(socket, std::back_inserter(message))) message.clear();
    return message;
}

void handle(const zmq::message_t& topic, const zmq::message_t& header, const zmq::message_t& body) {
    auto sequence = number(header, "sequence");
    if (sequence <= std::max(done, last[topic.to_string()])) return;
    last[topic.to_string()] = sequence;
    auto article = boost::json::parse(body.to_string_view()).as_object();
    std::string headline(article.contains("headline") ? article["headline"].as_string() : "");
    std::cout << sequence << ' ' << topic.to_string_view() << ' ' << headline << std::endl;
}

void catch_up(zmq::socket_t& log) {
    static int asked = 0;
    for (bool more = true; more;) {
        std::string name = "r" + std::to_string(++asked);
        boost::json::object request{{"request", name}, {"after", std::to_string(done)}};
        request["topics"] = boost::json::array{prefix};
        if (!epoch.empty()) request["epoch"] = epoch;
        log.send(zmq::buffer(boost::json::serialize(request)));
        // A silence as long as the socket's timeout means that the daemon was restarted: ask again.
        for (Message frames; !(frames = receive(log)).empty();) {
            if (frames.size() == 4) {
                handle(frames[1], frames[2], frames[3]);  // after the request's name
                continue;
            }
            auto end = boost::json::parse(frames[0].to_string_view()).as_object();
            if (end.contains("code") && end["code"] == "busy") {  // too many replay at once: ask again
                std::this_thread::sleep_for(std::chrono::seconds(1));
                break;
            }
            if (end.contains("error")) throw std::runtime_error("replay: " + std::string(end["why"].as_string()));
            if (end["end"].as_string() != name) continue;
            auto next = number(frames[0], "next");
            bool put_back =
                !epoch.empty() && epoch_of(frames[0]) != epoch;  // numbers after `next` were given out again
            done = put_back ? std::min(done, next) : next;
            if (put_back)
                for (auto& [topic, number] : last) number = std::min(number, next);
            epoch = epoch_of(frames[0]);  // keep it and `done` where they survive you
            more = end["more"].as_bool();
            break;
        }
    }
}

int main(int argc, char** argv) try {
    if (argc > 1) publish = argv[1];
    if (argc > 2) replay = argv[2];
    if (argc > 3) prefix = argv[3];
    if (argc > 4) done = std::stoull(argv[4]);
    if (argc > 5) epoch = argv[5];
    zmq::context_t context;
    zmq::socket_t live(context, zmq::socket_type::sub), log(context, zmq::socket_type::dealer);
    live.set(zmq::sockopt::subscribe, prefix);
    live.set(zmq::sockopt::subscribe, "heartbeat/");
    live.connect(publish);
    log.set(zmq::sockopt::rcvtimeo, 5000);
    log.connect(replay);
    catch_up(log);
    for (;;) {
        Message frames = receive(live);
        std::string topic = frames[0].to_string();
        if (epoch_of(frames[1]) != epoch) catch_up(log);
        if (topic == "heartbeat/") {
            if (number(frames[2], "sent") > done) catch_up(log);  // all of these were sent: were any of them ours?
        } else {
            if (number(frames[1], "prev") > std::max(done, last[topic])) catch_up(log);  // the one before never came
            handle(frames[0], frames[1], frames[2]);
        }
    }
} catch (const std::exception& error) {
    std::cerr << "subscriber: " << error.what() << '\n';
    return 1;
}
