// SPDX-License-Identifier: Apache-2.0
// Words of this room as plain values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "base/period.hpp"
#include "statistics/statistics.hpp"
#include "territory/territory.hpp"

namespace kheo::reports {

using territory::UnitId;

/// sơ kết 6 tháng, tổng kết năm.
enum class Kind { half_year, annual };
std::string_view code(Kind kind);  // "half_year", "annual"
std::optional<Kind> parse_kind(std::string_view text);

/// thể thức văn bản: follows from the issuing body.
enum class Form { party, state };
std::string_view code(Form form);  // "party", "state"

enum class Format { docx, html };
std::optional<Format> parse_format(std::string_view text);

/// A row of report_body: a kind of body that issues reports, with patterns to be filled for one unit.
struct Body {
    std::string code;
    Form form = Form::party;
    std::string title;
    std::string superior, name, full_name;  // lines separated by '|'
    std::string symbol;                     // "BC/BDV{cs}"
    std::string authority, signer;
    std::string recipients;  // lines separated by '|'
    std::string legal_basis;
    bool verified = false;
};

/// A row of report_committee.
struct Committee {
    std::string name;    // "Thành ủy {name}"
    std::string symbol;  // "TU"
};

/// The body that issues a report of one unit, with everything its letterhead, signature and list need.
struct Issuer {
    Form form = Form::party;
    std::vector<std::string> superior, name;  // lines of the letterhead, in capitals
    std::string full_name;                    // "Ban Dân vận Thành ủy Hà Nội"
    std::string symbol;                       // "BC/BDVTU", "BC-UBND"
    std::string place;                        // "Hà Nội"
    std::string authority, signer;            // in capitals; authority may be empty
    std::vector<std::string> recipients;
    std::string legal_basis;
    bool verified = false;
};

/// A figure beside that of the compared period.
struct Pair {
    std::int64_t now = 0, base = 0;
};

struct Count {
    Pair all, practices, exemplars;
};

struct Line {
    std::string name;
    std::string group;  // type of the unit: "Phường"; empty for other lines
    Count count;
    bool numbered = true;  // false: not one of the list, such as what belongs to no unit below
};

/// What a review says in figures, whatever engine counted it.
struct Figures {
    Period period, base;
    Count total;
    std::vector<Line> units;  // every unit of the level below, in official order; zero lines too
    std::vector<Line> fields, sectors, owner_types, bases;  // only lines with a figure
    std::int64_t communes_with = 0, communes = 0;           // 0 communes: not asked (a commune's own report)
    std::vector<std::string> commune_types;      // "xã", "phường" … that exist in the unit that day
    std::optional<std::int64_t> last_full_year;  // of a half-year, when it warns
    std::vector<Sentence> notes;                 // breaks of the map, warnings
    std::vector<Sentence> definition;
    Date map_day;
    std::int64_t ledger_seq = 0;
};

}  // namespace kheo::reports
