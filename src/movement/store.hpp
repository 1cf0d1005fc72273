// SPDX-License-Identifier: Apache-2.0
// The SQL of movement. Private to the slice.
#pragma once

#include "movement/model.hpp"

namespace kheo::movement::store {

struct Author {
    std::string request_key;
    auth::UserId by;
    Millis at = 0;
};

Result<Movement> movement(db::Transaction& tx, std::string_view code);

/// nullopt: this request was carried out before.
Result<std::optional<std::int64_t>> insert(db::Transaction& tx, const Drive& drive, const Author& author);
Result<std::vector<Drive>> drives(db::Transaction& tx, Date until_at_least);
Result<std::optional<Drive>> find_drive(db::Transaction& tx, std::int64_t id);
/// What was first announced stays in planned_to.
Result<> end_drive(db::Transaction& tx, std::int64_t id, const DriveEnd& end);

Result<std::optional<std::int64_t>> insert(db::Transaction& tx, const Window& window, const Author& author);
Result<std::optional<Window>> find_window(db::Transaction& tx, WindowId id);
/// Newest first day first.
Result<std::vector<Window>> windows(db::Transaction& tx);
Result<std::vector<Window>> windows_of_year(db::Transaction& tx, int campaign_year);
Result<bool> close_window(db::Transaction& tx, WindowId id);

Result<std::vector<Quota>> quotas(db::Transaction& tx, WindowId window);
/// Replaces what these units owe; the others stay.
Result<> put_quotas(db::Transaction& tx, WindowId window, const std::vector<Quota>& quotas);

Result<std::optional<CallId>> insert(db::Transaction& tx, const Call& call, const std::vector<UnitId>& units,
                                     const Author& author);
/// The call this request made before; nullopt when it made none.
Result<std::optional<std::string>> code_of_request(db::Transaction& tx, std::string_view request_key);
Result<std::optional<Call>> find_call(db::Transaction& tx, std::string_view code);
/// Newest first; `window` none = all.
Result<std::vector<Call>> calls(db::Transaction& tx, WindowId window = {});
Result<std::vector<Call>> open_calls(db::Transaction& tx);
Result<std::vector<UnitId>> asked_units(db::Transaction& tx, CallId call);
Result<bool> close_call(db::Transaction& tx, CallId id, Date day);
Result<> set_schedule(db::Transaction& tx, CallId id, const std::vector<int>& days);

/// false: the unit was reminded that day.
Result<bool> insert_reminder(db::Transaction& tx, CallId call, const Reminder& reminder);
/// Newest first.
Result<std::vector<Reminder>> reminders(db::Transaction& tx, CallId call);

struct Contact {
    UnitId unit;
    std::string address;
};
Result<std::vector<Contact>> contacts(db::Transaction& tx);
/// Of these units; in no order.
Result<std::vector<Contact>> contacts_of(db::Transaction& tx, const std::vector<UnitId>& units);
/// "" takes the address away. false: nothing changed.
Result<bool> put_contact(db::Transaction& tx, const Contact& contact, auth::UserId by, Millis at);

}  // namespace kheo::movement::store
