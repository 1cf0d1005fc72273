// SPDX-License-Identifier: Apache-2.0
// Which days are worked: Monday to Friday, unless the yearly notice says otherwise (holidays, their
// compensation days, swapped days). Holidays are data with a source, never computed: Tết is announced each
// year (Labour Code 45/2019/QH14, art. 112). Values; safe on any thread.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"

namespace kheo::workflow {

/// A day that is not what its weekday says.
struct SpecialDay {
    Date day;
    bool working = false;   // a Saturday worked in exchange, or a day off
    std::string name;       // "Tết Nguyên đán"
    bool expected = false;  // what the law leads one to expect before the notice of the year is out

    bool operator==(const SpecialDay&) const = default;
};

class WorkingCalendar {
  public:
    WorkingCalendar() = default;
    /// In any order; of two entries for one day the last one holds.
    explicit WorkingCalendar(std::vector<SpecialDay> days);

    bool is_working(Date day) const;
    /// Has the notice of that year been entered? Not while a day of it is only expected.
    bool knows(int year) const;
    /// Are days of that year only expected? Without days known or expected only weekends are skipped.
    bool expects(int year) const;
    /// "Tết Nguyên đán"; "" for a plain day.
    const std::string& name_of(Date day) const;

    /// The n-th working day after `from`, which itself does not count (Civil Code 91/2015/QH13, art. 147.2);
    /// from itself for n = 0.
    Date after(Date from, int n) const;
    /// The day itself when it is worked, else the next that is (Civil Code, art. 148.5).
    Date worked_from(Date day) const;

  private:
    const SpecialDay* special(Date day) const;

    std::vector<SpecialDay> days_;  // by day, each once
};

}  // namespace kheo::workflow
