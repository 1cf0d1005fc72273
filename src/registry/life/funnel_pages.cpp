// SPDX-License-Identifier: Apache-2.0
// /pheu: the funnel of a unit and year, computed, beside what was published.
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/view/chart.hpp"
#include "platform/view/errors.hpp"
#include "platform/view/layout.hpp"
#include "registry/initiative_form.hpp"
#include "registry/life/funnel.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/pages.hpp"
#include "registry/life/views/funnel_page.view.hpp"
#include "registry/places.hpp"

namespace kheo::registry::life {

namespace {

using Figure = std::optional<std::int64_t>;

struct Line {
    const char* key;
    const Message* label;
    Figure Funnel::* figure;
};
const std::array kLines{Line{"registered", &msg::funnel_registered, &Funnel::registered},
                        Line{"carried_out", &msg::funnel_carried_out, &Funnel::carried_out},
                        Line{"recognised", &msg::funnel_recognised, &Funnel::recognised},
                        Line{"not_recognised", &msg::funnel_not_recognised, &Funnel::not_recognised},
                        Line{"replicated", &msg::funnel_replicated, &Funnel::replicated}};

std::string figure_text(const Figure& figure) {
    return figure ? format_count(*figure) : std::string("–");
}

FunnelColumn column_of(view::Label name, const Funnel& funnel) {
    FunnelColumn out{std::move(name), {}, {}};
    for (const auto& line : kLines) out.figures.push_back(figure_text(funnel.*line.figure));
    for (auto& sentence : contradictions(funnel)) out.contradictions.emplace_back(std::move(sentence));
    return out;
}

/// What the page is about: the unit asked for, else the first of the person's own.
struct Asked {
    territory::UnitId unit;
    int year = 0;
};
Asked asked_for(const http::Fields& fields, const Reading& reading) {
    Asked out;
    out.year = parse_number<int>(fields.get("nam")).value_or(reading.today.year());
    if (const auto* unit = reading.atlas.find_code(fields.get("don_vi"), reading.today))
        out.unit = unit->id;
    else if (!reading.visible.roots.empty())
        out.unit = reading.visible.roots.front();
    return out;
}

Published typed_in(const http::Fields& form, const Asked& asked) {
    Published out;
    out.unit = asked.unit;
    out.campaign_year = asked.year;
    out.source = form.get("nguon");
    for (const auto& line : kLines) {
        auto text = tidy(form.get(line.key));
        std::erase(text, '.');
        out.funnel.*line.figure = parse_number<std::int64_t>(text);
    }
    return out;
}

Result<http::Response> shown(const Services& services, const http::Request& request, const Visit& visit,
                             const Asked& asked, const Error* error) {
    const auto reading = visit.reading(auth::Permission::read_registry);
    const auto shell = view::make_shell(request, services.site);
    FunnelPage page;
    page.year = asked.year;
    if (const auto* unit = reading.atlas.find(asked.unit, reading.today))
        page.unit = unit->full_name, page.unit_code = unit->code;
    for (const auto& line : kLines) page.lines.emplace_back(*line.label);
    ComputedFunnel computed;
    std::vector<Published> said;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        computed = TRY(funnel(tx, asked.unit, asked.year, reading, services.copies));
        said = TRY(published(tx, asked.unit, asked.year));
        return {};
    }));
    page.columns.push_back(column_of(msg::funnel_computed, computed.all));
    for (const auto& part : computed.parts)
        page.columns.push_back(
            column_of(part.owner ? name_of(*part.owner) : msg::owner_not_stated, part.funnel));
    for (const auto& one : said) page.columns.push_back(column_of(one.source, one.funnel));
    std::vector<view::Bar> bars;
    for (const auto& line : kLines)
        if (computed.all.*line.figure)
            bars.push_back({shell.say(*line.label), (computed.all.*line.figure).value_or(0)});
    page.chart = view::bar_chart(shell.language, msg::funnel_title, bars);
    page.may_hold = may_in(visit.acting().atlas, visit.acting().who, auth::Permission::run_movement,
                           asked.unit, reading.today);
    page.request_key = error ? std::string(request.form.get("request_key")) : view::new_request_key();
    if (error) page.error = *error;
    for (const auto& line : kLines)
        page.inputs.push_back({.name = line.key,
                               .label = *line.label,
                               .value = std::string(request.form.get(line.key)),
                               .required = false});
    page.inputs.push_back(
        {.name = "nguon", .label = msg::source, .value = std::string(request.form.get("nguon"))});
    for (auto& input : page.inputs) input.error = view::error_of(page.error, input.name);
    view::Html out(shell.language);
    views::funnel_page(out, shell, page);
    return view::respond(out, error ? 422 : 200);
}

}  // namespace

Result<http::Response> show_funnel(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto asked = asked_for(request.query, visit.reading(auth::Permission::read_registry));
    return shown(services, request, visit, asked, nullptr);
}

Result<http::Response> do_hold_figures(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto asked = asked_for(request.form, visit.reading(auth::Permission::run_movement));
    const auto done = services.database.write([&](db::Transaction& tx) {
        return hold(tx, typed_in(request.form, asked), request.form.get("request_key"), visit.acting());
    });
    if (!done && done.error().kind == ErrorKind::invalid)
        return shown(services, request, visit, asked, &done.error());
    if (!done) return std::unexpected(done.error());
    const auto* unit = visit.acting().atlas.find(asked.unit, visit.acting().today);
    return http::Response::redirect("/pheu?nam=" + std::to_string(asked.year) +
                                    (unit ? "&don_vi=" + unit->code : ""));
}

}  // namespace kheo::registry::life
