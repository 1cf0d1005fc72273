// SPDX-License-Identifier: Apache-2.0
#include "movement/service.hpp"

#include <algorithm>

#include "movement/messages.gen.hpp"
#include "movement/rules.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::movement {

namespace {

std::unexpected<Error> not_there() {
    return fail(ErrorKind::not_found, msg::not_there);
}

Error wrong(std::vector<FieldError> fields) {
    return {ErrorKind::invalid, msg::not_saved, std::move(fields), {}, {}};
}

Result<> enter(db::Transaction& tx, const Asker& asker, std::string_view verb, std::string_view type,
               std::int64_t id, std::string_view changed) {
    TRY(ledger::append(tx, {asker.who.user, verb, type, id, changed, {}}, asker.at));
    return {};
}

store::Author author(const Asker& asker, const std::string& key) {
    return {key, asker.who.user, asker.at};
}

/// A window that the person runs.
Result<Window> own_window(db::Transaction& tx, const Asker& asker, WindowId id) {
    auto window = TRY(store::find_window(tx, id));
    if (!window || !asker.may_run(window->unit)) return not_there();
    return *std::move(window);
}

bool is_open(const Window& window, Date day) {
    return window.first <= day && day <= window.last;
}

/// A strict window that is over is not opened again by a unit below the one that set it.
bool overrules(const territory::Atlas& atlas, const Window& over, const Window& open, Date day) {
    return over.strict && !territory::reaches(atlas, open.unit, over.unit, day);
}

/// A call that the person runs, still open.
Result<Call> own_call(db::Transaction& tx, const Asker& asker, const std::string& code) {
    auto call = TRY(store::find_call(tx, code));
    if (!call || !asker.may_run(call->unit)) return not_there();
    if (call->closed_on) return fail(ErrorKind::conflict, msg::call_closed);
    return *std::move(call);
}

}  // namespace

bool Asker::may(auth::Permission permission, UnitId unit) const {
    return territory::may_over(atlas, who, permission, unit, today);
}

std::vector<UnitId> Asker::roots(auth::Permission permission) const {
    std::vector<UnitId> out;
    for (const auto& grant : who.grants)
        if (grant.gives(permission, today)) out.push_back(grant.unit);
    return out;
}

bool Asker::touches(UnitId unit) const {
    if (may_read(unit)) return true;
    const auto mine = roots(auth::Permission::read_registry);
    return std::ranges::any_of(mine,
                               [&](UnitId root) { return territory::reaches(atlas, unit, root, today); });
}

Result<> add_drive(const Services& services, const Asker& asker, const Drive& drive,
                   const std::string& request_key) {
    if (!asker.may_run(drive.unit)) return not_there();
    if (auto faults = faults_of(drive); !faults.empty()) return fail(wrong(std::move(faults)));
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto id = TRY(store::insert(tx, drive, author(asker, request_key)));
        if (id)
            TRY(enter(tx, asker, "movement.drive_added", "movement_drive", *id, "title,from,until,basis"));
        return {};
    });
}

bool may_end(const Asker& asker, const Drive& drive) {
    return !drive.withdrawn && asker.today <= drive.until && asker.may_run(drive.unit);
}

Result<Drive> own_drive(db::Transaction& tx, const Asker& asker, std::int64_t id) {
    auto drive = TRY(store::find_drive(tx, id));
    if (!drive || !may_end(asker, *drive)) return not_there();
    return *std::move(drive);
}

Result<Drive> seen_drive(db::Transaction& tx, const Asker& asker, std::int64_t id) {
    auto drive = TRY(store::find_drive(tx, id));
    if (!drive || !asker.touches(drive->unit)) return not_there();
    return *std::move(drive);
}

Result<std::vector<DriveLine>> drives_for(db::Transaction& tx, const territory::Atlas& atlas,
                                          const auth::Principal& who, Date today) {
    const Asker asker{who, atlas, today};
    std::vector<DriveLine> out;
    for (const auto& drive : TRY(store::drives(tx, today.plus_years(-1))))
        if (!drive.withdrawn && asker.touches(drive.unit))
            out.push_back({drive.id, drive.title, drive.from, drive.until});
    return out;
}

