// SPDX-License-Identifier: Apache-2.0
#include "movement/paste.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "movement/messages.gen.hpp"
#include "movement/rules.hpp"
#include "platform/mail/address.hpp"

namespace kheo::movement {

namespace {

constexpr int kMost = 1000;
constexpr std::size_t kMostFaults = 20;

using Cells = std::vector<std::string>;

/// Tabs (a sheet) or ";"; a table typed by hand may use a comma before its last word.
Cells cells_of(std::string_view line) {
    const char separator = line.contains('\t') ? '\t' : line.contains(';') ? ';' : '\0';
    Cells out;
    if (separator != '\0') {
        for (const auto part : split(line, separator)) out.push_back(tidy(part));
    } else if (const auto comma = line.rfind(','); comma != std::string_view::npos) {
        out = {tidy(line.substr(0, comma)), tidy(line.substr(comma + 1))};
    } else {
        out = {tidy(line)};
    }
    while (!out.empty() && out.back().empty()) out.pop_back();
    return out;
}

/// The lines of a pasted table with everything that is wrong with them.
class Table {
  public:
    Table(const territory::Atlas& atlas, Date on) : atlas_(atlas), on_(on) {}

    /// The unit a text means inside one of the roots; none, with a fault, when it is unknown or could be
    /// several.
    UnitId unit(std::size_t line, const std::string& text, const std::vector<UnitId>& within) {
        for (const auto root : within) {
            const auto meant = territory::typed_unit(atlas_, text, on_, root);
            if (meant.unit && inside(meant.unit->id, within)) return meant.unit->id;
            if (!meant.candidates.empty()) {
                fault(line, msg::line_ambiguous, text);
                return {};
            }
        }
        fault(line, msg::line_unit_unknown, text);
        return {};
    }
    void fault(std::size_t line, const Message& message, const std::string& text) {
        if (error_.fields.size() >= kMostFaults) return;
        error_.fields.push_back(
            {"table", Sentence(message, {{"line", std::to_string(line)}, {"text", text}})});
    }
    bool sound() const { return error_.fields.empty(); }
    std::unexpected<Error> refuse() {
        error_.kind = ErrorKind::invalid;
        error_.message = msg::table_wrong;
        return fail(std::move(error_));
    }

  private:
    bool inside(UnitId unit, const std::vector<UnitId>& within) const {
        return std::ranges::any_of(within,
                                   [&](UnitId root) { return territory::reaches(atlas_, root, unit, on_); });
    }

    const territory::Atlas& atlas_;
    Date on_;
    Error error_;
};

template <typename Each>
void each_line(std::string_view text, Table& table, Each each) {
    std::size_t number = 0;
    for (const auto line : split(text, '\n')) {
        ++number;
        const auto cells = cells_of(line);
        if (cells.empty()) continue;
        if (number > kMostLines) return table.fault(number, msg::table_long, std::to_string(kMostLines));
        each(number, cells);
    }
}

}  // namespace

Result<std::vector<UnitId>> read_units(const territory::Atlas& atlas, std::string_view text, UnitId within,
                                       Date on) {
    Table table(atlas, on);
    std::vector<UnitId> out;
    each_line(text, table, [&](std::size_t line, const Cells& cells) {
        const auto unit = table.unit(line, cells[0], {within});
        if (unit && std::ranges::find(out, unit) == out.end()) out.push_back(unit);
    });
    if (!table.sound()) return table.refuse();
    return out;
}

Result<std::vector<Quota>> read_quotas(const territory::Atlas& atlas, std::string_view text, UnitId within,
                                       Date on) {
    Table table(atlas, on);
    std::vector<Quota> out;
    each_line(text, table, [&](std::size_t line, const Cells& cells) {
        const auto unit = table.unit(line, cells[0], {within});
        const auto number = cells.size() > 1 ? parse_number<int>(cells[1]) : std::nullopt;
        if (!number || *number < 0 || *number > kMost)
            table.fault(line, msg::line_number_wrong, cells.size() > 1 ? cells[1] : "");
        const auto sector = read_sector(cells.size() > 2 ? cells[2] : "");
        if (!sector) table.fault(line, msg::line_sector_wrong, cells[2]);
        if (!unit || !number || !sector) return;
        std::erase_if(out, [&](const Quota& q) { return q.unit == unit && q.sector == *sector; });
        out.push_back({unit, *sector, *number});
    });
    if (!table.sound()) return table.refuse();
    return out;
}

Result<std::vector<store::Contact>> read_contacts(const territory::Atlas& atlas, std::string_view text,
                                                  const std::vector<UnitId>& within, Date on) {
    Table table(atlas, on);
    std::vector<store::Contact> out;
    each_line(text, table, [&](std::size_t line, const Cells& cells) {
        const auto unit = table.unit(line, cells[0], within);
        const auto typed = cells.size() > 1 ? cells[1] : std::string();
        const auto address = typed == "-" ? std::optional(std::string()) : mail::read_address(typed);
        if (!address) table.fault(line, msg::line_address_wrong, typed);
        if (!unit || !address) return;
        std::erase_if(out, [&](const store::Contact& c) { return c.unit == unit; });
        out.push_back({unit, *address});
    });
    if (!table.sound()) return table.refuse();
    return out;
}

}  // namespace kheo::movement
