// SPDX-License-Identifier: Apache-2.0
// The outbox in SQL. Private to mail.
#pragma once

#include "platform/mail/mail.hpp"

namespace kheo::mail::store {

struct Waiting {
    std::int64_t id = 0;
    std::string to, subject, text, token;
    int attempts = 0;
    std::string key;
    std::optional<Sealed> sealed;
};

Result<bool> insert(db::Transaction& tx, const Letter& letter, std::string_view token, std::string_view hash,
                    Millis at);
/// Is there something to give up or to forget?
Result<bool> anything_old(db::Transaction& tx, Millis queued_before, Millis done_before);
Result<bool> anything_due(db::Transaction& tx, Millis now);
Result<std::vector<Waiting>> due(db::Transaction& tx, Millis now, int limit);
Result<> mark_sent(db::Transaction& tx, std::int64_t id, Millis at);
/// A letter with a secret is forgotten at once: it cannot be tried again.
Result<> mark_failed(db::Transaction& tx, std::int64_t id, std::string_view problem, Millis at);
Result<> postpone(db::Transaction& tx, const Waiting& letter, std::string_view problem, Millis now);
/// Waiting letters queued before that moment; how many.
Result<std::int64_t> give_up(db::Transaction& tx, Millis queued_before, Millis at);
/// Failed ones given up before that moment keep their hash and times only.
Result<std::int64_t> forget(db::Transaction& tx, Millis done_before);

}  // namespace kheo::mail::store
