// SPDX-License-Identifier: Apache-2.0
// The door of territory: units as identities with dated versions, acts of reorganisation, name resolution,
// restatement. An Atlas is an immutable snapshot of all of it in memory; share it by shared_ptr between
// threads. A code is not an identity: 00097 was Phường Tứ Liên until 30/06/2025 and is Phường Hồng Hà since.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "base/result.hpp"
#include "platform/auth/principal.hpp"
#include "platform/db/database.hpp"

namespace kheo::territory {

using UnitId = auth::ScopeUnit;

enum class Level { province, district, commune, hamlet };
std::string_view level_name(Level level);  // "province" …
std::optional<Level> parse_level(std::string_view text);

/// One dated version of a unit.
struct Unit {
    UnitId id;
    std::string code;  // official code while this version is valid; "" for a hamlet named by a list
    Level level = Level::commune;
    std::string type;       // "Phường"
    std::string name;       // "Hồng Hà"
    std::string full_name;  // "Phường Hồng Hà"
    UnitId parent;
    std::string parent_code;
    Date valid_from, valid_to;  // inclusive; kBeginningOfTime / kEndOfTime when open
    bool from_list = false;     // a hamlet known only from a registration list
};

enum class Extent { whole, part };

struct Successor {
    Unit unit;
    std::string kind;  // merged, renamed, retyped, split-part, kept, transferred …
    Extent extent = Extent::whole;
    std::string extent_text;  // what is known of the part: part_area_pop, part_area_only, remainder, ""
    std::string resolution;   // "1656/NQ-UBTVQH15"
    bool default_target = false;
    Date effective;  // day the act took effect
};

enum class ResolveStatus { resolved, ambiguous, unknown };

struct Resolution {
    ResolveStatus status = ResolveStatus::unknown;
    std::optional<Unit> unit;
    std::vector<Unit> candidates;
    std::optional<Unit> named;       // the unit that is meant when it no longer exists at the date
    std::vector<std::string> today;  // codes of the present units its territory went to
    // What a list importer must remark (names as in shared/data/registration_lists/README.md):
    bool dissolved = false;          // named unit no longer exists at the date; candidates are its successors
    bool dissolved_later = false;    // valid at the date, gone by 2025-03-01
    bool split_later = false;        // more than one successor today
    bool type_mismatch = false;      // "xã" written for what is a phường at the date, or was before it went
    bool district_outdated = false;  // the district written no longer holds the commune
    bool multiple = false;           // two units in one cell
    bool certain = false;            // a suggestion that a bulk button may apply
};

/// Where a fact of one unit stands on another day's map.
struct Restatement {
    UnitId unit;  // the lowest unit present on the map's day that holds all successors; none if unknown
    bool exact = false;  // false: the unit was split, the fact is not attributable below `unit`
};

class Atlas {
  public:
    virtual ~Atlas() = default;

    /// Tells one snapshot from every other of this process: for what is worked out once per snapshot.
    std::uint64_t serial() const { return serial_; }

    virtual const Unit* find(
        UnitId id, Date on) const = 0;  // version valid that day, else the nearest earlier, else the first
    virtual bool present(UnitId id, Date on) const = 0;
    virtual const Unit* find_code(std::string_view code,
                                  Date on) const = 0;  // level by number of digits 2, 3, 5
    virtual const Unit* find_code(Level level, std::string_view code, Date on) const = 0;
    virtual std::vector<const Unit*> list(Level level, Date on, UnitId under = {}) const = 0;  // by code
    virtual UnitId ancestor(UnitId id, Level level,
                            Date on) const = 0;  // itself when of that level; none if there is none
    virtual bool is_under(UnitId id, UnitId root, Date on) const = 0;  // root none = everywhere
    virtual std::vector<Successor> successors(UnitId id, Date from, Date to) const = 0;
    virtual Restatement restate(UnitId id, Date map) const = 0;
    virtual std::vector<std::string> codes_today(UnitId id, Date today) const = 0;
    /// True when the date lies before the earliest catalogue ("catalogue":"earliest_known").
    virtual bool before_earliest(Date on) const = 0;
    // The pages' questions; a stand-in for tests need not answer them.
    virtual Date earliest() const { return {}; }               // first day the earliest catalogue vouches for
    virtual std::vector<Date> map_days() const { return {}; }  // days on which a catalogue's map begins
    virtual std::vector<Unit> versions(UnitId) const { return {}; }  // by date
    /// Units that went into this one; Successor::unit is the predecessor.
    virtual std::vector<Successor> predecessors(UnitId) const { return {}; }
    /// Bundles abbreviations, missing prefixes, both tone placements, NFD, Ð/ƣ, former names, body names that
    /// contain a place. within: a unit whose inside is searched first (the sender); none = the whole country.
    virtual Resolution resolve(std::string_view text, Date on, UnitId within = {}) const = 0;

