// SPDX-License-Identifier: Apache-2.0
#include "movement/kept.hpp"

namespace kheo::movement {

namespace {
constexpr std::size_t kMost = 200;  // calls; afterwards it begins anew
}

std::shared_ptr<Kept> make_kept() {
    return std::make_shared<Kept>();
}

std::shared_ptr<const Progress> Kept::find(CallId call, const Stamp& stamp) const {
    const std::scoped_lock lock(mutex_);
    const auto found = calls_.find(call);
    return found != calls_.end() && found->second.stamp == stamp ? found->second.progress : nullptr;
}

void Kept::keep(CallId call, const Stamp& stamp, std::shared_ptr<const Progress> progress) {
    const std::scoped_lock lock(mutex_);
    if (calls_.size() >= kMost) calls_.clear();
    calls_.insert_or_assign(call, Entry{stamp, std::move(progress)});
}

}  // namespace kheo::movement
