#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace newsbus::store {

/// The state of the source with that row number.
SourceState read_state(Database& database, std::int64_t source);

/// Replaces everything but `articles`, which the store counts itself, and `push`.
void write_state(Database& database, std::int64_t source, const SourceState& state);

/// SourceState::push of it.
Push read_push(Database& database, std::int64_t source);
void write_push(Database& database, std::int64_t source, const Push& push);

/// Those that there are.
std::vector<Subscription> subscriptions_of(Database& database);
std::array<std::size_t, push_stage_count> count_subscriptions(Database& database);

/// The configured sources as `newsbus status` shows them, by id.
std::vector<SourceStatus> source_statuses(Database& database);

/// At most `most` of them that fail or are blocked or gone, most failures in a row first.
std::vector<SourceStatus> worst_sources(Database& database, std::size_t most);

Census census_of(Database& database);

/// The name of this installation: the configured one, or the random one.
std::string stored_publisher(Database& database);

/// Fingerprints as stored: 8 bytes each, little-endian.
std::string prints_to_bytes(const std::vector<std::uint64_t>& prints);
std::vector<std::uint64_t> prints_from_bytes(std::string_view bytes);

}  // namespace newsbus::store