  private:
    static inline std::atomic<std::uint64_t> made_{0};
    const std::uint64_t serial_ = ++made_;
};

Result<std::shared_ptr<const Atlas>> load_atlas(db::Transaction& tx);

/// Holds the Atlas of now and reloads it after a change, also one by another process. Safe to share.
class AtlasKeeper {
  public:
    explicit AtlasKeeper(db::Database& database);
    ~AtlasKeeper();
    /// At most half a second old; costs nothing, also inside a transaction. When the database cannot be read
    /// the last Atlas stays in use; never null.
    std::shared_ptr<const Atlas> current() const;
    /// Look again at once, after an own change has been committed; reads the database.
    void refresh() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The one rule of reach: does a grant over `root` reach `unit` on that day? It reaches what stands under the
/// root (a hamlet with its commune, a unit that is gone with what it stood under last) and what has become
/// part of it. A grant over a unit that is gone never grows to the successor. Root none = everywhere.
inline bool reaches(const Atlas& atlas, UnitId root, UnitId unit, Date on) {
    if (!root) return true;
    if (!unit) return false;
    if (unit == root || atlas.is_under(unit, root, on)) return true;
    const auto standing = atlas.restate(unit, on).unit;
    return standing && standing != unit && atlas.is_under(standing, root, on);
}

/// Does a grant of that day hold the permission over this unit, as the map of that day reaches? Unit none =
/// the whole country, which only a grant without a unit holds.
bool may_over(const Atlas& atlas, const auth::Principal& who, auth::Permission permission, UnitId unit,
              Date on);

/// What a person meant who typed a unit into a form.
struct TypedUnit {
    std::optional<Unit> unit;
    std::vector<Unit> candidates;  // what it could be when it is not one: to be shown with their codes
};

/// Reads "00097", "Phường Hồng Hà (00097)", "id:123" (unit_key) or a name that stands inside `within`;
/// hamlets are known by name inside their commune only. Never the place itself for a part of it that nobody
/// knows
/// ("Thôn Không Có").
TypedUnit typed_unit(const Atlas& atlas, std::string_view typed, Date on, UnitId within = {});
/// What a form sends for a unit that was chosen, for typed_unit of the same day: its code, or "id:123" when
/// it has none that day.
std::string unit_key(const Unit& unit, Date on);
/// "Phường Tân Lập (00123), Phường Tân Lập (05443)": the first ten.
std::string listed(const std::vector<Unit>& units);

/// auth::Scope over the Atlas: reaches().
class AtlasScope final : public auth::Scope {
  public:
    explicit AtlasScope(const AtlasKeeper& keeper) : keeper_(keeper) {}
    bool contains(auth::ScopeUnit root, auth::ScopeUnit unit, Date on) const override;

  private:
    const AtlasKeeper& keeper_;
};

struct ImportReport {
    std::string source;  // "shipped" or the directory's last name
    int files = 0;
    std::int64_t units_added = 0, units_changed = 0, lineage_written = 0;
    std::vector<Sentence> remarks;  // gaps of the files; they refuse nothing
    bool changed() const { return units_added + units_changed + lineage_written > 0; }
};

/// Reads a catalogue directory (contract.md, "Territory"): units keep their ids and are corrected, none is
/// doubled, all in one transaction. Importing the same files again changes nothing.
Result<ImportReport> import_directory(db::Database& database, const std::filesystem::path& directory,
                                      Millis at);

/// Lines to add to one file of the shipped catalogue, in its columns and without a header line.
struct MoreLines {
    std::string file;  // "units_2024.csv"
    std::string lines;
};

/// The catalogue embedded in the binary; an Error (environment) when it was built without one. `more`: the
/// made-up units of a demonstration.
Result<ImportReport> load_shipped_catalogue(db::Database& database, Millis at,
                                            const std::vector<MoreLines>& more = {});
bool has_shipped_catalogue();

/// A hamlet named by a list: found under the commune by folded name, or created and marked from_list.
Result<UnitId> ensure_hamlet(db::Transaction& tx, UnitId commune, std::string_view name, Date on);

}  // namespace kheo::territory
