// A subscriber as somebody would write it on newsbus::bus: prints COUNT messages of the log as CloudEvents, one a line.
#include "client/subscriber.h"
#include "message/frames.h"

#include <chrono>
#include <cstdlib>
#include <iostream>

int main(int argc, char** argv) {
    using namespace newsbus;
    if (argc != 4) {
        std::cerr << "usage: subscriber PUBLISH REPLAY COUNT\n";
        return 2;
    }
    auto subscriber = client::Subscriber::connect({argv[1], argv[2], {}, Seq{0}, {}});
    if (!subscriber) {
        std::cerr << subscriber.error().what << '\n';
        return 1;
    }
    for (int left = std::atoi(argv[3]); left > 0;)
        if (auto received = (*subscriber)->next(std::chrono::seconds(1))) {
            std::cout << message::cloud_event(received->frames) << std::endl;
            --left;
        }
}
