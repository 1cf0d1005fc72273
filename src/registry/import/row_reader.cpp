// SPDX-License-Identifier: Apache-2.0
#include "registry/import/row_reader.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/remarks.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::size_t kLongestTitle = 500;  // code points; vocabulary "too_long"

int index_of(const Column* column) {
    return column ? column->index : -1;
}

bool has_role(const std::vector<Column>& columns, Role role) {
    return std::ranges::any_of(columns, [&](const Column& c) { return c.role == role; });
}

std::string_view field_key(const std::string& code) {
    return code;
}

bool starts_like_formula(const std::string& title) {
    return !title.empty() && std::string_view("=+-@").contains(title.front());
}

}  // namespace

RowReader::RowReader(const Table& table, UnitReader& units, const ListFacts& list)
    : table_(table), units_(units), list_(list) {}

RowReader::Value RowReader::value(int row, const Column* column) {
    if (!column) return {};
    bool merged = false;
    Value out{tidy(table_.cell(row, column, &merged).text), merged};
    if (is_ditto(out.text)) out = {above_[column->index], true};
    above_[column->index] = out.text;
    return out;
}

const Column* RowReader::ticked(int row, Role role, int* count) const {
    const Column* found = nullptr;
    int ticks = 0;
    for (const auto& column : table_.columns()) {
        if (column.role != role || !column.tick()) continue;
        const auto& cell = table_.cell(row, &column);
        if (cell.blank() || !is_tick(cell.text)) continue;
        if (!found) found = &column;
        ++ticks;
    }
    if (count) *count = ticks;
    return ticks == 1 ? found : nullptr;
}

Row RowReader::read(int row, const SectionSays& section) {
    Row out;
    out.row = row + 1;
    if (row < static_cast<int>(table_.sheet().lines.size())) out.line = table_.sheet().lines[row];
    read_title(out, row);
    read_kind(out, row, section);
    read_unit(out, row, section);
    read_owner(out, row, section);
    read_field(out, row, section);
    read_basis(out, row, section);
    read_dates(out, row);
    read_registered(out, row);
    read_rest(out, row, section);
    return out;
}

void RowReader::read_title(Row& out, int row) {
    const auto* column = find_column(table_.columns(), Role::title);
    const auto& cell = table_.cell(row, column);
    out.title = tidy(cell.text);
    if (is_ditto(out.title)) out.title = above_[column->index];
    above_[column->index] = out.title;
    if (out.title.empty()) remark(out, "title_missing", msg::title_missing, index_of(column));
    if (cell.formula) remark(out, "formula_cell", msg::formula_cell, index_of(column));
    if (!cell.formula && starts_like_formula(out.title))
        remark(out, "formula_injection", msg::formula_injection, index_of(column));
    if (length(out.title) > kLongestTitle)
        remark(out, "too_long", {msg::too_long, {{"length", std::to_string(length(out.title))}}},
               index_of(column));
}

void RowReader::read_kind(Row& out, int row, const SectionSays& section) {
    const auto* title = find_column(table_.columns(), Role::title);
    out.kind = title && title->only_exemplars ? Kind::exemplar : Kind::practice;
    if (section.kind) out.kind = *section.kind;
    if (const auto* tick = ticked(row, Role::kind)) out.kind = *parse_code<Kind>(tick->value);
    if (const auto kind = import::read_kind(value(row, Role::kind).text)) out.kind = *kind;
}

void RowReader::read_unit(Row& out, int row, const SectionSays& section) {
    const auto& columns = table_.columns();
    const auto* column = find_column(columns, Role::commune);
    if (!column) column = find_column(columns, Role::unit);
    Place place;
    const auto own = value(row, column);
    place.column = index_of(column);
    place.text = own.text;
    place.code = value(row, Role::unit_code).text;
    place.district = value(row, Role::district).text;
    place.province = value(row, Role::province).text;
    place.hamlet = value(row, Role::hamlet).text;
    place.level = value(row, Role::level).text;
    out.unit_inherited = own.above;
    const bool blank = place.text.empty() && place.code.empty() && place.district.empty();
    if (blank && !section.unit_text.empty()) {
        place.text = section.unit_text;
        out.unit_inherited = true;
    } else if (blank && list_.sender_is_commune) {
        return units_.take_sender(out);
    } else if (blank && unit_above_ && place.level.empty()) {
        place.text = *unit_above_;
        out.unit_inherited = true;
    }
    if (!place.text.empty()) out.unit_text = place.text;
    if (!blank && !place.text.empty()) unit_above_ = place.text;
    units_.decide(out, place);
}

