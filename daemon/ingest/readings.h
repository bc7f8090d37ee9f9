#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include "work/job.h"

namespace newsbus::ingest {

/// Which jobs have answers that are being read just now, and how often the daemon died of that: the file `reading` in
/// the state folder, which outlives the process. It tells the next start whether a process died while it read the
/// answer of a job, plugins and commit included, or while it waited for one. Only the first makes the answer suspect: a
/// kill from outside hits whoever waits, and slow pages most of all.
/// A mark costs one write to memory. When the power fails it may not be on disk: then nobody is blamed, which is right.
class Readings {
public:
    /// Counts what the last process left in `dir`, and goes on. Nothing fails: without a file nothing is known.
    explicit Readings(const std::filesystem::path& dir);
    Readings(const Readings&) = delete;
    Readings& operator=(const Readings&) = delete;
    ~Readings();

    /// How many of Job::crashes happened while its answer was being read. Nothing when the last process kept no file.
    std::optional<int> deaths(const Job& job) const;

    /// Marks a job as being read for as long as it lives. `readings` may be nullptr.
    class Mark {
    public:
        Mark(Readings* readings, const Job& job);
        Mark(const Mark&) = delete;
        Mark& operator=(const Mark&) = delete;
        ~Mark();

    private:
        volatile unsigned char* place_;
    };

private:
    unsigned char* places_ = nullptr;  ///< the file, mapped; a byte for each job, by its number
    bool is_known_ = false;            ///< the last process kept it too
};

}  // namespace newsbus::ingest
