// SPDX-License-Identifier: Apache-2.0
// How many connections one address holds, so that none takes them all. Safe to use from any thread.
#pragma once

#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

namespace kheo::http {

class Shares {
  public:
    /// One connection's part; given back when it goes. The Shares outlive it.
    class Part {
      public:
        Part() = default;  // of nobody: for whom there is no limit
        Part(Shares& shares, std::string group) : shares_(&shares), group_(std::move(group)) {}
        Part(Part&& other) noexcept
            : shares_(std::exchange(other.shares_, nullptr)), group_(std::move(other.group_)) {}
        Part& operator=(Part&&) = delete;
        ~Part() {
            if (shares_) shares_->give_back(group_);
        }

      private:
        Shares* shares_ = nullptr;
        std::string group_;
    };

    /// nullopt when the group (address_group()) holds `most` already.
    std::optional<Part> take(const std::string& group, std::size_t most) {
        const std::scoped_lock lock(mutex_);
        auto& held = held_[group];
        if (held >= most) return std::nullopt;
        ++held;
        return std::optional<Part>(std::in_place, *this, group);
    }

  private:
    void give_back(const std::string& group) {
        const std::scoped_lock lock(mutex_);
        const auto held = held_.find(group);
        if (--held->second == 0) held_.erase(held);
    }

    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> held_;
};

}  // namespace kheo::http
