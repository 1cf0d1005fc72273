// SPDX-License-Identifier: Apache-2.0
#include "reports/desk.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "reports/messages.gen.hpp"
#include "reports/wording.hpp"

namespace kheo::reports {

namespace {

constexpr int kYearsOffered = 8;
constexpr std::string_view kCountry = "VN";

bool is_country(std::string_view text) {
    const auto words = fold_words(text);
    return words == "vn" || words == "ca nuoc" || words == "viet nam" || words == "toan quoc";
}

void add_error(Chosen& chosen, std::string field, Sentence sentence) {
    if (!chosen.error) chosen.error = Error{};
    chosen.error->kind = ErrorKind::invalid;
    chosen.error->fields.push_back({std::move(field), std::move(sentence)});
}

void read_period(std::string_view text, Chosen& chosen) {
    const auto period = Period::parse(text);
    const bool half = period && period->shape == Period::Shape::half;
    if (!period || (!half && period->shape != Period::Shape::year))
        return add_error(chosen, "ky", msg::period_missing);
    chosen.order.period = *period;
    chosen.order.kind = half ? Kind::half_year : Kind::annual;
}

/// Units of the day whose full name is the text: names that no resolver of abbreviations would know.
std::vector<territory::Unit> with_full_name(std::string_view text, Date on, const territory::Atlas& atlas) {
    const auto words = fold_words(text);
    std::vector<territory::Unit> out;
    for (auto level : {territory::Level::province, territory::Level::district, territory::Level::commune})
        for (const auto* unit : atlas.list(level, on))
            if (fold_words(unit->full_name) == words) out.push_back(*unit);
    return out;
}

/// The unit a text names on a day; candidates when several.
std::optional<territory::Unit> named(std::string_view text, Date on, const territory::Atlas& atlas,
                                     Chosen& chosen) {
    auto meant = territory::typed_unit(atlas, text, on);
    chosen.candidates = std::move(meant.candidates);
    if (!meant.unit && chosen.candidates.empty()) chosen.candidates = with_full_name(text, on, atlas);
    return meant.unit;
}

void read_unit(const http::Request& request, const territory::Atlas& atlas, Date today, Chosen& chosen) {
    const std::string text = tidy(request.query.get("don_vi"));
    if (text.empty()) return add_error(chosen, "don_vi", msg::unit_missing);
    const auto on = chosen.error ? today : chosen.order.period.last;
    const bool country = is_country(text);
    const auto unit = country ? std::nullopt : named(text, on, atlas, chosen);
    std::erase_if(chosen.candidates, [&](const auto& candidate) {
        return !may_report(request.who, atlas, candidate.id, today);
    });
    if (chosen.candidates.size() > 1)
        return add_error(chosen, "don_vi", Sentence(msg::unit_ambiguous, {{"text", text}}));
    const auto& found = unit || chosen.candidates.empty() ? unit : std::optional(chosen.candidates.front());
    const auto id = found ? found->id : UnitId{};
    if ((!country && !found) || !may_report(request.who, atlas, id, today))
        return add_error(chosen, "don_vi",
                         Sentence(msg::unit_unknown, {{"text", text}, {"date", on.vietnamese()}}));
    chosen.order.unit = id;
    chosen.unit_key = country ? std::string(kCountry) : found->code;
    chosen.candidates.clear();
}

}  // namespace

bool may_report(const auth::Principal& who, const territory::Atlas& atlas, UnitId unit, Date today) {
    return territory::may_over(atlas, who, auth::Permission::make_reports, unit, today);
}

Chosen choose(const http::Request& request, const territory::Atlas& atlas, Date today) {
    Chosen chosen;
    read_period(request.query.get("ky"), chosen);
    read_unit(request, atlas, today, chosen);
    return chosen;
}

std::vector<view::Option> period_choices(Date today) {
    std::vector<view::Option> out;
    const auto offer = [&](const Period& period) {
        if (period.first <= today) out.push_back({period.code(), capitalized(period_words(period))});
    };
    for (int year = today.year(); year > today.year() - kYearsOffered; --year) {
        offer(*Period::parse(std::to_string(year)));
        offer(*Period::parse(std::to_string(year) + "-H1"));
    }
    return out;
}

std::vector<view::Choice> candidate_links(const Chosen& chosen, std::string_view period) {
    std::vector<view::Choice> out;
    out.reserve(chosen.candidates.size());
    for (const auto& unit : chosen.candidates)
        out.push_back(
            {unit.full_name + " (" + unit.code + ")",
             "/bao-cao?don_vi=" + http::percent_encode(unit.code) + "&ky=" + http::percent_encode(period)});
    return out;
}

std::string own_unit(const auth::Principal& who, const territory::Atlas& atlas, Date today) {
    for (const auto& grant : who.grants) {
        if (!auth::role_allows(grant.role, auth::Permission::make_reports)) continue;
        if (!grant.unit) return std::string(msg::country.in(Language::vi));
        if (const auto* unit = atlas.find(grant.unit, today)) return unit->full_name;
    }
    return {};
}

}  // namespace kheo::reports
