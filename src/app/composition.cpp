// SPDX-License-Identifier: Apache-2.0
#include "app/composition.hpp"

#include <condition_variable>
#include <mutex>

#include "app/demo/demo.hpp"
#include "app/messages.gen.hpp"
#include "platform/asset/asset.hpp"
#include "platform/view/layout.hpp"
#include "registry/registry.hpp"
#include "territory/pages.hpp"

namespace kheo::app {

Result<std::unique_ptr<Composition>> Composition::make(OpenData& data, const Clock& clock) {
    auto made = std::unique_ptr<Composition>(new Composition(data, clock));
    TRY(made->assemble());
    return made;
}

Composition::~Composition() = default;

Result<> Composition::assemble() {
    sessions_ = TRY(auth::Sessions::open(*data_.database, clock_));
    look_.name = TRY(setting(*data_.database, "portal_name", std::string(msg::portal_name.in(Language::vi))));
    look_.body = TRY(setting(*data_.database, "managing_body", ""));
    look_.demonstration = TRY(setting(*data_.database, demo::kSetting, "")) == "1";
    look_.clock = &clock_;
    look_.workspace_nav.push_back({.label = &msg::nav_registry,
                                   .href = "/so-dang-ky",
                                   .icon = "plant-2",
                                   .permission = auth::Permission::read_registry,
                                   .group = &msg::nav_movement,
                                   .in_tab_bar = true});
    look_.unit_of = [this](const auth::Principal& who) { return unit_name(who); };
    look_.workspace_nav.push_back({.label = &msg::nav_units,
                                   .href = "/don-vi",
                                   .icon = "sitemap",
                                   .permission = auth::Permission::signed_in});
    site_ = std::make_unique<http::Site>(routes(), options(), clock_);
    return {};
}

/// The unit of the person's first grant that is valid today.
std::string Composition::unit_name(const auth::Principal& who) const {
    const auto today = clock_.today();
    for (const auto& grant : who.grants) {
        if (today < grant.from || grant.until < today || !grant.unit) continue;
        const auto atlas = atlas_.current();
        if (const auto* unit = atlas->find(grant.unit, today)) return unit->full_name;
    }
    return {};
}

std::vector<http::Route> Composition::routes() {
    std::vector<http::Route> all;
    all.push_back(view::appearance_route());
    const auto add = [&](std::vector<http::Route> routes) {
        for (auto& route : routes) all.push_back(std::move(route));
    };
    add(registry::routes({*data_.database, clock_, look_, [this] { return atlas_.current(); }, {}}));
    add(territory::routes({*data_.database, clock_, look_, [this] { return atlas_.current(); }}));
    return all;
}

http::SiteOptions Composition::options() {
    http::SiteOptions options;
    options.assets = asset::files();
    options.identify = [this](const http::Request& request) {
        return sessions_->principal(request.cookies.get(auth::kSessionCookie),
                                    request.cookies.get(auth::kVisitCookie));
    };
    options.error_page = [this](const http::Request& request, const Error& error, int status) {
        const auto shell = view::make_shell(request, look_);
        return http::Response::html(view::error_page(shell, error, status, request.error_id), status);
    };
    return options;
}

void Composition::start_sealing() {
    sealer_ = std::jthread([this](std::stop_token stop) {
        std::mutex mutex;
        std::condition_variable_any wake;
        std::unique_lock lock(mutex);
        while (!wake.wait_for(lock, stop, std::chrono::seconds(1), [&] { return stop.stop_requested(); })) {
            (void)data_.seal(clock_);  // a busy database: the next second tries again
        }
        (void)data_.seal(clock_);
    });
}

}  // namespace kheo::app
