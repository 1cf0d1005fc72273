// SPDX-License-Identifier: Apache-2.0
// One data row of a list → one Row. Remembers the row above for "as above" blanks and ditto marks, and the
// dates of the columns for the check of month-first damage. One reader per list, one thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "registry/import/analysis.hpp"
#include "registry/import/sections.hpp"
#include "registry/import/table.hpp"
#include "registry/import/units.hpp"
#include "registry/import/when.hpp"

namespace kheo::registry::import {

struct ListFacts {
    Date date;
    int year = 0;
    bool sender_is_commune = false;
    bool whole_file_legacy = false;
    const std::vector<Field>* fields = nullptr;
};

class RowReader {
  public:
    RowReader(const Table& table, UnitReader& units, const ListFacts& list);

    Row read(int row, const SectionSays& section);
    void new_section() { unit_above_.reset(); }
    /// After the last row: real dates that a month-first machine may have exchanged.
    void check_dates(std::vector<Row>& rows) const;

  private:
    struct Value {
        std::string text;    // tidy; "" = blank
        bool above = false;  // from a merge or a ditto mark
    };
    struct Dated {
        When start, end;
    };
    Value value(int row, const Column* column);
    Value value(int row, Role role) { return value(row, find_column(table_.columns(), role)); }
    const Column* ticked(int row, Role role, int* count = nullptr) const;

    void read_title(Row& out, int row);
    void read_kind(Row& out, int row, const SectionSays& section);
    void read_owner(Row& out, int row, const SectionSays& section);
    void read_unit(Row& out, int row, const SectionSays& section);
    void read_field(Row& out, int row, const SectionSays& section);
    void read_basis(Row& out, int row, const SectionSays& section);
    void read_dates(Row& out, int row);
    void read_registered(Row& out, int row);
    void read_rest(Row& out, int row, const SectionSays& section);
    void take_date(Row& out, const When& when, const Column* column);
    void take_field(Row& out, std::vector<std::string> codes, int column);
    void suspect(std::vector<Row>& rows, bool start) const;

    const Table& table_;
    UnitReader& units_;
    ListFacts list_;
    std::map<int, std::string> above_;  // by column: what the row above says
    std::optional<std::string> unit_above_;
    std::vector<Dated> dates_;  // by row read
};

}  // namespace kheo::registry::import
