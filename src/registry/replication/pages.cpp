// SPDX-License-Identifier: Apache-2.0
#include "registry/replication/pages.hpp"

#include <algorithm>
#include <limits>
#include <ranges>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "platform/view/chart.hpp"
#include "platform/view/layout.hpp"
#include "registry/initiative_form.hpp"
#include "registry/pages.hpp"
#include "registry/places.hpp"
#include "registry/replication/drawing.hpp"
#include "registry/replication/messages.gen.hpp"
#include "registry/replication/replication.hpp"
#include "registry/replication/store.hpp"
#include "registry/replication/views.hpp"
#include "registry/replication/views/copy_page.view.hpp"
#include "registry/replication/views/spread_page.view.hpp"
#include "registry/replication/views/upkeep_page.view.hpp"
#include "registry/replication/visit.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"

namespace kheo::registry::replication {

namespace {

using auth::Permission;
using http::Request;
using http::Response;

constexpr std::size_t kSilentShown = 200;

template <typename Page, typename View>
Response shown(const Visit& visit, const Page& page, View print, int status = 200) {
    const auto shell = view::make_shell(visit.request, visit.services.site);
    view::Html out(shell.language);
    print(out, shell, page);
    return view::respond(out, status);
}

Error wrong_field(std::string field, Sentence why) {
    return {ErrorKind::invalid, {}, {{std::move(field), std::move(why)}}, {}, {}};
}

// --- take it up

std::vector<view::Option> options_of(const Visit& visit) {
    std::vector<view::Option> out;
    for (const auto* unit : units_to_choose(visit.reading(Permission::propose)))
        out.push_back({territory::unit_key(*unit, visit.today), visit.unit(unit->id, visit.today)});
    return out;
}

/// nullopt: the parent is not there for this person.
Result<CopyPage> copy_page(const Visit& visit) {
    const auto found = TRY(visit.services.database.read(
        [&](db::Transaction& tx) { return registry::store::find(tx, visit.number); }));
    const bool open = found && !found->registrations.empty() &&
                      (found->statement.kind == Kind::practice ||
                       visit.may(Permission::read_registry, found->statement.unit));
    if (!open) return fail(ErrorKind::not_found, msg::unknown);
    CopyPage page;
    page.number = visit.number;
    page.title = found->statement.title;
    page.back_href = visit.may(Permission::read_registry, found->statement.unit)
                         ? dossier_href(visit.number) + "/nhan-rong"
                         : "/mo-hinh/" + visit.number;
    page.action = dossier_href(visit.number) + "/lam-theo";
    page.units = options_of(visit);
    return page;
}

Result<Response> show_copy(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(copy_page(visit));
    page.request_key = view::new_request_key();
    return shown(visit, page, views::copy_page);
}

/// The unit that was chosen or typed; none with what is wrong in `error`.
territory::UnitId read_unit(const Visit& visit, std::string_view typed, Error& error) {
    const auto text = tidy(typed);
    if (text.empty()) return {};  // replication::begin says what is missing
    const auto meant = territory::typed_unit(*visit.atlas, text, visit.today);
    if (meant.unit) return meant.unit->id;
    error = wrong_field("unit", Sentence(meant.candidates.empty() ? msg::unit_unknown : msg::unit_ambiguous,
                                         {{"text", text}}));
    return {};
}

Result<Response> do_copy(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(copy_page(visit));
    page.request_key = request.form.get("request_key");
    page.unit = request.form.get("unit");
    page.adapted = request.form.get("adapted");
    const auto unit = read_unit(visit, page.unit, page.error);
    if (page.failed()) return shown(visit, page, views::copy_page, 422);
    const auto code = services.database.write([&](db::Transaction& tx) {
        return begin(tx, visit.number, unit, page.adapted, page.request_key, visit.acting);
    });
    if (code) return Response::redirect(life::cycle_href(*code));
    if (code.error().kind != ErrorKind::invalid) return std::unexpected(code.error());
    page.error = code.error();
    return shown(visit, page, views::copy_page, 422);
}

// --- how it spread

Dot dot_of(const Visit& visit, const Node& node, const std::string& number) {
    const bool open = visit.may(Permission::read_registry, node.unit);
    return {visit.now(node.unit) + " · " + std::to_string(node.since.year()),
            open ? dossier_href(node.number) + "/nhan-rong" : "/mo-hinh/" + node.number, node.parent,
            node.depth, node.number == number};
}

SpreadRow row_of(const Visit& visit, const std::vector<Node>& nodes, const Node& node) {
    SpreadRow row;
    row.number = node.number;
    row.href = dot_of(visit, node, {}).href;
    row.unit = visit.now(node.unit);
    row.since = node.since.vietnamese();
    if (node.parent >= 0) row.after = visit.now(nodes[static_cast<std::size_t>(node.parent)].unit);
    row.adapted = node.adapted;
    row.result = node.result;
    row.state = name_of(node.state);
    row.tone = tone_of(node.state);
    return row;
}

Result<SpreadPage> spread_page(const Visit& visit, db::Transaction& tx) {
    const auto found = TRY(registry::store::find(tx, visit.number));
    if (!found || found->registrations.empty() ||
        !visit.may(Permission::read_registry, found->statement.unit))
        return fail(ErrorKind::not_found, msg::unknown);
    SpreadPage page;
    page.number = visit.number;
    page.title = found->statement.title;
    page.dossier_href = dossier_href(visit.number);
    if (visit.request.who.may(Permission::propose, visit.today))
        page.copy_href = page.dossier_href + "/lam-theo";
    page.may_write = visit.may(Permission::propose, found->statement.unit) ||
                     visit.may(Permission::edit_registry, found->statement.unit);
    const auto nodes = TRY(spread_of(tx, found->id));
    std::vector<Dot> dots;
    for (const auto& node : nodes) {
        dots.push_back(dot_of(visit, node, visit.number));
        page.rows.push_back(row_of(visit, nodes, node));
        if (node.number != visit.number) continue;
        page.is_copy = node.parent >= 0;
        page.result = node.result;
    }
    page.copies = nodes.empty() ? 0 : nodes.size() - 1;
    page.drawn = std::min(dots.size(), kMostDrawn);
    page.drawing = draw_spread(visit.request.language, msg::spread_picture, dots);
    return page;
}

Result<SpreadPage> load_spread(const Visit& visit) {
    return visit.services.database.read([&](db::Transaction& tx) { return spread_page(visit, tx); });
}

Result<Response> show_spread(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(load_spread(visit));
    page.request_key = view::new_request_key();
    page.day = visit.today.vietnamese();
    page.told = request.query.get("vua") == "ghi";
    return shown(visit, page, views::spread_page);
}

/// Back to the page when it went well; else the page with everything that was typed.
Result<Response> after_writing(const Visit& visit, SpreadPage page, const Result<>& done) {
    if (done) return Response::redirect(page.dossier_href + "/nhan-rong?vua=ghi");
    if (done.error().kind != ErrorKind::invalid) return std::unexpected(done.error());
    page.error = done.error();
    return shown(visit, page, views::spread_page, 422);
}

Result<Response> do_result(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(load_spread(visit));
    page.result = request.form.get("result");
    page.request_key = view::new_request_key();
    page.day = visit.today.vietnamese();
    const auto done = services.database.write(
        [&](db::Transaction& tx) { return tell_result(tx, visit.number, page.result, visit.acting); });
    return after_writing(visit, std::move(page), done);
}

Result<> told_pulse(const Visit& visit, const SpreadPage& page) {
    if (page.alive != "0" && page.alive != "1")
        return std::unexpected(wrong_field("alive", Sentence(msg::pulse_choose)));
    const auto day = typed_day(page.day);
    if (!day) return std::unexpected(wrong_field("day", Sentence(msg::day_unreadable, {{"text", page.day}})));
    return visit.services.database.write([&](db::Transaction& tx) {
        return take_pulse(tx, visit.number, {*day, page.alive == "1", page.note}, page.request_key,
                          visit.acting);
    });
}

Result<Response> do_pulse(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    auto page = TRY(load_spread(visit));
    page.request_key = request.form.get("request_key");
    page.alive = request.form.get("alive");
    page.day = tidy(request.form.get("day"));
    page.note = request.form.get("note");
    const auto done = told_pulse(visit, page);
    return after_writing(visit, std::move(page), done);
}

// --- how long they live

/// "81,5" of 1,000ths; "–" of nothing.
std::string share(std::int64_t part, std::int64_t whole) {
    if (whole == 0) return "–";
    const auto thousandths = (part * 2000 + whole) / (2 * whole);
    return std::to_string(thousandths / 10) + "," + std::to_string(thousandths % 10);
}

UpkeepPage upkeep_page(const Visit& visit, const Upkeep& upkeep) {
    UpkeepPage page;
    const std::vector<std::string> series{std::string(msg::alive.in(visit.request.language)),
                                          std::string(msg::ended.in(visit.request.language)),
                                          std::string(msg::silent.in(visit.request.language))};
    std::vector<view::BarGroup> groups;
    for (const auto& s : upkeep.survival) {
        page.rows.push_back({s.years, s.reached, s.alive, s.ended, s.silent, share(s.alive, s.reached)});
        groups.push_back(
            {Sentence(msg::after_years, {{"years", std::to_string(s.years)}}).in(visit.request.language),
             {s.alive, s.ended, s.silent}});
    }
    page.chart = view::grouped_bars(visit.request.language, msg::upkeep_title, series, groups);
    for (const auto& s : upkeep.silent | std::views::take(kSilentShown))
        page.silent.push_back({s.number, dossier_href(s.number) + "/nhan-rong", s.title, visit.now(s.unit),
                               s.last_heard.vietnamese(), s.reminded ? s.reminded->vietnamese() : ""});
    page.silent_total = upkeep.silent_total;
    return page;
}

/// Links need a host outside of the page; without the setting the one by which the person came.
Result<std::string> site_of(const Visit& visit) {
    const auto set = visit.services.public_address ? TRY(visit.services.public_address()) : std::string();
    if (!set.empty()) return set;
    return (visit.request.secure ? "https://" : "http://") + std::string(visit.request.headers.get("host"));
}

std::vector<Silent> reminded_today(std::vector<Silent> silent, const Reading& reading) {
    std::erase_if(silent, [&](const Silent& one) {
        return one.reminded != reading.today || !may_see(reading, one.unit);
    });
    return silent;
}

view::Label done_of(const Request& request) {
    const auto count = parse_number<std::int64_t>(request.query.get("da_nhac"));
    const auto letters = parse_number<std::int64_t>(request.query.get("thu"));
    if (!count || !letters) return {};
    return Sentence(msg::reminded_now,
                    {{"count", format_count(*count)}, {"letters", format_count(*letters)}});
}

Result<Response> show_upkeep(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    const auto reading = visit.reading(Permission::read_registry);
    const auto mine = visit.reading(Permission::run_movement);
    const auto site = TRY(site_of(visit));
    const auto made = TRY(services.database.read([&](db::Transaction& tx) -> Result<UpkeepPage> {
        auto all = TRY(upkeep(tx, reading, std::numeric_limits<std::size_t>::max()));
        auto page = upkeep_page(visit, all);
        page.may_remind = request.who.may(Permission::run_movement, visit.today);
        if (!page.may_remind) return page;
        auto told = TRY(to_remind(tx, all.silent, mine));
        page.due = std::ssize(told);
        // The message is pasted after the button as well: what was reminded of today stands in it then.
        if (told.empty()) told = reminded_today(std::move(all.silent), mine);
        if (!told.empty()) page.message = ready_message(told, mine, site);
        return page;
    }));
    auto page = made;
    page.done = done_of(request);
    return shown(visit, page, views::upkeep_page);
}

Result<Response> do_remind(const PageServices& services, const Request& request) {
    const Visit visit(services, request);
    const auto site = services.public_address ? TRY(services.public_address()) : std::string();
    const auto done = TRY(services.database.write([&](db::Transaction& tx) {
        return remind_silent(tx, visit.reading(Permission::run_movement), services.mailbox, site,
                             visit.acting);
    }));
    return Response::redirect("/duy-tri?da_nhac=" + std::to_string(done.initiatives) +
                              "&thu=" + std::to_string(done.letters) + "#im-lang");
}

}  // namespace

std::vector<http::Route> routes(PageServices services) {
    using http::Method;
    const auto page = [services](auto handler) {
        return [services, handler](const Request& request) { return handler(services, request); };
    };
    return {
        {Method::get, "/so-dang-ky/{number}/lam-theo", Permission::propose, page(show_copy)},
        {Method::post, "/so-dang-ky/{number}/lam-theo", Permission::propose, page(do_copy)},
        {Method::get, "/so-dang-ky/{number}/nhan-rong", Permission::read_registry, page(show_spread)},
        {Method::post, "/so-dang-ky/{number}/ket-qua-lam-theo", Permission::propose, page(do_result)},
        {Method::post, "/so-dang-ky/{number}/con-hoat-dong", Permission::propose, page(do_pulse)},
        {Method::get, "/duy-tri", Permission::read_registry, page(show_upkeep)},
        {Method::post, "/duy-tri/nhac", Permission::run_movement, page(do_remind)},
        {Method::get, "/duy-tri/can-xet", Permission::read_registry, page(show_due)},
        {Method::post, "/duy-tri/can-xet", Permission::read_registry, page(do_due)},
    };
}

std::vector<life::LogWord> log_words() {
    return {{"registry.copy_begun", &msg::log_copy_begun}};
}

Result<std::optional<life::PartView>> part(const life::Question& question) {
    if (!question.cycle.registered()) return std::optional<life::PartView>();
    const auto number = TRY(registry::store::number_of(question.tx, question.cycle.initiative));
    if (!number) return std::optional<life::PartView>();
    const auto copies = TRY(copies_of(question.tx, question.cycle.initiative));
    life::PartView out{&msg::part_label, dossier_href(*number) + "/nhan-rong", copies,
                       Sentence(msg::part_none)};
    if (copies > 0) out.said = Sentence(msg::part_said, {{"count", std::to_string(copies)}});
    return std::optional(std::move(out));
}

}  // namespace kheo::registry::replication
