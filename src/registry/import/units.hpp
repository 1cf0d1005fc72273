// SPDX-License-Identifier: Apache-2.0
// Which unit a row belongs to: the official code where the list has one, else the name, looked up inside the
// sender's unit on the list's date. Answers are remembered: the same text is asked once. One reader per list,
// one thread.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "registry/import/analysis.hpp"
#include "territory/territory.hpp"

namespace kheo::registry::import {

/// What a row writes about its place; every part may be empty.
struct Place {
    std::string code, text, district, province, hamlet, level;
    int column = -1;  // of the text, for remarks
};

class UnitReader {
  public:
    UnitReader(const territory::Atlas& atlas, Date on, Date today,
               const std::optional<territory::Unit>& sender);

    /// Decides row.unit or its candidates, hamlet, successors of today, and writes the remarks.
    void decide(Row& row, const Place& place);
    /// True when the text names a unit or is ambiguous: a section row that carries the unit.
    bool names_unit(const std::string& text);
    /// The sender's own unit as the row's unit (blank cell in a commune's list).
    void take_sender(Row& row);

  private:
    const territory::Resolution& resolve(const std::string& text);
    void by_code(Row& row, const Place& place);
    void by_name(Row& row, const Place& place);
    void adopt(Row& row, const territory::Resolution& found, const Place& place);
    bool same_name(const territory::Unit& unit, const std::string& text);
    void note_split(Row& row, const std::vector<std::string>& today, bool split);

    const territory::Atlas& atlas_;
    Date on_, today_;
    std::optional<territory::Unit> sender_;
    std::unordered_map<std::string, territory::Resolution> known_;
    std::unordered_map<std::string, bool> names_;
    std::unordered_map<std::int64_t, std::vector<std::string>> todays_;
};

/// How a form names a unit whatever its code was on other days: "id:N".
std::string identity(territory::UnitId id);

/// The unit that a person named as the sender, on the list's date: by its code on that day, or by its
/// identity. One that did not exist yet answers what it stood for then, where that was exactly one unit.
/// Error invalid: no such unit on that day.
Result<territory::Unit> hinted_unit(std::string_view hint, const territory::Atlas& atlas, Date on);

/// "TDP số 6" of "TDP số 6, P. Phú Thượng"; "" when the text names no hamlet.
std::string hamlet_in(std::string_view unit_text);

}  // namespace kheo::registry::import
