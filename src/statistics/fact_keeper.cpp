// SPDX-License-Identifier: Apache-2.0
#include "statistics/fact_keeper.hpp"

#include <algorithm>

#include "statistics/fact_runs.hpp"
#include "statistics/loaded.hpp"

namespace kheo::statistics {

namespace {

constexpr std::size_t kMostToFollow = 2'000;  // initiatives read by one question; more are left to the worker
constexpr std::size_t kFewChanged = 2'000;    // beside the columns: never worth a merge
constexpr std::size_t kShare = 100;           // more than 1/100 of the initiatives is
constexpr auto kAfterFailure = std::chrono::seconds(5);

bool much(const FactRuns& facts) {
    return facts.changed.size() > std::max(kFewChanged, facts.columns->ids.size() / kShare);
}

}  // namespace

FactKeeper::FactKeeper(db::Database& database, const Clock& clock, AtlasOf atlas, FactSource source)
    : database_(database), clock_(clock), atlas_(std::move(atlas)), source_(std::move(source)) {}

FactKeeper::~FactKeeper() = default;

std::shared_ptr<const FactRuns> FactKeeper::current() const {
    const std::lock_guard lock(mutex_);
    return current_;
}

void FactKeeper::put(std::shared_ptr<const FactRuns> facts) {
    const std::lock_guard lock(mutex_);
    current_ = std::move(facts);  // what it replaces goes with its last reader
}

Result<> FactKeeper::make() {
    auto facts = TRY(database_.read(
        [&](db::Transaction& tx) { return load_fact_runs(tx, *atlas_(), source_, clock_.today()); }));
    const std::lock_guard following(following_);
    const std::lock_guard lock(mutex_);
    unfit_ = !facts;
    current_ = std::move(facts);
    return {};
}

void FactKeeper::merge() {
    const auto before = current();
    if (!before) return;
    auto facts = merged(*before);
    const std::lock_guard following(following_);
    put(std::move(facts));  // what came meanwhile is read again by the next question
}

/// Errors are not those of the question: SQL answers it, and says what is wrong if something is.
std::shared_ptr<const FactRuns> FactKeeper::catch_up(db::Transaction& tx, const ledger::Standing& standing) {
    const std::lock_guard following(following_);
    auto known = current();
    if (!known || known->standing.total() > standing.total()) return nullptr;
    if (known->standing.total() == standing.total()) return known;
    const auto changed = ledger::subjects_since(tx, source_.subject, known->standing.sealed);
    if (!changed) return nullptr;
    if (changed->size() > kMostToFollow) {
        ask_for(make_wanted_);
        return nullptr;
    }
    auto facts = follow(tx, source_, *known, *changed, standing);
    if (!facts) return nullptr;
    if (!*facts) {
        const std::lock_guard lock(mutex_);
        unfit_ = true;
        current_.reset();
        return nullptr;
    }
    if (much(**facts)) ask_for(merge_wanted_);
    put(*facts);
    return *facts;
}

std::shared_ptr<const FactRuns> FactKeeper::find(db::Transaction& tx) {
    if (tx.writes()) return nullptr;
    const auto known = current();
    if (!known) return nullptr;
    const auto standing = ledger::standing(tx);
    if (!standing) return nullptr;
    return known->standing.total() == standing->total() ? known : catch_up(tx, *standing);
}

std::shared_ptr<const FactRuns> FactKeeper::as_seen_by(db::Transaction& tx) {
    auto found = find(tx);
    const std::lock_guard lock(mutex_);
    ++(found ? by_runs_ : by_sql_);
    return found;
}

FactKeeper::Figures FactKeeper::figures() const {
    const std::lock_guard lock(mutex_);
    return {current_ ? static_cast<std::int64_t>(current_->bytes()) : 0, by_runs_, by_sql_};
}

void FactKeeper::ask_for(bool& what) {
    const std::lock_guard lock(mutex_);
    what = true;
    wake_.notify_all();
}

void FactKeeper::start() {
    make_wanted_ = true;
    worker_ = std::jthread([this](std::stop_token stop) { work(std::move(stop)); });
}

void FactKeeper::work(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (!stop.stop_requested()) {
        wake_.wait(lock, stop, [&] { return make_wanted_ || merge_wanted_; });
        if (stop.stop_requested()) return;
        const bool all = std::exchange(make_wanted_, false);
        merge_wanted_ = false;
        lock.unlock();
        const bool failed = all && !make();
        if (!all) merge();
        lock.lock();
        if (!failed) continue;
        make_wanted_ = true;  // a busy or lost database: once more a little later
        wake_.wait_for(lock, stop, kAfterFailure, [] { return false; });
    }
}

std::shared_ptr<Counter> best_counter(FactKeeper* keeper, db::Transaction& tx, const FactSource& source) {
    auto facts = keeper ? keeper->as_seen_by(tx) : nullptr;
    return facts ? run_counter(std::move(facts)) : sql_counter(tx, source);
}

Result<PivotAnswer> pivot_of(FactKeeper* keeper, db::Transaction& tx, const territory::Atlas& atlas,
                             const FactSource& source, const PivotQuery& query, Date today) {
    const auto loaded = TRY(load_with(best_counter(keeper, tx, source), tx, atlas, source, query, today));
    return count(tx, atlas, source, loaded, query, today);
}

}  // namespace kheo::statistics
