// SPDX-License-Identifier: Apache-2.0
// All of territory as plain rows: identities with dated versions, acts, lineage. The importer changes a
// History in memory, the store reads and writes it, an Atlas is made from it. Units are named by their index
// in `units`; ids are the database's and 0 before the first save. A value type; not shared between threads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.hpp"
#include "territory/territory.hpp"

namespace kheo::territory {

inline constexpr int kNoUnit = -1;

Date beginning();  // 0001-01-01
Date ending();     // 9999-12-31

/// One dated version; parent is an index or kNoUnit.
struct VersionRow {
    std::string code, type, name, full_name;
    int parent = kNoUnit;
    Date from, to;

    bool covers(Date on) const { return from <= on && on <= to; }
    bool same_content(const VersionRow& other) const;
    bool operator==(const VersionRow&) const = default;
};

struct UnitRow {
    std::int64_t id = 0;
    Level level = Level::commune;
    bool from_list = false;
    std::vector<VersionRow> versions;  // by date, without overlap

    const VersionRow* on(Date day) const;
    const VersionRow* nearest(Date day) const;  // valid that day, else the nearest earlier, else the first
};

/// from == to: the act changed the unit but it stayed the same unit.
struct LineageRow {
    int from = kNoUnit, to = kNoUnit;
    std::string resolution;
    Date effective;
    std::string kind;
    Extent extent = Extent::whole;
    std::string extent_text;
    std::string default_target;  // yes, no or ""
    std::string clause, citation;
    std::string confidence, provenance;
};

struct CatalogueRecord {
    std::string name;
    Date starts, known_from;
    std::string source;
    std::int64_t unit_count = 0;
};

class History {
  public:
    std::vector<UnitRow> units;
    std::vector<LineageRow> lineage;
    std::vector<CatalogueRecord> catalogues;

    /// Index of the unit that bears the code on that day, or kNoUnit.
    int at(Level level, std::string_view code, Date on) const;
    /// Units that ever bore the code.
    const std::vector<int>& bearers(Level level, std::string_view code) const;
    int add(Level level, bool from_list = false);

    /// Gives the unit this version from `version.from` to `version.to`; what it had then is cut away, what it
    /// had later stays. Neighbours with the same content become one.
    void set(int unit, VersionRow version);
    /// Ends every version of the unit after `last`.
    void end_at(int unit, Date last);
    /// Makes code lookups see versions that were put into `units` directly.
    void reindex();

  private:
    void note_code(Level level, std::string_view code, int unit);
    std::unordered_map<std::string, std::vector<int>> by_code_;
};

}  // namespace kheo::territory
