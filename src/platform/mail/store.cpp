// SPDX-License-Identifier: Apache-2.0
#include "platform/mail/store.hpp"

#include "platform/mail/address.hpp"
#include "platform/mail/messages.gen.hpp"

namespace kheo::mail {

namespace {

MailState parse_state(std::string_view word) {
    return word == "sent" ? MailState::sent : word == "failed" ? MailState::failed : MailState::waiting;
}

Line read_line(const db::Row& row) {
    Line line;
    line.id = row.integer(0);
    line.purpose = row.get<std::string>(1);
    line.state = parse_state(row.text(2));
    if (!row.is_null(3)) line.recipient = masked(row.text(3));
    line.attempts = row.get<int>(4);
    line.problem = row.get<std::string>(5);
    line.queued_at = row.integer(6);
    line.next_at = row.integer(7);
    line.done_at = row.integer(8);
    return line;
}

}  // namespace

Result<Standing> standing(db::Transaction& tx) {
    Standing out;
    TRY(tx.each(
        [&](const db::Row& row) {
            const auto state = parse_state(row.text(0));
            (state == MailState::sent     ? out.sent
             : state == MailState::failed ? out.failed
                                          : out.waiting) = row.integer(1);
            if (state == MailState::waiting) out.oldest_waiting = row.integer(2);
        },
        "SELECT state, count(*), min(queued_at) FROM mail_message GROUP BY state"));
    return out;
}

Result<std::vector<Line>> recent(db::Transaction& tx, int limit) {
    return tx.all(read_line,
                  "SELECT id, purpose, state, recipient, attempts, problem, queued_at, not_before, done_at "
                  "FROM mail_message ORDER BY id DESC LIMIT ?1",
                  limit);
}

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    const auto number = [](const db::Row& row) {
        return Sentence(msg::fault_letter, {{"id", row.get<std::string>(0)}}).in(Language::vi);
    };
    return tx.all(
        number,
        "SELECT id FROM mail_message WHERE (state = 'sent' AND (recipient IS NOT NULL OR body IS NOT NULL)) "
        "OR (state = 'waiting' AND (recipient IS NULL OR body IS NULL OR token IS NULL)) "
        "OR (state <> 'waiting' AND sealed IS NOT NULL) ORDER BY id");
}

Result<> withdraw(db::Transaction& tx, std::string_view key_begins, std::string_view kept) {
    TRY(tx.exec(
        "DELETE FROM mail_message WHERE recipient IS NOT NULL AND mail_key LIKE ?1 AND mail_key <> ?2",
        std::string(key_begins) + "%", kept));
    return {};
}

Result<std::int64_t> retry(db::Transaction& tx, Millis at) {
    const auto changed = TRY(
        tx.exec("UPDATE mail_message SET state = 'waiting', not_before = ?1, queued_at = ?1, done_at = NULL "
                "WHERE recipient IS NOT NULL AND (state = 'failed' OR state = 'waiting')",
                at));
    if (changed > 0) tx.announce("mail");
    return changed;
}

}  // namespace kheo::mail

