// SPDX-License-Identifier: Apache-2.0
#include "registry/life/funnel.hpp"

#include <algorithm>
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
    const auto judged = f.recognised.value_or(0) + f.not_recognised.value_or(0);
    if (f.recognised && f.not_recognised && f.carried_out && judged > *f.carried_out)
        out.push_back({msg::judged_differ,
                       {{"recognised", format_count(*f.recognised)},
                        {"not_recognised", format_count(*f.not_recognised)},
                        {"sum", format_count(judged)},
                        {"carried_out", format_count(*f.carried_out)}}});
    return out;
}

Result<ComputedFunnel> funnel(db::Transaction& tx, territory::UnitId root, int campaign_year,
                              const Reading& reading, const Copies& copies) {
    std::vector<store::FunnelRow> rows;
    const Place place{root, reading.today, false};
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
    if (given.funnel == Funnel{}) wrong.push_back({"registered", msg::figure_missing});
    if (!wrong.empty()) return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
    if (!TRY(store::insert_published(tx, given, request_key, acting.who.user, acting.at))) return {};
    TRY(ledger::append(
        tx, {acting.who.user, "registry.figures_published", "unit", given.unit.value, "funnel", {}},
        acting.at));
    return {};
}

}  // namespace kheo::registry::life
