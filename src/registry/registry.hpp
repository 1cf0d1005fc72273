// SPDX-License-Identifier: Apache-2.0
// The door of the registry: initiatives (mô hình, điển hình), their yearly registrations, the list every
// figure links to, and bulk registration for imports. Functions that take a Transaction run inside the
// caller's transaction and are safe on any thread that holds one; every write puts its ledger entry into the
// same transaction.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/period.hpp"
#include "base/result.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"
#include "platform/http/message.hpp"
#include "registry/model.hpp"

namespace kheo::view {
struct Site;
}

namespace kheo::registry {

// --- facts for statistics
// ----------------------------------------------------------------------------------------

/// Names of the views that statistics reads; it gets them as data and never names a table of the registry.
/// facts:  registration_id, initiative_id, unit_id, date (ISO), campaign_year, kind, owner_type, sector,
/// field, basis,
///         state; one row per live registration; owner_type, sector, field and basis may be NULL (not
///         stated).
/// themes: initiative_id, theme (as shown), theme_folded (compare by this); no row = no theme.
/// owners: initiative_id, owner_key (equal keys = the same owner; several rows = several owners).
struct FactSource {
    std::string_view facts, themes, owners;
};
FactSource fact_source();

// --- the list
// ----------------------------------------------------------------------------------------------------

/// Which map places a registration: that of the period's end (today without a period), today's, or that of a
/// day.
struct MapChoice {
    enum class Kind { then, now, day } kind = Kind::then;
    Date day;
};

enum class Sort { newest, number, title, owner, updated };

/// What a list shows. An initiative is listed once when at least one live registration fulfils all
/// conditions, so that a list is as long as the figure counted under the same conditions. Codes as in
/// model.hpp; "none" asks for what was not stated (NULL).
/// The level of what no decision recognised, in addresses and in facts.
inline constexpr std::string_view kUnrecognised = "unrecognised";

struct ListQuery {
    std::optional<Period> period;
    std::string
        unit_code;  // official code on the map's day; "" = everywhere. "id:123" names a unit by identity
    MapChoice map;
    bool not_attributable = false;  // only what the map cannot give to one unit below `unit_code`
    std::string kind, owner_type, sector, field, basis, state;
    std::string level;       // of the highest decision that stands; kUnrecognised: none does
    std::string replicated;  // "1" taken up elsewhere, "0" not; "" = both
    std::string theme;       // compared after folding
    std::string campaign_year;
    std::string search;          // part of the number, or a phrase of the title or owner (platform/search)
    bool public_search = false;  // search in number and title only: a hit must not confirm an owner's name
    Sort sort = Sort::newest;
    bool descending = true;
};

/// The address of a list: "/so-dang-ky?ky=2024-H1&don_vi=00097&ban_do=then&loai=practice&…". Parameters:
/// ky period · don_vi unit code · ban_do then|now|YYYY-MM-DD · khong_quy=1 not attributable · loai kind ·
/// chu_the owner type · khoi sector · linh_vuc field · hinh_thuc basis · trang_thai state · cap level of
/// recognition · nhan_rong taken up elsewhere (1, 0) · chu_de theme · nam campaign year · tim search · xep
/// sort (prefix "-" = descending) · trang page. A figure whose column is a part of the asked period passes
/// ban_do as the day its map was read on.
std::string list_address(const ListQuery& query);

/// What a reader may see: the root units of the grants; `all` = the whole country. Deny by default.
struct Visible {
    bool all = false;
    std::vector<territory::UnitId> roots;
};
Visible visible_to(const auth::Principal& who, auth::Permission permission, Date on);

struct ListItem {
    InitiativeId id;
    std::string number, title, owner_text, field;
    Kind kind = Kind::practice;
    std::optional<OwnerType> owner_type;
    std::optional<Sector> sector;
    State state = State::registered;
    territory::UnitId unit;
    std::string starts, ends;
    Millis updated_at = 0;
    // the newest registration that fulfils the conditions
    int campaign_year = 0;
    Date date;
    Precision precision = Precision::day;
    std::optional<Basis> basis;
    std::optional<RecognitionLevel> level{};
    std::int64_t copies = 0;  // how often it was taken up elsewhere
};

struct Counts {
    std::int64_t initiatives = 0, practices = 0, exemplars = 0;
};

/// Lists and counts answered from memory (list_index.hpp); the program makes one per database and shares it.
class ListIndex;
std::shared_ptr<ListIndex> make_list_index();
/// Reads everything into it, so that the first question need not wait.
Result<> warm(ListIndex& lists, db::Transaction& tx);

/// Everything a question about the list needs beside the transaction.
struct Reading {
    const territory::Atlas& atlas;
    Visible visible;
    Date today;
    ListIndex* lists = nullptr;  // none: all initiatives are read for this one question
};

Result<Counts> count(db::Transaction& tx, const ListQuery& query, const Reading& reading);
/// limit 0 = all.
Result<std::vector<ListItem>> list(db::Transaction& tx, const ListQuery& query, const Reading& reading,
                                   int offset, int limit);

// --- one dossier
// -------------------------------------------------------------------------------------------------

/// nullopt when absent, without a live registration, or outside what the reader may see: all look the same.
Result<std::optional<Initiative>> find(db::Transaction& tx, std::string_view number, const Reading& reading);

/// The fields in force on a day, in order (movement "dan_van_kheo").
Result<std::vector<Field>> fields(db::Transaction& tx, Date on);

// --- acts
// --------------------------------------------------------------------------------------------------------

/// Who acts, when. user none = the system (command line).
struct Actor {
    auth::UserId user;
    Millis at = 0;
};

/// A row ready to be registered: its unit is decided and its dates are valid.
struct NewRow {
    Statement statement;
    int campaign_year = 0;
    Date date;
    Precision precision = Precision::day;
    std::optional<Basis> basis;
    std::string level_note;
    std::string sheet;  // where it stood in the file; "" and 0 when it came from no file
    int row = 0;        // from 1
};

enum class Saved {
    fresh,
    maintained,
    unchanged
};  // new initiative, one more year of an initiative, already known

struct SavedRow {
    Saved saved = Saved::fresh;
    InitiativeId initiative;
    RegistrationId registration;
};

struct NewBatch {
    std::string file_name, sha256;
    territory::UnitId sender;
    Date list_date;
    int campaign_year = 0;
    std::int64_t rejected = 0;  // rows the analyser refused; for the record
};

struct BatchResult {
    BatchId batch;
    std::int64_t saved = 0, unchanged = 0;
    std::vector<SavedRow> rows;  // in the order given
};

/// Saves an imported list in the caller's transaction: one registration per row. A maintained row whose unit
/// (also after mergers), title and owner agree with an initiative registered in an earlier campaign year
/// registers that one; any other row makes a new initiative; a row whose content is already registered
/// changes nothing, so a file imported twice adds nothing. atlas: a current snapshot. Where a row states no
/// sector it is proposed from the owner. progress, when given, is called every few hundred rows with the
/// number done.
Result<BatchResult> register_rows(db::Transaction& tx, const NewBatch& batch, std::span<const NewRow> rows,
                                  const territory::Atlas& atlas, const Actor& actor,
                                  const std::function<void(std::size_t)>& progress = {});

/// Takes a whole import back: its registrations leave all lists and figures, initiatives that only it
/// registered with them. The answer is the number of registrations. not_found when there is no such import,
/// conflict when undone already. The caller checks that the actor may edit the batch's sender.
Result<std::int64_t> undo_batch(db::Transaction& tx, BatchId batch, const Actor& actor);

/// Registers one initiative by hand, or one more year of it when it is maintained (what was typed then also
/// edits it). A repeated request_key changes nothing and gives the same number. Refuses (invalid) with
/// everything wrong at once; the unit must lie inside `reading`.
Result<std::string> create(db::Transaction& tx, const NewRow& row, std::string_view request_key,
                           const Reading& reading, const Actor& actor);

/// Replaces the statement of a dossier. conflict when it is no longer at `row_version` and says something
/// else by now; nothing happens when it says the same already (a form sent twice).
Result<> edit(db::Transaction& tx, std::string_view number, std::int64_t row_version,
              const Statement& statement, const Reading& reading, const Actor& actor);

struct Batch {
    BatchId id;
    NewBatch given;
    bool undone = false;
    std::int64_t saved = 0, unchanged = 0;
    Millis created_at = 0;
    auth::UserId created_by;
};
Result<std::optional<Batch>> find_batch(db::Transaction& tx, BatchId id);
/// Newest first.
Result<std::vector<Batch>> batches(db::Transaction& tx, int limit);

/// Broken invariants of the registry's tables, one line each for the operator; empty when sound.
Result<std::vector<std::string>> faults(db::Transaction& tx);
/// What was changed past the program, one line each: kept versions that are not what their ledger entry
/// committed to, dossiers that are not their newest version. Reads every dossier with some statements each.
/// No reason to refuse a backup or an upgrade: it tells of the data and does not make them unreadable.
Result<std::vector<std::string>> altered(db::Transaction& tx);

// --- wiring
// ------------------------------------------------------------------------------------------------------

struct DossierPage;

/// How the pages of the register show the newest cycle of an initiative (life/), which this room does not
/// know.
class Cycles {
  public:
    virtual ~Cycles() = default;
    /// Fills steps, state and links of the page.
    virtual Result<> show(db::Transaction& tx, const Initiative& initiative, const http::Request& request,
                          DossierPage& page) const = 0;
};

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;  // the current snapshot
    std::string import_href;  // address of the import wizard; empty: no link
    ListIndex* lists = nullptr;
    const Cycles* cycles = nullptr;  // none: registrations alone are shown
    std::string propose_href = {};   // where this year's initiatives are proposed; empty: registered by hand
};

/// The workspace pages of the registry. What services refer to must outlive the routes.
std::vector<http::Route> routes(Services services);

}  // namespace kheo::registry
