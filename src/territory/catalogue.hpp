// SPDX-License-Identifier: Apache-2.0
// The files of a catalogue directory as typed rows: units_YYYY.csv, units_changes_*.csv,
// provinces_changes_*.csv, code_reuse_*.csv (contract.md, "Territory"). Pure: file contents in, rows and
// remarks out.
#pragma once

#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"
#include "territory/territory.hpp"

namespace kheo::territory {

struct NamedFile {
    std::string name;  // without directory
    std::string content;
};

struct CatalogueRow {
    std::string code;
    Level level = Level::commune;
    std::string type, name, full_name, parent_code;
    Date from, to;
};

/// One units_YYYY.csv: the map from `starts` on; the earliest one starts at the beginning of time.
struct CatalogueFile {
    std::string name;
    int year = 0;  // of the file name
    Date starts;
    Date ends;
    std::vector<CatalogueRow> rows;
};

/// One pair old → new of an act.
struct ChangeRow {
    Level level_old = Level::commune, level_new = Level::commune;
    std::string old_code, old_full_name, old_district_code, new_code, new_full_name;
    std::string kind, extent_text, default_target;
    Extent extent = Extent::whole;
    Date effective;
    std::string resolution, clause, citation, confidence, provenance;
};

/// One difference between two older snapshots; says what changed by `seen` and not where a removed unit went.
struct EarlierRow {
    Level level = Level::commune;
    std::string code, kind, name_before, name_after, district_before, district_after, province_code;
    Date seen;
    std::string resolutions;  // candidates, joined by '|'
};

/// A code borne by two different units before and after a day.
struct ReuseRow {
    int year = 0;  // of the file name: the map of that year
    std::string code, full_name_before, full_name_after;
};

struct Catalogue {
    std::string source;                // "shipped" or the directory's last name
    std::vector<CatalogueFile> files;  // by start
    std::vector<ChangeRow> changes;
    std::vector<EarlierRow> earlier;
    std::vector<ReuseRow> reuse;
    std::vector<Sentence> remarks;
};

/// Does the importer read a file of this name?
bool is_catalogue_file(std::string_view name);

/// Fails (invalid) when a file lacks its columns or a row has no code or date.
Result<Catalogue> read_catalogue(std::vector<NamedFile> files, std::string source);

}  // namespace kheo::territory
