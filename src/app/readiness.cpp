// SPDX-License-Identifier: Apache-2.0
#include "app/readiness.hpp"

namespace kheo::app {

namespace {

constexpr std::chrono::seconds kGoodFor{1};   // an answer
constexpr std::chrono::seconds kPatience{2};  // with a question that is under way

}  // namespace

bool Readiness::ready() {
    const std::unique_lock lock(asking_, std::try_to_lock);
    if (!lock) return last_ && now_() - asked_.load() < kPatience;
    if (asked_.load() != Time{} && now_() - asked_.load() < kGoodFor) return last_;
    asked_ = now_();
    last_ = probe_().has_value();
    return last_;
}

http::Route readiness_route(Readiness& readiness) {
    return {http::Method::get, std::string(kReadinessPath), auth::Permission::everyone,
            [&readiness](const http::Request&) -> Result<http::Response> {
                const bool ready = readiness.ready();
                auto response =
                    http::Response::json(ready ? R"({"status":"ok"})" : R"({"status":"unavailable"})");
                response.set("Cache-Control", "no-store");
                if (ready) return response;
                response.status = 503;
                return response.set("Retry-After", "10");
            },
            0};
}

}  // namespace kheo::app
