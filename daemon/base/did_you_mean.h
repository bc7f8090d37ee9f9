#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newsbus {

/// ", did you mean `x`?" for the closest of `known`; "" when none is close. For messages about an unknown name: a key
/// of the configuration, a command, an option, a value.
std::string did_you_mean(std::string_view name, const std::vector<std::string_view>& known);

}  // namespace newsbus
