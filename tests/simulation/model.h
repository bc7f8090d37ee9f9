#pragma once

#include "agenda.h"
#include "ledger/seen.h"
#include "log_watch.h"
#include "manners.h"
#include "network.h"
#include "settings.h"
#include "site.h"
#include "store/memory/tables.h"
#include "work/outcome.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace newsbus::simulation {

/// What must become of what the sites served: a second, simpler ledger. It hears what newsbus committed, knows what was
/// served for it, and compares what it makes of that with the log and the rows of the first ledger.
class Model {
public:
    struct Parts {
        Agenda& agenda;
        const std::vector<Site>& sites;
        const Network& network;
        store::Tables& tables;
        LogWatch& log;
        Duration min_interval;
        bool publish_once;
    };
    explicit Model(Parts parts) : parts_(parts), manners_(parts.agenda, parts.min_interval) {}

    /// A feed is asked for.
    void asked(const Site& site, const Request& request) { manners_.asked(site, request); }
    std::uint64_t judged() const { return manners_.judged(); }

    void claimed(std::span<const Job> jobs);
    void released(std::span<const std::int64_t> jobs);
    void committed(std::span<const Outcome> outcomes, std::span<const Result<Receipt>> receipts);

    /// Something else may have appended messages, but no articles.
    void trimmed();

    /// The daemon died, and was started again.
    void died() { claimed_.clear(); }
    void started();

    /// All is well for long enough: everything that the sites show now must be in the log.
    void check_settled(SteadyTime calm);

    /// Nothing is larger than what was served accounts for.
    void check_sizes();

    std::size_t claimed_now() const { return claimed_.size(); }
    std::uint64_t visits() const { return visits_; }

private:
    /// What is known of an entry of a source.
    struct Known {
        bool met = false;
        ledger::State state = ledger::State::waiting;
        Announce announce = Announce::published;
        int version = 0;
        Seq first_seq = 0;
        int latest = 0;          ///< the take that a poll brought last
        std::set<int> listed;    ///< the takes in the last whole answer that was recorded to its end, and since
        std::set<int> told;      ///< the takes of its versions, where no page has a say
        bool owes_page = false;  ///< it has a job of its own
    };
    /// What is known of a source.
    struct Feed {
        std::map<std::string, Known> entries;  ///< by link
        bool set_aside = false;                ///< something was: its visits ended with the daemon's death
        std::optional<SteadyTime> last_poll;
    };
    /// A visit under way, and the entries that its slices so far have brought, by link.
    struct Claimed {
        Job job;
        std::set<std::string> shown;
    };
    /// What an outcome must have caused, by link.
    struct Expected {
        std::map<std::string, int> messages;  ///< their takes
        std::set<std::string> changed;        ///< entries whose row is to be looked at
    };
    /// Entries of sources, by id and link.
    using Entries = std::set<std::pair<std::string, std::string>>;

    void poll_committed(const Outcome& outcome, const Claimed& claimed, std::vector<Told> told);
    void slice_committed(const Outcome& outcome, const Claimed& claimed, const std::vector<Told>& told);
    void page_committed(const Outcome& outcome, const Job& job, std::vector<Told> told);
    void show(const Site& site, Feed& feed, const Job& job, const Answer& answer,
              const std::function<bool(const std::string&)>& wanted, Expected& expected);  ///< those links only
    void remember_list(Feed& feed, const Answer& answer);
    void show_entry(const Site& site, const Job& job, const Shown& shown, Announce announce, Known& known,
                    Expected& expected);
    void compare(const Site& site, Feed& feed, const Expected& expected, const std::vector<Told>& told);
    void compare_message(Feed& feed, const Expected& expected, const Told& article);
    void check_row(const Site& site, const std::string& link, const Known& known);
    void check_shown(const Feed& feed, const Shown& shown);
    bool told_elsewhere(const Site& site, const std::string& link) const;
    const ledger::Seen* row(const std::string& source, const std::string& link) const;
    const Site& site(const std::string& id) const;
    bool is_planned(const Site& of) const;
    void check_lease(std::int64_t job, bool leased);
    void fail(std::string what) { parts_.agenda.fail(std::move(what)); }

    Parts parts_;
    Manners manners_;
    Entries to_check_;  ///< when all outcomes of a commit are through
    std::map<std::string, Feed> feeds_;
    std::map<std::int64_t, Claimed> claimed_;
    std::uint64_t visits_ = 0;
};

}  // namespace newsbus::simulation
