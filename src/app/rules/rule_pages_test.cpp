// SPDX-License-Identifier: Apache-2.0
// Who reads and who enters dated rules, and what a wrong form says.
#include "app/rules/rule_pages.hpp"

#include <gmock/gmock.h>

#include "support/asking.hpp"
#include "support/test_database.hpp"

namespace kheo::app::rules {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto kTerm = "/quan-tri/quy-dinh/process_term/submitted";

class RulePagesTest : public ::testing::Test {
  protected:
    auth::Principal person(auth::ScopeUnit unit) {
        auth::Principal who;
        who.user = auth::UserId{7};
        who.csrf = "token";
        who.grants = {{auth::Role::administrator, unit, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
        return who;
    }
    kheo::test::Answer get(const auth::Principal& who, const std::string& target) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::get, target);
    }
    kheo::test::Answer post(const auth::Principal& who, kheo::test::Typed typed) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::post, kTerm,
                               {.form = std::move(typed)});
    }
    static rule::Table terms() {
        return {.name = "process_term",
                .code = "state",
                .values = {{"days", rule::Kind::number, 1, 366}, {"working_days", rule::Kind::yes_no}},
                .kept = {"process"},
                .basis = "basis",
                .open_clocks = [](db::Transaction&, std::string_view) { return Result<std::int64_t>(42); }};
    }

    kheo::test::TestDatabase database_;
    FixedClock clock_{*Date::of(2026, 11, 23)};
    view::Site site_;
    http::Router router_{routes({*database_, clock_, site_, {terms()}})};
};

TEST_F(RulePagesTest, AnAdministratorOfOnePlaceReadsAndEntersNothing) {
    const auto local = person(auth::ScopeUnit{5});
    const auto page = get(local, "/quan-tri/quy-dinh");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Thời hạn của từng bước"));
    EXPECT_THAT(page.body, HasSubstr("chưa đối chiếu"));
    EXPECT_THAT(page.body, Not(HasSubstr(kTerm)));
    EXPECT_EQ(get(local, kTerm).status, 403);
    EXPECT_EQ(post(local, {{"days", "3"}}).status, 403);
}

TEST_F(RulePagesTest, AWrongFormKeepsWhatWasTypedAndSaysEverything) {
    const auto root = person(auth::ScopeUnit{});
    EXPECT_THAT(get(root, kTerm).body, HasSubstr("42 hồ sơ đang tính hạn"));
    EXPECT_EQ(get(root, "/quan-tri/quy-dinh/process_term/nothing").status, 404);
    EXPECT_EQ(get(root, "/quan-tri/quy-dinh/account/name").status, 404) << "only what rooms declare";
    const auto wrong = post(root, {{"days", "nhiều"}, {"working_days", "1"}, {"from", "2026-11-01"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("nhiều"));
    EXPECT_THAT(wrong.body, HasSubstr("Nhập số nguyên từ 1 đến 366"));
    EXPECT_THAT(wrong.body, HasSubstr("Chọn ngày từ 23/11/2026 trở đi"));
    EXPECT_THAT(wrong.body, HasSubstr("Ghi căn cứ"));
}

TEST_F(RulePagesTest, ANewRuleStandsBesideTheOldOne) {
    const auto root = person(auth::ScopeUnit{});
    const auto done = post(root, {{"days", "7"},
                                  {"working_days", "0"},
                                  {"from", "2026-12-01"},
                                  {"basis", "Quy chế số 3-QC/TU"},
                                  {"verified", "1"}});
    EXPECT_EQ(done.status, 303);
    const auto page = get(root, "/quan-tri/quy-dinh?xong=ghi").body;
    for (const auto* part : {"Đã ghi quy định mới", "đến 30/11/2026", "từ 01/12/2026", "Quy chế số 3-QC/TU",
                             "đã đối chiếu", "Sắp tới"})
        EXPECT_THAT(page, HasSubstr(part));
}

}  // namespace
}  // namespace kheo::app::rules
