// SPDX-License-Identifier: Apache-2.0
#include "platform/workflow/term.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "platform/workflow/messages.gen.hpp"

namespace kheo::workflow {

namespace {

constexpr int kSoon = 3;

/// Walks day by day: what counts, what stands still, what was skipped.
class Count {
  public:
    Count(const Term& term, Date start, const WorkingCalendar& calendar, const std::vector<Pause>& pauses)
        : term_(term), calendar_(calendar), pauses_(pauses), at_(start) {}

    void go(int days) {
        while (days > 0) {
            at_ = at_.plus_days(1);
            if (counts()) --days;
        }
    }
    /// Calendar days may end on a day off, and the next working day may be one of a pause: neither is the
    /// last.
    Date end() const {
        auto day = calendar_.worked_from(at_);
        while (is_paused(day)) day = calendar_.worked_from(day.plus_days(1));
        return day;
    }
    Date last() const { return at_; }
    const std::vector<std::string>& holidays() const { return holidays_; }

  private:
    bool is_paused(Date day) const {
        return std::ranges::any_of(pauses_, [&](const Pause& p) { return p.first <= day && day <= p.last; });
    }
    bool counts() {
        if (is_paused(at_)) return false;
        if (!term_.working_days || calendar_.is_working(at_)) return true;
        if (const auto& name = calendar_.name_of(at_); !name.empty())
            holidays_.push_back(at_.vietnamese() + " (" + name + ")");
        return false;
    }

    const Term& term_;
    const WorkingCalendar& calendar_;
    const std::vector<Pause>& pauses_;
    Date at_;
    std::vector<std::string> holidays_;
};

std::string listed(const std::vector<std::string>& parts) {
    std::string out;
    for (const auto& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

void tell_pauses(Deadline& out, const std::vector<Pause>& pauses, Date start) {
    for (const auto& pause : pauses)
        if (const auto first = std::max(pause.first, start.plus_days(1));
            first <= pause.last && first <= out.due)
            out.reasons.push_back({msg::due_paused,
                                   {{"first", first.vietnamese()},
                                    {"last", pause.last.vietnamese()},
                                    {"days", format_count(pause.last.days() - first.days() + 1)}}});
}

void tell_extensions(Deadline& out, const Term& term, const std::vector<Extension>& extensions) {
    for (const auto& more : extensions)
        out.reasons.push_back({term.working_days ? msg::due_extended_working : msg::due_extended,
                               {{"days", format_count(more.days)}, {"document", more.document}}});
}

void tell_unknown_years(Deadline& out, const WorkingCalendar& calendar, Date start) {
    for (int year = start.year(); year <= out.due.year(); ++year)
        if (!calendar.knows(year))
            out.reasons.push_back({calendar.expects(year) ? msg::due_expected_year : msg::due_unknown_year,
                                   {{"year", std::to_string(year)}}});
}

}  // namespace

std::string Deadline::explained(Language language) const {
    std::string out;
    for (const auto& reason : reasons) out += (out.empty() ? "" : "; ") + reason.in(language);
    return out;
}

Deadline due(const Term& term, Date start, const WorkingCalendar& calendar, const std::vector<Pause>& pauses,
             const std::vector<Extension>& extensions) {
    Count count(term, start, calendar, pauses);
    count.go(term.days);
    for (const auto& more : extensions) count.go(more.days);
    Deadline out{count.end(), {}};
    out.reasons.push_back({term.working_days ? msg::due_working : msg::due_calendar,
                           {{"days", format_count(term.days)}, {"start", start.vietnamese()}}});
    tell_extensions(out, term, extensions);
    tell_pauses(out, pauses, start);
    if (!count.holidays().empty())
        out.reasons.push_back({msg::due_skipped, {{"days", listed(count.holidays())}}});
    if (count.last() != out.due)
        out.reasons.push_back({msg::due_moved, {{"day", count.last().vietnamese()}}});
    tell_unknown_years(out, calendar, start);
    out.reasons.push_back(
        {term.verified ? msg::due_basis : msg::due_basis_unverified, {{"basis", term.basis}}});
    return out;
}

Light light(Date due, Date today, const WorkingCalendar& calendar) {
    if (today > due) return Light::late;
    return calendar.after(today, kSoon) >= due ? Light::soon : Light::calm;
}

}  // namespace kheo::workflow
