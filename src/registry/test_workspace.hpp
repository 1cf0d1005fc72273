// SPDX-License-Identifier: Apache-2.0
// The registry's pages without a network: a small country, a fresh database, a fixed clock, persons with
// grants.
#pragma once

#include <gmock/gmock.h>

#include "platform/auth/accounts.hpp"
#include "platform/view/shell.hpp"
#include "registry/registry.hpp"
#include "registry/test_atlas.hpp"
#include "support/asking.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::test {

class Workspace : public ::testing::Test {
  protected:
    Workspace()
        : router_(
              routes({*database_, clock_, site_, [] { return std::make_shared<const SmallAtlas>(); }, {}})) {
        officer_ = person("lan", "Trần Thị Lan", auth::Role::officer, kNewWard);
        other_officer_ = person("minh", "Đỗ Minh", auth::Role::officer, kNewWard);
        reader_ = person("tuan", "Lê Tuấn", auth::Role::reader, kCity);
        far_officer_ = person("vuxa", "Vũ Xa", auth::Role::officer, kOtherCity);
    }

    using Answer = kheo::test::Answer;

    Answer get(const auth::Principal& who, const std::string& target) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::get, target);
    }
    Answer post(const auth::Principal& who, const std::string& target, const kheo::test::Typed& fields) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::post, target, {fields});
    }

    NewRow row_of(std::string title, territory::UnitId unit = kNewWard) const {
        NewRow row;
        row.statement.title = std::move(title);
        row.statement.owner_text = "Hội Phụ nữ";
        row.statement.unit = unit;
        row.statement.field = "economy";
        row.campaign_year = 2026;
        row.date = *Date::of(2026, 3, 8);
        row.basis = Basis::fresh;
        row.sheet = "Danh sách";
        row.row = 5;
        return row;
    }
    void import(const std::vector<NewRow>& rows) {
        const NewBatch batch{"danh-sach.xlsx", "00", kNewWard, *Date::of(2026, 3, 31), 2026, 0};
        const auto done = database_->write([&](db::Transaction& tx) {
            return register_rows(tx, batch, rows, SmallAtlas(), {officer_.user, clock_.now()});
        });
        ASSERT_TRUE(done.has_value()) << done.error().detail;
    }

    kheo::test::TestDatabase database_;
    FixedClock clock_{*Date::of(2026, 11, 21)};
    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    http::Router router_;
    auth::Principal officer_, other_officer_, reader_, far_officer_;

  private:
    auth::Principal person(std::string name, std::string display, auth::Role role, territory::UnitId unit) {
        auth::Principal who;
        const auto added = database_->write([&](db::Transaction& tx) {
            return auth::add_account(tx, {name, display, "!", false}, clock_.now());
        });
        who.user = added.value_or(auth::UserId{});
        who.name = name;
        who.display_name = display;
        who.grants = {{role, unit, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
        who.csrf = "token";
        return who;
    }
};

}  // namespace kheo::registry::test
