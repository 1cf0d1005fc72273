// SPDX-License-Identifier: Apache-2.0
// How often a sign-in may be tried. Counted per account and address together, per address, and per account
// from everywhere. No wait is longer than five minutes, waiting attempts do not lengthen it, and an address
// from which the account has signed in before is not held up by what others try from elsewhere: nobody can
// lock the owner out for good. In memory, bounded; safe to use from any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.hpp"

namespace kheo::auth {

class SignInThrottle {
  public:
    explicit SignInThrottle(const Clock& clock) : clock_(clock) {}

    /// Milliseconds to wait before the next try; 0 = go on.
    Millis wait(std::string_view account, std::string_view address);
    void failed(std::string_view account, std::string_view address);
    void succeeded(std::string_view account, std::string_view address);

  private:
    struct Count {
        int failures = 0;
        Millis last = 0;
        Millis known_since = 0;  // last success of this pair
    };
    Millis wait_of(const std::string& key, int free_tries, Millis now) const;
    void count(std::string key, Millis now);
    void forget_old(Millis now);

    const Clock& clock_;
    std::mutex mutex_;
    std::unordered_map<std::string, Count> counts_;
};

}  // namespace kheo::auth
