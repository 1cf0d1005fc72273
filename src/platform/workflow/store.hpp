// SPDX-License-Identifier: Apache-2.0
// The days that are not what their weekday says, as rows with their source. Each function works in the
// caller's transaction; a change writes its ledger entry there (subject "calendar_day", days since 1970).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/workflow/calendar.hpp"

namespace kheo::workflow {

struct CalendarRow {
    SpecialDay special;
    std::string basis;      // the notice or law that says so
    bool verified = false;  // somebody compared it with the original

    bool operator==(const CalendarRow&) const = default;
};

/// The days of one year, in order.
Result<std::vector<CalendarRow>> calendar_rows(db::Transaction& tx, int year);
/// Years that have days, ascending.
Result<std::vector<int>> calendar_years(db::Transaction& tx);
/// All of them: some dozens a year.
Result<WorkingCalendar> load_calendar(db::Transaction& tx);

/// Enters a day or replaces what stood for it. False when it said the same already.
Result<bool> put_day(db::Transaction& tx, const CalendarRow& row, auth::UserId actor, Millis at);
/// The day is a plain one again. False when it was.
Result<bool> remove_day(db::Transaction& tx, Date day, auth::UserId actor, Millis at);

}  // namespace kheo::workflow
