// SPDX-License-Identifier: Apache-2.0
#include "platform/db/changes.hpp"

namespace kheo::db {

int Listeners::add(Heard heard) {
    const std::lock_guard lock(mutex_);
    all_.emplace(++last_, std::make_shared<Heard>(std::move(heard)));
    return last_;
}

void Listeners::remove(int id) {
    const std::lock_guard lock(mutex_);
    all_.erase(id);
}

void Listeners::tell(const Topics& topics) {
    if (topics.empty()) return;
    const std::lock_guard lock(mutex_);
    for (const auto& topic : topics) tell(topic);
}

/// A callback may subscribe and unsubscribe, itself too: hence the copy.
void Listeners::tell(std::string_view topic) {
    const auto present = all_;
    for (const auto& [id, heard] : present)
        if (all_.contains(id)) (*heard)(topic);
}

Subscription& Subscription::operator=(Subscription&& other) noexcept {
    std::swap(listeners_, other.listeners_);
    std::swap(id_, other.id_);
    return *this;
}

Subscription::~Subscription() {
    if (listeners_) listeners_->remove(id_);
}

}  // namespace kheo::db
