// SPDX-License-Identifier: Apache-2.0
#include "platform/http/outage.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "platform/http/encoding.hpp"
#include "platform/http/messages.gen.hpp"

namespace kheo::http {

namespace {

constexpr int kMinute = 60;

struct Kind {
    std::string_view word;  // Error::code (db::code)
    const Message& what;
    int wait;              // seconds
    bool kept_out = true;  // surely nothing was saved by what failed
};

const Kind& kind_of(const Error& error) {
    static const std::array known{
        Kind{"busy", msg::busy, 10},
        Kind{"serialization", msg::busy, 10},
        Kind{"connection", msg::outage_away, kMinute},
        Kind{"commit_unknown", msg::outage_commit, kMinute, false},
        Kind{"disk_full", msg::outage_storage, 15 * kMinute},
        Kind{"read_only", msg::outage_storage, 15 * kMinute},
    };
    static const Kind other{"", msg::outage_other, 15 * kMinute, false};
    static const Kind fault{"", msg::internal, 5 * kMinute, false};
    const auto found = std::ranges::find(known, error.code, &Kind::word);
    if (found != known.end()) return *found;
    return error.kind == ErrorKind::environment ? other : fault;
}

const Message& advice(const Request& request, const Kind& kind, bool saved) {
    if (request.path.starts_with("/api/")) return msg::outage_api;
    if (request.method != Method::post) return msg::outage_read;
    const bool here = can_be_sent_again(request);
    const bool in_the_saving = &kind.what == &msg::outage_commit;  // its own sentence tells of what was saved
    if (saved && !in_the_saving) return here ? msg::outage_saved_here : msg::outage_saved_back;
    if (kind.kept_out) return here ? msg::outage_send_here : msg::outage_send_back;
    return here ? msg::outage_unsure_here : msg::outage_unsure_back;
}

std::string wait_text(int seconds, Language language) {
    if (seconds == kMinute) return std::string(msg::wait_minute.in(language));
    const bool minutes = seconds >= kMinute;
    const auto count = std::to_string(minutes ? seconds / kMinute : seconds);
    return Sentence(minutes ? msg::wait_minutes : msg::wait_seconds, {{"count", count}}).in(language);
}

}  // namespace

Outage outage_of(const Request& request, const Error& error, bool saved) {
    const auto& kind = kind_of(error);
    const Sentence sentence(advice(request, kind, saved),
                            {{"what", std::string(kind.what.in(request.language))},
                             {"wait", wait_text(kind.wait, request.language)}});
    return {{error.kind, sentence, {}, {}, error.code}, kind.wait};
}

bool can_be_sent_again(const Request& request) {
    return request.method == Method::post && request.uploads.empty() && !request.form.get("_csrf").empty() &&
           is_local_target(request.target);
}

void forget_secrets(Request& request, std::span<const std::string_view> secret_fields) {
    const auto holds = [&](std::string_view name) { return !request.form.get(name).empty(); };
    if (std::ranges::any_of(secret_fields, holds)) request.form = {};
}

}  // namespace kheo::http
