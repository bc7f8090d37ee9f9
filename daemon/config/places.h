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

/// Where the values of a configuration stand, so that whoever finds a fault in one later can say where to mend it.
/// A value is named by its path: "bus/replay", "plugin/mine/command", "bus/publish/1" (an element of a list, from 0),
/// "source/3/url" (of Config::sources[3]).
class Places {
public:
    /// Of the value, else of what it would stand in: the list, the section, newsbus.toml as a whole.
    Place of(std::string_view path) const;

    /// Is the value written in a file?
    bool has(std::string_view path) const { return places_.contains(path); }

    /// Begins the next file, whose values are put from now on.
    void begin_file(std::string name) { files_.push_back(std::move(name)); }
    /// The first place of a path stays.
    void put(std::string path, int line, int column);

    /// Do problems at `a` come before those at `b`? By file as they were read, line, column.
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
