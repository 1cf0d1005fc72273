// SPDX-License-Identifier: Apache-2.0
// The use cases: right → rules → store → ledger, in one transaction. Private to the slice. What a person may
// not see looks as if it were not there (not_found).
#pragma once

#include "movement/progress.hpp"
#include "movement/reminding.hpp"
#include "movement/store.hpp"

namespace kheo::movement {

/// Who asks, on which map.
struct Asker {
    const auth::Principal& who;
    const territory::Atlas& atlas;
    Date today;
    Millis at = 0;

    bool may(auth::Permission permission, UnitId unit) const;
    bool may_run(UnitId unit) const { return may(auth::Permission::run_movement, unit); }
    bool may_read(UnitId unit) const { return may(auth::Permission::read_registry, unit); }
    /// Roots of the grants that hold the permission today; a root that is none means the whole country.
    std::vector<UnitId> roots(auth::Permission permission) const;
    /// Does the person read anything inside this unit, or the unit itself?
    bool touches(UnitId unit) const;
};

Result<> add_drive(const Services& services, const Asker& asker, const Drive& drive,
                   const std::string& request_key);
/// May this person end or withdraw it: who runs the movement in its unit, as long as it is not over.
bool may_end(const Asker& asker, const Drive& drive);
/// One that concerns the person; not_found for any other.
Result<Drive> seen_drive(db::Transaction& tx, const Asker& asker, std::int64_t id);
/// One that he may end; not_found for any other.
Result<Drive> own_drive(db::Transaction& tx, const Asker& asker, std::int64_t id);
/// The same form again changes nothing more. Errors: invalid (last: outside its days; reason: missing).
Result<> end_drive(const Services& services, const Asker& asker, std::int64_t id, const DriveEnd& end);
/// nullopt: this request was carried out before.
Result<std::optional<WindowId>> add_window(const Services& services, const Asker& asker, const Window& window,
                                           const std::string& request_key);
Result<> close_window(const Services& services, const Asker& asker, WindowId id);
Result<> set_quotas(const Services& services, const Asker& asker, WindowId id,
                    const std::vector<Quota>& quotas);

/// What an officer chose for a call.
struct NewCall {
    std::string title, message;
    std::vector<UnitId> units;  // as of today
    Date due;
    std::string due_reason;
    std::vector<int> remind_before;
};
/// The code of the call, also when the request was carried out before.
Result<std::string> make_call(const Services& services, const Asker& asker, WindowId window,
                              const NewCall& call, const std::string& request_key);
Result<> close_call(const Services& services, const Asker& asker, const std::string& code);
Result<> schedule(const Services& services, const Asker& asker, const std::string& code,
                  const std::vector<int>& days);
Result<Reminded> press_reminder(const Services& services, const Asker& asker, const std::string& code,
                                std::string_view site, Told told);

Result<int> set_contacts(const Services& services, const Asker& asker,
                         const std::vector<store::Contact>& contacts);

/// A call that the person may open: who reads the calling unit sees every line, who reads an asked one his
/// own.
struct OpenedCall {
    Call call;
    Window window;
    Progress progress;                     // the lines the person may see
    std::int64_t asked = 0, answered = 0;  // of all of them
    bool whole = false;                    // sees every line
};
Result<OpenedCall> open_call(db::Transaction& tx, const Services& services, const Asker& asker,
                             std::string_view code);
/// The same of a call at hand; nullopt when it does not concern the person.
Result<std::optional<OpenedCall>> opened(db::Transaction& tx, const Services& services, const Asker& asker,
                                         const Call& call);
Result<Window> open_window(db::Transaction& tx, const Asker& asker, WindowId id);

}  // namespace kheo::movement
