// SPDX-License-Identifier: Apache-2.0
// The door of statistics: one question over the registrations (a pivot), answered by group-bys under one
// map. SQL is the reference; a server also keeps the facts in memory (fact_keeper.hpp), to the same bytes.
// What is counted is said in README.md and in docs/decisions. All functions are thread-safe; a Transaction
// belongs to the caller.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "base/period.hpp"
#include "base/result.hpp"
#include "platform/db/database.hpp"
#include "territory/territory.hpp"

namespace kheo::statistics {

using territory::UnitId;

// --- the facts
// ---------------------------------------------------------------------------------------------------

/// One entry of a dated code list: the code in the facts and its name for people.
struct CodeName {
    std::string code, name;
};

/// Where the facts stand. The slice names no table of another slice: app hands these relations in.
/// facts:  registration_id, initiative_id, unit_id, date (ISO), campaign_year, kind, owner_type, sector,
/// field,
///         basis, state, level; one row per live registration; NULL = not stated.
/// themes: initiative_id, theme (as shown), theme_folded (compare by this).
/// owners: initiative_id, owner_key (equal keys = the same owner).
struct FactSource {
    std::string facts, themes, owners;
    /// The fields in force on a day, in order; may be empty (codes are then shown as they are).
    std::function<Result<std::vector<CodeName>>(db::Transaction&, Date)> fields;
    /// What ledger entries call the initiative whose facts they change; "" = changes are not followed.
    std::string subject{};
};

// --- the question
// ------------------------------------------------------------------------------------------------

enum class Measure { initiatives, practices, exemplars, owners, units_with_initiatives };
enum class Dimension {
    unit,
    sector,
    field,
    theme,
    kind,
    owner_type,
    basis,
    state,
    level,
    year,
    half,
    quarter,
    month
};

/// A dimension as rows or columns ask for it; level only for unit.
struct Axis {
    Dimension dimension = Dimension::unit;
    territory::Level level = territory::Level::commune;
    auto operator<=>(const Axis&) const = default;
};

/// "practices" …; the words of the contract.
std::string_view code(Measure measure);
std::optional<Measure> parse_measure(std::string_view text);
/// "unit:commune", "field" …
std::string code(const Axis& axis);
std::optional<Axis> parse_axis(std::string_view text);

/// Which map places the facts. One map serves the whole answer: `then` = the map of the asked period's last
/// day, `now` = today's, `day` = that day's.
struct MapChoice {
    enum class Kind { then, now, day } kind = Kind::then;
    Date day;  // for kind day only
    auto operator<=>(const MapChoice&) const = default;
};
std::string code(const MapChoice& map);  // "then", "now", "2025-07-01"
std::optional<MapChoice> parse_map(std::string_view text);

/// Value of a condition or a row key for "not stated" (NULL).
inline constexpr std::string_view kNotStated = "none";

/// A condition. Several conditions on one dimension mean any of them; different dimensions must all hold.
/// Themes are compared after folding; a unit's value is its code on the map's day.
struct Condition {
    Axis axis;
    std::string value;
};

struct PivotQuery {
    std::vector<Measure> measures;  // at least one
    std::optional<Axis> rows, columns;
    std::string under;  // code on the map's day, or "id:123"; "" = the whole country
    std::vector<Condition> where;
    Period period;
    std::optional<Period> compare;
    MapChoice map;
    /// A reader's subtrees: only facts that lie in one of them on today's map are counted. nullopt = no
    /// limit.
    std::optional<std::vector<UnitId>> within;
    /// Who reads the answer's sentences: periods, levels and values are named inside them.
    Language language = Language::vi;
};

// --- the answer
// --------------------------------------------------------------------------------------------------

/// Text for people: a name from the data, or a sentence of the catalogue.
struct Label {
    std::string name;
    Sentence sentence;
    std::string in(Language language) const { return sentence.empty() ? name : sentence.in(language); }
};

/// values[c][m]: column × measure.
using Values = std::vector<std::vector<std::int64_t>>;

/// Without a columns dimension and without comparison there is one column with an empty key. With comparison
/// the block of the asked period comes first, then the same columns of the compared period; the last part of
/// each key is then the period's code.
struct PivotColumn {
    std::vector<std::string> key;
    std::vector<Label> label;
    std::string value;  // code on the columns dimension, "" when none is asked
    Period period;      // the asked or the compared period
    bool compared = false;
};

struct PivotRow {
    std::vector<std::string>
        key;  // one part; empty when no rows were asked (then there is one row: everything)
    std::vector<Label> label;
    UnitId unit;              // rows of units only
    Values values;            // what stands under this row, on the map of the answer
    Values not_attributable;  // the part of values that no one present commune can be given
};

/// When the map changed under the facts: units abolished that day whose facts stand elsewhere in this answer.
struct MapBreak {
    Date day;                // first day of the new map
    std::int64_t units = 0;  // old units restated
    std::int64_t split = 0;  // of which without one successor
};

struct PivotAnswer {
    PivotQuery query;
    UnitId under;                 // what query.under named; none = the whole country
    Date map_day;                 // the map of the whole answer
    bool earliest_known = false;  // that day lies before the earliest catalogue
    std::vector<PivotColumn> columns;
    std::vector<PivotRow>
        rows;                 // only rows with a figure; units by code, codes in list order, not stated last
    Values totals;            // everything under the asked unit
    Values not_attributable;  // the part of totals that stands above the level of the rows: Σ rows + this =
                              // totals
    std::vector<Sentence> definition;
    std::vector<Sentence> warnings;  // figures side by side that do not mean the same
    std::vector<Sentence> notes;     // breaks of the map
    std::vector<MapBreak> breaks;
    std::int64_t ledger_seq = 0;  // last ledger entry the figures saw
};

/// Errors: usage (no measure, a unit dimension asked for what it cannot do), invalid (no such unit on that
/// day, no such value). atlas must be the snapshot of the same data.
Result<PivotAnswer> pivot(db::Transaction& tx, const territory::Atlas& atlas, const FactSource& source,
                          const PivotQuery& query, Date today);

/// The answer as the contract's JSON, one line.
std::string to_json(const PivotAnswer& answer, Language language = Language::vi);

/// Change of asked against base, rounded half away from zero, in tenths of a
/// percent (57 = 5,7 %); nullopt when the base is zero ("không xác định").
std::optional<std::int64_t> change_in_tenths(std::int64_t asked, std::int64_t base);

}  // namespace kheo::statistics
