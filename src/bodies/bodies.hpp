// SPDX-License-Identifier: Apache-2.0
// The door of bodies: party boards, Front and organisations, state bodies, armed forces, steering committees
// and hamlet teams over time (domain.md §3), and which of them runs the movement in a unit on a day.
// Everything is dated and names its document. Functions are thread-safe; a Transaction is the caller's.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"
#include "platform/file/file.hpp"
#include "platform/file/serve.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "territory/territory.hpp"

namespace kheo::bodies {

using BodyId = Id<struct BodyTag>;
using territory::UnitId;

/// The body that runs the movement (cơ quan thường trực phong trào) in a unit on a day: the unit's own
/// decision first, then the rule of its level.
struct StandingBody {
    std::string kind;  // code: "mobilisation_board", "fatherland_front" …
    BodyId body;       // the unit's own body of that kind where the list has it; may be none
    std::string name;  // of the body on that day, else of the kind
    std::string legal_basis;
    bool verified = false;  // the rule of a level may still wait for a domain person
    bool own = false;       // decided by the unit itself
};

/// unit none = the whole country; level: "country" or territory::level_name. nullopt: nobody on that day.
Result<std::optional<StandingBody>> standing_body(db::Transaction& tx, UnitId unit, std::string_view level,
                                                  Date on);

/// A unit's own standing body from a day on, until the unit's next decision where a later one is known: that
/// one stays as it is. The row in force ends the day before; a row from the same day is replaced (a
/// correction). False when the request_key was used before: nothing is changed.
struct NewStandingBody {
    UnitId unit;
    std::string level, kind;
    Date from;
    std::string legal_basis, request_key;
};
Result<bool> set_standing_body(db::Transaction& tx, const NewStandingBody& row, auth::UserId actor,
                               Millis at);

/// A body as it is called on a day.
struct Body {
    BodyId id;
    std::string kind, kind_name, sector;  // codes of body_kind; the kind's name for people
    UnitId unit;                          // none = the whole country
    std::string level, name;
    Date from, until;  // of the whole body, inclusive; kEndOfTime = not ended
};

/// Bodies that serve exactly this unit on that day, in the order of the kinds. level as above.
Result<std::vector<Body>> bodies_of(db::Transaction& tx, UnitId unit, Date on);

/// Rows that contradict each other, one line each (kheo check).
Result<std::vector<std::string>> faults(db::Transaction& tx);

// --- hamlet teams (Tổ dân vận) ----------------------------------------------------------------------------

/// Does the account hold nothing but grants of hamlet teams today? Its landing page is /to-dan-van.
bool is_team_only(const auth::Principal& who, Date today);

/// Once a day: the names of those who left a team before the time of retention become a count.
Result<> forget_left_members(db::Transaction& tx, Date today, Millis at);
/// The names an erased account had in teams; with the account itself, again after a restore.
Result<> erase_account(db::Transaction& tx, auth::UserId account, Millis at);

// --- pages ------------------------------------------------------------------------------------------------

/// What a slip of a hamlet team becomes: the prefilled draft of a dossier, completed by the commune officer.
struct Draft {
    std::string title, content, owner, place, field;
    UnitId unit;
    file::Subject photos;  // where its photo stands, to be moved to the dossier
};

/// What a programme is linked to: its id and what people call it ("MH-2026-00001").
struct Linked {
    std::int64_t id = 0;
    std::string key;
};
/// What a work programme may be linked to; app wires it.
struct LinkSource {
    std::string_view type;  // "initiative", "drive"; also the name of the form's field
    const Message* label = nullptr;
    /// What was typed; nullopt when there is none that the person may see.
    std::function<Result<std::optional<Linked>>(db::Transaction&, const auth::Principal&,
                                                std::string_view typed)>
        find;
    struct Shown {
        std::string name, href;
    };
    /// What the form offers, key and name, newest first; none: a box to type into.
    std::function<Result<std::vector<std::pair<std::string, std::string>>>(db::Transaction&,
                                                                           const auth::Principal&)>
        choices{};
    /// nullopt when the person may not see it.
    std::function<Result<std::optional<Shown>>(db::Transaction&, const auth::Principal&,
                                               std::string_view key)>
        show;
};

/// A work programme as what is linked to it shows it.
struct ProgrammeOf {
    std::string title, body, href;
};
/// The programmes that something is linked to, newest first; only of bodies whose unit the person reads.
Result<std::vector<ProgrammeOf>> programmes_of(db::Transaction& tx, const territory::Atlas& atlas,
                                               const auth::Principal& who, Date today, std::string_view type,
                                               std::int64_t id);

/// What waits for a person elsewhere, for the phone's list: a dossier that was returned, a finding to answer.
struct Waiting {
    std::string title, note, href;
};

/// All of it outlives the routes.
struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    std::function<void()> territory_changed;  // after a hamlet was added
    file::Files& files;
    file::ErasureHooks erased{};
    std::vector<LinkSource> links{};
    /// Begins a dossier and answers its address; none: slips cannot be taken over yet.
    std::function<Result<std::string>(db::Transaction&, const auth::Principal&, const Draft&,
                                      std::string_view request_key)>
        begin_dossier{};
    std::function<Result<std::vector<Waiting>>(const http::Request&)> waiting{};
};

/// /to-chuc (bodies), /to-dan-van (the phone home), /phieu-to-dan-van (slips at the commune). services is
/// copied.
std::vector<http::Route> routes(const Services& services);

/// Who may see the photos of slips and of the teams' log (file::serve_route): who proposes or runs the
/// movement over the hamlet. Nobody publishes them.
std::map<std::string, file::SubjectRules, std::less<>> file_rules(
    std::function<std::shared_ptr<const territory::Atlas>()> atlas, const Clock& clock);

}  // namespace kheo::bodies
