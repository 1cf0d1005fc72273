// SPDX-License-Identifier: Apache-2.0
#include "registry/import/review.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "registry/import/file_remarks.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/texts.hpp"
#include "registry/import/when.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::import {

namespace {

using view::Input;
using view::InputKind;
using view::Option;
using view::Tone;

std::string count(std::int64_t n) {
    return format_count(n);
}

bool has_tone(const Row& row, Tone tone) {
    return std::ranges::any_of(row.remarks,
                               [&](const Remark& r) { return problem_label(r.code).tone == tone; });
}

bool to_look_at(const Row& row) {
    return !row.saved() || has_tone(row, Tone::warn);
}

Input choice(const std::string& name, const Message& label, std::vector<Option> options,
             std::string value = {}) {
    options.insert(options.begin(), Option{"", msg::choose});
    return {.name = name,
            .label = label,
            .kind = InputKind::select,
            .value = std::move(value),
            .options = std::move(options),
            .plain = true};
}

Input line(const std::string& name, const Message& label, std::string value = {}) {
    return {.name = name, .label = label, .value = std::move(value), .plain = true};
}

void ask_unit(RowView& out, const Row& row) {
    if (row.unit) return;
    std::vector<Option> options;
    options.reserve(row.unit_candidates.size());
    for (const auto& unit : row.unit_candidates) options.push_back({unit.code, unit.full_name});
    if (!options.empty())
        out.questions.push_back(choice("dv-" + out.number, msg::ask_unit, std::move(options)));
    out.questions.push_back(line("dvk-" + out.number, msg::ask_unit_code, row.unit_typed));
}

void ask_rest(RowView& out, const Row& row, const std::vector<Field>& fields) {
    if (row.title.empty()) out.questions.push_back(line("ten-" + out.number, msg::ask_title));
    if (row.has("field_missing") || row.has("field_unknown") || row.has("field_multiple")) {
        std::vector<Option> options;
        options.reserve(fields.size());
        for (const auto& field : fields) options.push_back({field.code, field.name});
        out.questions.push_back(choice("lv-" + out.number, msg::ask_field, std::move(options)));
    }
    if (row.has("date_invalid") || row.has("date_order") || row.has("date_day_month_suspect")) {
        out.questions.push_back(line("tu-" + out.number, msg::ask_start, partial_vietnamese(row.start)));
        out.questions.push_back(line("den-" + out.number, msg::ask_end, partial_vietnamese(row.end)));
    }
    if (to_look_at(row) || row.left_out)
        out.questions.push_back({.name = "bo-" + out.number,
                                 .label = msg::ask_skip,
                                 .kind = InputKind::select,
                                 .value = row.left_out ? "1" : "0",
                                 .options = {{"0", msg::keep_row}, {"1", msg::skip_row}},
                                 .plain = true});
}

/// A title of a whole page is shown by its beginning.
std::string shortened(const std::string& title) {
    constexpr std::size_t kShown = 180;  // code points
    if (length(title) <= kShown) return title;
    std::string out;
    for (const auto word : split(title, ' ')) {
        if (length(out) + length(word) > kShown) break;
        out.append(word).append(" ");
    }
    return out + "…";
}

RowView row_view(const Row& row, const std::vector<Field>& fields) {
    RowView out;
    out.number = std::to_string(row.row);
    out.title = shortened(row.title);
    out.unit = row.unit ? row.unit->full_name : row.unit_text.value_or("");
    out.tone = row.saved() ? Tone::ok : row.left_out ? Tone::neutral : Tone::bad;
    out.state = row.saved() ? msg::row_will_save : row.left_out ? msg::row_left_out : msg::row_not_saved;
    for (const auto& remark : row.remarks) {
        const auto label = problem_label(remark.code);
        const auto where =
            remark.column < 0
                ? std::string{}
                : Sentence(msg::in_column, {{"column", column_letters(remark.column)}}).in(Language::vi);
        out.problems.push_back({label.tone, *label.text, remark.sentence, where});
    }
    ask_unit(out, row);
    ask_rest(out, row, fields);
    return out;
}

std::vector<Option> role_options() {
    std::vector<Option> out;
    for (int i = 0; i <= static_cast<int>(Role::note); ++i) {
        const auto role = static_cast<Role>(i);
        out.push_back({std::string(role_name(role)), role_label(role)});
    }
    return out;
}

void add_columns(ReviewPage& page, const Analysis& analysis) {
    const auto roles = role_options();
    for (const auto& column : analysis.columns) {
        if (column.heading.empty()) continue;
        ++page.all_columns;
        if (column.role != Role::ignored) ++page.known_columns;
        ColumnView out;
        out.letter = column_letters(column.index);
        out.heading = column.heading;
        out.tick = column.tick();
        out.meaning = Sentence(msg::tick_column, {{"value", column.heading}}).in(Language::vi);
        out.role = {.name = "cot-" + std::to_string(column.index),
                    .label = msg::column_role,
                    .kind = InputKind::select,
                    .value = std::string(role_name(column.role)),
                    .options = roles,
                    .plain = true};
        page.columns.push_back(std::move(out));
    }
}

void add_steps(ReviewPage& page) {
    const auto note = [](const Message& message, std::vector<Sentence::Argument> arguments) {
        return view::Label(Sentence(message, std::move(arguments)));
    };
    page.steps = {
        {msg::step_upload, note(msg::step_rows, {{"count", count(page.rows)}}), view::StepState::done},
        {msg::step_columns,
         note(msg::step_known, {{"known", count(page.known_columns)}, {"all", count(page.all_columns)}}),
         view::StepState::done},
        {msg::step_check, note(msg::step_look, {{"count", count(page.to_look_at)}}), view::StepState::now},
        {msg::step_save, {}, view::StepState::ahead}};
}

/// A code valid on the day, or a name that means exactly one unit.
std::string unit_code_of(const std::string& typed, const Analysis& analysis, const territory::Atlas& atlas) {
    if (atlas.find_code(typed, analysis.list_date)) return typed;
    const auto within = analysis.sender.unit ? analysis.sender.unit->id : territory::UnitId{};
    const auto found = atlas.resolve(typed, analysis.list_date, within);
    const bool one = found.status == territory::ResolveStatus::resolved && found.unit && !found.dissolved &&
                     !found.multiple;
    return one ? found.unit->code : std::string{};
}

std::string date_of(std::string_view typed) {
    return parse_partial(typed).value_or("");
}

}  // namespace

