// SPDX-License-Identifier: Apache-2.0
// Strong row ids: one type per table, so that a unit id is never passed for an initiative id.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace kheo {

template <typename Tag>
struct Id {
    std::int64_t value = 0;  // 0 is "none"

    explicit operator bool() const { return value != 0; }
    auto operator<=>(const Id&) const = default;
};

}  // namespace kheo

template <typename Tag>
struct std::hash<kheo::Id<Tag>> {
    std::size_t operator()(kheo::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
