// SPDX-License-Identifier: Apache-2.0
// GET /readyz: can this server do its work now, database included? For load balancers and monitoring;
// /healthz says only that the program runs. It costs the database at most one small query a second, however
// many ask, and tells nothing but yes or no.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <string_view>

#include "base/result.hpp"
#include "platform/http/message.hpp"

namespace kheo::app {

/// May be asked by many threads at once. What `probe` and `now` use outlives it.
class Readiness {
  public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Readiness(
        std::function<Result<>()> probe,
        std::function<Time()> now = [] { return std::chrono::steady_clock::now(); })
        : probe_(std::move(probe)), now_(std::move(now)) {}

    /// One asks the database, the others get what was found last; a question that hangs counts as "no".
    bool ready();

  private:
    std::function<Result<>()> probe_;
    std::function<Time()> now_;
    std::mutex asking_;
    std::atomic<Time> asked_{Time{}};
    std::atomic<bool> last_{false};
};

/// Answers in the same words whoever asks: it is not looked up who that is.
inline constexpr std::string_view kReadinessPath = "/readyz";

/// `readiness` outlives the route.
http::Route readiness_route(Readiness& readiness);

}  // namespace kheo::app
