#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newsbus::config {

/// A place in a file; `line` and `column` are 1-based, 0 = the file as a whole.
struct Place {
    std::string file;
    int line = 0, column = 0;
    bool operator==(const Place&) const = default;
};

/// Where in the files the values of a configuration stand, so that whoever finds a fault in one later can say where to
/// mend it. A value is named by its path: "bus/replay", "plugin/mine/command", "bus/publish/1" (element 1 of a list,
/// from 0), "source/3/url" (of Config::sources[3]).
class Places {
public:
    /// The place of the value; when it is not written, that of what it would stand in: its list, its section,
    /// newsbus.toml as a whole.
    Place of(std::string_view path) const;

    /// Is the value written in a file?
    bool has(std::string_view path) const { return places_.contains(path); }

    /// Begins the next file: the following put()s are about it.
    void begin_file(std::string name) { files_.push_back(std::move(name)); }
    /// Adds the place of a path. A path that has a place already keeps it.
    void put(std::string path, int line, int column);

    /// Does `a` come before `b`: by file in the order of reading, then line, then column?
    bool before(const Place& a, const Place& b) const;

private:
    struct Spot {
        std::uint32_t file = 0;
        int line = 0, column = 0;
    };
    std::vector<std::string> files_;
    std::map<std::string, Spot, std::less<>> places_;
};

}  // namespace newsbus::config
