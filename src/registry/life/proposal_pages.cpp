// SPDX-License-Identifier: Apache-2.0
// /dang-ky and /ho-so/{code}/sua: what is proposed, with the form of the register (initiative_form.hpp).
#include <algorithm>

#include "base/number.hpp"
#include "platform/view/layout.hpp"
#include "registry/initiative_form.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/pages.hpp"
#include "registry/life/service.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/statement.hpp"
#include "registry/life/views/proposal_page.view.hpp"
#include "registry/messages.gen.hpp"
#include "registry/prepare.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::life {

namespace {

constexpr auto kPropose = auth::Permission::propose;

Result<FormSetting> setting_for(const Services& services, const Reading& reading,
                                territory::UnitId current = {}) {
    FormSetting setting;
    setting.fields =
        TRY(services.database.read([&](db::Transaction& tx) { return registry::fields(tx, reading.today); }));
    setting.units = units_to_choose(reading);
    const auto* unit = reading.atlas.find(current, reading.today);
    const bool offered = std::ranges::any_of(setting.units, [&](const auto* u) { return u->id == current; });
    if (!setting.units.empty() && unit && !offered) setting.units.push_back(unit);
    return setting;
}

/// This year or the next, new or maintained: asked once, when the dossier begins.
form::Group year_group(Date today) {
    const auto year = [](int y) { return view::Option{std::to_string(y), std::to_string(y)}; };
    return {&msg::proposal_group,
            {{.key = "campaign_year",
              .label = &msg::fact_year,
              .kind = form::Kind::select,
              .options = {year(today.year()), year(today.year() + 1)}},
             {.key = "basis",
              .label = &msg::fact_basis,
              .kind = form::Kind::radio,
              .options = {{std::string(code(Basis::fresh)), name_of(Basis::fresh)},
                          {std::string(code(Basis::maintained)), name_of(Basis::maintained)}}}}};
}

http::Response shown(const Services& services, const http::Request& request, const ProposalPage& page,
                     int status = 200) {
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::proposal_page(out, shell, page);
    return view::respond(out, status);
}

ProposalPage new_page(const FormSetting& setting, Date today) {
    ProposalPage page;
    page.title = msg::propose.in(Language::vi);
    page.action = "/dang-ky";
    page.back_href = "/viec";
    page.form = initiative_form(setting);
    page.form.groups.insert(page.form.groups.begin() + 1, year_group(today));
    return page;
}

ProposalPage revise_page(const Cycle& cycle, const FormSetting& setting) {
    ProposalPage page;
    page.code = cycle.code;
    page.title = cycle.title;
    page.back_href = cycle_href(cycle.code);
    page.action = page.back_href + "/sua";
    page.row_version = cycle.row_version;
    page.form = initiative_form(setting);
    return page;
}

bool wants_to_send(const http::Request& request) {
    return request.form.get("viec") == "gui";
}

/// What the form still lacks to be sent, each at its field.
void add_missing(std::vector<FieldError>& errors, const Statement& statement, Basis basis) {
    for (const auto& key : missing(prepared(statement), basis)) {
        const bool told = std::ranges::any_of(errors, [&](const FieldError& e) { return e.field == key; });
        if (!told) errors.push_back({key, Sentence(msg::must_fill, {{"field", labels_of({key})}})});
    }
}

Result<std::string> send(db::Transaction& tx, const std::string& code, const http::Request& request,
                         const Acting& acting) {
    const auto cycle = TRY(open(tx, code, acting));
    const auto key = std::string(request.form.get("request_key"));
    return perform(tx, code, cycle.row_version, "submit", {}, key.empty() ? key : key + "-gui", acting);
}

std::string after(const http::Request& request, const std::string& code, const char* saved) {
    return cycle_href(code) + "?vua=" + (wants_to_send(request) ? "submit" : saved);
}

/// Shows who was quicker and where the two differ; the next press counts.
Result<> show_differences(const Services& services, ProposalPage& page, const Statement& typed,
                          const FormSetting& setting, const Acting& acting, const Reading& reading) {
    const auto [cycle, stored] =
        TRY(services.database.read([&](db::Transaction& tx) -> Result<std::pair<Cycle, Statement>> {
            const auto found = TRY(open(tx, page.code, acting));
            return std::pair{found, TRY(statement_of(tx, found))};
        }));
    const auto theirs = values_of(stored), mine = values_of(prepared(typed));
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        if (theirs[i].value == mine[i].value) continue;
        const auto* label = label_of(theirs[i].key);
        const auto people = [&](const std::string& value) {
            return value_for_people(theirs[i].key, value, reading, setting.fields, Language::vi);
        };
        page.differences.push_back({label ? view::Label(*label) : view::Label(theirs[i].key),
                                    people(theirs[i].value), people(mine[i].value)});
    }
    page.row_version = cycle.row_version;
    return {};
}

