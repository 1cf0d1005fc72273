// SPDX-License-Identifier: Apache-2.0
#include "app/demo/call.hpp"

#include <algorithm>

#include "app/movement_wiring.hpp"
#include "movement/rules.hpp"
#include "movement/service.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::app::demo {

namespace {

using territory::UnitId;

constexpr auto kPlan = "Kế hoạch 12-KH/TU (mẫu)";

/// The city's officer on a day.
struct Officer {
    Officer(const Cast& cast, int days_ago)
        : acting(cast.at("hoasen", days_ago)), asker{acting.who, acting.atlas, acting.today, acting.at} {}
    registry::life::Acting acting;
    movement::Asker asker;
};

std::vector<UnitId> communes(const Cast& cast, Date day) {
    std::vector<UnitId> out;
    for (const auto* unit : cast.atlas().list(territory::Level::commune, day, cast.unit_of("hoasen")))
        out.push_back(unit->id);
    return out;
}

/// So much that about a third of the communes lack something.
Result<int> quota_of(const movement::Services& services, const Cast& cast, int year) {
    return cast.database().read([&](db::Transaction& tx) -> Result<int> {
        const auto today = cast.clock().today();
        std::vector<std::int64_t> have;
        for (const auto unit : communes(cast, today))
            have.push_back(TRY(services.registered(tx, {unit, today, year, {}})));
        std::ranges::sort(have);
        return static_cast<int>(std::clamp<std::int64_t>(have[have.size() / 3] + 1, 1, 1000));
    });
}

Result<movement::WindowId> open_window(const movement::Services& services, const Cast& cast, int year) {
    const Officer officer(cast, 20);
    movement::Window window;
    window.unit = cast.unit_of("hoasen");
    window.title = "Đăng ký mô hình “Dân vận khéo” năm " + std::to_string(year) + " (mẫu)";
    window.basis = kPlan;
    window.campaign_year = year;
    window.first = officer.asker.today;
    window.last = officer.asker.today.plus_days(45);
    window.quota_each = TRY(quota_of(services, cast, year));
    return TRY(movement::add_window(services, officer.asker, window, "demo-window"))
        .value_or(movement::WindowId());
}

Result<> set_theme(const movement::Services& services, const Cast& cast) {
    const Officer officer(cast, 20);
    const auto year = officer.asker.today.year();
    return movement::add_drive(
        services, officer.asker,
        {0, movement::DriveKind::theme, cast.unit_of("hoasen"), "Ngõ sạch, nhà xanh, dân cùng làm (mẫu)",
         kPlan, *Date::of(year, 1, 1), *Date::of(year, 12, 31)},
        "demo-theme");
}

Result<movement::Due> due_of(const Cast& cast, Date called_on) {
    return cast.database().read([&](db::Transaction& tx) -> Result<movement::Due> {
        const auto calendar = TRY(workflow::load_calendar(tx));
        return movement::due_after(14, called_on, calendar);
    });
}

}  // namespace

Result<> add_call(const Cast& cast, int year) {
    const view::Site site;
    const auto lists = registry::make_list_index();
    const auto services = movement_services(
        cast.database(), cast.clock(), site, [&] { return cast.shared_atlas(); }, lists.get());
    TRY(set_theme(services, cast));
    const auto window = TRY(open_window(services, cast, year));
    const Officer caller(cast, 12), reminder(cast, 2);
    const auto due = TRY(due_of(cast, caller.asker.today));
    const movement::NewCall call{
        "Đăng ký đủ chỉ tiêu năm " + std::to_string(year) + " (mẫu)",
        "Xã, phường nào còn thiếu thì họp tổ dân vận trong tuần này, đăng ký trước hạn.",
        communes(cast, caller.asker.today),
        due.day,
        due.reason,
        {5, 1}};
    const auto code = TRY(movement::make_call(services, caller.asker, window, call, "demo-call"));
    TRY(movement::press_reminder(services, reminder.asker, code, {}, movement::Told::in_chat));
    return {};
}

}  // namespace kheo::app::demo
