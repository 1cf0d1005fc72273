// SPDX-License-Identifier: Apache-2.0
// /pheu: the funnel of a unit and year, computed, beside what was published.
#include <algorithm>
#include <array>

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

std::string figure_text(const Figure& figure) {
    return figure ? format_count(*figure) : std::string("–");
}

FunnelColumn column_of(view::Label name, const Funnel& funnel) {
    FunnelColumn out;
    out.name = std::move(name);
    for (const auto& line : funnel_lines()) out.figures.push_back(figure_text(funnel.*line.figure));
    for (auto& sentence : contradictions(funnel)) out.contradictions.emplace_back(std::move(sentence));
    return out;
}

/// What the page is about: the unit asked for, by its code or its name on the last day of the year, else the
/// first of the person's own.
struct Asked {
    territory::UnitId unit;
    int year = 0;
    std::string typed;  // the unit, as typed
    std::vector<FieldError> wrong{};
};

constexpr int kFirstYear = 2009;  // the movement begins (domain notes §2)

/// A name may mean a unit of that year or one of today.
territory::UnitId unit_named(const std::string& typed, Date on, const Reading& reading, Asked& asked) {
    if (const auto* unit = reading.atlas.find_code(typed, on)) return unit->id;
    const auto within = reading.visible.roots.empty() ? territory::UnitId{} : reading.visible.roots.front();
    const auto found = reading.atlas.resolve(typed, on, within);
    if (found.status == territory::ResolveStatus::resolved) return found.unit->id;
    if (found.status == territory::ResolveStatus::ambiguous) {
        std::string names;
        for (const auto& one : found.candidates)
            names += (names.empty() ? "" : "; ") + one.full_name + " (" + one.code + ")";
        asked.wrong.push_back({"don_vi", Sentence(msg::unit_ambiguous, {{"units", names}})});
    }
    return {};
}

Asked asked_for(const http::Fields& fields, const Reading& reading) {
    Asked out;
    const auto typed_year = trim(fields.get("nam"));
    out.year = parse_number<int>(typed_year).value_or(typed_year.empty() ? reading.today.year() : 0);
    if (out.year < kFirstYear || out.year > reading.today.year() + 1) {
        out.wrong.push_back(
            {"nam", Sentence(msg::year_outside, {{"from", std::to_string(kFirstYear)},
                                                 {"to", std::to_string(reading.today.year() + 1)}})});
        out.year = reading.today.year();
    }
    out.typed = tidy(fields.get("don_vi"));
    if (out.typed.empty()) {
        if (!reading.visible.roots.empty()) out.unit = reading.visible.roots.front();
        return out;
    }
    const auto end = std::min(reading.today, Date::of(out.year, 12, 31).value_or(reading.today));
    out.unit = unit_named(out.typed, end, reading, out);
    if (!out.unit && out.wrong.empty()) out.unit = unit_named(out.typed, reading.today, reading, out);
    if (!out.unit && out.wrong.empty())
        out.wrong.push_back({"don_vi", Sentence(msg::unit_unknown_then, {{"text", out.typed}})});
    return out;
}

/// A box that is not empty holds a whole number from 0 on; nullopt and an error otherwise.
Figure figure_in(const http::Fields& form, const std::string& box, std::vector<FieldError>& wrong) {
    auto text = tidy(form.get(box));
    if (text.empty()) return std::nullopt;
    std::erase(text, '.');
    const auto number = parse_number<std::int64_t>(text);
    constexpr std::int64_t kMost = 10'000'000;
    if (number && *number >= 0 && *number <= kMost) return number;
    wrong.push_back({box, Sentence(msg::figure_unreadable, {{"text", tidy(form.get(box))}})});
    return std::nullopt;
}

constexpr std::array kParts{std::pair{OwnerType::collective, "_collective"},
                            std::pair{OwnerType::individual, "_individual"}};

Published typed_in(const http::Fields& form, const Asked& asked, std::vector<FieldError>& wrong) {
    Published out;
    out.unit = asked.unit;
    out.campaign_year = asked.year;
    out.source = form.get("nguon");
    for (const auto& line : funnel_lines()) out.funnel.*line.figure = figure_in(form, line.key, wrong);
    for (const auto& [owner, ending] : kParts) {
        FunnelPart part{owner, {}};
        for (const auto& line : funnel_lines())
            part.funnel.*line.figure = figure_in(form, line.key + std::string(ending), wrong);
        if (part.funnel != Funnel{}) out.parts.push_back(std::move(part));
    }
    return out;
}

void add_published(FunnelPage& page, const Published& one) {
    auto column = column_of(one.source, one.funnel);
    column.contradictions.clear();
    column.removed_reason = one.removed_reason;
    if (one.removed_reason.empty()) {
        for (auto& sentence : contradictions(one)) column.contradictions.emplace_back(std::move(sentence));
        column.id = std::to_string(one.id);
    }
    page.columns.push_back(std::move(column));
    for (const auto& part : one.parts) {
        auto beside = column_of(
            Sentence(msg::part_of_source,
                     {{"source", one.source}, {"owner", std::string(name_of(*part.owner).in(Language::vi))}}),
            part.funnel);
        beside.contradictions.clear();
        beside.removed_reason = one.removed_reason;
        page.columns.push_back(std::move(beside));
    }
}

