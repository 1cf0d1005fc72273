// SPDX-License-Identifier: Apache-2.0
#include <atomic>
#include <chrono>
#include <mutex>

#include "territory/atlas.hpp"
#include "territory/store.hpp"

namespace kheo::territory {

using Steady = std::chrono::steady_clock;
constexpr auto kLookAgainAfter = std::chrono::milliseconds(500);

struct AtlasKeeper::State {
    explicit State(db::Database& d) : database(d), atlas(make_atlas(History{})) {}

    void look() {
        const std::lock_guard lock(loading);
        looked.store(Steady::now().time_since_epoch());
        const auto now = database.read([](db::Transaction& tx) { return store::revision(tx); });
        if (!now || *now == revision) return;
        auto loaded = database.read([](db::Transaction& tx) { return load_atlas(tx); });
        if (!loaded) return;
        atlas.store(*std::move(loaded));
        revision = *now;
    }

    db::Database& database;
    std::atomic<std::shared_ptr<const Atlas>> atlas;
    std::atomic<Steady::duration> looked{Steady::duration::min()};
    std::mutex loading;
    std::int64_t revision = -1;
};

AtlasKeeper::AtlasKeeper(db::Database& database) : state_(std::make_unique<State>(database)) {
    state_->look();
}

AtlasKeeper::~AtlasKeeper() = default;

std::shared_ptr<const Atlas> AtlasKeeper::current() const {
    if (Steady::now().time_since_epoch() - state_->looked.load() > kLookAgainAfter) state_->look();
    return state_->atlas.load();
}

void AtlasKeeper::refresh() const {
    state_->look();
}

bool AtlasScope::contains(auth::ScopeUnit root, auth::ScopeUnit unit, Date on) const {
    return keeper_.current()->is_under(unit, root, on);
}

}  // namespace kheo::territory