ReviewPage review_page(const Upload& upload, const Analysis& analysis, const std::vector<Field>& fields,
                       const ReviewRequest& request) {
    ReviewPage page;
    page.id = std::to_string(upload.id.value);
    page.file_name = upload.file_name;
    page.when = format_moment(upload.created_at);
    page.sender = !analysis.sender.text.empty() ? analysis.sender.text
                                                : std::string(msg::sender_unknown.in(Language::vi));
    page.list_date = analysis.list_date.vietnamese();
    page.year = std::to_string(analysis.year);
    page.sheet = analysis.list_sheet;
    page.rows = static_cast<std::int64_t>(analysis.rows.size());
    page.valid = static_cast<std::int64_t>(analysis.to_save());
    page.certain = static_cast<std::int64_t>(certain_decisions(analysis).size());
    page.all = request.all;
    page.page = std::max(1, request.page);
    for (const auto& row : analysis.rows) {
        if (to_look_at(row)) ++page.to_look_at;
        if (row.saved() && has_tone(row, Tone::warn)) ++page.confirm;
        if (!request.all && !to_look_at(row)) continue;
        if (page.total_shown++ / page.per_page == page.page - 1) page.shown.push_back(row_view(row, fields));
    }
    page.broken = page.rows - page.valid;
    page.hints = {{.name = "don_vi",
                   .label = msg::unit_label,
                   .value = analysis.sender.unit ? analysis.sender.unit->code : upload.unit_code,
                   .required = false},
                  {.name = "ngay",
                   .label = msg::date_label,
                   .kind = InputKind::date,
                   .value = analysis.list_date.iso(),
                   .required = false}};
    add_columns(page, analysis);
    for (auto& remark : file_remarks(analysis, Reader::page))
        page.file_remarks.push_back(std::move(remark.sentence));
    add_steps(page);
    return page;
}

std::vector<Decision> read_decisions(const http::Fields& form, const Analysis& analysis,
                                     const territory::Atlas& atlas) {
    std::vector<Decision> out;
    for (const auto& row : analysis.rows) {
        const auto number = std::to_string(row.row);
        const auto typed = [&](std::string_view name) {
            return std::string(trim(form.get(std::string(name) + '-' + number)));
        };
        Decision decision;
        decision.row = row.row;
        decision.title = typed("ten");
        decision.unit_code = typed("dv");
        if (const auto unit = typed("dvk"); !unit.empty() && unit != row.unit_typed) {
            decision.unit_code = unit_code_of(unit, analysis, atlas);
            if (decision.unit_code.empty()) decision.unit_typed = unit;
        }
        decision.field = typed("lv");
        if (const auto start = date_of(typed("tu")); start != row.start) decision.start = start;
        if (const auto end = date_of(typed("den")); end != row.end) decision.end = end;
        if (const auto skip = typed("bo"); !skip.empty() && (skip == "1") != row.left_out)
            decision.skip = skip == "1";
        Decision nothing;
        nothing.row = row.row;
        if (decision != nothing) out.push_back(std::move(decision));
    }
    return out;
}

std::vector<ColumnChoice> read_choices(const http::Fields& form, const Analysis& analysis,
                                       const std::vector<ColumnChoice>& before) {
    auto out = before;
    for (const auto& column : analysis.columns) {
        const auto role = parse_role(form.get("cot-" + std::to_string(column.index)));
        if (!role || *role == column.role || column.tick()) continue;
        std::erase_if(out, [&](const ColumnChoice& choice) { return choice.index == column.index; });
        out.push_back({column.index, *role});
    }
    return out;
}

}  // namespace kheo::registry::import
