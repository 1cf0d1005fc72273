// SPDX-License-Identifier: Apache-2.0
// The made-up province of the demonstration: its units before and after the reorganisation of 01/07/2025 and
// about two thousand initiatives of three campaign years. Everything is invented and says so ("(mẫu)");
// nothing invented stands on a real unit. Pure: the same seed gives the same world.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "registry/registry.hpp"

namespace kheo::app::demo {

struct DemoUnit {
    std::string code, type, name, parent_code;
    std::string full_name() const { return type + " " + name; }
};

struct DemoChange {
    std::size_t from = 0, to = 0;  // indices into old_communes, new_communes
    bool whole = true;
    bool default_target = true;
};

/// Rows of the catalogue files (same columns as `kheo territory import` reads), without their header lines.
struct CatalogueRows {
    std::string before, after, changes;
};

struct DemoTerritory {
    DemoUnit province;
    std::vector<DemoUnit> districts, old_communes, new_communes;
    std::vector<DemoChange> changes;
    std::string resolution;
    CatalogueRows rows() const;
};

/// One registration of one year, its unit still by code.
struct DemoRow {
    std::string unit_code;  // valid on `date`
    std::string hamlet;     // "" = the unit itself
    Date date;
    int year = 0;
    registry::Basis basis = registry::Basis::fresh;
    registry::Statement statement;  // unit not filled
};

struct DemoWorld {
    DemoTerritory territory;
    std::vector<DemoRow>
        rows;  // by year, then by unit; maintained rows repeat title and owner of an earlier year
};

DemoWorld make_world(std::uint64_t seed);

}  // namespace kheo::app::demo
