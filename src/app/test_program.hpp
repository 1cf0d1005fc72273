// SPDX-License-Identifier: Apache-2.0
// The whole program without sockets over a small country: two provinces with a commune each, and accounts.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "app/composition.hpp"
#include "app/test_data.hpp"
#include "office/office.hpp"
#include "platform/auth/password.hpp"
#include "support/browser.hpp"
#include "support/temp_dir.hpp"

namespace kheo::app {

class TestProgram : public testing::Test {
  protected:
    static constexpr auto kPassword = "mười hai con mèo";

    void SetUp() override {
        auth::use_cheap_passwords_in_tests();
        std::ofstream(dir.path() / "units_2025.csv")
            << "code,level,type,name,full_name,parent_code,valid_from\n"
               "98,province,Thành phố,Hoa Sen,Thành phố Hoa Sen,,2025-07-01\n"
               "98001,commune,Phường,Hoa Mai,Phường Hoa Mai,98,2025-07-01\n"
               "99,province,Tỉnh,Tre Ngà,Tỉnh Tre Ngà,,2025-07-01\n"
               "99001,commune,Xã,Lúa Vàng,Xã Lúa Vàng,99,2025-07-01\n";
        ASSERT_TRUE(territory::import_directory(*data.database, dir.path(), clock.now()));
        start();
        add("quantri", auth::Role::administrator, "");
        add("hoasen", auth::Role::officer, "98");
        silence();
    }
    void TearDown() override { (void)testing::internal::GetCapturedStderr(); }
    void silence() { testing::internal::CaptureStderr(); }  // a log line per request

    void start() { program = Composition::make(data, clock).value(); }

    auth::UserId add(std::string name, auth::Role role, std::string unit, bool must_change = false) {
        office::NewUser user;
        user.name = std::move(name);
        user.password = kPassword;
        user.role = role;
        user.unit_code = std::move(unit);
        user.must_change = must_change;
        const auto atlas =
            data.database->read([](db::Transaction& tx) { return territory::load_atlas(tx); }).value();
        return office::add_user(*data.database, *atlas, user, {}, clock).value();
    }
    test::Browser signed_in(std::string_view name) {
        test::Browser browser(program->site());
        browser.sign_in(name, kPassword);
        return browser;
    }
    std::int64_t ask(std::string_view sql) {
        return data.database->read([&](db::Transaction& tx) { return tx.value(sql); }).value();
    }
    http::Response send(http::Incoming incoming) { return program->site().handle(incoming); }
    http::Response get(std::string target) {
        http::Incoming incoming;
        incoming.target = std::move(target);
        incoming.headers.add("host", "kheo.test");
        return send(std::move(incoming));
    }

    FixedClock clock{*Date::parse_iso("2026-11-21")};
    test::TempDir dir;
    OpenData data = make_data({dir.path() / "data", {}}, clock).value();
    std::unique_ptr<Composition> program;
};

}  // namespace kheo::app
