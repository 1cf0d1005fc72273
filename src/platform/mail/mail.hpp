// SPDX-License-Identifier: Apache-2.0
// The outbox: letters are queued in the transaction of the act that wants them told, and sent by a thread of
// the server afterwards, one server at a time. A letter goes out at least once: who is killed between the
// sending and its mark sends it again under the same Message-ID, by which mail servers know the second one.
// What was sent is forgotten but for a hash and the times. Functions with a Transaction run inside the
// caller's; all are safe on any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/mail/courier.hpp"

namespace kheo::mail {

/// A secret that stands in the text only at the moment of sending: sealed by the caller, under bound_of(key).
struct Sealed {
    std::string bytes, key_id;
};
/// Where the text has it.
inline constexpr std::string_view kSecretMark = "{secret}";
/// What the secret of the letter with this key is bound to.
std::string bound_of(std::string_view letter_key);

struct Letter {
    std::string key;      // made by the caller from what the letter is about: "reminder:12:345:2026-11-22"
    std::string purpose;  // "movement.reminder"
    std::string to;       // one mailbox (read_address)
    std::string subject, text;
    std::optional<Sealed> sealed{};  // then the text holds kSecretMark
};

/// Puts a letter into the outbox. false: a letter with this key was queued before, and nothing changes.
/// invalid with every fault under the fields to, subject, text: a line break in a subject, an address that is
/// none, a text over 64 KB.
Result<bool> queue(db::Transaction& tx, const Letter& letter, Millis at);
/// Letters whose key begins so and that are not sent yet are gone, as if nobody had queued them; `kept`
/// stays. The beginning holds neither % nor _.
Result<> withdraw(db::Transaction& tx, std::string_view key_begins, std::string_view kept = {});

struct Standing {
    std::int64_t waiting = 0, sent = 0, failed = 0;
    std::optional<Millis> oldest_waiting;  // queued at
};
Result<Standing> standing(db::Transaction& tx);

enum class MailState { waiting, sent, failed };
struct Line {
    std::int64_t id = 0;
    std::string purpose;
    MailState state = MailState::waiting;
    std::string recipient;  // masked; "" once forgotten
    int attempts = 0;
    std::string problem;  // word of the last try, see problem_message()
    Millis queued_at = 0, next_at = 0, done_at = 0;
};
/// Newest first.
Result<std::vector<Line>> recent(db::Transaction& tx, int limit);

/// Broken invariants of the outbox, one line each for the operator; empty when sound.
Result<std::vector<std::string>> faults(db::Transaction& tx);

/// Every failed letter that is still kept, and every waiting one, is tried at once. How many.
Result<std::int64_t> retry(db::Transaction& tx, Millis at);

/// Minutes until the next try after so many tries in vain: 1, 5, 15, 30, 60, 120, then 240.
Millis pause_after(int attempts);

inline constexpr Millis kGiveUpAfter = 3LL * 24 * 3'600'000;   // since it was queued
inline constexpr Millis kForgetAfter = 30LL * 24 * 3'600'000;  // a failed letter, since it was given up

/// What the sender works with; all outlive it.
struct Post {
    db::Database& database;
    const Clock& clock;
    /// Read anew for each round, so that a changed setting works at once; nullopt: no mail server is set,
    /// letters wait.
    std::function<Result<std::optional<Smtp>>()> settings;
    std::function<std::unique_ptr<Courier>(const Smtp&)> courier = make_smtp_courier;
    std::function<void(std::string_view line)> log{};  // faults, without addresses
    /// Opens what a letter carries sealed; none: such letters fail.
    std::function<Result<std::string>(const Sealed& sealed, std::string_view bound)> unseal{};
};

struct Round {
    int delivered = 0, later = 0, refused = 0, given_up = 0;
};

/// One round: gives up what is too old, forgets what is, sends what is due, unless another server is at it.
Result<Round> send_due(const Post& post, std::stop_token stop = {});

/// A round every five seconds and soon after something was queued, until destroyed.
class Sender {
  public:
    explicit Sender(Post post);
    ~Sender();
    Sender(const Sender&) = delete;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace kheo::mail