Result<std::optional<DriveLine>> drive_for(db::Transaction& tx, const territory::Atlas& atlas,
                                           const auth::Principal& who, Date today, std::int64_t id) {
    const auto drive = TRY(store::find_drive(tx, id));
    if (!drive || drive->withdrawn || !Asker{who, atlas, today}.touches(drive->unit)) return std::nullopt;
    return DriveLine{drive->id, drive->title, drive->from, drive->until};
}

std::string drive_href(std::int64_t id) {
    return "/phong-trao/chu-de/" + std::to_string(id);
}

Result<> end_drive(const Services& services, const Asker& asker, std::int64_t id, const DriveEnd& end) {
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto found = TRY(store::find_drive(tx, id));
        const bool again = found && asker.may_run(found->unit) && !found->end_reason.empty() &&
                           found->end_reason == end.reason && found->withdrawn == end.withdrawn &&
                           (end.withdrawn || found->until == end.last);
        if (again) return {};
        const auto drive = TRY(own_drive(tx, asker, id));
        if (auto faults = faults_of(drive, end); !faults.empty()) return fail(wrong(std::move(faults)));
        TRY(store::end_drive(tx, id, end));
        return enter(tx, asker, end.withdrawn ? "movement.drive_withdrawn" : "movement.drive_ended",
                     "movement_drive", id, end.withdrawn ? "reason" : "until,reason");
    });
}

Result<std::optional<WindowId>> add_window(const Services& services, const Asker& asker, const Window& window,
                                           const std::string& request_key) {
    if (!asker.may_run(window.unit)) return not_there();
    if (auto faults = faults_of(window); !faults.empty()) return fail(wrong(std::move(faults)));
    return services.database.write([&](db::Transaction& tx) -> Result<std::optional<WindowId>> {
        const auto id = TRY(store::insert(tx, window, author(asker, request_key)));
        if (!id) return std::optional<WindowId>();
        TRY(enter(tx, asker, "movement.window_opened", "movement_window", *id,
                  "title,from,until,basis,quota"));
        return std::optional(WindowId{*id});
    });
}

Result<> close_window(const Services& services, const Asker& asker, WindowId id) {
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(own_window(tx, asker, id));
        if (!TRY(store::close_window(tx, id))) return {};
        return enter(tx, asker, "movement.window_closed", "movement_window", id.value, "closed");
    });
}

Result<> set_quotas(const Services& services, const Asker& asker, WindowId id,
                    const std::vector<Quota>& quotas) {
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        TRY(own_window(tx, asker, id));
        const auto before = TRY(store::quotas(tx, id));
        TRY(store::put_quotas(tx, id, quotas));
        if (before == TRY(store::quotas(tx, id))) return {};
        return enter(tx, asker, "movement.quotas_set", "movement_window", id.value, "quota");
    });
}

Result<std::string> make_call(const Services& services, const Asker& asker, WindowId id, const NewCall& given,
                              const std::string& request_key) {
    return services.database.write([&](db::Transaction& tx) -> Result<std::string> {
        const auto window = TRY(own_window(tx, asker, id));
        if (auto before = TRY(store::code_of_request(tx, request_key))) return *std::move(before);
        if (window.closed) return fail(ErrorKind::conflict, msg::window_closed);
        const Call call{{},
                        new_code(),
                        id,
                        window.unit,
                        given.title,
                        given.message,
                        asker.today,
                        given.due,
                        given.due_reason,
                        given.remind_before,
                        std::nullopt};
        const auto made = TRY(store::insert(tx, call, given.units, author(asker, request_key)));
        if (!made) return fail(ErrorKind::conflict, msg::not_saved);
        TRY(enter(tx, asker, "movement.called", "movement_call", made->value, "title,units,due"));
        return call.code;
    });
}

Result<> close_call(const Services& services, const Asker& asker, const std::string& code) {
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto call = TRY(own_call(tx, asker, code));
        TRY(store::close_call(tx, call.id, asker.today));
        return enter(tx, asker, "movement.call_closed", "movement_call", call.id.value, "closed");
    });
}

