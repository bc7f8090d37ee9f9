#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace newsbus::log {

enum class Level { trace, debug, info, warn, error };

/// One `key=value` of a line. The value may be outside text: it is cut to 500 bytes, and quoted where it must be.
struct Field {
    Field(std::string_view key_, std::string_view value_) : key(key_), value(value_) {}
    template <std::integral Number>
    Field(std::string_view key_, Number number) : key(key_), value(std::to_string(number)), is_number(true) {}

    std::string key, value;
    bool is_number = false;  ///< `value` is a decimal number
    bool operator==(const Field&) const = default;
};

/// One event: a few words, then what it is about.
struct Line {
    std::string words;
    std::vector<Field> fields = {};
    bool operator==(const Line&) const = default;
};

/// `few words key=value key="a value with blanks"` (logfmt): one line, whatever the values hold.
std::string as_text(const Line& line);

/// {"time", "level", "module", "message", the fields by their keys}: one line of valid JSON. Time is RFC 3339, UTC.
std::string as_json(const Line& line, Level level, std::string_view module, TimePoint time);

/// The log lines of one module ("http", "ingest"), on stderr, one line an event. When the journal reads stderr a line
/// begins with its priority ("<4>"), else with time and level, in colour on a terminal. Any thread.
class Logger {
public:
    constexpr explicit Logger(const char* module) : module_(module) {}

    using Fields = std::initializer_list<Field>;
    void debug(std::string_view words, Fields fields = {}) const { write(Level::debug, words, fields); }
    void info(std::string_view words, Fields fields = {}) const { write(Level::info, words, fields); }
    void warn(std::string_view words, Fields fields = {}) const { write(Level::warn, words, fields); }
    void error(std::string_view words, Fields fields = {}) const { write(Level::error, words, fields); }
    void write(Level level, const Line& line) const;

    bool writes(Level level) const;  ///< is `level` wanted? Asked before a line that costs something to make

private:
    void write(Level level, std::string_view words, Fields fields) const {
        if (writes(level)) write(level, Line{std::string(words), fields});
    }
    const char* module_;
};

/// Sets the lowest level that is written, for the whole program: "error", "warn", "info", "debug" or "trace". False
/// when `level` is none of these.
bool set_level(std::string_view level);

/// Sets how lines look: "text" or "json". False when it is neither. Call it before the first line.
bool set_format(std::string_view format);

/// Hands everything written to the operating system. For exits that run no destructors.
void flush();

}  // namespace newsbus::log
