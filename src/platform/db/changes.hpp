// SPDX-License-Identifier: Apache-2.0
// Who wants to hear that something was changed. A Transaction announces topics ("registry", "territory": the
// slice whose data it changed; ledger::append announces by itself); after its commit, before write() returns,
// everybody who subscribed hears each topic once. Nothing is heard of what was rolled back.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace kheo::db {

/// A topic for those who must look at everything again: changes may have been missed, e.g. while the
/// connection to the server was lost.
inline constexpr std::string_view kAnyTopic;

/// Called on the thread that committed, or on one of the database's own: keep it short, never write or wait
/// for a writer in it, let nothing throw.
using Heard = std::function<void(std::string_view topic)>;

using Topics = std::set<std::string, std::less<>>;

/// Thread-safe. Callbacks run one after another.
class Listeners {
  public:
    int add(Heard heard);
    /// Waits for a running callback, except when called from inside one.
    void remove(int id);
    void tell(const Topics& topics);

  private:
    void tell(std::string_view topic);
    std::recursive_mutex mutex_;
    std::map<int, std::shared_ptr<Heard>> all_;
    int last_ = 0;
};

/// Ends the subscription when destroyed: afterwards the callback neither runs nor starts again. May outlive
/// the Database.
class Subscription {
  public:
    Subscription() = default;
    Subscription(std::shared_ptr<Listeners> listeners, int id) : listeners_(std::move(listeners)), id_(id) {}
    Subscription(Subscription&& other) noexcept : listeners_(std::move(other.listeners_)), id_(other.id_) {}
    Subscription& operator=(Subscription&& other) noexcept;
    ~Subscription();

  private:
    std::shared_ptr<Listeners> listeners_;
    int id_ = 0;
};

}  // namespace kheo::db
