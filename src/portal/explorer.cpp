// SPDX-License-Identifier: Apache-2.0
// The public list: conditions as typed, the unit found by name or code, paging.
#include <algorithm>

#include "base/text.hpp"
#include "portal/messages.gen.hpp"
#include "portal/public_facts.hpp"
#include "portal/reader.hpp"

namespace kheo::portal {

namespace {

constexpr int kYearsOffered = 6;

bool is_code(std::string_view text) {
    return (text.size() == 2 || text.size() == 3 || text.size() == 5) &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void add(std::string& address, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    address += address.find('?') == std::string::npos ? '?' : '&';
    (address += name) += '=';
    address += view::percent(value);
}

}  // namespace

std::string Question::address(int at_page) const {
    std::string out = "/mo-hinh";
    add(out, "tim", search);
    add(out, "linh_vuc", field);
    add(out, "nam", year);
    add(out, "don_vi", unit);
    if (at_page == 0) {
        out += out.find('?') == std::string::npos ? '?' : '&';
        return out + "trang=";
    }
    if (at_page > 1) add(out, "trang", std::to_string(at_page));
    return out;
}

bool Reader::place(ExplorerPage& page, registry::ListQuery& query) const {
    const auto& asked = page.question.unit;
    if (asked.empty()) return true;
    const auto& atlas = reading_.atlas;
    if (is_code(asked)) {
        query.unit_code = asked;
        if (atlas.find_code(asked, reading_.today)) return true;
    }
    const auto answer = atlas.resolve(asked, reading_.today, {});
    if (answer.status == territory::ResolveStatus::resolved && answer.unit &&
        atlas.present(answer.unit->id, reading_.today)) {
        query.unit_code = answer.unit->code;
        return true;
    }
    page.unit_error =
        Sentence(answer.candidates.empty() ? msg::unit_unknown : msg::unit_ambiguous, {{"text", asked}});
    for (const auto& unit : answer.candidates) {
        auto question = page.question;
        question.unit = unit.code;
        question.page = 1;
        page.candidates.push_back({unit.full_name, shell_.link(question.address(1))});
    }
    return false;
}

void Reader::name_conditions(ExplorerPage& page) const {
    const auto& q = page.question;
    const auto without = [&](std::string Question::* member) {
        auto other = q;
        other.*member = "";
        return shell_.link(other.address(1));
    };
    if (!q.search.empty()) page.conditions.push_back({q.search, without(&Question::search)});
    if (!q.field.empty())
        page.conditions.push_back({field_label(q.field, fields_), without(&Question::field)});
    if (!q.year.empty()) page.conditions.push_back({q.year, without(&Question::year)});
    if (q.unit.empty()) return;
    const auto* unit = is_code(q.unit) ? reading_.atlas.find_code(q.unit, reading_.today) : nullptr;
    page.conditions.push_back({unit ? unit->full_name : q.unit, without(&Question::unit)});
}

void Reader::offer_choices(ExplorerPage& page) const {
    page.fields.push_back({"", msg::all_fields});
    for (const auto& field : fields_) page.fields.push_back({field.code, field_label(field.code, fields_)});
    page.years.push_back({"", msg::all_years});
    const int year = reading_.today.year();
    for (int back = 0; back < kYearsOffered; ++back)
        page.years.push_back({std::to_string(year - back), std::to_string(year - back)});
    if (const auto& asked = page.question.year;
        !asked.empty() &&
        std::none_of(page.years.begin(), page.years.end(), [&](const auto& o) { return o.value == asked; }))
        page.years.push_back({asked, asked});
    for (const auto* unit : reading_.atlas.list(territory::Level::province, reading_.today))
        page.unit_names.push_back(unit->full_name);
}

Result<ExplorerPage> Reader::explorer(Question question) {
    fields_ = TRY(registry::fields(tx_, reading_.today));
    ExplorerPage page;
    page.question = std::move(question);
    registry::ListQuery query;
    query.search = page.question.search;
    query.public_search = true;
    query.field = page.question.field;
    query.campaign_year = page.question.year;
    query.map.kind = registry::MapChoice::Kind::now;
    page.total = TRY(count({}));
    offer_choices(page);
    const bool placed = place(page, query);
    name_conditions(page);
    if (!placed) return page;
    page.found = TRY(count(query));
    const auto pages = std::max<std::int64_t>(1, (page.found + page.per_page - 1) / page.per_page);
    page.question.page = static_cast<int>(std::clamp<std::int64_t>(page.question.page, 1, pages));
    page.cards = TRY(cards(query, (page.question.page - 1) * page.per_page, page.per_page));
    return page;
}

}  // namespace kheo::portal
