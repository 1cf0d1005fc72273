// SPDX-License-Identifier: Apache-2.0
#include "statistics/runs/store.hpp"

#include "statistics/runs/merge.hpp"

namespace kheo::statistics::runs {

namespace {

constexpr std::size_t kFewChanges = 2'000;  // never worth a merge
constexpr std::size_t kShare = 200;         // more than 1/200 of the rows is
constexpr std::size_t kMostLots = 256;

/// Many small lots as one, so that the list stays short.
Changes joined(const Changes& lots) {
    auto all = std::make_shared<std::vector<Change>>();
    for (const auto& lot : lots) all->insert(all->end(), lot->begin(), lot->end());
    return {std::move(all)};
}

bool much(const Standing& standing) {
    return standing.changed > kFewChanges && standing.changed > standing.runs->rows() / kShare;
}

}  // namespace

Store::Store(std::shared_ptr<const Runs> runs, std::int64_t position) {
    put(std::make_shared<const Standing>(Standing{std::move(runs), {}, 0, position}));
}

Store::~Store() = default;

std::shared_ptr<const Standing> Store::current() const {
    const std::lock_guard lock(standing_mutex_);
    return standing_;
}

void Store::put(std::shared_ptr<const Standing> standing) {
    const std::lock_guard lock(standing_mutex_);
    standing_.swap(standing);
}

void Store::change(std::vector<Change> changes, std::int64_t position) {
    const std::lock_guard lock(changing_);
    auto next = std::make_shared<Standing>(*current());
    next->position = position;
    next->changed += changes.size();
    if (next->changes.size() >= kMostLots) next->changes = joined(next->changes);
    if (!changes.empty())
        next->changes.push_back(std::make_shared<const std::vector<Change>>(std::move(changes)));
    put(std::move(next));
}

void Store::merge() {
    const std::lock_guard one(merging_);
    const auto before = current();
    auto merged = runs::merge(*before->runs, before->changes);
    const std::lock_guard lock(changing_);
    auto next = std::make_shared<Standing>(*current());
    next->runs = std::move(merged);
    // Lots were only appended, or joined: what was merged is the first `changed` of them.
    auto left = std::make_shared<std::vector<Change>>();
    std::size_t seen = 0;
    for (const auto& lot : next->changes)
        for (const auto& change : *lot)
            if (seen++ >= before->changed) left->push_back(change);
    next->changed = left->size();
    next->changes.clear();
    if (!left->empty()) next->changes.push_back(std::move(left));
    put(std::move(next));
}

void Store::merge_if_much() {
    if (!much(*current()) || busy_.exchange(true)) return;
    worker_ = std::jthread([this] {
        merge();
        busy_ = false;
    });
}

}  // namespace kheo::statistics::runs
