// SPDX-License-Identifier: Apache-2.0
// Reminders for initiatives of which nothing was heard for a year (replication.hpp).
#include <limits>
#include <map>

#include "platform/ledger/ledger.hpp"
#include "platform/mail/mail.hpp"
#include "registry/pages.hpp"
#include "registry/places.hpp"
#include "registry/replication/messages.gen.hpp"
#include "registry/replication/store.hpp"

namespace kheo::registry::replication {

namespace {

constexpr std::size_t kNamed = 20;  // initiatives that a letter or message names; the page has them all

std::string vi(const Message& message, std::vector<Sentence::Argument> arguments = {}) {
    return Sentence(message, std::move(arguments)).in(Language::vi);
}

/// The unit that stands for it today.
territory::UnitId standing(const Reading& reading, territory::UnitId unit) {
    const auto now = reading.atlas.restate(unit, reading.today).unit;
    return now ? now : unit;
}

std::string line_of(const Silent& silent, const Reading& reading, std::string_view site) {
    return vi(msg::reminder_line,
              {{"title", silent.title},
               {"number", silent.number},
               {"unit", unit_label(reading.atlas, standing(reading, silent.unit), reading.today)},
               {"day", silent.last_heard.vietnamese()},
               {"link", std::string(site) + "/so-dang-ky/" + silent.number + "/nhan-rong"}});
}

std::string lines_of(const std::vector<Silent>& all, const Reading& reading, std::string_view site) {
    std::string out;
    for (std::size_t i = 0; i < std::min(all.size(), kNamed); ++i)
        out += line_of(all[i], reading, site) + "\n";
    if (all.size() > kNamed)
        out += vi(msg::reminder_more, {{"count", std::to_string(all.size() - kNamed)}}) + "\n";
    return out;
}

mail::Letter letter_to(const std::string& mailbox, territory::UnitId unit, const std::vector<Silent>& all,
                       const Reading& reading, std::string_view site) {
    return {"registry.silent:" + std::to_string(unit.value) + ":" + reading.today.iso(),
            "registry.silent",
            mailbox,
            vi(msg::reminder_subject, {{"count", std::to_string(all.size())}}),
            vi(msg::reminder_text, {{"unit", unit_label(reading.atlas, unit, reading.today)},
                                    {"lines", lines_of(all, reading, site)}}),
            {}};
}

/// Logged whether or not the office has a mailbox: then the message in the chat has to do.
Result<std::int64_t> log_all(db::Transaction& tx, const std::vector<Silent>& all, bool letter,
                             const Acting& acting) {
    std::int64_t logged = 0;
    for (const auto& silent : all) {
        if (!TRY(store::insert_reminder(tx, silent.id, letter, acting))) continue;
        TRY(ledger::append(
            tx, {acting.who.user, "registry.silent_reminded", "initiative", silent.id.value, {}, {}},
            acting.at));
        ++logged;
    }
    return logged;
}

}  // namespace

Result<std::vector<Silent>> to_remind(db::Transaction& tx, std::vector<Silent> silent,
                                      const Reading& reading) {
    const auto days = TRY(store::parameter(tx, "silent_reminder_days", reading.today));
    if (days <= 0) return std::vector<Silent>{};
    std::erase_if(silent, [&](const Silent& one) {
        return !may_see(reading, one.unit) ||
               (one.reminded && reading.today < one.reminded->plus_days(static_cast<int>(days)));
    });
    return silent;
}

Result<Reminded> remind_silent(db::Transaction& tx, const Reading& reading, const Mailbox& mailbox,
                               std::string_view site, const Acting& acting) {
    std::map<std::int64_t, std::vector<Silent>> by_unit;
    auto silent_ones = TRY(upkeep(tx, reading, std::numeric_limits<std::size_t>::max())).silent;
    for (auto& silent : TRY(to_remind(tx, std::move(silent_ones), reading)))
        by_unit[standing(reading, silent.unit).value].push_back(std::move(silent));
    Reminded out;
    for (const auto& [id, all] : by_unit) {
        const territory::UnitId unit{id};
        const auto to = mailbox ? TRY(mailbox(tx, unit)) : std::string();
        out.initiatives += TRY(log_all(tx, all, !to.empty(), acting));
        if (!to.empty())
            out.letters += TRY(mail::queue(tx, letter_to(to, unit, all, reading, site), acting.at)) ? 1 : 0;
    }
    return out;
}

std::string ready_message(const std::vector<Silent>& silent, const Reading& reading, std::string_view site) {
    return vi(msg::reminder_chat, {{"lines", lines_of(silent, reading, site)}});
}

}  // namespace kheo::registry::replication
