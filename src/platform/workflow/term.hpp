// SPDX-License-Identifier: Apache-2.0
// Legal clocks: when something is due, and why. A term is dated data with its legal basis; a deadline keeps
// the term it was made under, so that a new rule never moves an open clock by itself. Pure; safe on any
// thread. Rules of counting: Civil Code 91/2015/QH13, art. 147.2 (the first day does not count) and 148.5 (a
// last day off ends on the next working day).
#pragma once

#include <string>
#include <vector>

#include "base/message.hpp"
#include "platform/workflow/calendar.hpp"

namespace kheo::workflow {

struct Term {
    std::string code;  // "initiative.appraisal"
    int days = 0;
    bool working_days = false;
    std::string basis;      // the document that says so
    bool verified = false;  // seen in the original by somebody who signs for it
};

/// Days on which the clock stands still, both included. While a pause is open nothing is due: do not ask. No
/// dossier type stops its clock or is given more time yet: Pause and Extension are counted and tested here,
/// and asked for by nobody.
struct Pause {
    Date first, last;
};

/// More time by a document: days of the term's own kind.
struct Extension {
    int days = 0;
    std::string document;  // "Công văn số 12-CV/ĐU ngày 02/03/2026"
};

struct Deadline {
    Date due;
    std::vector<Sentence> reasons;  // in the order of counting: "10 ngày làm việc kể từ ngày 02/03/2026" …

    /// "10 ngày làm việc kể từ …; không tính …; căn cứ …".
    std::string explained(Language language) const;
};

/// start: the day of the event, which does not count itself.
Deadline due(const Term& term, Date start, const WorkingCalendar& calendar,
             const std::vector<Pause>& pauses = {}, const std::vector<Extension>& extensions = {});

enum class Light { calm, soon, late };  // soon: three working days or fewer are left
Light light(Date due, Date today, const WorkingCalendar& calendar);

}  // namespace kheo::workflow
