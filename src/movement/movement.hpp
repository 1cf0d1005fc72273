// SPDX-License-Identifier: Apache-2.0
// The door of movement: how the movement is run. Windows of registration with quotas, calls to units and
// their reminders, drives and annual themes (src/movement/README.md). What it counts and who is the standing
// body it asks through functions that app wires. Functions that take a Transaction run inside the caller's;
// all are safe on any thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "territory/territory.hpp"

namespace kheo::movement {

using territory::UnitId;
using WindowId = Id<struct WindowTag>;
using CallId = Id<struct CallTag>;

/// How many initiatives of a campaign year stand in a unit on the map of that day.
struct CountQuestion {
    UnitId unit;
    Date map;
    int campaign_year = 0;
    std::string sector;  // "" = all
};
using Counter = std::function<Result<std::int64_t>(db::Transaction&, const CountQuestion&)>;

/// How far calls are, remembered until anything is written: a page that names a call need not count every
/// unit anew. The program makes one per database and shares it.
class Kept;
std::shared_ptr<Kept> make_kept();

/// A work programme of a body that a drive belongs to.
struct ProgrammeLine {
    std::string title, body, href;
};

struct Services {
    db::Database& database;  // all references outlive the routes
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    Counter registered;    // entered in the book
    Counter on_the_way{};  // submitted and not decided yet; may be empty
    /// Name of the body that runs the movement in a unit on a day; "" when nobody knows. May be empty.
    std::function<Result<std::string>(db::Transaction&, UnitId, Date)> standing_body{};
    /// "https://danvankheo.hoasen.vn"; "" when not set: pages then use the address they were reached by. May
    /// be empty.
    std::function<Result<std::string>()> public_address{};
    /// Work programmes that a drive is linked to, as far as the person sees them. May be empty.
    std::function<Result<std::vector<ProgrammeLine>>(db::Transaction&, const auth::Principal&,
                                                     std::int64_t drive)>
        programmes{};
    std::shared_ptr<Kept> kept{};            // none: counted for every question
    std::string register_href = "/dang-ky";  // the form of proposals; gets ?nam=…&dot=…
};

/// /phong-trao and below, and the short links /k/{code}.
std::vector<http::Route> routes(const Services& services);

// --- for the life of an initiative (guard window_open)
// -------------------------------------------------------

/// What the windows say about registering something new in a unit on a day.
struct WindowAnswer {
    std::optional<WindowId> open;  // the window it falls into
    Sentence remark;               // outside every window: a remark, or why it is refused
    bool refused = false;          // the window that is over, or not yet open, is strict
};
/// Without any window of that year for the unit: nothing to remark.
Result<WindowAnswer> window_for(db::Transaction& tx, const territory::Atlas& atlas, UnitId unit,
                                int campaign_year, Date day);

// --- for work programmes

/// A drive or theme that was not withdrawn.
struct DriveLine {
    std::int64_t id = 0;
    std::string title;
    Date from, until;
};
/// Those that concern the person and are not long over, newest first.
Result<std::vector<DriveLine>> drives_for(db::Transaction& tx, const territory::Atlas& atlas,
                                          const auth::Principal& who, Date today);
/// nullopt when there is none that concerns the person; also one that is long over.
Result<std::optional<DriveLine>> drive_for(db::Transaction& tx, const territory::Atlas& atlas,
                                           const auth::Principal& who, Date today, std::int64_t id);
std::string drive_href(std::int64_t id);

// --- for the desk and the background
// ------------------------------------------------------------------------

/// One open call, for a card of the desk.
struct CallLine {
    std::string title, note, href;
};
/// Open calls that concern the person, the nearest due day first.
Result<std::vector<CallLine>> open_calls(const Services& services, const auth::Principal& who,
                                         Language language);

/// Broken invariants of the movement's tables, one line each for the operator; empty when sound.
Result<std::vector<std::string>> faults(db::Transaction& tx);

/// The mailbox of the office that answers for a unit: its own, else of one that went into it, else of the
/// nearest unit above up to the commune; "" when none is known.
Result<std::string> mailbox_of(db::Transaction& tx, const territory::Atlas& atlas, UnitId unit, Date on);

/// Reminders as the officers have scheduled for today, from seven in the morning on; how many units. Nothing
/// is sent twice.
Result<int> remind_scheduled(const Services& services);

}  // namespace kheo::movement
