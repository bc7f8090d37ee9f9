#include "config/places.h"

#include <algorithm>
#include <tuple>

namespace newsbus::config {

Place Places::of(std::string_view path) const {
    for (;;) {
        if (auto found = places_.find(path); found != places_.end())
            return {files_[found->second.file], found->second.line, found->second.column};
        std::size_t end = path.rfind('/');
        if (end == path.npos) return {files_.empty() ? "" : files_.front(), 0, 0};
        path = path.substr(0, end);
    }
}

void Places::put(std::string path, int line, int column) {
    places_.emplace(std::move(path), Spot{static_cast<std::uint32_t>(files_.size() - 1), line, column});
}

bool Places::before(const Place& a, const Place& b) const {
    auto key = [this](const Place& place) {
        return std::tuple(std::ranges::find(files_, place.file) - files_.begin(), place.line, place.column);
    };
    return key(a) < key(b);
}

}  // namespace newsbus::config
