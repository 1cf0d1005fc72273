// SPDX-License-Identifier: Apache-2.0
// /so-lieu/cong-bo: published figures, what the registry counts beside them, what the checks found.
#include <algorithm>
#include <sstream>

#include "base/number.hpp"
#include "base/text.hpp"
#include "platform/http/encoding.hpp"
#include "platform/view/draw.hpp"
#include "registry/registry.hpp"
#include "statistics/published/checks.hpp"
#include "statistics/published/messages.gen.hpp"
#include "statistics/published/notation.hpp"
#include "statistics/published/store.hpp"
#include "statistics/published/views.hpp"
#include "statistics/published/views/published_page.view.hpp"

namespace kheo::statistics::published {

namespace {

constexpr auto kPermission = auth::Permission::read_registry;
constexpr int kPerPage = 50;
constexpr std::string_view kFlagged = "mau_thuan";

struct Reading {
    const Services& services;
    db::Transaction& tx;
    const territory::Atlas& atlas;
    registry::Visible visible;
    Date today;
    Language language;
    std::vector<Indicator> indicators = {};
};

std::string address_of(std::string path, const std::vector<http::Fields::Pair>& pairs) {
    http::Fields fields;
    for (const auto& [name, value] : pairs)
        if (!value.empty()) fields.add(name, value);
    const auto query = http::write_query(fields);
    return query.empty() ? path : path + "?" + query;
}

/// The definition of that figure's kind on the last day of its period.
const Indicator* definition_of(const Reading& reading, const PublishedFigure& figure, Date on) {
    const auto name = " " + fold_words(figure.indicator) + " ";
    const auto fits = [&](const Indicator& one) {
        if (one.measured_in != figure.measured_in || on < one.valid_from || one.valid_to < on) return false;
        std::istringstream words(one.published_words);
        for (std::string word; words >> word;)
            if (name.find(" " + word + " ") == std::string::npos) return false;
        return true;
    };
    const auto found = std::ranges::find_if(reading.indicators, fits);
    return found == reading.indicators.end() ? nullptr : &*found;
}

/// The unit of the figure's area on that day, when the reader may see its figures.
const territory::Unit* place_of(const Reading& reading, territory::Resolution& held,
                                const PublishedFigure& figure, Date on) {
    held = reading.atlas.resolve(figure.area, on);
    if (held.status != territory::ResolveStatus::resolved || !held.unit || held.unit->code.empty())
        return nullptr;
    const bool may =
        reading.visible.all || std::ranges::any_of(reading.visible.roots, [&](territory::UnitId root) {
            return territory::reaches(reading.atlas, root, held.unit->id, reading.today);
        });
    return may ? &*held.unit : nullptr;
}

std::string difference(const Reading& reading, const PublishedFigure& figure, std::int64_t counted) {
    if (!figure.value || read_amount(figure.written) != figure.value ||
        fold(figure.written).find_first_not_of("0123456789.,") != std::string::npos)
        return std::string(msg::about.in(reading.language));
    const auto more = counted * 1000 - *figure.value;
    if (more == 0) return std::string(msg::equal.in(reading.language));
    return Sentence(more > 0 ? msg::higher : msg::lower, {{"count", format_amount(std::abs(more))}})
        .in(reading.language);
}

Result<> count_beside(ShownFigure& out, const Reading& reading, const PublishedFigure& figure) {
    const auto period = read_period(figure.period);
    const auto* definition = period ? definition_of(reading, figure, period->last) : nullptr;
    territory::Resolution held;
    const auto* unit = definition ? place_of(reading, held, figure, period->last) : nullptr;
    if (!unit) return {};
    PivotQuery query;
    query.measures = {definition->measure};
    query.period = *period;
    query.map = {MapChoice::Kind::day, period->last};
    query.under = unit->code;
    if (!reading.visible.all) query.within = reading.visible.roots;
    const auto answer = TRY(pivot_of(reading.services.keeper, reading.tx, reading.atlas,
                                     reading.services.source, query, reading.today));
    const auto counted = answer.totals.at(0).at(0);
    out.computed = format_count(counted);
    out.computed_href = address_of("/so-lieu", {{"chi_tieu", std::string(code(definition->measure))},
                                                {"don_vi", unit->code},
                                                {"ky", period->code()},
                                                {"ban_do", "then"},
                                                {"so_voi", "khong"}});
    out.difference = difference(reading, figure, counted);
    out.no_comparison = Sentence(msg::why_apart, {{"basis", definition->basis},
                                                  {"levels", definition->levels},
                                                  {"once", definition->de_duplication}})
                            .in(reading.language);
    return {};
}

ShownCheck shown(const Check& check, Language language) {
    switch (check.outcome) {
        case Outcome::holds:
            return {view::Tone::ok, msg::holds, check.words.in(language)};
        case Outcome::contradicts:
            return {view::Tone::warn, msg::contradicts, check.words.in(language)};
        case Outcome::open:
            break;
    }
    return {view::Tone::neutral, msg::open, check.words.in(language)};
}

bool contradicts(const std::vector<Check>& checks) {
    return !checks.empty() && checks.front().outcome == Outcome::contradicts;
}

bool matches(const PublishedFigure& figure, const std::string& words) {
    const auto all = fold_words(figure.indicator + " " + figure.area + " " + figure.period);
    return words.empty() || all.find(words) != std::string::npos;
}

struct Checked {
    const PublishedFigure* figure;
    std::vector<Check> checks;
};

/// An address is a link under the name of its site.
void fill_source(ShownFigure& out, const std::string& source) {
    out.source = source;
    if (!source.starts_with("https://") && !source.starts_with("http://")) return;
    const auto site = source.find("//") + 2;
    out.source = source.substr(site, source.find('/', site) - site);
    out.source_href = source;
}

Result<ShownFigure> show(const Reading& reading, const Checked& one) {
    const auto& figure = *one.figure;
    ShownFigure out;
    out.reference = figure.reference;
    out.indicator = figure.indicator;
    out.place = figure.area + " · " +
                (figure.period.empty() ? std::string(msg::no_period.in(reading.language)) : figure.period);
    if (!figure.period_note.empty()) out.place += " (" + figure.period_note + ")";
    out.written = figure.written + " " + figure.measured_in;
    fill_source(out, figure.source);
    out.note = figure.check_note;
    for (const auto& check : one.checks) out.checks.push_back(shown(check, reading.language));
    TRY(count_beside(out, reading, figure));
    return out;
}

std::string address(const PublishedPage& page, bool flagged) {
    return address_of("/so-lieu/cong-bo",
                      {{"tim", page.search}, {"loc", flagged ? std::string(kFlagged) : std::string()}});
}

std::string pages_base(const PublishedPage& page) {
    const auto base = address(page, page.flagged);
    return base + (base.find('?') == std::string::npos ? "?trang=" : "&trang=");
}

void fill_indicators(PublishedPage& page, const Reading& reading) {
    for (const auto& one : reading.indicators)
        page.indicators.push_back({one.name,
                                   Sentence(msg::definition_words, {{"definition", one.definition},
                                                                    {"basis", one.basis},
                                                                    {"levels", one.levels},
                                                                    {"once", one.de_duplication},
                                                                    {"cut_off", one.cut_off}})
                                       .in(reading.language),
                                   Sentence(msg::definition_from, {{"day", one.valid_from.vietnamese()},
                                                                   {"basis", one.legal_basis}})
                                       .in(reading.language)});
}

Result<PublishedPage> build(Reading reading, const http::Request& request) {
    PublishedPage page;
    page.search = tidy(request.query.get("tim"));
    page.flagged = request.query.get("loc") == kFlagged;
    reading.indicators = TRY(store::indicators(reading.tx));
    const auto all = TRY(store::figures(reading.tx));
    const auto words = fold_words(page.search);
    std::vector<Checked> found;
    for (const auto& figure : all) {
        if (!matches(figure, words)) continue;
        Checked one{&figure, check(figure, all)};
        if (!page.flagged || contradicts(one.checks)) found.push_back(std::move(one));
    }
    page.choices = {{msg::all, address(page, false), !page.flagged},
                    {msg::contradictions, address(page, true), page.flagged}};
    page.found = Sentence(msg::found, {{"count", format_count(std::ssize(found))}}).in(reading.language);
    page.pager = {std::ssize(found), std::max(1, parse_number<int>(request.query.get("trang")).value_or(1)),
                  kPerPage, pages_base(page)};
    const auto first = static_cast<std::size_t>(
        std::min<std::int64_t>(std::ssize(found), std::int64_t{page.pager.page - 1} * kPerPage));
    const auto last = std::min(found.size(), first + kPerPage);
    for (auto i = first; i < last; ++i) page.rows.push_back(TRY(show(reading, found[i])));
    fill_indicators(page, reading);
    return page;
}

Result<http::Response> show_page(const Services& services, const http::Request& request) {
    const auto atlas = services.atlas();
    const auto today = services.clock.today();
    const auto page = TRY(services.database.read([&](db::Transaction& tx) {
        return build({services, tx, *atlas, registry::visible_to(request.who, kPermission, today), today,
                      request.language},
                     request);
    }));
    return view::draw(request, services.site, views::published_page, page);
}

}  // namespace

std::vector<http::Route> routes(const Services& services) {
    return {{http::Method::get, "/so-lieu/cong-bo", kPermission,
             [services](const http::Request& request) { return show_page(services, request); }}};
}

}  // namespace kheo::statistics::published
