// SPDX-License-Identifier: Apache-2.0
// How often a sign-in may be tried. Counted per account and address together, per address, and per account
// from everywhere; a device that proves by its mark that the account has signed in there (device_mark.hpp) is
// counted for itself alone. No wait is longer than five minutes, waiting attempts do not lengthen it, and an
// address from which the account has signed in before is not held up by what others try from elsewhere:
// nobody can lock the owner out of the devices that are his. In memory, bounded; what changed is handed out
// to be stored, so that a restart is no fresh start. Keys are keyed hashes: a stored count names nobody. Safe
// to use from any thread.
#pragma once

#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/clock.hpp"

namespace kheo::auth {

class SignInThrottle {
  public:
    /// `secret` (16 to 64 bytes) keys the hashes.
    explicit SignInThrottle(const Clock& clock, std::string secret = std::string(32, '\0'))
        : clock_(clock), secret_(std::move(secret)) {}

    /// Milliseconds to wait before the next try; 0 = go on.
    /// `device`: number of a mark that was proved, or kInside; "" = a stranger.
    Millis wait(std::string_view account, std::string_view address, std::string_view device = {});
    void failed(std::string_view account, std::string_view address, std::string_view device = {});
    void succeeded(std::string_view account, std::string_view address, std::string_view device = {});
    /// Whoever is signed in and is asked for the password again: no stranger can be counted here.
    static constexpr std::string_view kInside = "inside";

    struct Count {
        int failures = 0;
        Millis last = 0;
        Millis known_since = 0;  // last success of this pair
    };
    using Stored = std::pair<std::string, Count>;
    /// Counts of before the start.
    void restore(std::vector<Stored> counts);
    /// What changed since the last call.
    std::vector<Stored> take_changed();
    /// Could not be stored: the next call of take_changed hands them out again.
    void put_back(const std::vector<Stored>& counts);
    /// Counts whose last try lies before this moment and that know no success say nothing any more.
    static Millis forgotten_before(Millis now);

  private:
    std::string key(std::string_view kind, std::string_view account, std::string_view address) const;
    Millis wait_of(const std::string& name, int free_tries, Millis now) const;
    void count(std::string name, Millis now);
    void forget_old(Millis now);

    const Clock& clock_;
    std::string secret_;
    std::mutex mutex_;
    std::unordered_set<std::string> changed_;
    std::unordered_map<std::string, Count> counts_;
};

}  // namespace kheo::auth
