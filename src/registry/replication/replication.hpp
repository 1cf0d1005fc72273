// SPDX-License-Identifier: Apache-2.0
// Replication ("Đăng ký làm theo", domain.md §2.5): a place takes up what works elsewhere. A copy is a
// dossier of its own (registry/life) that remembers its parent, what was adapted and what came of it. Beside
// it the signs of life of all initiatives, from which "alive after 1, 2, 5 years" is told. Functions run in
// the caller's transaction; safe on any thread that holds one.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/life/life.hpp"

namespace kheo::registry::replication {

using life::Acting;

/// Longest text of what was adapted, of a result and of a note, in characters.
inline constexpr std::size_t kLongest = 2000;

/// Begins a copy of a registered practice for a unit over which the person may propose: a draft that holds
/// the parent's headings, without what belongs to the parent's place (owner, area, forces, schedule). The
/// answer is the draft's code. not_found when the parent is neither public nor open to the person; invalid
/// with the fields unit, adapted; a repeated request_key makes nothing and answers the first code.
Result<std::string> begin(db::Transaction& tx, std::string_view parent_number, territory::UnitId unit,
                          std::string_view adapted, std::string_view request_key, const Acting& acting);

/// What came of a copy, told by the side that proposed it once it is registered; replaces what was told
/// before.
Result<> tell_result(db::Transaction& tx, std::string_view number, std::string_view result,
                     const Acting& acting);

/// A sign of life: alive or ended on a day, with a note; by who may propose or edit over the initiative's
/// unit.
struct Pulse {
    Date day;
    bool alive = true;
    std::string note;
};
Result<> take_pulse(db::Transaction& tx, std::string_view number, const Pulse& pulse,
                    std::string_view request_key, const Acting& acting);

/// One initiative of a spread. Drafts are not in it.
struct Node {
    InitiativeId id;
    std::string number, title;
    territory::UnitId unit;
    Date since;  // of its first registration
    State state = State::registered;
    std::string adapted, result;
    int parent = -1;  // place in the list; -1 = where it all began
    int depth = 0;
};
/// From where it all began, parents before children, oldest first; the initiative alone when nothing copies
/// it and it copies nothing. At most kMostNodes.
inline constexpr std::size_t kMostNodes = 500;
Result<std::vector<Node>> spread_of(db::Transaction& tx, InitiativeId initiative);

/// What its lines of a dossier's log are called.
std::vector<life::LogWord> log_words();

/// Registered copies of an initiative, not the copies of copies.
Result<std::int64_t> copies_of(db::Transaction& tx, InitiativeId initiative);

/// How initiatives stand `years` after their first registration. Alive: registered again in that year or
/// later, or a sign of life on or after the day. Ended: stopped, not recognised, or a sign of the end.
/// Silent: neither.
struct Survival {
    int years = 0;
    std::int64_t reached = 0, alive = 0, ended = 0, silent = 0;  // reached = the sum of the others
};
/// Nothing was heard of it for the days of the parameter silent_after_days.
struct Silent {
    std::string number, title;
    territory::UnitId unit;
    Date last_heard;
    std::optional<Date> reminded{};  // newest reminder
    InitiativeId id{};
};
struct Upkeep {
    std::vector<Survival> survival;  // after 1, 2 and 5 years
    std::vector<Silent> silent;      // the longest silence first; at most `limit`
    std::int64_t silent_total = 0;
};
/// Of all initiatives the reader may see.
Result<Upkeep> upkeep(db::Transaction& tx, const Reading& reading, std::size_t limit);

// --- reminding (decided: never by itself, an officer presses) ---------------------------------------------

/// The mailbox of the office that answers for a unit; "" when it has none.
using Mailbox = std::function<Result<std::string>(db::Transaction& tx, territory::UnitId unit)>;

/// Those of `silent` that `reading` reaches and that were not reminded of within the days of the parameter
/// silent_reminder_days of that day; in their order.
Result<std::vector<Silent>> to_remind(db::Transaction& tx, std::vector<Silent> silent,
                                      const Reading& reading);
struct Reminded {
    std::int64_t initiatives = 0, letters = 0;
};
/// Logs a reminder of today for each of them, and queues one letter per unit whose office has a mailbox.
/// site: the address of the links, may be empty. Writes the ledger. A second press of the same day finds
/// nothing.
Result<Reminded> remind_silent(db::Transaction& tx, const Reading& reading, const Mailbox& mailbox,
                               std::string_view site, const Acting& acting);
/// Plain text for a group chat: which, where, since when, and the link of each.
std::string ready_message(const std::vector<Silent>& silent, const Reading& reading, std::string_view site);

/// A person was erased from a dossier: the free texts of its copy and of its signs of life go.
Result<> forget(db::Transaction& tx, InitiativeId initiative);

/// One initiative as upkeep looks at it.
struct Evidence {
    Date first;                 // registration
    int last_year = 0;          // newest campaign year
    std::optional<Date> alive;  // newest sign of life
    std::optional<Date> ended;  // newest sign of the end, when newer than any sign of life
    bool closed = false;        // the register says that it ended
};
enum class Standing { not_yet, alive, ended, silent };
/// How it stood `years` after its first registration, as known today. Pure.
Standing standing_after(const Evidence& evidence, int years, Date today);
/// The day something was last heard of it: the end of its newest campaign year, not after today, or a sign.
Date last_heard(const Evidence& evidence, Date today);

}  // namespace kheo::registry::replication
