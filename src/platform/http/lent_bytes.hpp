// SPDX-License-Identifier: Apache-2.0
// Bytes lent to a response (Response::borrowed, keeps) whose owner wants to hear what is on its way, so that
// a long file need not be in memory as a whole. Called on the thread that sends.
#pragma once

#include <memory>
#include <string_view>
#include <utility>

namespace kheo::http {

/// Found again by its type, whatever else is kept in a shared_ptr<const void>.
struct Lent {
    std::shared_ptr<const void> owner;
    void (*sent)(std::string_view part);
    void operator()(const void*) const {}  // the owner goes with this object
};

inline std::shared_ptr<const void> lend(std::shared_ptr<const void> owner,
                                        void (*sent)(std::string_view part)) {
    const void* bytes = owner.get();
    return {bytes, Lent{std::move(owner), sent}};
}

}  // namespace kheo::http