void add_inputs(FunnelPage& page, const http::Fields& typed) {
    const auto input_of = [&](std::string name, view::Label label) {
        view::Input input{.name = name, .label = std::move(label), .value = std::string(typed.get(name))};
        input.plain = true;
        input.required = false;
        input.error = view::error_of(page.error, name);
        return input;
    };
    for (const auto& line : funnel_lines()) {
        const std::string name = line.key;
        page.typed.push_back(
            {*line.label,
             {input_of(name, msg::figure_whole), input_of(name + "_collective", msg::figure_collective),
              input_of(name + "_individual", msg::figure_individual)}});
    }
    page.source = {.name = "nguon", .label = msg::source, .value = std::string(typed.get("nguon"))};
    page.source.error = view::error_of(page.error, "nguon");
}

Result<> add_figures(const Services& services, const Asked& asked, const Reading& reading,
                     const view::Shell& shell, FunnelPage& page) {
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
    for (const auto& one : said) add_published(page, one);
    std::vector<view::Bar> bars;
    for (const auto& line : funnel_lines())
        if (computed.all.*line.figure)
            bars.push_back({shell.say(*line.label), (computed.all.*line.figure).value_or(0)});
    page.chart = view::bar_chart(shell.language, msg::funnel_title, bars);
    return {};
}

Result<http::Response> shown(const Services& services, const http::Request& request, const Visit& visit,
                             const Asked& asked, const Error& error) {
    const auto reading = visit.reading(auth::Permission::read_registry);
    const auto shell = view::make_shell(request, services.site);
    FunnelPage page;
    page.year = asked.year;
    page.typed_unit = asked.typed;
    page.error = error;
    const bool sent = request.method == http::Method::post;
    page.request_key = sent ? std::string(request.form.get("request_key")) : view::new_request_key();
    const auto on = map_of(asked.unit, asked.year, reading.atlas, reading.today);
    if (const auto* unit = asked.unit ? reading.atlas.find(asked.unit, on) : nullptr) {
        page.unit = unit->full_name, page.unit_code = unit->code;
        if (page.typed_unit.empty()) page.typed_unit = unit->full_name;
    }
    page.year_error = view::error_of(page.error, "nam");
    page.unit_error = view::error_of(page.error, "don_vi");
    page.reason_error = view::error_of(page.error, "ly_do");
    for (const auto& line : funnel_lines()) page.lines.emplace_back(*line.label);
    const bool unknown = !asked.unit && !asked.typed.empty();
    if (!unknown) TRY(add_figures(services, asked, reading, shell, page));
    page.may_hold = asked.unit && may_in(visit.acting().atlas, visit.acting().who,
                                         auth::Permission::run_movement, asked.unit, reading.today);
    add_inputs(page, request.form);
    view::Html out(shell.language);
    views::funnel_page(out, shell, page);
    return view::respond(out, page.error.fields.empty() ? 200 : 422);
}

std::string address_of(const Asked& asked, const territory::Atlas& atlas, Date today) {
    const auto* unit = atlas.find(asked.unit, map_of(asked.unit, asked.year, atlas, today));
    return "/pheu?nam=" + std::to_string(asked.year) + (unit ? "&don_vi=" + unit->code : "");
}

}  // namespace

Result<http::Response> show_funnel(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    auto asked = asked_for(request.query, visit.reading(auth::Permission::read_registry));
    auto wrong = std::move(asked.wrong);
    return shown(services, request, visit, asked, {ErrorKind::invalid, {}, std::move(wrong), {}, {}});
}

Result<http::Response> do_hold_figures(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto asked = asked_for(request.form, visit.reading(auth::Permission::run_movement));
    auto wrong = asked.wrong;
    const auto said = typed_in(request.form, asked, wrong);
    if (!asked.unit && asked.typed.empty()) wrong.push_back({"don_vi", msg::unit_missing});
    if (!wrong.empty())
        return shown(services, request, visit, asked, {ErrorKind::invalid, {}, std::move(wrong), {}, {}});
    const auto done = services.database.write(
        [&](db::Transaction& tx) { return hold(tx, said, request.form.get("request_key"), visit.acting()); });
    if (!done && done.error().kind == ErrorKind::invalid)
        return shown(services, request, visit, asked, done.error());
    if (!done) return std::unexpected(done.error());
    return http::Response::redirect(address_of(asked, visit.acting().atlas, visit.acting().today));
}

Result<http::Response> do_cross_out_figures(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto asked = asked_for(request.form, visit.reading(auth::Permission::run_movement));
    const auto id = parse_number<std::int64_t>(request.captures.get("id")).value_or(0);
    const auto done = services.database.write([&](db::Transaction& tx) {
        return cross_out_figures(tx, asked.unit, id, request.form.get("ly_do"), visit.acting());
    });
    if (!done && done.error().kind == ErrorKind::invalid)
        return shown(services, request, visit, asked, done.error());
    if (!done) return std::unexpected(done.error());
    return http::Response::redirect(address_of(asked, visit.acting().atlas, visit.acting().today));
}

}  // namespace kheo::registry::life
