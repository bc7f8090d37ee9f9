#include "client/progress.h"

#include <algorithm>

namespace newsbus::client {

void Progress::start(Seq complete, bool everything) {
    started_ = true;
    everything_ = everything;
    complete_ = complete;
    last_.clear();
}

Seq Progress::last_on(const std::string& topic) const {
    auto known = last_.find(topic);
    return known == last_.end() ? complete_ : std::max(known->second, complete_);
}

Progress::Verdict Progress::judge(const std::string& topic, message::Position at) const {
    Seq last = last_on(topic);
    if (at.seq <= last) return Verdict::duplicate;
    if (at.prev > last || (everything_ && at.seq > complete_ + 1)) return Verdict::gap;
    return Verdict::deliver;
}

void Progress::delivered(const std::string& topic, message::Position at) {
    if (at.seq <= complete_ + 1)
        confirm(at.seq);
    else
        last_[topic] = at.seq;
}

void Progress::put_back(Seq shared) {
    complete_ = std::min(complete_, shared);
    for (auto& [topic, last] : last_) last = std::min(last, shared);
    std::erase_if(last_, [this](const auto& entry) { return entry.second <= complete_; });
}

void Progress::confirm(Seq complete) {
    if (complete <= complete_) return;
    complete_ = complete;
    std::erase_if(last_, [this](const auto& entry) { return entry.second <= complete_; });
}

}  // namespace newsbus::client
