#pragma once

#include <memory>
#include <optional>

#include "base/result.h"
#include "source/options.h"
#include "work/harvest.h"
#include "work/job.h"
#include "work/response.h"

namespace newsbus::source {

/// What was read in the answer to a page job.
struct PageReading {
    Article article;
    std::string site_memory;  ///< Job::site_memory with what the page taught added; "" = nothing new
};

/// One configured source: makes requests and reads answers. No I/O; safe to use from any thread.
class Source {
public:
    virtual ~Source() = default;

    /// The request for a job of this source: a poll, one of its parts or one of its pages.
    virtual Result<Request> request_for(const Job& job) const = 0;

    /// Reads the answer to a poll or to a part job (status 200). Articles carry `source`, the configured language and
    /// tags.
    virtual Result<Harvest> read(const Job& job, const Response& response, TimePoint now) const = 0;

    /// Must the page of this entry be fetched before it is published? Decided by the option full_text.
    virtual bool wants_page(const Article& entry) const = 0;

    /// Reads the answer to a page job (status 200): the article of the draft, completed by its page.
    virtual Result<PageReading> read_page(const Job& job, const Response& response, TimePoint now) const = 0;

    const Options& options() const { return options_; }

protected:
    explicit Source(Options options);

    /// The compiled rules, nullptr when there are none.
    const extract::Rules* rules() const { return rules_ ? &*rules_ : nullptr; }

    Options options_;

private:
    std::optional<extract::Rules> rules_;
};

/// The source of that kind. `password` is the content of options.password_file.
std::unique_ptr<Source> make_source(Options options, std::string password = {});

/// Which articles of a large document are made: all, or as few as a visit needs. Then those of a large feed are left
/// unmade (Harvest::unmade), and of a long sitemap only the newest are kept.
enum class Making { all, few };

/// Reads an answer as a source of that kind does: the one place that turns bytes into a Harvest. `newsbus parse` uses
/// it too. `rules` are for pages and listings.
Result<Harvest> read_as(Kind kind, const Response& response, const extract::Rules* rules = nullptr,
                        Making making = Making::all);

}  // namespace newsbus::source
