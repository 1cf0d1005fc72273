// SPDX-License-Identifier: Apache-2.0
#include "app/demo/cast.hpp"

#include "app/demo/demo.hpp"
#include "app/messages.gen.hpp"
#include "platform/auth/accounts.hpp"

namespace kheo::app::demo {

namespace {

constexpr Millis kDay = 86'400'000;

Result<auth::Principal> principal(db::Transaction& tx, const std::string& name) {
    const auto account = TRY(auth::find_account(tx, name));
    if (!account) return fail(ErrorKind::internal, msg::unknown_unit, {{"code", name}, {"date", ""}});
    auth::Principal who;
    who.user = account->id;
    who.name = account->name;
    for (const auto& grant : account->grants) who.grants.push_back(grant.grant);
    return who;
}

}  // namespace

Result<> Cast::open() {
    return database_.read([&](db::Transaction& tx) -> Result<> {
        atlas_ = TRY(territory::load_atlas(tx));
        for (const auto& account : accounts()) {
            const std::string name(account.name);
            people_[name] = TRY(principal(tx, name));
        }
        return {};
    });
}

territory::UnitId Cast::unit_of(const std::string& name) const {
    return person(name).grants.front().unit;
}

Millis Cast::moment(int days_ago) const {
    return clock_.now() - days_ago * kDay;
}

registry::life::Acting Cast::at(const std::string& name, int days_ago) const {
    return {person(name), *atlas_, local_date(moment(days_ago)), moment(days_ago), parts_};
}

}  // namespace kheo::app::demo
