// SPDX-License-Identifier: Apache-2.0
#include "registry/life/funnel.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/store.hpp"
#include "registry/places.hpp"

namespace kheo::registry::life {

namespace {

using Figure = std::optional<std::int64_t>;

void at_most(std::vector<Sentence>& out, const Figure& part, const Figure& whole, const Message& what) {
    if (part && whole && *part > *whole)
        out.push_back({what, {{"part", format_count(*part)}, {"whole", format_count(*whole)}}});
}

void add(Figure& figure, bool counts) {
    figure = figure.value_or(0) + (counts ? 1 : 0);
}

}  // namespace

std::vector<Sentence> contradictions(const Funnel& f) {
    std::vector<Sentence> out;
    at_most(out, f.carried_out, f.registered, msg::more_carried_out);
    at_most(out, f.recognised, f.carried_out ? f.carried_out : f.registered, msg::more_recognised);
    at_most(out, f.replicated, f.recognised, msg::more_replicated);
    at_most(out, f.exemplary, f.recognised, msg::more_exemplary);
    at_most(out, f.proposed, f.recognised ? f.recognised : f.registered, msg::more_proposed);
    const auto judged = f.recognised.value_or(0) + f.not_recognised.value_or(0);
    if (f.recognised && f.not_recognised && f.carried_out && judged > *f.carried_out)
        out.push_back({msg::judged_differ,
                       {{"recognised", format_count(*f.recognised)},
                        {"not_recognised", format_count(*f.not_recognised)},
                        {"sum", format_count(judged)},
                        {"carried_out", format_count(*f.carried_out)}}});
    return out;
}

std::vector<Sentence> contradictions(const Published& said) {
    auto out = contradictions(said.funnel);
    for (const auto& part : said.parts)
        for (auto& sentence : contradictions(part.funnel)) out.push_back(std::move(sentence));
    for (const auto& line : funnel_lines()) {
        Figure sum;
        std::size_t told = 0;
        for (const auto& part : said.parts)
            if (const auto& figure = part.funnel.*line.figure) sum = sum.value_or(0) + *figure, ++told;
        const auto& whole = said.funnel.*line.figure;
        if (told == 2 && whole && *sum != *whole)
            out.push_back({msg::parts_differ,
                           {{"what", std::string(line.label->in(Language::vi))},
                            {"sum", format_count(*sum)},
                            {"whole", format_count(*whole)}}});
    }
    return out;
}

std::span<const FunnelLine> funnel_lines() {
    static const std::array lines{
        FunnelLine{"registered", &msg::funnel_registered, &Funnel::registered},
        FunnelLine{"carried_out", &msg::funnel_carried_out, &Funnel::carried_out},
        FunnelLine{"recognised", &msg::funnel_recognised, &Funnel::recognised},
        FunnelLine{"not_recognised", &msg::funnel_not_recognised, &Funnel::not_recognised},
        FunnelLine{"exemplary", &msg::funnel_exemplary, &Funnel::exemplary},
        FunnelLine{"proposed", &msg::funnel_proposed, &Funnel::proposed},
        FunnelLine{"replicated", &msg::funnel_replicated, &Funnel::replicated}};
    return lines;
}

Date map_of(territory::UnitId root, int campaign_year, const territory::Atlas& atlas, Date today) {
    const auto end = Date::of(campaign_year, 12, 31).value_or(today);
    return end < today && atlas.present(root, end) ? end : today;
}

Result<ComputedFunnel> funnel(db::Transaction& tx, territory::UnitId root, int campaign_year,
                              const Reading& reading, const Copies& copies) {
    std::vector<store::FunnelRow> rows;
    const Place place{root, map_of(root, campaign_year, reading.atlas, reading.today), false};
    TRY(store::each_of_funnel(tx, campaign_year, [&](const store::FunnelRow& row) {
        if (inside(place, row.unit, reading.atlas) && may_see(reading, row.unit)) rows.push_back(row);
    }));
    std::map<std::optional<OwnerType>, Funnel> parts;
    ComputedFunnel out;
    out.all = {0, 0, 0, 0, copies ? Figure(0) : Figure()};
    for (const auto& row : rows) {
        const bool copied = copies && row.recognised && TRY(copies(tx, row.initiative)) > 0;
        for (auto* f : {&out.all, &parts[row.owner]}) {
            add(f->registered, true);
            add(f->carried_out, row.carried_out);
            add(f->recognised, row.recognised);
            add(f->not_recognised, row.not_recognised);
            if (copies) add(f->replicated, copied);
        }
    }
    for (auto& [owner, part] : parts) out.parts.push_back({owner, part});
    return out;
}

Result<> hold(db::Transaction& tx, const Published& given, std::string_view request_key,
              const Acting& acting) {
    if (!may_in(acting.atlas, acting.who, auth::Permission::run_movement, given.unit, acting.today))
        return fail(ErrorKind::not_found, msg::cycle_unknown);
    std::vector<FieldError> wrong;
    if (tidy(given.source).empty()) wrong.push_back({"nguon", msg::source_missing});
    if (given.funnel == Funnel{} && given.parts.empty()) wrong.push_back({"registered", msg::figure_missing});
    if (!wrong.empty()) return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
    if (!TRY(store::insert_published(tx, given, request_key, acting.who.user, acting.at))) return {};
    TRY(ledger::append(
        tx, {acting.who.user, "registry.figures_published", "unit", given.unit.value, "funnel", {}},
        acting.at));
    return {};
}

Result<> cross_out_figures(db::Transaction& tx, territory::UnitId unit, std::int64_t id,
                           std::string_view typed, const Acting& acting) {
    if (!may_in(acting.atlas, acting.who, auth::Permission::run_movement, unit, acting.today))
        return fail(ErrorKind::not_found, msg::cycle_unknown);
    const auto reason = tidy(typed);
    if (reason.empty()) return fail(Error{ErrorKind::invalid, {}, {{"ly_do", msg::reason_missing}}, {}, {}});
    const auto done = TRY(store::cross_out_published(tx, unit, id, reason, acting.who.user, acting.at));
    if (!done) return fail(ErrorKind::not_found, msg::cycle_unknown);
    if (!*done) return {};
    TRY(ledger::append(
        tx, {acting.who.user, "registry.figures_crossed_out", "unit", unit.value, "funnel", {}}, acting.at));
    return {};
}

}  // namespace kheo::registry::life
