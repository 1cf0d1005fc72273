// SPDX-License-Identifier: Apache-2.0
#include "app/composition.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "app/bodies_wiring.hpp"
#include "app/demo/demo.hpp"
#include "app/desk_cards.hpp"
#include "app/erasures.hpp"
#include "app/life_wiring.hpp"
#include "app/mail_page.hpp"
#include "app/mail_settings.hpp"
#include "app/menus.hpp"
#include "app/messages.gen.hpp"
#include "app/movement_wiring.hpp"
#include "app/openapi.hpp"
#include "app/rule_wiring.hpp"
#include "app/rules/rule_pages.hpp"
#include "app/settings_audit.hpp"
#include "app/sources.hpp"
#include "app/urgent.hpp"
#include "guide/guide.hpp"
#include "platform/asset/asset.hpp"
#include "platform/db/commits.hpp"
#include "platform/db/figures.hpp"
#include "platform/view/layout.hpp"
#include "portal/portal.hpp"
#include "registry/import/pages.hpp"
#include "registry/publication/pages.hpp"
#include "registry/replication/pages.hpp"
#include "registry/replication/replication.hpp"
#include "registry/scoring/results.hpp"
#include "registry/scoring/scoring.hpp"
#include "registry/survey/survey.hpp"
#include "reports/reports.hpp"
#include "statistics/pages.hpp"
#include "statistics/published/published.hpp"
#include "territory/pages.hpp"

