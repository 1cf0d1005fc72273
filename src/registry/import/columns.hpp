// SPDX-License-Identifier: Apache-2.0
// Which column of a list says what: first by the wording of its heading, then by what stands below it. The
// wording table is data (columns.cpp), compared without diacritics, so that a new wording is a new line and
// no new code.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/sheet/workbook.hpp"
#include "registry/import/header.hpp"

namespace kheo::registry::import {

enum class Role {
    ignored,
    number,
    title,
    kind,
    owner,
    owner_type,
    unit,      // any text that names a place or a body with a place
    province,  // one level each
    district,
    commune,
    hamlet,
    unit_code,
    level,
    sector,
    field,
    theme,
    basis,
    period,  // start and end in one cell
    start,
    end,
    registered,
    year,
    quarter,
    month,
    problem,  // headings of the registration form
    goals,
    method,
    area,
    forces,
    resources,
    schedule,
    outputs,
    sustainability,
    note,
};

/// "title", "unit_code" …: the value of a choice box and of JSON.
std::string_view role_name(Role role);
std::optional<Role> parse_role(std::string_view name);

struct Column {
    int index = 0;        // from 0
    std::string heading;  // "Lĩnh vực / KT"
    Role role = Role::ignored;
    std::string
        value;  // a tick column: the code a tick stands for ("economy", "individual", "new", "exemplar")
    bool names_executor = false;  // the heading speaks of who does or registers it
    bool only_exemplars = false;  // a title column headed "Điển hình" alone
    bool hidden = false;

    bool tick() const { return !value.empty(); }
};

/// A person's correction: this column has that role.
struct ColumnChoice {
    int index = 0;
    Role role = Role::ignored;
};

/// The role that a heading's wording suggests; ignored when it says nothing known. path: from the top row
/// down.
Column column_by_wording(int index, const std::vector<std::string>& path);

/// Decides all columns of a list: wording, then content of the rows below the header, then choices.
std::vector<Column> decide_columns(const sheet::Sheet& sheet, const Header& header,
                                   const std::vector<ColumnChoice>& choices);

/// First column with the role and no tick value, or nullptr.
const Column* find_column(const std::vector<Column>& columns, Role role);

}  // namespace kheo::registry::import
