#pragma once

#include "agenda.h"
#include "message/outbox_entry.h"
#include "store/store.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace newsbus::simulation {

/// An article's message, as far as the model of the ledger must know it.
struct Told {
    Seq seq = 0;
    std::string source, link, kind;
    int version = 0;
    int take = 0;       ///< of the headline
    int page_take = 0;  ///< of the body; 0 = it is not the page's
};

/// Reads what every commit appended, and holds it to the promises about the log: numbers without gaps, never used
/// twice, `prev` of the topic, versions that ascend by one.
class LogWatch {
public:
    LogWatch(Agenda& agenda, store::Outbox& outbox) : agenda_(agenda), outbox_(outbox) {}

    /// Looks at what is new and gives the articles in it.
    std::vector<Told> read();

    /// Compares a message as somebody got it with the log. `who` is for the message of failure.
    void compare(std::string_view who, const OutboxEntry& entry);
    void compare(std::string_view who, Seq seq, std::uint64_t print);

    Seq last() const { return records_.size(); }
    const std::string& topic(Seq seq) const { return records_.at(seq - 1).topic; }

    /// The log from its first message kept to the last has no holes.
    void check_kept();

private:
    struct Record {
        std::uint64_t print = 0;
        std::string topic;
    };
    void take(const OutboxEntry& entry, std::vector<Told>& articles);
    void take_article(const OutboxEntry& entry, std::string_view kind, std::vector<Told>& articles);
    void take_event(const OutboxEntry& entry, std::string_view kind, const std::string& source);

    Agenda& agenda_;
    store::Outbox& outbox_;
    std::vector<Record> records_;  ///< by number, from 1
    std::map<std::string, Seq> topics_;
    std::map<std::pair<std::string, std::string>, int> versions_;  ///< of source and id
    std::map<std::string, std::string> states_;                    ///< last event of a source
};

/// One number for the three frames of a message.
std::uint64_t print_of(const OutboxEntry& entry);
std::uint64_t print_of(std::string_view topic, std::string_view header, std::string_view body);

}  // namespace newsbus::simulation
