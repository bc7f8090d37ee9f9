#pragma once

#include <string_view>

namespace newsbus {

/// What is known of the publisher of a date. It settles names that mean several things: IST is a time of India, of
/// Ireland and of Israel, "listopad" October in Croatian and November in Polish, "CH" the afternoon in Vietnamese.
/// Looked at for such names only.
struct DateContext {
    std::string_view language = {};  ///< BCP 47; "" = unknown
    std::string_view host = {};      ///< of its site, whose last label may name a country; "" = unknown
    /// Read 4/3/2020 in the order of the language and country, as readers of a page do. Programs write feeds, in an
    /// order of their own.
    bool for_readers = false;
};

}  // namespace newsbus
