// SPDX-License-Identifier: Apache-2.0
#include <mutex>

#include "territory/atlas.hpp"
#include "territory/store.hpp"

namespace kheo::territory {

struct AtlasKeeper::State {
    explicit State(db::Database& d) : database(d), atlas(make_atlas(History{})) {}

    void look() {
        const std::lock_guard lock(loading);
        const auto now = database.read([](db::Transaction& tx) { return store::revision(tx); });
        if (!now || *now == revision) return;
        auto loaded = database.read([](db::Transaction& tx) { return load_atlas(tx); });
        if (!loaded) return;
        publish(*std::move(loaded));
        revision = *now;
    }

    void publish(std::shared_ptr<const Atlas> next) {
        const std::lock_guard lock(pointing);
        atlas.swap(next);
    }

    std::shared_ptr<const Atlas> current() {
        const std::lock_guard lock(pointing);
        return atlas;
    }

    db::Database& database;
    // Not std::atomic<std::shared_ptr>: in g++ 12 a load is ordered before a later store only by luck of the
    // processor.
    std::mutex pointing;
    std::shared_ptr<const Atlas> atlas;
    std::mutex loading;
    std::int64_t revision = -1;
    db::Subscription subscription;
};

namespace {
bool concerns_territory(std::string_view topic) {
    return topic == "territory" || topic == db::kAnyTopic;
}
}  // namespace

AtlasKeeper::AtlasKeeper(db::Database& database) : state_(std::make_unique<State>(database)) {
    // At once for a change of this process: whoever hears of it later in the same round sees the new map.
    state_->subscription = database.subscribe([state = state_.get()](std::string_view topic) {
        if (concerns_territory(topic)) state->look();
    });
    state_->look();
}

AtlasKeeper::~AtlasKeeper() = default;

std::shared_ptr<const Atlas> AtlasKeeper::current() const {
    return state_->current();
}

void AtlasKeeper::refresh() const {
    state_->look();
}

}  // namespace kheo::territory
