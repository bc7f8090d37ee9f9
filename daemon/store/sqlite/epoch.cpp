#include "store/sqlite/epoch.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <string_view>
#include <utility>

namespace newsbus::store {
namespace {

constexpr std::string_view last_key = "last ";  // first in the file: its number is overwritten in place
constexpr std::size_t longest_file = 2000;

/// What a copy of a file does not have: when it was made, and its number in the file system. The kernel's clock for
/// files goes on every few milliseconds, so a copy may have been made when the original was; some file systems do not
/// know when a file was made.
struct Origin {
    std::string birth, inode;
};

Origin origin_of(int file) {
    struct statx status {};
    if (statx(file, "", AT_EMPTY_PATH, STATX_BTIME | STATX_INO, &status) != 0) return {"unknown", "unknown"};
    std::string inode = fmt::format("{}", status.stx_ino);
    if (status.stx_mask & STATX_BTIME)
        return {fmt::format("made {}.{:09}", status.stx_btime.tv_sec, status.stx_btime.tv_nsec), inode};
    return {"inode " + inode, inode};
}

std::string text_of(const EpochRecord& record, const Origin& origin) {
    return fmt::format(
        "{}{:020}\nepoch {}\nnext {}\nbirth {}\ninode {}\n"
        "# Tells newsbus when the database beside it was put back from an older copy. Never copy, edit or restore "
        "it.\n",
        last_key, record.last, record.epoch, record.next, origin.birth, origin.inode);
}

/// The value of the line that begins with `key` and a blank.
std::optional<std::string> value_of(std::string_view text, std::string_view key) {
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        if (line.size() > key.size() && line.starts_with(key) && line[key.size()] == ' ')
            return std::string(line.substr(key.size() + 1));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return std::nullopt;
}

std::optional<EpochRecord> parsed(std::string_view text, const Origin& origin) {
    auto last = value_of(text, "last"), epoch = value_of(text, "epoch"), next = value_of(text, "next"),
         birth = value_of(text, "birth"), inode = value_of(text, "inode");
    if (!last || !epoch || !next || !birth || last->size() != 20) return std::nullopt;
    // Files that older versions wrote have no line for the inode.
    bool copied = *birth != origin.birth || inode.value_or(origin.inode) != origin.inode;
    EpochRecord record{*epoch, *next, 0, copied};
    auto [end, failed] = std::from_chars(last->data(), last->data() + last->size(), record.last);
    if (failed != std::errc() || end != last->data() + last->size()) return std::nullopt;
    return record;
}

Failure refused(const std::filesystem::path& path) {
    return Failure({Errc::store, path.string() + ": " + std::strerror(errno)});
}

/// Closes a descriptor on every way out.
struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) close(number);
    }
};

bool write_all(int file, std::string_view text) {
    while (!text.empty()) {
        ssize_t written = ::write(file, text.data(), text.size());
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void sync_folder(const std::filesystem::path& dir) {
    Descriptor folder{open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder.number < 0 || fsync(folder.number) != 0) throw refused(dir);
}

}  // namespace

std::string reason_for_new_epoch(const std::optional<EpochRecord>& beside, const std::string& epoch, Seq last) {
    if (!beside)
        return "the file `epoch` is missing or damaged: the database came here without it, or somebody touched it";
    if (epoch == beside->next) return {};  // killed before the file was told
    if (!beside->next.empty() && epoch == beside->epoch)
        return "a new epoch had been begun";  // killed before the commit
    if (epoch != beside->epoch) return "the database is not the one that ran here last";
    if (last < beside->last)
        return fmt::format("the database was put back from an older copy: it ends at {}, {} was given out", last,
                           beside->last);
    if (beside->copied) return "the folder was copied from another place";
    return {};
}

std::string reason_for_first_epoch(const std::optional<EpochRecord>& beside, Seq last) {
    if (!beside || beside->last <= last) return {};
    return fmt::format("the database that ran here is gone: numbers up to {} were given out", beside->last);
}

EpochFile::EpochFile(const std::filesystem::path& dir) : path_(dir / "epoch") {}

EpochFile::~EpochFile() {
    if (file_ < 0) return;
    renew();
    fdatasync(file_);
    close(file_);
}

std::optional<EpochRecord> EpochFile::read() const {
    Descriptor file{open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
    if (file.number < 0) {
        if (errno == ENOENT) return std::nullopt;
        throw refused(path_);
    }
    std::string text(longest_file, '\0');
    ssize_t size = pread(file.number, text.data(), text.size(), 0);
    if (size < 0) throw refused(path_);
    return parsed(std::string_view(text).substr(0, static_cast<std::size_t>(size)), origin_of(file.number));
}

void EpochFile::write(const EpochRecord& record) {
    auto beside = path_;
    beside += ".new";
    unlink(beside.c_str());  // of a start that was killed: the new one must be a new file
    Descriptor file{open(beside.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0640)};
    if (file.number < 0) throw refused(beside);
    if (!write_all(file.number, text_of(record, origin_of(file.number))) || fsync(file.number) != 0)
        throw refused(beside);
    if (rename(beside.c_str(), path_.c_str()) != 0) throw refused(path_);
    sync_folder(path_.parent_path());
    if (file_ >= 0) close(file_);
    file_ = std::exchange(file.number, -1);
    epoch_ = record.epoch;
    written_ = marked_ = record.last;
}

void EpochFile::renew() noexcept {
    if (marked_ == written_) return;
    try {
        write({epoch_, "", marked_});
    } catch (const Failure&) {  // a full disk, say
    }
}

void EpochFile::renew(TimePoint now) noexcept {
    if (now >= renewed_ && now - renewed_ < std::chrono::minutes(1)) return;
    renewed_ = now;
    renew();
}

void EpochFile::mark(Seq last) noexcept {
    if (file_ < 0 || last <= marked_) return;
    char digits[21];
    std::snprintf(digits, sizeof digits, "%020llu", static_cast<unsigned long long>(last));
    if (pwrite(file_, digits, 20, last_key.size()) == 20) marked_ = last;
}

std::vector<Epoch> stored_epochs(Database& database) {
    std::vector<Epoch> all;
    Query row = database.query("SELECT name, first FROM epoch ORDER BY no");
    while (row.next()) all.push_back({row.text(0), static_cast<Seq>(row.integer(1))});
    return all;
}

// The file first names the new epoch as the next one, then the database takes it, then the file follows. Killed in
// between, the next start finds either that the database has it (and only the file must follow) or that it has not.
std::string settle_epoch(Database& database, EpochFile& file) {
    std::optional<EpochRecord> beside = file.read();
    std::vector<Epoch> epochs = stored_epochs(database);
    auto last = static_cast<Seq>(database.number("SELECT value FROM meta WHERE key = 'seq'"));
    std::string why =
        epochs.empty() ? reason_for_first_epoch(beside, last) : reason_for_new_epoch(beside, epochs.back().name, last);
    if (!epochs.empty() && why.empty()) {
        file.write({epochs.back().name, "", last});
        return {};
    }
    std::string name;
    {
        Query row = database.query("SELECT lower(hex(randomblob(8)))");
        row.next();
        name = row.text(0);
    }
    EpochRecord pending = beside.value_or(EpochRecord{});
    pending.next = name;
    file.write(pending);
    SqlTransaction transaction(database, Durability::full);
    database.run("INSERT INTO epoch(name, first) VALUES(?, ?)", name, last + 1);
    transaction.commit();
    file.write({name, "", last});
    return why;
}

}  // namespace newsbus::store
