// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}/nguon-luc: what was found for the work, and what people got of it.
#include <algorithm>

#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/view/draw.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/page_parts.hpp"
#include "registry/evidence/store.hpp"
#include "registry/evidence/views/quantities_page.view.hpp"

namespace kheo::registry::evidence {

namespace {

using http::Request;
using http::Response;

struct Back {
    http::Fields typed{};
    Errors wrong{};
    std::string key = view::new_request_key();
};

std::string with_unit(std::int64_t amount, const QuantityKind& kind) {
    return amount == 0 ? "–" : format_count(amount) + " " + std::string(kind.unit->in(Language::vi));
}

SumRow row_of(const Sum& sum, const std::vector<Sum>& all_years) {
    SumRow row{*sum.kind->label,
               *sum.kind->unit,
               with_unit(sum.planned, *sum.kind),
               with_unit(sum.actual, *sum.kind),
               {},
               {},
               {}};
    const auto whole = std::ranges::find(all_years, sum.kind, &Sum::kind);
    row.all_years = with_unit(whole == all_years.end() ? sum.actual : whole->actual, *sum.kind);
    for (const auto& [source, amount] : sum.actual_by_source)
        row.sources += (row.sources.empty() ? "" : "; ") + std::string(source->label->in(Language::vi)) +
                       " " + format_count(amount);
    return row;
}

Result<QuantityRow> row_of(const Quantity& q, const Acting& acting) {
    QuantityRow row;
    row.kind = *q.kind->label;
    row.planned = q.planned ? msg::planned : msg::actual;
    if (const auto* source = find_source(q.source)) row.source = *source->label;
    row.amount = with_unit(q.amount, *q.kind);
    row.note = q.note;
    row.when = format_moment(q.made.at);
    row.who = TRY(auth::display_name(acting.tx(), q.made.by));
    if (acting.rights().add)
        row.remove_action =
            quantities_href(acting.question.cycle.code) + "/" + std::to_string(q.id.value) + "/bo";
    return row;
}

Result<QuantitiesPage> page_of(const Acting& acting, const Back& back, std::string_view done) {
    const auto& cycle = acting.question.cycle;
    QuantitiesPage page;
    page.frame = TRY(frame_of(acting, Tab::quantities, done));
    const auto own = TRY(sums(acting.tx(), cycle.id));
    const auto all_years =
        cycle.initiative ? TRY(sums_of_initiative(acting.tx(), cycle.initiative)) : std::vector<Sum>();
    for (const auto& sum : own) {
        const auto row = row_of(sum, all_years);
        page.several_years = page.several_years || (!all_years.empty() && cycle.continues);
        (sum.kind->side == Side::resource ? page.resources : page.benefits).push_back(row);
    }
    for (const auto& quantity : TRY(store::quantities(acting.tx(), cycle.id)))
        page.rows.push_back(TRY(row_of(quantity, acting)));
    page.can_add = acting.rights().add;
    page.sheet = {quantities_href(cycle.code), back.key, quantity_inputs(back.typed, back.wrong), {}};
    if (!back.wrong.empty()) page.sheet.error = {ErrorKind::invalid, {}, back.wrong, {}, {}};
    return page;
}

Result<Response> shown(const Asked& asked, const Back& back) {
    const auto done = asked.request.query.get("vua");
    const auto page = TRY(asked.read([&](const Acting& acting) { return page_of(acting, back, done); }));
    return view::draw(asked.request, asked.services.site, views::quantities_page, page,
                      back.wrong.empty() ? 200 : 422);
}

}  // namespace

Result<Response> show_quantities(const Services& services, const Request& request) {
    return shown(Asked(services, request), {});
}

Result<Response> send_quantity(const Services& services, const Request& request) {
    const Asked asked(services, request);
    Back back{request.form, {}, asked.request_key()};
    const auto quantity = read_quantity(request.form, back.wrong);
    if (!back.wrong.empty()) {
        TRY(asked.read([](const Acting& acting) -> Result<> {
            if (!acting.rights().add) return fail(ErrorKind::forbidden, msg::not_yours);
            return {};
        }));
        return shown(asked, back);
    }
    const auto id = asked.write([&](const Acting& acting) { return note_quantity(acting, quantity); });
    if (id) return Response::redirect(quantities_href(asked.code()) + "?vua=nguon-luc");
    if (id.error().kind != ErrorKind::invalid) return std::unexpected<Error>(id.error());
    back.wrong = id.error().fields;
    return shown(asked, back);
}

Result<Response> remove_quantity(const Services& services, const Request& request) {
    const Asked asked(services, request);
    TRY(asked.write([&](const Acting& acting) { return cross_out(acting, QuantityId{asked.number("id")}); }));
    return Response::redirect(quantities_href(asked.code()) + "?vua=gach");
}

}  // namespace kheo::registry::evidence
