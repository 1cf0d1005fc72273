// SPDX-License-Identifier: Apache-2.0
#include "statistics/page_query.hpp"

#include <array>

#include "base/text.hpp"
#include "platform/view/html.hpp"
#include "statistics/cli.hpp"

namespace kheo::statistics {

namespace {

struct ConditionName {
    std::string_view parameter, axis;
    std::string PageQuery::* value;
};
constexpr std::array<ConditionName, 8> kConditions{{{"loai", "kind", &PageQuery::kind},
                                                    {"chu_the", "owner_type", &PageQuery::owner_type},
                                                    {"khoi", "sector", &PageQuery::sector},
                                                    {"linh_vuc", "field", &PageQuery::field},
                                                    {"hinh_thuc", "basis", &PageQuery::basis},
                                                    {"trang_thai", "state", &PageQuery::state},
                                                    {"cap", "level", &PageQuery::level},
                                                    {"chu_de", "theme", &PageQuery::theme}}};

std::string typed(const http::Fields& fields, std::string_view name, std::string_view usual = "") {
    const auto text = tidy(fields.get(name));
    return text.empty() ? std::string(usual) : text;
}

}  // namespace

Period year_so_far(Date today) {
    Period out{*Date::of(today.year(), 1, 1),
               *Date::of(today.year(), today.month(), days_in_month(today.year(), today.month()))};
    if (today.month() == 12) out.shape = Period::Shape::year;
    return out;
}

PageQuery read_page_query(const http::Fields& fields, Date today) {
    PageQuery out;
    out.unit = typed(fields, "don_vi");
    out.period = typed(fields, "ky_khac", typed(fields, "ky", year_so_far(today).code()));
    out.compare = typed(fields, "so_voi", out.compare);
    out.map = typed(fields, "ban_do", out.map);
    out.rows = typed(fields, "hang", out.rows);
    out.columns = typed(fields, "cot");
    for (const auto text : fields.all("chi_tieu"))
        if (parse_measure(text)) out.measures.emplace_back(text);
    if (out.measures.empty()) out.measures = {"practices", "exemplars"};
    for (const auto& condition : kConditions) out.*condition.value = typed(fields, condition.parameter);
    return out;
}

std::string page_address(const PageQuery& query, std::string_view path) {
    std::string out;
    const auto add = [&](std::string_view name, std::string_view value) {
        if (!value.empty())
            out.append(out.empty() ? "?" : "&").append(name).append("=").append(view::percent(value));
    };
    const PageQuery usual;
    add("don_vi", query.unit);
    add("ky", query.period);
    if (query.compare != usual.compare) add("so_voi", query.compare);
    if (query.map != usual.map) add("ban_do", query.map);
    if (query.rows != usual.rows) add("hang", query.rows);
    add("cot", query.columns);
    for (const auto& measure : query.measures) add("chi_tieu", measure);
    for (const auto& condition : kConditions) add(condition.parameter, query.*condition.value);
    return std::string(path) + out;
}

Result<PivotQuery> base_question(const PageQuery& query) {
    PivotArguments words;
    words.measures = query.measures;
    words.under = query.unit;
    words.period = query.period;
    if (query.compare != "khong")
        words.compare = query.compare == "cung_ky" ? "same_period_last_year" : query.compare;
    words.map = query.map;
    for (const auto& condition : kConditions)
        if (!(query.*condition.value).empty())
            words.where.push_back(std::string(condition.axis) + "=" + query.*condition.value);
    return read_arguments(words);
}

}  // namespace kheo::statistics
