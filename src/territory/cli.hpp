// SPDX-License-Identifier: Apache-2.0
// `kheo territory import | list | resolve | successors` (contract.md, "Territory"). JSON goes to `out`, words
// for people to `err`; without --json `out` gets a plain table. Errors are returned, the caller prints them.
#pragma once

#include <ostream>

#include "territory/territory.hpp"

namespace kheo::territory {

struct Output {
    std::ostream& out;
    std::ostream& err;
    bool json = false;
};

struct ListOptions {
    Date date;
    std::optional<Level> level;  // none: province, district and commune
    std::string under;           // code or name; "" = everywhere
};

struct ResolveOptions {
    std::string text;
    Date date;
    std::string within;  // code or name; "" = everywhere
};

struct SuccessorOptions {
    std::string code;
    Date date;  // the day the code is read
    Date on;    // the day whose units are asked for
};

Result<> run_import(db::Database& database, const std::filesystem::path& directory, Millis at,
                    const Output& to);
Result<> run_list(db::Database& database, const ListOptions& options, const Output& to);
Result<> run_resolve(db::Database& database, const ResolveOptions& options, const Output& to);
Result<> run_successors(db::Database& database, const SuccessorOptions& options, const Output& to);

/// A unit given as code or name: valid that day, else the nearest map on which the code stood.
Result<UnitId> unit_by_code_or_name(const Atlas& atlas, std::string_view text, Date on);

}  // namespace kheo::territory