namespace kheo::mail::store {

namespace {

Result<> forget_secrets(db::Transaction& tx) {
    TRY(tx.exec(
        "UPDATE mail_message SET recipient = NULL, subject = NULL, body = NULL, token = NULL, sealed = "
        "NULL, sealed_with = NULL WHERE state = 'failed' AND sealed IS NOT NULL"));
    return {};
}

}  // namespace

Result<bool> insert(db::Transaction& tx, const Letter& letter, std::string_view token, std::string_view hash,
                    Millis at) {
    return TRY(tx.exec("INSERT INTO mail_message (mail_key, purpose, state, recipient, subject, body, token, "
                       "content_hash, attempts, problem, not_before, queued_at, sealed, sealed_with) "
                       "VALUES (?1, ?2, 'waiting', ?3, ?4, ?5, ?6, ?7, 0, '', ?8, ?8, ?9, ?10) ON CONFLICT "
                       "(mail_key) DO NOTHING",
                       letter.key, letter.purpose, letter.to, letter.subject, letter.text, token, hash, at,
                       letter.sealed ? std::optional(db::Param::Blob{letter.sealed->bytes}) : std::nullopt,
                       letter.sealed ? std::optional(letter.sealed->key_id) : std::nullopt)) > 0;
}

Result<bool> anything_old(db::Transaction& tx, Millis queued_before, Millis done_before) {
    return TRY(tx.value("SELECT count(*) FROM (SELECT id FROM mail_message WHERE (state = 'waiting' AND "
                        "queued_at < ?1) OR (state = 'failed' AND recipient IS NOT NULL AND done_at < ?2) "
                        "LIMIT 1) AS old",
                        queued_before, done_before)) > 0;
}

Result<bool> anything_due(db::Transaction& tx, Millis now) {
    return TRY(tx.value("SELECT count(*) FROM (SELECT id FROM mail_message WHERE state = 'waiting' AND "
                        "not_before <= ?1 LIMIT 1) AS due",
                        now)) > 0;
}

Result<std::vector<Waiting>> due(db::Transaction& tx, Millis now, int limit) {
    return tx.all(
        [](const db::Row& row) {
            Waiting out{row.integer(0),          row.get<std::string>(1),
                        row.get<std::string>(2), row.get<std::string>(3),
                        row.get<std::string>(4), row.get<int>(5),
                        row.get<std::string>(6), std::nullopt};
            if (!row.is_null(7)) out.sealed = Sealed{row.get<std::string>(7), row.get<std::string>(8)};
            return out;
        },
        "SELECT id, recipient, subject, body, token, attempts, mail_key, sealed, sealed_with FROM "
        "mail_message "
        "WHERE state = 'waiting' AND not_before <= ?1 ORDER BY not_before, id LIMIT ?2",
        now, limit);
}

Result<> mark_sent(db::Transaction& tx, std::int64_t id, Millis at) {
    TRY(
        tx.exec("UPDATE mail_message SET state = 'sent', recipient = NULL, subject = NULL, body = NULL, "
                "token = NULL, sealed = NULL, sealed_with = NULL, problem = '', attempts = attempts + 1, "
                "done_at = ?2 "
                "WHERE id = ?1 AND state = 'waiting'",
                id, at));
    return {};
}

Result<> mark_failed(db::Transaction& tx, std::int64_t id, std::string_view problem, Millis at) {
    TRY(tx.exec(
        "UPDATE mail_message SET state = 'failed', problem = ?2, attempts = attempts + 1, done_at = ?3 "
        "WHERE id = ?1 AND state = 'waiting'",
        id, problem, at));
    return forget_secrets(tx);
}

Result<> postpone(db::Transaction& tx, const Waiting& letter, std::string_view problem, Millis now) {
    TRY(
        tx.exec("UPDATE mail_message SET problem = ?2, attempts = attempts + 1, not_before = ?3 "
                "WHERE id = ?1 AND state = 'waiting'",
                letter.id, problem, now + pause_after(letter.attempts + 1)));
    return {};
}

Result<std::int64_t> give_up(db::Transaction& tx, Millis queued_before, Millis at) {
    const auto given_up =
        TRY(tx.exec("UPDATE mail_message SET state = 'failed', problem = 'too_old', done_at = ?2 "
                    "WHERE state = 'waiting' AND queued_at < ?1",
                    queued_before, at));
    TRY(forget_secrets(tx));
    return given_up;
}

Result<std::int64_t> forget(db::Transaction& tx, Millis done_before) {
    return tx.exec(
        "UPDATE mail_message SET recipient = NULL, subject = NULL, body = NULL, token = NULL "
        "WHERE state = 'failed' AND recipient IS NOT NULL AND done_at < ?1",
        done_before);
}

}  // namespace kheo::mail::store