struct Loaded {
    Cycle cycle;
    Statement statement;
};

Result<Loaded> load(const Services& services, const http::Request& request, const Acting& acting) {
    return services.database.read([&](db::Transaction& tx) -> Result<Loaded> {
        auto cycle = TRY(open(tx, request.captures.get("code"), acting));
        if (!proposing_side(acting.atlas, acting.who, cycle, acting.today) || cycle.registered())
            return fail(ErrorKind::not_found, msg::cycle_unknown);
        auto statement = TRY(statement_of(tx, cycle));
        return Loaded{std::move(cycle), std::move(statement)};
    });
}

}  // namespace

Result<http::Response> show_new(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto reading = visit.reading(kPropose);
    const auto setting = TRY(setting_for(services, reading));
    auto page = new_page(setting, reading.today);
    page.values = fresh_values(reading, setting);
    // A call for registrations leads here with the year it is about; the form offers this one and the next.
    if (const auto year = parse_number<int>(request.query.get("nam"));
        year == reading.today.year() || year == reading.today.year() + 1)
        page.values.set("campaign_year", std::to_string(*year));
    page.request_key = view::new_request_key();
    return shown(services, request, page);
}

Result<http::Response> do_new(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto reading = visit.reading(kPropose);
    const auto setting = TRY(setting_for(services, reading));
    auto page = new_page(setting, reading.today);
    page.values = form::read(page.form, request.form);
    page.request_key = request.form.get("request_key");
    std::vector<FieldError> errors;
    const auto statement = read_row(page.values, setting, reading, errors).statement;
    const auto basis = parse_code<Basis>(page.values.get("basis")).value_or(Basis::fresh);
    const auto year = parse_number<int>(page.values.get("campaign_year")).value_or(reading.today.year());
    if (wants_to_send(request)) add_missing(errors, statement, basis);
    page.error = {ErrorKind::invalid, {}, std::move(errors), {}, {}};
    if (page.failed()) return shown(services, request, page, 422);
    const auto made = services.database.write([&](db::Transaction& tx) -> Result<std::string> {
        const auto code = TRY(begin(tx, statement, year, basis, page.request_key, visit.acting()));
        if (!wants_to_send(request)) return code;
        return send(tx, code, request, visit.acting());
    });
    if (made) return http::Response::redirect(after(request, *made, "moi"));
    if (made.error().kind != ErrorKind::invalid) return std::unexpected(made.error());
    page.error = made.error();
    return shown(services, request, page, 422);
}

Result<http::Response> show_revise(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto found = TRY(load(services, request, visit.acting()));
    const auto reading = visit.reading(kPropose);
    const auto setting = TRY(setting_for(services, reading, found.statement.unit));
    auto page = revise_page(found.cycle, setting);
    page.values = values_of_form(found.statement, reading, setting);
    page.request_key = view::new_request_key();
    return shown(services, request, page);
}

Result<http::Response> do_revise(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto found = TRY(load(services, request, visit.acting()));
    const auto reading = visit.reading(kPropose);
    const auto setting = TRY(setting_for(services, reading, found.statement.unit));
    auto page = revise_page(found.cycle, setting);
    page.values = form::read(page.form, request.form);
    page.request_key = request.form.get("request_key");
    page.row_version = parse_number<std::int64_t>(request.form.get("row_version")).value_or(0);
    std::vector<FieldError> errors;
    const auto statement = read_row(page.values, setting, reading, errors).statement;
    if (wants_to_send(request)) add_missing(errors, statement, found.cycle.basis);
    page.error = {ErrorKind::invalid, {}, std::move(errors), {}, {}};
    if (page.failed()) return shown(services, request, page, 422);
    const auto saved = services.database.write([&](db::Transaction& tx) -> Result<std::string> {
        TRY(revise(tx, page.code, page.row_version, statement, visit.acting()));
        if (!wants_to_send(request)) return page.code;
        return send(tx, page.code, request, visit.acting());
    });
    if (saved) return http::Response::redirect(after(request, *saved, "luu"));
    if (saved.error().kind == ErrorKind::conflict) {
        TRY(show_differences(services, page, statement, setting, visit.acting(), reading));
        page.conflict = saved.error().message;
        return shown(services, request, page, 409);
    }
    if (saved.error().kind != ErrorKind::invalid) return std::unexpected(saved.error());
    page.error = saved.error();
    return shown(services, request, page, 422);
}

}  // namespace kheo::registry::life
