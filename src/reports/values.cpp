// SPDX-License-Identifier: Apache-2.0
#include "reports/values.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "reports/issuer.hpp"
#include "reports/messages.gen.hpp"
#include "reports/wording.hpp"

namespace kheo::reports {

namespace {

using document::Value;

std::string say(const Sentence& sentence) {
    return sentence.in(Language::vi);
}

Value::List texts(const std::vector<std::string>& from) {
    return {from.begin(), from.end()};
}

Value::Record cells(const Count& count) {
    return {{"so", format_count(count.all.now)},
            {"so_goc", format_count(count.all.base)},
            {"mo_hinh", format_count(count.practices.now)},
            {"dien_hinh", format_count(count.exemplars.now)},
            {"cong", format_count(count.all.now)},
            {"tang_giam", difference_cell(count.all)},
            {"ty_le", ratio_cell(count.all)}};
}

Value::List table(const std::vector<Line>& lines) {
    Value::List rows;
    for (const auto& line : lines) {
        auto row = cells(line.count);
        row["tt"] = line.numbered ? std::to_string(rows.size() + 1) : "";
        row["ten"] = line.name;
        rows.emplace_back(std::move(row));
    }
    return rows;
}

void add(Pair& to, const Pair& from) {
    to.now += from.now;
    to.base += from.base;
}

/// "Phường (38 đơn vị)", in the order the types first occur.
std::vector<Line> by_type(const std::vector<Line>& units) {
    std::vector<Line> out;
    std::vector<int> members;
    for (const auto& unit : units) {
        auto found = std::ranges::find(out, unit.group, &Line::group);
        if (found == out.end()) {
            out.push_back({unit.name, unit.group, {}, unit.numbered});
            members.push_back(0);
            found = out.end() - 1;
        }
        ++members[static_cast<std::size_t>(found - out.begin())];
        add(found->count.all, unit.count.all);
        add(found->count.practices, unit.count.practices);
        add(found->count.exemplars, unit.count.exemplars);
    }
    for (std::size_t i = 0; i < out.size(); ++i)
        if (!out[i].group.empty())
            out[i].name =
                say({msg::type_line, {{"type", out[i].group}, {"count", std::to_string(members[i])}}});
    return out;
}

void add_heading(Value::Record& out, const Occasion& occasion, const Issuer& issuer) {
    out["co_quan_cap_tren"] = texts(issuer.superior);
    out["co_quan"] = texts(issuer.name);
    out["co_quan_day_du"] = issuer.full_name;
    out["ky_hieu"] = issuer.symbol;
    out["so"] = say(msg::dots);
    out["dia_danh"] = issuer.place;
    out["ngay_thang"] = say(msg::open_date);
    out["tham_quyen"] = issuer.authority;
    out["chuc_vu"] = issuer.signer;
    out["noi_nhan"] = texts(issuer.recipients);
    out["dau_ket"] = issuer.form == Form::state ? "./." : ".";
    out["trinh_dien"] = occasion.demonstration ? say(msg::demonstration) : "";
    const auto moment = format_moment(occasion.frozen_at);
    out["dau_du_thao"] = say({occasion.demonstration ? msg::draft_mark_demonstration : msg::draft_mark,
                              {{"time", moment.substr(11)}, {"date", moment.substr(0, 10)}}});
}

void add_names(Value::Record& out, const Occasion& occasion, const Figures& figures) {
    const auto* unit = occasion.unit;
    const auto next = period_words(next_period(figures.period));
    out["tieu_de"] = report_title(occasion, figures.period);
    out["ky"] = period_words(figures.period);
    out["ky_sau"] = next;
    out["ky_sau_hoa"] = upper(next);
    out["cot_ky"] = capitalized(period_words(figures.period));
    out["cot_goc"] = capitalized(base_words(figures.base));
    out["dia_ban"] = unit ? name_in_sentence(*unit) : say(msg::country_in_sentence);
    out["toan_dia_ban"] = unit ? say({msg::whole, {{"type", uncapitalized(unit->type)}}}) : say(msg::country);
}

/// "Trong đó: 9.000 đăng ký mới; 4.663 duy trì." in the order of statistics; nothing where nothing is stated.
std::string basis_words(const Figures& figures) {
    std::vector<std::string> parts;
    for (const auto& line : figures.bases)
        if (line.count.all.now > 0)
            parts.push_back(
                say({msg::basis_part,
                     {{"count", format_count(line.count.all.now)}, {"basis", uncapitalized(line.name)}}}));
    if (parts.empty()) return {};
    if (parts.size() == 1)
        return say({msg::basis_all, {{"basis", uncapitalized(figures.bases.front().name)}}});
    return say({msg::basis_parts, {{"parts", joined(parts, "; ")}}});
}

std::string commune_words(const Figures& figures) {
    if (figures.communes <= 1 || figures.communes_with == 0) return {};
    return say({msg::communes_part,
                {{"count", format_count(figures.communes_with)},
                 {"total", format_count(figures.communes)},
                 {"types", joined(figures.commune_types)}}});
}

Value::List remarks(const Figures& figures) {
    Value::List out;
    for (const auto& note : figures.notes) out.emplace_back(say(note));
    if (figures.last_full_year)
        out.emplace_back(say({figures.total.all.base == 0 ? msg::half_beside_year : msg::half_above_year,
                              {{"year", std::to_string(figures.base.first.year())},
                               {"count", format_count(*figures.last_full_year)}}}));
    return out;
}

void add_movement(Value::Record& out, const Figures& figures) {
    out["co_so_lieu"] = figures.total.all.now > 0 ? "1" : "";
    out["dang_ky"] = registered_words(figures.total);
    out["so_sanh"] = comparison_words(figures.total, figures.base);
    out["moi_duy_tri"] = basis_words(figures);
    out["don_vi_co_dang_ky"] = commune_words(figures);
    out["luu_y"] = remarks(figures);
    out["tong"] = cells(figures.total);
    const bool many = figures.units.size() > kUnitsInText;
    out["bang_loai_don_vi"] = many ? table(by_type(figures.units)) : Value::List{};
    out["bang_don_vi_ngan"] = many ? Value::List{} : table(figures.units);
    out["bang_don_vi"] = many ? table(figures.units) : Value::List{};
    out["bang_linh_vuc"] = table(figures.fields);
    out["bang_khoi"] = table(figures.sectors);
    out["bang_chu_the"] = table(figures.owner_types);
    out["tong_chu_the"] = cells(figures.total);
}

void add_method(Value::Record& out, const Occasion& occasion, const Figures& figures) {
    Value::List lines;
    for (const auto& line : figures.definition) lines.emplace_back(say(line));
    const auto moment = format_moment(occasion.frozen_at);
    lines.emplace_back(say({msg::method_frozen,
                            {{"time", moment.substr(11)},
                             {"date", moment.substr(0, 10)},
                             {"seq", format_count(figures.ledger_seq)}}}));
    out["cach_tinh"] = std::move(lines);
}

}  // namespace

std::string report_title(const Occasion& occasion, const Period& period) {
    return say({occasion.kind == Kind::half_year ? msg::title_half_year : msg::title_annual,
                {{"period", period_words(period)},
                 {"unit", occasion.unit ? occasion.unit->full_name : say(msg::country)}}});
}

Value::Record template_values(const Occasion& occasion, const Issuer& issuer, const Figures& figures) {
    Value::Record out;
    add_heading(out, occasion, issuer);
    add_names(out, occasion, figures);
    add_movement(out, figures);
    add_method(out, occasion, figures);
    return out;
}

}  // namespace kheo::reports
