// SPDX-License-Identifier: Apache-2.0
// The pages of scoring without a network: a small country, a fresh database, a fixed clock, persons with
// grants.
#pragma once

#include <gmock/gmock.h>

#include "platform/auth/accounts.hpp"
#include "platform/view/shell.hpp"
#include "registry/scoring/scoring.hpp"
#include "registry/test_atlas.hpp"
#include "support/asking.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::scoring::test {

using registry::test::kCity, registry::test::kNewWard, registry::test::kOtherCity, registry::test::kOtherNew,
    registry::test::kWardA, registry::test::kWardFar;

class Office : public ::testing::Test {
  protected:
    using Form = kheo::test::Typed;

    Office()
        : router_(routes({*database_, clock_, site_,
                          [] { return std::make_shared<const registry::test::SmallAtlas>(); }})) {}

    using Answer = kheo::test::Answer;

    Answer get(const auth::Principal& who, const std::string& target) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::get, target);
    }
    Answer post(const auth::Principal& who, const std::string& target, const Form& fields) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::post, target, {fields});
    }

    auth::Principal person(std::string name, std::vector<std::pair<auth::Role, territory::UnitId>> roles) {
        auth::Principal who;
        const auto added = database_->write([&](db::Transaction& tx) -> Result<auth::UserId> {
            const auto id = TRY(auth::add_account(tx, {name, "Bà " + name, "!", false}, clock_.now()));
            for (const auto& [role, unit] : roles)
                TRY(auth::add_grant(tx, id, {role, unit, kFrom, kUntil}, {}, clock_.now()));
            return id;
        });
        EXPECT_TRUE(added.has_value()) << added.error().detail;
        who.user = added.value_or(auth::UserId{});
        who.name = name;
        who.display_name = "Bà " + name;
        for (const auto& [role, unit] : roles) who.grants.push_back({role, unit, kFrom, kUntil});
        who.csrf = "token";
        return who;
    }

    const Date kFrom = *Date::of(2020, 1, 1), kUntil = *Date::of(2030, 1, 1);
    kheo::test::TestDatabase database_;
    FixedClock clock_{*Date::of(2026, 11, 21)};
    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    http::Router router_;
};

}  // namespace kheo::registry::scoring::test
