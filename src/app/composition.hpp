// SPDX-License-Identifier: Apache-2.0
// The running program put together: data, snapshot of the territory, sessions, all routes, the site. Tests
// use the same composition without sockets. Lives until the server has stopped; everything in it may be used
// from any thread.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <thread>

#include "app/data_dir.hpp"
#include "app/life_wiring.hpp"
#include "app/readiness.hpp"
#include "app/sources.hpp"
#include "movement/movement.hpp"
#include "office/office.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/http/site.hpp"
#include "platform/mail/mail.hpp"
#include "platform/view/shell.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/import/desk.hpp"
#include "registry/life/life.hpp"
#include "registry/registry.hpp"
#include "statistics/fact_keeper.hpp"
#include "territory/territory.hpp"

namespace kheo::app {

/// How the program meets its visitors. The defaults are for tests: no limits, log on standard error.
struct Front {
    http::TrustedProxies proxies{};
    http::Rate per_address{}, per_account{};
    http::LogFormat log_format = http::LogFormat::json;
    std::function<void(std::string_view line)> log{};
    bool log_off = false;  // no line is written anywhere; the audit of settings says so
};

class Composition {
  public:
    /// `data` and `clock` outlive it. On a public copy only the pages for everybody stand, and no sessions.
    static Result<std::unique_ptr<Composition>> make(OpenData& data, const Clock& clock, Front front = {});
    ~Composition();
    Composition(const Composition&) = delete;

    const http::Site& site() const { return *site_; }
    bool demonstration() const { return look_.demonstration; }
    /// Not on a public copy.
    auth::Sessions& sessions() { return *sessions_; }

    /// In the background until destroyed: reads the lists into memory, then seals what is written, once a
    /// second, sends what waits in the outbox, and reminds as officers have scheduled; a public copy does
    /// none of it.
    void start_sealing();

  private:
    Composition(OpenData& data, const Clock& clock, Front front)
        : data_(data), clock_(clock), front_(std::move(front)), atlas_(*data.database) {}
    Result<> assemble();
    Result<> read_settings();
    void make_menus();
    void start_mail();
    void start_reminders();
    Result<> open_office();
    Result<> ask_database() const;
    std::vector<http::Route> public_routes();
    std::vector<http::Route> routes();
    std::map<std::string, file::SubjectRules, std::less<>> file_rules();
    registry::evidence::ErasureHooks erasure_hooks();
    http::SiteOptions options();
    void add_metrics();
    void seal_once();
    registry::life::Services life() const;
    void sweep_once_a_day();
    movement::Services of_movement();
    std::string unit_name(const auth::Principal& who) const;
    Result<> send_digests(std::optional<Date>& done);
    std::shared_ptr<const territory::Atlas> atlas() const { return atlas_.current(); }

    OpenData& data_;
    const Clock& clock_;
    Front front_;
    territory::AtlasKeeper atlas_;
    territory::AtlasScope scope_{atlas_};
    std::unique_ptr<auth::Sessions> sessions_;
    view::Site look_;
    std::shared_ptr<registry::ListIndex> lists_ = registry::make_list_index();
    statistics::FactKeeper facts_{*data_.database, clock_, [this] { return atlas(); }, statistics_source()};
    std::shared_ptr<movement::Kept> calls_ = movement::make_kept();
    std::unique_ptr<registry::import::Desk> import_desk_;
    registry::life::Parts parts_ = life_parts();  // what other rooms hang on a dossier
    std::shared_ptr<registry::life::WorkIndex> work_ = work_index();
    std::unique_ptr<registry::Cycles> cycles_;
    std::unique_ptr<file::Files> files_;
    std::unique_ptr<office::Office> office_;
    Readiness readiness_{[this] { return ask_database(); }};
    std::unique_ptr<http::Site> site_;
    db::Subscription changes_;  // ends before the site does
    std::atomic<std::int64_t> unsealed_{0}, seal_failures_{0};
    std::optional<Date> swept_;  // the sealer's own
    std::jthread sealer_;
    std::unique_ptr<mail::Sender> mail_sender_;
    std::jthread reminder_;
};

}  // namespace kheo::app
