// SPDX-License-Identifier: Apache-2.0
#include "registry/import/ready_list.hpp"

#include "base/text.hpp"
#include "platform/sheet/writer.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::import {

namespace {

constexpr int kEmptyRows = 60;

std::string vi(const Message& message) {
    return std::string(message.in(Language::vi));
}

std::string upper_year_title(int year) {
    return Sentence(msg::ready_title, {{"year", std::to_string(year)}}).in(Language::vi);
}

std::vector<std::string> names(const std::vector<Field>& fields) {
    std::vector<std::string> out;
    for (const auto& field : fields) out.push_back(field.name);
    return out;
}

sheet::Table table_of(const ReadyList& list) {
    using sheet::ColumnKind;
    sheet::Table table;
    table.sheet_name = vi(msg::ready_sheet);
    table.headings = {list.unit.full_name, upper_year_title(list.year)};
    table.columns = {
        {"STT", ColumnKind::count, 6},
        {vi(msg::ready_name), ColumnKind::text, 50},
        {vi(msg::ready_kind), ColumnKind::text, 12, {vi(msg::kind_practice), vi(msg::kind_exemplar)}},
        {vi(msg::ready_owner), ColumnKind::text, 32},
        {vi(msg::ready_owner_type),
         ColumnKind::text,
         14,
         {vi(msg::owner_collective), vi(msg::owner_individual)}},
        {vi(msg::ready_unit), ColumnKind::text, 24},
        {vi(msg::ready_code), ColumnKind::text, 12},
        {vi(msg::ready_hamlet), ColumnKind::text, 20},
        {vi(msg::ready_field), ColumnKind::text, 26, names(list.fields)},
        {vi(msg::ready_start), ColumnKind::text, 14},
        {vi(msg::ready_end), ColumnKind::text, 14},
        {vi(msg::ready_basis), ColumnKind::text, 16, {vi(msg::basis_new), vi(msg::basis_maintained)}},
        {vi(msg::ready_note), ColumnKind::text, 24}};
    table.empty_rows = kEmptyRows;
    return table;
}

std::string field_name(const std::string& code, const std::vector<Field>& fields) {
    for (const auto& field : fields)
        if (field.code == code) return field.name;
    return {};
}

std::vector<sheet::Value> row_of(const ListItem& item, std::int64_t number, const ReadyList& list,
                                 const territory::Atlas& atlas, Date today) {
    const auto* unit = atlas.find(item.unit, today);
    const auto* commune = unit;
    std::string hamlet;
    if (unit && unit->level == territory::Level::hamlet) {
        hamlet = unit->full_name.empty() ? unit->name : unit->full_name;
        commune = atlas.find(unit->parent, today);
    }
    const bool known = commune && atlas.present(commune->id, today);
    const auto owner = item.owner_type == OwnerType::individual   ? vi(msg::owner_individual)
                       : item.owner_type == OwnerType::collective ? vi(msg::owner_collective)
                                                                  : std::string{};
    return {number,
            item.title,
            vi(item.kind == Kind::exemplar ? msg::kind_exemplar : msg::kind_practice),
            item.owner_text,
            owner,
            known ? commune->full_name : std::string{},
            known ? commune->code : std::string{},
            hamlet,
            field_name(item.field, list.fields),
            partial_vietnamese(item.starts),
            std::monostate{},
            vi(msg::basis_maintained),
            std::monostate{}};
}

}  // namespace

Result<std::string> write_ready_list(const ReadyList& list, const territory::Atlas& atlas, Date today) {
    std::vector<std::vector<sheet::Value>> rows;
    for (const auto& item : list.carried)
        rows.push_back(row_of(item, static_cast<std::int64_t>(rows.size()) + 1, list, atlas, today));
    return sheet::write_xlsx(table_of(list), rows);
}

}  // namespace kheo::registry::import