Result<> schedule(const Services& services, const Asker& asker, const std::string& code,
                  const std::vector<int>& days) {
    return services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto call = TRY(own_call(tx, asker, code));
        if (call.remind_before == days) return {};
        TRY(store::set_schedule(tx, call.id, days));
        return enter(tx, asker, "movement.schedule_set", "movement_call", call.id.value, "schedule");
    });
}

Result<Reminded> press_reminder(const Services& services, const Asker& asker, const std::string& code,
                                std::string_view site, Told told) {
    return services.database.write([&](db::Transaction& tx) -> Result<Reminded> {
        const auto call = TRY(own_call(tx, asker, code));
        const auto window = TRY(store::find_window(tx, call.window));
        if (!window) return not_there();
        const auto progress = TRY(progress_of(tx, services, asker.atlas, call, *window, asker.today));
        return remind(tx, call, progress, site, told, false, asker.who.user, asker.today, asker.at);
    });
}

Result<int> set_contacts(const Services& services, const Asker& asker,
                         const std::vector<store::Contact>& contacts) {
    return services.database.write([&](db::Transaction& tx) -> Result<int> {
        int changed = 0;
        for (const auto& contact : contacts) {
            if (!asker.may_run(contact.unit)) return not_there();
            if (!TRY(store::put_contact(tx, contact, asker.who.user, asker.at))) continue;
            ++changed;
            TRY(enter(tx, asker, "movement.contact_set", "unit", contact.unit.value, "address"));
        }
        return changed;
    });
}

Result<std::optional<OpenedCall>> opened(db::Transaction& tx, const Services& services, const Asker& asker,
                                         const Call& call) {
    if (!asker.touches(call.unit)) return std::optional<OpenedCall>();
    const auto window = TRY(store::find_window(tx, call.window));
    if (!window) return std::optional<OpenedCall>();
    OpenedCall out{call, *window, {}, 0, 0, false};
    out.progress = TRY(progress_of(tx, services, asker.atlas, call, *window, asker.today));
    out.asked = out.progress.asked();
    out.answered = out.progress.answered;
    out.whole = asker.may_read(call.unit);
    if (!out.whole) {
        std::erase_if(out.progress.rows, [&](const AskedRow& row) { return !asker.touches(row.place.unit); });
        out.progress.answered = std::ranges::count_if(out.progress.rows, &AskedRow::answered);
        if (out.progress.rows.empty()) return std::optional<OpenedCall>();
    }
    return std::optional(std::move(out));
}

Result<OpenedCall> open_call(db::Transaction& tx, const Services& services, const Asker& asker,
                             std::string_view code) {
    const auto call = TRY(store::find_call(tx, code));
    if (!call) return not_there();
    auto out = TRY(opened(tx, services, asker, *call));
    if (!out) return not_there();
    return *std::move(out);
}

Result<Window> open_window(db::Transaction& tx, const Asker& asker, WindowId id) {
    auto window = TRY(store::find_window(tx, id));
    if (!window || !asker.touches(window->unit)) return not_there();
    return *std::move(window);
}

Result<WindowAnswer> window_for(db::Transaction& tx, const territory::Atlas& atlas, UnitId unit,
                                int campaign_year, Date day) {
    WindowAnswer out;
    auto windows = TRY(store::windows_of_year(tx, campaign_year));
    std::erase_if(windows,
                  [&](const Window& each) { return !territory::reaches(atlas, each.unit, unit, day); });
    const Window *open = nullptr, *nearest = nullptr;
    for (const auto& window : windows)
        if (is_open(window, day) && (!open || territory::reaches(atlas, window.unit, open->unit, day)))
            open = &window;  // the highest one
    for (const auto& window : windows) {
        if (is_open(window, day) || (open && !overrules(atlas, window, *open, day))) continue;
        // A strict one weighs more than one that only says when it would be good.
        if (!nearest || window.strict >= nearest->strict) nearest = &window;
    }
    if (!nearest) {
        if (open) out.open = open->id;
        return out;
    }
    out.refused = nearest->strict;
    out.remark = Sentence(nearest->strict ? msg::window_strict : msg::window_remark,
                          {{"title", nearest->title},
                           {"from", nearest->first.vietnamese()},
                           {"until", nearest->last.vietnamese()}});
    return out;
}

}  // namespace kheo::movement