namespace kheo::app {

namespace {
constexpr std::string_view kNoSuchAddress = "http.not_found";  // what the router says

Result<std::vector<portal::Photo>> public_photos(db::Transaction& tx, registry::InitiativeId initiative) {
    std::vector<portal::Photo> out;
    for (const auto& photo : TRY(registry::evidence::public_photos(tx, initiative)))
        out.push_back({file::address_of(photo.id, file::Size::small),
                       file::address_of(photo.id, file::Size::medium),
                       file::address_of(photo.id, file::Size::large), photo.said.caption,
                       photo.said.taken_on ? photo.said.taken_on->vietnamese() : std::string(),
                       photo.said.phase == file::Phase::after});
    return out;
}

/// The form of registry/replication.
std::string copy_href(std::string_view number) {
    return "/so-dang-ky/" + std::string(number) + "/lam-theo";
}
}  // namespace

Result<std::unique_ptr<Composition>> Composition::make(OpenData& data, const Clock& clock, Front front) {
    auto made = std::unique_ptr<Composition>(new Composition(data, clock, std::move(front)));
    TRY(made->assemble());
    return made;
}

Composition::~Composition() = default;

Result<> Composition::read_settings() {
    look_.name = TRY(setting(*data_.database, "portal_name", std::string(msg::portal_name.in(Language::vi))));
    look_.body = TRY(setting(*data_.database, "managing_body", ""));
    look_.demonstration = TRY(setting(*data_.database, demo::kSetting, "")) == "1";
    return {};
}

/// Only what exists stands in a menu; entries a person may not open are left out by the shell.
void Composition::make_menus() {
    look_.clock = &clock_;
    look_.public_nav = portal::menu();
    if (data_.public_copy) return;
    look_.unit_of = [this](const auth::Principal& who) { return unit_name(who); };
    look_.sign_in_href = "/dang-nhap";
    look_.sign_out_href = "/dang-xuat";
    look_.desk_href = "/ban-lam-viec";
    look_.help_href = guide::kHelpHref;
    look_.workspace_nav = workspace_menu();
    look_.account_nav = account_menu();
}

Result<> Composition::assemble() {
    TRY(read_settings());
    make_menus();
    files_ = std::make_unique<file::Files>(*data_.database, clock_, data_.dir / "files");
    if (!data_.public_copy) TRY(open_office());
    site_ = std::make_unique<http::Site>(data_.public_copy ? public_routes() : routes(), options(), clock_);
    add_metrics();
    changes_ = data_.database->subscribe([this](std::string_view topic) { site_->changed(topic); });
    return {};
}

/// What only officers need; a public copy has none of it.
Result<> Composition::open_office() {
    sessions_ = TRY(auth::Sessions::open(*data_.database, clock_,
                                         auth::FactorKey::open(*data_.database, data_.dir / "keys")));
    import_desk_ = std::make_unique<registry::import::Desk>(registry::import::DeskServices{
        *data_.database, clock_, [this] { return atlas(); }, data_.dir / "files"});
    cycles_ = registry::life::make_cycles(life());
    office_ = std::make_unique<office::Office>(office::Parts{
        *data_.database,
        *sessions_,
        clock_,
        look_,
        scope_,
        [this] { return atlas(); },
        {my_work(life()), open_calls_card(of_movement()),
         recent_initiatives({*data_.database, clock_, look_, [this] { return atlas(); }, {}, lists_.get()}),
         recent_imports({*import_desk_, *data_.database, clock_, look_, [this] { return atlas(); }})},
        quick_links(),
        urgent_dossier,
        viewable_pages(),
        [this] { return public_address(*data_.database); },
        due_work(life())});
    return {};
}

/// The life of initiatives, with the guards and parts that other rooms hang on it.
registry::life::Services Composition::life() const {
    return {*data_.database,
            clock_,
            look_,
            [this] { return atlas(); },
            parts_,
            registry::replication::copies_of,
            work_,
            files_.get(),
            life_suggestions([this] { return atlas(); })};
}

/// The unit of the person's first grant that is valid today.
std::string Composition::unit_name(const auth::Principal& who) const {
    const auto today = clock_.today();
    for (const auto& grant : who.grants) {
        if (!grant.valid_on(today) || !grant.unit) continue;
        const auto atlas = atlas_.current();
        if (const auto* unit = atlas->find(grant.unit, today)) return unit->full_name;
    }
    return {};
}

movement::Services Composition::of_movement() {
    auto services =
        movement_services(*data_.database, clock_, look_, [this] { return atlas(); }, lists_.get());
    services.kept = calls_;
    return services;
}

/// The smallest question that needs the database itself.
Result<> Composition::ask_database() const {
    TRY(setting(*data_.database, "portal_name", ""));
    return {};
}

/// The pages for everybody: all that a public copy answers, and part of what any system does.
std::vector<http::Route> Composition::public_routes() {
    auto all = portal::routes({*data_.database, clock_, [this] { return atlas(); }, look_, lists_.get(),
                               data_.public_copy ? format_moment(*data_.public_copy) : std::string(),
                               public_photos, data_.public_copy ? nullptr : copy_href});
    all.push_back(view::appearance_route());
    all.push_back(openapi_route());
    all.push_back(file::serve_route({*data_.database, files_->vault(), file_rules()}));
    all.push_back(readiness_route(readiness_));
    return all;
}

/// A public copy holds nothing but published photos, and nobody signs in there.
std::map<std::string, file::SubjectRules, std::less<>> Composition::file_rules() {
    if (!data_.public_copy) {
        auto rules = registry::evidence::file_rules([this] { return atlas(); }, clock_);
        rules.merge(bodies::file_rules([this] { return atlas(); }, clock_));
        return rules;
    }
    std::map<std::string, file::SubjectRules, std::less<>> rules;
    rules.emplace(registry::evidence::kCycleSubject,
                  file::SubjectRules{[](auto&, const auto&, auto) { return Result<bool>(false); },
                                     [](auto&, auto) { return Result<bool>(true); }});
    return rules;
}

/// What is erased on request stays erased after a restore.
registry::evidence::ErasureHooks Composition::erasure_hooks() {
    return {remember_attachments, [this](const file::Erasure& erasure, Millis at) {
                return journal_attachments(data_, erasure, at);
            }};
}

std::vector<http::Route> Composition::routes() {
    auto all = public_routes();
    const auto add = [&](std::vector<http::Route> more) { std::ranges::move(more, std::back_inserter(all)); };
    const auto snapshot = [this] { return atlas(); };
    all.push_back(audit_route({data_, clock_, look_, front_.log_off}));
    add(office_->routes());
    add(mail_routes({*data_.database, clock_, look_}));
    add(rules::routes({*data_.database, clock_, look_, rule_tables()}));
    add(movement::routes(of_movement()));
    add(registry::routes({*data_.database, clock_, look_, snapshot, "/nhap-du-lieu", lists_.get(),
                          cycles_.get(), "/dang-ky"}));
    add(registry::life::routes(life()));
    const auto mailbox = [this](db::Transaction& tx, territory::UnitId unit) {
        return movement::mailbox_of(tx, *atlas(), unit, clock_.today());
    };
    add(registry::replication::routes({*data_.database, clock_, look_, snapshot, parts_, mailbox,
                                       [this] { return public_address(*data_.database); },
                                       registry::scoring::results_of}));
    add(registry::publication::routes({*data_.database, clock_, look_, snapshot}));
    add(registry::scoring::routes({*data_.database, clock_, look_, snapshot}));
    add(registry::survey::routes({*data_.database, clock_, look_, snapshot, sessions_.get()}));
    add(territory::routes({*data_.database, clock_, look_, snapshot}));
    add(registry::import::routes({*import_desk_, *data_.database, clock_, look_, snapshot, lists_.get()}));
    add(reports::routes(
        {*data_.database, clock_, look_, snapshot, statistics_source(), data_.dir / "templates"}));
    add(statistics::routes({*data_.database, clock_, look_, snapshot, statistics_source(), &facts_}));
    add(statistics::published::routes(
        {*data_.database, clock_, look_, snapshot, statistics_source(), &facts_}));
    add(registry::evidence::routes({*data_.database, clock_, look_, snapshot, *files_, erasure_hooks()}));
    add(guide::routes({clock_, look_, snapshot}));
    add(bodies::routes(
        bodies_services({*data_.database, clock_, look_, snapshot, [this] { atlas_.refresh(); }, *files_,
                         erasure_hooks(), lists_.get(), my_work(life())})));
    land_teams_on_the_phone(all, clock_);
    return all;
}

http::SiteOptions Composition::options() {
    http::SiteOptions options;
    options.assets = asset::files();
    options.page_cookies = view::appearance_cookies();
    options.secret_fields = office::password_fields();
    options.commits = db::commits_of_this_thread;
    options.proxies = front_.proxies;
    options.per_address = front_.per_address;
    options.per_account = front_.per_account;
    options.log_format = front_.log_format;
    options.log = front_.log;
    options.error_page = [this](const http::Request& request, const Error& error, int status) {
        const auto shell = view::make_shell(request, look_);
        auto shown = error;
        if (data_.public_copy && error.message.key() == kNoSuchAddress)
            shown.message = msg::public_address_gone;
        return http::Response::html(view::error_page(shell, shown, status, request), status);
    };
    if (!office_) return options;
    options.identify = [this](const http::Request& request) -> Result<auth::Principal> {
        if (request.path == kReadinessPath) return auth::Principal{};  // must answer without the database
        return office_->identify(request);
    };
    options.resume_page = [this](const http::Request& request) { return office_->resume_page(request); };
    options.hold = [this](const http::Request& request) { return office_->hold(request); };
    options.decorate = [this](const http::Request& request, http::Response& response) {
        office_->decorate(request, response);
    };
    return options;
}

void Composition::add_metrics() {
    site_->metrics().set_source("database", [](std::string& out) {
        const auto met = db::figures();
        const auto counter = [&](std::string_view name, std::uint64_t value) {
            http::Metrics::add(out, name, "counter", static_cast<std::int64_t>(value));
        };
        counter("kheo_database_busy_total", met.busy);
        counter("kheo_database_lost_total", met.lost);
        counter("kheo_database_retries_total", met.retries);
        counter("kheo_database_away_total", met.away);
    });
    site_->metrics().set_source("statistics", [this](std::string& out) {
        const auto met = facts_.figures();
        http::Metrics::add(out, "kheo_statistics_memory_bytes", "gauge", met.bytes);
        http::Metrics::add(out, "kheo_statistics_from_memory_total", "counter", met.by_runs);
        http::Metrics::add(out, "kheo_statistics_from_sql_total", "counter", met.by_sql);
    });
    site_->metrics().set_source("ledger", [this](std::string& out) {
        http::Metrics::add(out, "kheo_ledger_unsealed", "gauge", unsealed_);
        http::Metrics::add(out, "kheo_ledger_seal_failures_total", "counter", seal_failures_);
    });
}

/// A busy database: the next second tries again.
void Composition::seal_once() {
    if (!data_.seal(clock_)) ++seal_failures_;
    const auto waiting = data_.database->read([](db::Transaction& tx) { return ledger::count_unsealed(tx); });
    if (waiting) unsealed_ = *waiting;
}

/// A busy database: the next second tries again.
void Composition::sweep_once_a_day() {
    const auto today = clock_.today();
    if (swept_ == today) return;
    if (data_.database->write(
            [&](db::Transaction& tx) { return bodies::forget_left_members(tx, today, clock_.now()); }))
        swept_ = today;
}

void Composition::start_sealing() {
    sealer_ = std::jthread([this](std::stop_token stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        (void)data_.database->read([this](db::Transaction& tx) { return registry::warm(*lists_, tx); });
        if (data_.public_copy) return;
        constexpr int kBetweenSweeps = 600;  // seconds
        int until_sweep = 0;
        while (!wake.wait_for(lock, stop, std::chrono::seconds(1), [&] { return stop.stop_requested(); })) {
            sweep_once_a_day();
            if (until_sweep-- == 0) {
                (void)files_->sweep();  // what a killed process left; a failure is tried again
                until_sweep = kBetweenSweeps;
            }
            seal_once();
        }
        seal_once();
    });
    if (data_.public_copy) return;
    facts_.start();
    start_mail();
    start_reminders();
}

void Composition::start_mail() {
    mail_sender_ = std::make_unique<mail::Sender>(
        mail::Post{.database = *data_.database,
                   .clock = clock_,
                   .settings = [this] { return smtp_settings(*data_.database); },
                   .log = front_.log,
                   .unseal =
                       [this](const mail::Sealed& sealed, std::string_view bound) {
                           return sessions_->factor_key().unseal(sealed.bytes, bound, sealed.key_id);
                       }});
}

void Composition::start_reminders() {
    reminder_ = std::jthread([this](std::stop_token stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        const auto services = of_movement();
        std::string said;  // the same failure is logged once, not each minute
        std::optional<Date> digests;
        do {
            const auto done = movement::remind_scheduled(services);
            const auto told = send_digests(digests);
            const auto now = (done ? std::string() : "reminders: " + done.error().message.in(Language::en)) +
                             (told ? std::string() : "digests: " + told.error().message.in(Language::en));
            if (!now.empty() && now != said && front_.log) front_.log(now);
            said = now;
        } while (!wake.wait_for(lock, stop, std::chrono::minutes(1), [&] { return stop.stop_requested(); }));
    });
}

/// Once a day: the letters have keys, so a second server, or this one started anew, sends none twice.
Result<> Composition::send_digests(std::optional<Date>& done) {
    const auto today = clock_.today();
    if (done == today || !TRY(office_->send_digests())) return {};
    done = today;
    return {};
}

}  // namespace kheo::app