void RowReader::read_owner(Row& out, int row, const SectionSays& section) {
    const auto& columns = table_.columns();
    const auto* owner = find_column(columns, Role::owner);
    const auto text = value(row, owner).text;
    if (owner && !text.empty()) out.owner_text = text;
    if (!owner) out.owner_text = out.unit_text;
    out.owner_type = section.owner_type;
    if (const auto* tick = ticked(row, Role::owner_type)) out.owner_type = parse_code<OwnerType>(tick->value);
    if (const auto type = read_owner_type(value(row, Role::owner_type).text)) out.owner_type = type;
    if (out.owner_type) return;
    const auto* unit = find_column(columns, Role::unit);
    const bool known = owner || (unit && unit->names_executor && !has_role(columns, Role::owner_type));
    if (!known || !out.owner_text) return;
    out.owner_type = owner_named(*out.owner_text);
}

void RowReader::take_field(Row& out, std::vector<std::string> codes, int column) {
    if (codes.size() == 1) {
        out.field = codes.front();
        return;
    }
    out.field_candidates = std::move(codes);
    std::vector<Suggestion> readings;
    readings.reserve(out.field_candidates.size());
    for (const auto& code : out.field_candidates)
        readings.push_back({code, std::string(field_key(code)), false});
    remark(out, "field_multiple", msg::field_multiple, column, std::move(readings));
}

void RowReader::read_field(Row& out, int row, const SectionSays& section) {
    std::vector<std::string> ticks;
    int first_tick = -1;
    for (const auto& column : table_.columns()) {
        if (column.role != Role::field || !column.tick()) continue;
        if (first_tick < 0) first_tick = column.index;
        const auto& cell = table_.cell(row, &column);
        if (!cell.blank() && is_tick(cell.text)) ticks.push_back(column.value);
    }
    if (!ticks.empty()) return take_field(out, std::move(ticks), first_tick);
    const auto* column = find_column(table_.columns(), Role::field);
    const auto text = value(row, column).text;
    if (!text.empty()) {
        auto reading = import::read_field(text, list_.fields ? *list_.fields : std::vector<Field>{});
        if (reading.known()) return take_field(out, std::move(reading.codes), column->index);
        return remark(out, "field_unknown", {msg::field_unknown, {{"text", text}}}, column->index);
    }
    if (section.field.known()) return take_field(out, section.field.codes, -1);
    remark(out, "field_missing", msg::field_missing, column ? column->index : first_tick);
}

void RowReader::read_basis(Row& out, int row, const SectionSays& section) {
    out.basis = section.basis;
    if (const auto* tick = ticked(row, Role::basis)) out.basis = parse_code<Basis>(tick->value);
    if (const auto basis = import::read_basis(value(row, Role::basis).text)) out.basis = basis;
}

void RowReader::take_date(Row& out, const When& when, const Column* column) {
    if (when.invalid)
        remark(out, "date_invalid",
               {msg::date_invalid, {{"text", tidy(table_.cell(out.row - 1, column).text)}}},
               index_of(column));
    if (when.month_first)
        remark(out, "date_month_first", {msg::date_month_first, {{"date", when.value}}}, index_of(column));
}

void RowReader::read_dates(Row& out, int row) {
    const auto& columns = table_.columns();
    const auto* period = find_column(columns, Role::period);
    const auto* start = find_column(columns, Role::start);
    const auto* end = find_column(columns, Role::end);
    Dated dates;
    if (period) {
        const auto span = read_span(table_.cell(row, period), list_.year);
        dates = {span.start, span.end};
    }
    if (start) dates.start = read_when(table_.cell(row, start), list_.year);
    if (end) dates.end = read_when(table_.cell(row, end), list_.year);
    take_date(out, dates.start, start ? start : period);
    take_date(out, dates.end, end ? end : period);
    out.start = dates.start.value;
    out.end = dates.end.value;
    if (wrong_order(out.start, out.end))
        remark(out, "date_order", {msg::date_order, {{"start", out.start}, {"end", out.end}}},
               index_of(end ? end : period));
    dates_.push_back(dates);
}

