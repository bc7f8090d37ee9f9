#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "plugins/host/registry.h"

namespace newsbus::plugins {

/// The context of the source tree.
inline Context test_context() {
    return {NEWSBUS_TEST_DIR "/../plugins/data"};
}

/// A built-in plugin with its fallbacks, after `values` were set over them.
inline std::unique_ptr<Plugin> make_plugin(std::string_view name, const OptionValues& values = {},
                                           const Context& context = test_context()) {
    OptionValues all = values;
    const PluginKind* kind = find_kind(name);
    for (const Option& option : kind->options)
        if (!all.has(option.name)) all.set(std::string(option.name), fallback_value(option).value());
    auto plugin = kind->make(all, context);
    EXPECT_TRUE(plugin) << (plugin ? "" : plugin.error().what);
    return plugin ? std::move(*plugin) : nullptr;
}

/// The article after one plugin.
inline Article processed(Plugin& plugin, Article article) {
    auto verdict = plugin.process(article);
    EXPECT_TRUE(verdict && *verdict == Verdict::keep);
    return article;
}

}  // namespace newsbus::plugins
