#include "base/log.h"
#include "base/log_silence.h"
#include "base/utf8.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ansicolor_sink.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <memory>

namespace newsbus::log {
namespace {

constexpr std::size_t longest_value = 500;  // bytes
constexpr std::array<std::string_view, 5> level_names{"trace", "debug", "info", "warn", "error"};

std::atomic<bool> writes_json{false};

/// Does stderr go to the journal (systemd.exec(5), JOURNAL_STREAM)?
bool journal_reads_stderr() {
    const char* stream = std::getenv("JOURNAL_STREAM");
    struct stat info;
    if (!stream || fstat(STDERR_FILENO, &info) != 0) return false;
    return fmt::format("{}:{}", info.st_dev, info.st_ino) == stream;
}

/// "<4>": the priority that sd-daemon(3) reads at the start of a line.
class Priority final : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& out) override {
        static constexpr std::array prefixes{"<7>", "<7>", "<6>", "<4>", "<3>", "<2>", "<6>"};
        std::string_view prefix = prefixes[message.level];
        out.append(prefix.data(), prefix.data() + prefix.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<Priority>(); }
};

std::unique_ptr<spdlog::formatter> make_formatter() {
    auto formatter = std::make_unique<spdlog::pattern_formatter>();
    const char* head = writes_json ? "" : "%Y-%m-%dT%H:%M:%S.%e%z %^%l%$ ";
    if (journal_reads_stderr())
        formatter->add_flag<Priority>('*').set_pattern("%*%v");
    else
        formatter->set_pattern(std::string(head) + "%v");
    return formatter;
}

spdlog::logger& writer() {
    static spdlog::logger made = [] {
        spdlog::logger logger("newsbus", std::make_shared<spdlog::sinks::ansicolor_stderr_sink_mt>());
        logger.set_formatter(make_formatter());
        return logger;
    }();
    return made;
}

/// Must a value stand in quotes? So that a line can be taken apart again.
bool needs_quotes(std::string_view value) {
    return value.empty() || value.find_first_of(" \"=") != value.npos;
}

void append_quoted(std::string& out, std::string_view value) {
    out += '"';
    for (char c : value) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

}  // namespace

std::string as_text(const Line& line) {
    std::string text = line.words;
    for (const Field& field : line.fields) {
        text += ' ' + field.key + '=';
        std::string value = shortened(field.value, longest_value);
        if (needs_quotes(value))
            append_quoted(text, value);
        else
            text += value;
    }
    return text;
}

std::string as_json(const Line& line, Level level, std::string_view module, TimePoint time) {
    boost::json::object object{{"time", format_rfc3339(time)},
                               {"level", level_names[static_cast<std::size_t>(level)]},
                               {"module", module},
                               {"message", line.words}};
    for (const Field& field : line.fields) {
        std::int64_t number = 0;
        auto [end, failed] = std::from_chars(field.value.data(), field.value.data() + field.value.size(), number);
        if (field.is_number && failed == std::errc())
            object[field.key] = number;
        else
            object[field.key] = shortened(field.value, longest_value);
    }
    return boost::json::serialize(object);
}

void Logger::write(Level level, const Line& line) const {
    std::string text = writes_json ? as_json(line, level, module_, SystemClock().now())
                                   : fmt::format("{}: {}", module_, as_text(line));
    writer().log(static_cast<spdlog::level::level_enum>(level), spdlog::string_view_t(text));
}

bool Logger::writes(Level level) const {
    return writer().should_log(static_cast<spdlog::level::level_enum>(level));
}

bool set_level(std::string_view level) {
    auto found = std::ranges::find(level_names, level);
    if (found == level_names.end()) return false;
    writer().set_level(static_cast<spdlog::level::level_enum>(found - level_names.begin()));
    return true;
}

void silence() {
    writer().set_level(spdlog::level::off);
}

bool set_format(std::string_view format) {
    if (format != "text" && format != "json") return false;
    writes_json = format == "json";
    writer().set_formatter(make_formatter());
    return true;
}

void flush() {
    writer().flush();
}

}  // namespace newsbus::log