void RowReader::read_registered(Row& out, int row) {
    const auto& columns = table_.columns();
    out.campaign_year = list_.year;
    out.registered = list_.date;
    const auto year = read_when(table_.cell(row, find_column(columns, Role::year)), list_.year);
    if (const auto days = days_of(year.value)) {
        out.campaign_year = days->first.year();
        out.registered = days->first;
        out.registered_precision = Precision::year;
    }
    for (const auto role : {Role::quarter, Role::month, Role::registered}) {
        const auto* column = find_column(columns, role);
        if (!column || table_.cell(row, column).blank()) continue;
        auto when = read_when(table_.cell(row, column), out.campaign_year);
        if (role == Role::quarter && when.value.size() == 7 && !when.value.contains('Q'))
            when.value = when.value.substr(0, 5) + 'Q' + when.value.back();
        take_date(out, when, column);
        const auto days = days_of(when.value);
        if (!days) continue;
        out.registered = days->first;
        out.registered_precision = when.value.size() == 10    ? Precision::day
                                   : when.value.contains('Q') ? Precision::quarter
                                   : when.value.size() == 7   ? Precision::month
                                                              : Precision::year;
    }
}

void RowReader::read_rest(Row& out, int row, const SectionSays& section) {
    out.sector = section.sector;
    if (const auto sector = read_sector(value(row, Role::sector).text)) out.sector = sector;
    if (const auto* theme = find_column(table_.columns(), Role::theme)) {
        auto text = table_.cell(row, theme).text;
        std::ranges::replace(text, '\n', ';');
        for (const auto part : split(text, ';'))
            if (auto name = tidy(part); !name.empty()) out.themes.push_back(std::move(name));
    }
    auto& h = out.headings;
    const std::pair<Role, std::string*> parts[] = {
        {Role::problem, &h.problem},   {Role::goals, &h.goals},     {Role::method, &h.method},
        {Role::area, &h.area},         {Role::forces, &h.forces},   {Role::resources, &h.resources},
        {Role::schedule, &h.schedule}, {Role::outputs, &h.outputs}, {Role::sustainability, &h.sustainability},
        {Role::note, &h.note}};
    for (const auto& [role, text] : parts) *text = value(row, role).text;
    if (table_.hidden(row)) remark(out, "hidden_row", msg::hidden_row);
    const auto& cells = table_.sheet().rows[row];
    const auto legacy =
        std::ranges::find_if(cells, [](const auto& c) { return c.legacy != sheet::Legacy::none; });
    if (legacy != cells.end() && !list_.whole_file_legacy)
        remark(out, "legacy_encoding", msg::legacy_encoding, static_cast<int>(legacy - cells.begin()));
}

void RowReader::suspect(std::vector<Row>& rows, bool start) const {
    int texts = 0, reals = 0;
    for (const auto& date : dates_) {
        const auto& when = start ? date.start : date.end;
        texts += when.day_text;
        reals += when.real;
    }
    if (texts == 0 || texts * 2 < reals) return;
    const auto* column = find_column(table_.columns(), start ? Role::start : Role::end);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& when = start ? dates_[i].start : dates_[i].end;
        const auto other = when.real ? exchanged(when.value) : std::nullopt;
        if (!other) continue;
        (start ? rows[i].start_alternatives : rows[i].end_alternatives).assign({when.value, *other});
        remark(rows[i], "date_day_month_suspect",
               {msg::date_day_month_suspect, {{"date", when.value}, {"other", *other}}}, index_of(column),
               {{when.value, when.value, false}, {*other, *other, false}});
    }
}

void RowReader::check_dates(std::vector<Row>& rows) const {
    suspect(rows, true);
    suspect(rows, false);
}

}  // namespace kheo::registry::import
