// SPDX-License-Identifier: Apache-2.0
#include "statistics/page_controls.hpp"

#include <algorithm>

#include "statistics/messages.gen.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

using territory::Level;

view::Input select_of(std::string name, const Message& label, std::string value,
                      std::vector<view::Option> options) {
    view::Input out;
    out.name = std::move(name);
    out.label = label;
    out.kind = view::InputKind::select;
    out.value = std::move(value);
    out.options = std::move(options);
    out.plain = true;
    return out;
}

view::Option period_option(const Period& period) {
    return {period.code(), view::Label(period_name(period))};
}

/// What is chosen but not offered stands first, so that an address keeps its meaning.
void keep_chosen(std::vector<view::Option>& options, const std::string& value) {
    const auto known = std::ranges::find(options, value, &view::Option::value);
    if (known != options.end()) return;
    const auto period = Period::parse(value);
    options.insert(options.begin(), {value, period ? view::Label(period_name(*period)) : view::Label(value)});
}

std::vector<view::Option> period_options(const ControlFacts& facts) {
    std::vector<view::Option> out{period_option(year_so_far(facts.today))};
    const int first = std::clamp(facts.first_year, facts.today.year() - 40, facts.today.year());
    for (int year = facts.today.year(); year >= first; --year) {
        const auto text = std::to_string(year);
        for (const auto* part : {"", "-H1", "-H2"})
            if (const auto period = Period::parse(text + part); period && period->first <= facts.today)
                out.push_back(period_option(*period));
    }
    for (int back = 0; back < 2; ++back)
        for (int quarter = 1; quarter <= 4; ++quarter) {
            const auto text = std::to_string(facts.today.year() - back) + "-Q" + std::to_string(quarter);
            if (const auto period = Period::parse(text); period->first <= facts.today)
                out.push_back(period_option(*period));
        }
    if (first < facts.today.year())
        out.push_back(
            period_option(*Period::parse(std::to_string(first) + ".." + std::to_string(facts.today.year()))));
    keep_chosen(out, facts.query->period);
    return out;
}

std::vector<view::Option> compare_options(const PageQuery& query) {
    std::vector<view::Option> out{{"cung_ky", msg::compare_last_year}, {"khong", msg::compare_nothing}};
    keep_chosen(out, query.compare);
    return out;
}

std::vector<view::Option> axis_options(std::string_view first_value, const Message& first) {
    std::vector<view::Option> out{{std::string(first_value), first}};
    for (const auto level : {Level::province, Level::district, Level::commune}) {
        const Axis axis{Dimension::unit, level};
        out.push_back({code(axis), axis_name(axis)});
    }
    for (const auto dimension : {Dimension::field, Dimension::sector, Dimension::kind, Dimension::owner_type,
                                 Dimension::basis, Dimension::state, Dimension::level, Dimension::theme,
                                 Dimension::year, Dimension::half, Dimension::quarter, Dimension::month}) {
        const Axis axis{dimension};
        out.push_back({code(axis), axis_name(axis)});
    }
    return out;
}

std::vector<view::Option> value_options(Dimension dimension) {
    std::vector<view::Option> out{{"", msg::all_values}};
    for (const auto& value : fixed_values(dimension)) out.push_back({std::string(value.code), *value.name});
    out.push_back({std::string(kNotStated), msg::not_stated});
    return out;
}

std::vector<view::Option> field_options(const std::vector<CodeName>& fields) {
    std::vector<view::Option> out{{"", msg::all_values}};
    for (const auto& field : fields) out.push_back({field.code, view::Label(field.name)});
    out.push_back({std::string(kNotStated), msg::not_stated});
    return out;
}

view::Input theme_input(const PageQuery& query) {
    view::Input out;
    out.name = "chu_de";
    out.label = msg::condition_theme;
    out.value = query.theme;
    out.plain = true;
    return out;
}

view::Input other_period_input() {
    view::Input out;
    out.name = "ky_khac";
    out.label = msg::other_period;
    out.hint = msg::other_period_hint;
    out.plain = true;
    return out;
}

view::Input measures_input(const PageQuery& query) {
    view::Input out;
    out.name = "chi_tieu";
    out.label = msg::measures;
    out.kind = view::InputKind::checkboxes;
    out.values = query.measures;
    out.plain = true;
    for (const Measure measure : all_measures())
        out.options.push_back({std::string(code(measure)), measure_name(measure)});
    return out;
}

std::vector<view::Choice> map_choices(PageQuery query) {
    std::vector<view::Choice> out;
    const auto chosen = query.map;
    for (const auto& [value, label] : {std::pair("now", &msg::map_now), std::pair("then", &msg::map_then)}) {
        query.map = value;
        view::Choice choice;
        choice.label = *label;
        choice.href = page_address(query);
        choice.current = chosen == value;
        out.push_back(std::move(choice));
    }
    return out;
}

}  // namespace

Controls make_controls(const ControlFacts& facts) {
    const auto& q = *facts.query;
    Controls out;
    out.main = {select_of("don_vi", msg::unit, q.unit, facts.units),
                select_of("ky", msg::period, q.period, period_options(facts)),
                select_of("so_voi", msg::compare_with, q.compare, compare_options(q)),
                select_of("hang", msg::rows, q.rows, axis_options("don_vi", msg::rows_units)),
                select_of("cot", msg::columns, q.columns, axis_options("", msg::columns_none))};
    out.conditions = {
        other_period_input(),
        select_of("linh_vuc", msg::condition_field, q.field, field_options(facts.fields)),
        select_of("loai", msg::condition_kind, q.kind, value_options(Dimension::kind)),
        select_of("chu_the", msg::condition_owner, q.owner_type, value_options(Dimension::owner_type)),
        select_of("khoi", msg::condition_sector, q.sector, value_options(Dimension::sector)),
        select_of("hinh_thuc", msg::condition_basis, q.basis, value_options(Dimension::basis)),
        select_of("trang_thai", msg::condition_state, q.state, value_options(Dimension::state)),
        select_of("cap", msg::condition_level, q.level, value_options(Dimension::level)),
        theme_input(q)};
    out.measures = measures_input(q);
    out.maps = map_choices(q);
    out.map = q.map;
    out.open_conditions =
        !(q.field + q.kind + q.owner_type + q.sector + q.basis + q.state + q.level + q.theme).empty();
    return out;
}

}  // namespace kheo::statistics
