// SPDX-License-Identifier: Apache-2.0
#include "movement/reminding.hpp"

#include <algorithm>

#include "movement/messages.gen.hpp"
#include "movement/rules.hpp"
#include "movement/store.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/mail/mail.hpp"
#include "platform/mail/message.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::movement {

namespace {

constexpr std::size_t kNamed = 12;
constexpr std::size_t kLongestTitle = 400;  // bytes of the subject of a letter, which also names the day
constexpr Millis kSeven = 7LL * 3'600'000;  // nobody's telephone rings at night

std::string vi(const Message& message, std::vector<Sentence::Argument> arguments = {}) {
    return Sentence(message, std::move(arguments)).in(Language::vi);
}

std::string names_of(const std::vector<const AskedRow*>& units) {
    std::string out;
    for (std::size_t i = 0; i < std::min(units.size(), kNamed); ++i)
        out += (i == 0 ? "" : ", ") + units[i]->name;
    if (units.size() > kNamed) out += vi(msg::and_more, {{"count", std::to_string(units.size() - kNamed)}});
    return out;
}

/// The unit's own mailbox, else that of one it stands for: an office answers for a while after a merger.
std::string address_of(const std::vector<store::Contact>& contacts, UnitId unit,
                       const std::vector<UnitId>& formerly) {
    auto found = std::ranges::find(contacts, unit, &store::Contact::unit);
    for (auto one = formerly.begin(); found == contacts.end() && one != formerly.end(); ++one)
        found = std::ranges::find(contacts, *one, &store::Contact::unit);
    return found == contacts.end() ? std::string() : found->address;
}

std::vector<UnitId> went_into(const territory::Atlas& atlas, UnitId unit) {
    std::vector<UnitId> out;
    for (const auto& former : atlas.predecessors(unit)) out.push_back(former.unit.id);
    return out;
}

std::string where(std::string_view site, const Call& call) {
    if (site.empty()) return vi(msg::letter_where_inside, {{"code", call.code}});
    return vi(msg::letter_where, {{"link", short_link(site, call.code)}});
}

mail::Letter letter_to(const Call& call, const AskedRow& row, const std::string& address,
                       std::string_view site, Date today) {
    const auto unit = std::to_string(row.place.unit.value);
    auto text = vi(msg::letter_text, {{"unit", row.name},
                                      {"title", call.title},
                                      {"due", call.due.vietnamese()},
                                      {"reason", call.due_reason},
                                      {"have", std::to_string(row.registered)},
                                      {"required", std::to_string(row.required)}});
    if (!call.message.empty()) text += "\n\n" + call.message;
    text += "\n\n" + where(site, call) + "\n";
    return {"movement.reminder:" + call.code + ":" + unit + ":" + today.iso(), "movement.reminder", address,
            vi(msg::letter_subject,
               {{"title", mail::shortened(call.title, kLongestTitle)}, {"due", call.due.vietnamese()}}),
            text};
}

bool is_due_today(const Call& call, const workflow::WorkingCalendar& calendar, Date today) {
    return std::ranges::any_of(
        call.remind_before, [&](int days) { return working_days_before(call.due, days, calendar) == today; });
}

}  // namespace

std::string short_link(std::string_view site, std::string_view code) {
    return std::string(site).append("/k/").append(code);
}

std::string ready_message(const Call& call, const std::vector<const AskedRow*>& units,
                          std::string_view link) {
    std::string out = vi(msg::chat_title, {{"title", call.title}});
    if (!units.empty()) out += "\n" + vi(msg::chat_units, {{"units", names_of(units)}});
    out += "\n" + vi(msg::chat_due, {{"due", call.due.vietnamese()}});
    if (!call.message.empty()) out += "\n" + call.message;
    return out + "\n" + vi(msg::chat_link, {{"link", std::string(link)}});
}

Result<Reminded> remind(db::Transaction& tx, const Call& call, const Progress& progress,
                        std::string_view site, Told told, bool scheduled, auth::UserId by, Date today,
                        Millis at) {
    const auto contacts = TRY(store::contacts(tx));
    Reminded out;
    for (const auto* row : progress.to_remind()) {
        const auto address = address_of(contacts, row->place.unit, row->place.asked);
        if (address.empty() != (told == Told::in_chat)) continue;
        const Reminder reminder{row->place.unit, today, scheduled, !address.empty(), by, at};
        if (!TRY(store::insert_reminder(tx, call.id, reminder))) continue;
        ++out.units;
        if (!address.empty())
            out.letters += TRY(mail::queue(tx, letter_to(call, *row, address, site, today), at));
    }
    if (out.units > 0)
        TRY(ledger::append(tx, {by, "movement.reminded", "movement_call", call.id.value, "units", {}}, at));
    return out;
}

Result<std::string> mailbox_of(db::Transaction& tx, const territory::Atlas& atlas, UnitId unit, Date on) {
    const auto commune = atlas.ancestor(unit, territory::Level::commune, on);
    for (const auto* at = atlas.find(unit, on); at; at = atlas.find(at->parent, on)) {
        const auto formerly = went_into(atlas, at->id);
        auto answering = formerly;
        answering.push_back(at->id);
        auto address = address_of(TRY(store::contacts_of(tx, answering)), at->id, formerly);
        if (!address.empty() || !commune || at->id == commune) return address;
    }
    return std::string();
}

Result<int> remind_scheduled(const Services& services) {
    const auto now = services.clock.now();
    const auto today = services.clock.today();
    if (now - day_start(today) < kSeven) return 0;
    const auto wanted = TRY(services.database.read([&](db::Transaction& tx) -> Result<std::vector<Call>> {
        const auto calendar = TRY(workflow::load_calendar(tx));
        auto calls = TRY(store::open_calls(tx));
        std::erase_if(calls, [&](const Call& call) { return !is_due_today(call, calendar, today); });
        return calls;
    }));
    if (wanted.empty()) return 0;
    const auto site = services.public_address ? TRY(services.public_address()) : std::string();
    const auto atlas = services.atlas();
    int units = 0;
    std::optional<Error> failed;
    std::string codes;
    for (const auto& call : wanted) {
        const auto done = services.database.write([&](db::Transaction& tx) -> Result<Reminded> {
            const auto window = TRY(store::find_window(tx, call.window));
            if (!window || window->closed) return Reminded{};
            const auto progress = TRY(progress_of(tx, services, *atlas, call, *window, today));
            return remind(tx, call, progress, site, Told::by_letter, true, {}, today, now);
        });
        // one call keeps nobody else from being reminded
        if (done) {
            units += done->units;
            continue;
        }
        codes += (codes.empty() ? "" : ", ") + call.code;
        if (!failed) failed = done.error();
    }
    if (failed)
        return fail(failed->kind, msg::calls_not_reminded,
                    {{"codes", codes}, {"why", failed->message.in(Language::vi)}});
    return units;
}

}  // namespace kheo::movement
