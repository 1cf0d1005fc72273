// SPDX-License-Identifier: Apache-2.0
// The list as a spreadsheet: all rows of exactly the conditions and the order that the page shows.
#include "base/text.hpp"
#include "platform/http/lent_bytes.hpp"
#include "platform/sheet/writer.hpp"
#include "registry/address.hpp"
#include "registry/initiative_form.hpp"
#include "registry/list_filters.hpp"
#include "registry/list_index.hpp"
#include "registry/list_store.hpp"
#include "registry/messages.gen.hpp"
#include "registry/rules.hpp"

namespace kheo::registry {

namespace {

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

std::string say(const Message& message) {
    return std::string(message.in(Language::vi));
}

sheet::Column column(const Message& title, double width) {
    return {.title = say(title), .width = width};
}

/// Headings over the table: what the list is and under which conditions.
sheet::Table table_of(const ListQuery& query, const http::Request& request, const Reading& reading) {
    sheet::Table table;
    table.sheet_name = say(msg::list_title);
    table.headings.push_back(say(msg::list_title));
    ListPage conditions;
    add_conditions(conditions, query, request.query, reading, Language::vi);
    for (const auto& condition : conditions.conditions) table.headings.push_back(condition.in(Language::vi));
    table.columns = {{.title = say(msg::column_position), .kind = sheet::ColumnKind::count, .width = 6},
                     column(msg::number, 16),
                     column(msg::label_title, 50),
                     column(msg::label_kind, 12),
                     column(msg::label_owner_text, 30),
                     column(msg::label_owner_type, 14),
                     column(msg::label_sector, 20),
                     column(msg::label_unit, 26),
                     column(msg::label_field, 24),
                     column(msg::label_campaign_year, 8),
                     column(msg::label_date, 14),
                     column(msg::label_basis, 14),
                     column(msg::label_starts, 12),
                     column(msg::label_ends, 12),
                     column(msg::label_state, 16),
                     column(msg::label_level, 14),
                     {.title = say(msg::label_copies), .kind = sheet::ColumnKind::count, .width = 10}};
    return table;
}

std::vector<sheet::Value> row_of(std::int64_t position, const ListItem& item,
                                 const std::vector<Field>& fields, const Reading& reading) {
    return {position,
            item.number,
            item.title,
            say(name_of(item.kind)),
            item.owner_text,
            item.owner_type ? say(name_of(*item.owner_type)) : std::string(),
            item.sector ? say(name_of(*item.sector)) : std::string(),
            unit_label(reading.atlas, item.unit, item.date),
            field_name(fields, item.field),
            std::to_string(item.campaign_year),
            registration_date(item.date, item.precision),
            item.basis ? say(name_of(*item.basis)) : std::string(),
            partial_vietnamese(item.starts),
            partial_vietnamese(item.ends),
            say(name_of(item.state)),
            item.level ? say(name_of(*item.level)) : std::string(),
            item.copies};
}

constexpr std::size_t kAtOnce = 500;  // rows in memory

/// Portion by portion from the database into the file, all in one reading transaction.
Result<> write_rows(db::Transaction& tx, std::span<const ListLine> lines, const Reading& reading,
                    sheet::XlsxWriter& writer) {
    const auto known = TRY(fields(tx, reading.today));
    std::int64_t position = 0;
    for (; !lines.empty(); lines = lines.subspan(std::min(lines.size(), kAtOnce)))
        for (const auto& item : TRY(store::items(tx, lines.first(std::min(lines.size(), kAtOnce)))))
            writer.row(row_of(++position, item, known, reading));
    return {};
}

}  // namespace

Result<http::Response> export_list(const Services& services, const http::Request& request) {
    const Asking asking(services, request);
    const auto& reading = asking.reading();
    const auto query = read_query(request.query);
    ListIndex once;  // where the program shares none
    auto& lists = services.lists ? *services.lists : once;
    auto writer = TRY(services.database.read([&](db::Transaction& tx) -> Result<sheet::XlsxWriter> {
        auto fresh = TRY(sheet::XlsxWriter::start());  // inside: what runs again begins anew
        fresh.begin(table_of(query, request, reading));
        const auto answer = TRY(lists.ask(tx, query, reading, {}));
        TRY(write_rows(tx, answer.lines, reading, fresh));
        return fresh;
    }));
    auto file = TRY(writer.finish_in_place());
    return http::Response::download(file.bytes, http::lend(std::move(file.keeps), file.used),
                                    std::string(kXlsx), "mo-hinh-dien-hinh-" + reading.today.iso() + ".xlsx");
}

}  // namespace kheo::registry
