// SPDX-License-Identifier: Apache-2.0
// The wizard's pages through their handlers: what a person sees and sends, unhappy cases first.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/auth/accounts.hpp"
#include "registry/import/pages.hpp"
#include "registry/import/store.hpp"
#include "registry/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::registry::import {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr std::string_view kList =
    "DANH SÁCH MÔ HÌNH NĂM 2024,,,\nTT,Tên mô hình,Đơn vị,Lĩnh vực\n1,Ngõ <b>xanh</b>,Phường An,VHXH\n2,Chợ "
    "sạch,Phường Không Có,KT\n";

class ImportPages : public testing::Test {
  protected:
    ImportPages()
        : clock_(*Date::of(2024, 11, 21)),
          desk_({*database_, clock_, [this] { return atlas_; }, files_.path()}),
          routes_(routes({desk_, *database_, clock_, site_, [this] { return atlas_; }})) {
        site_.clock = &clock_;
        who_ = {{7},
                "can.bo",
                "Cán bộ",
                {{auth::Role::officer, test::kCity, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}},
                "token"};
    }

    Result<http::Response> ask(http::Method method, std::string_view pattern, http::Request request = {},
                               std::string id = "1") {
        request.method = method;
        request.who = who_;
        request.captures.add("id", std::move(id));
        for (const auto& route : routes_)
            if (route.method == method && route.pattern == pattern) return route.handler(request);
        ADD_FAILURE() << "no route " << pattern;
        return http::Response{};
    }
    http::Request with_file(std::string_view content, std::string key = "k") {
        http::Request request;
        request.form.add("request_key", std::move(key));
        request.uploads.push_back({"tep", "danh-sach.csv", std::string(content)});
        return request;
    }
    std::string page(std::string_view pattern) { return ask(http::Method::get, pattern).value().body; }

    kheo::test::TestDatabase database_;
    kheo::test::TempDir files_;
    FixedClock clock_;
    std::shared_ptr<const territory::Atlas> atlas_ = std::make_shared<test::SmallAtlas>();
    Desk desk_;
    view::Site site_;
    std::vector<http::Route> routes_;
    auth::Principal who_;
};

TEST_F(ImportPages, a_form_without_file_comes_back_with_its_sentence) {
    const auto answer = ask(http::Method::post, "/nhap-du-lieu").value();
    EXPECT_EQ(422, answer.status);
    EXPECT_THAT(answer.body, HasSubstr("Xin chọn một tệp danh sách."));
}

TEST_F(ImportPages, an_empty_file_is_not_called_no_file) {
    const auto answer = ask(http::Method::post, "/nhap-du-lieu", with_file("")).value();
    EXPECT_EQ(422, answer.status);
    EXPECT_THAT(answer.body, HasSubstr("không có gì bên trong"));
}

TEST_F(ImportPages, a_file_over_20_megabytes_is_refused_with_what_to_do) {
    const auto answer =
        ask(http::Method::post, "/nhap-du-lieu", with_file(std::string((20u << 20) + 1, 'x'))).value();
    EXPECT_EQ(422, answer.status);
    EXPECT_THAT(answer.body, HasSubstr("20 MB"));
}

TEST_F(ImportPages, a_file_that_is_no_list_says_why) {
    EXPECT_EQ(303, ask(http::Method::post, "/nhap-du-lieu", with_file("không có bảng\n")).value().status);
    EXPECT_THAT(page("/nhap-du-lieu/{id}"), HasSubstr("Không nhận tệp này"));
}

TEST_F(ImportPages, somebody_elses_upload_looks_like_none) {
    ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu", with_file(kList)).has_value());
    who_.user = {8};
    const auto answer = ask(http::Method::get, "/nhap-du-lieu/{id}");
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(ErrorKind::not_found, answer.error().kind);
}

TEST_F(ImportPages, of_colleagues_uploads_only_a_bounded_number_is_read_newest_first) {
    const auto add = [&](std::int64_t person, Millis at, UploadState state) {
        Upload upload;
        upload.created_by = {person};
        upload.created_at = at;
        upload.state = state;
        ASSERT_TRUE(database_->write([&](db::Transaction& tx) { return store::insert(tx, upload); }));
    };
    const auto seen = [&](std::vector<auth::UserId> people) {
        return database_->read([&](db::Transaction& tx) { return store::traces(tx, people, 3); }).value();
    };
    for (int at = 1; at <= 4; ++at) add(8, at, UploadState::ready);
    add(9, 10, UploadState::refused);
    add(9, 11, UploadState::cancelled);
    add(9, 3, UploadState::reading);
    EXPECT_TRUE(seen({}).empty());
    EXPECT_TRUE(seen({{7}}).empty());
    ASSERT_EQ(1u, seen({{9}, {10}}).size());
    EXPECT_EQ(UploadState::reading, seen({{9}}).front().state);
    const auto both = seen({{9}, {8}});
    ASSERT_EQ(3u, both.size());
    EXPECT_EQ(4, both[0].at);
    EXPECT_EQ(auth::UserId{9}, both[1].person);
    EXPECT_EQ(auth::UserId{8}, both[2].person);
    EXPECT_EQ(3u, seen(std::vector<auth::UserId>(store::kMostPeople + 1, {8})).size());
    const auto own = [&](auth::UserId person) {
        return database_->read([&](db::Transaction& tx) { return store::recent(tx, person, 3); }).value();
    };
    ASSERT_EQ(3u, own({8}).size());
    EXPECT_EQ(4, own({8}).front().created_at);
    EXPECT_EQ(3u, own({9}).size());
    EXPECT_TRUE(own({7}).empty());
    EXPECT_EQ(3, own({}).front().created_at);  // everybody's: the last one that came
}

class Colleagues : public ImportPages {
  protected:
    void SetUp() override {
        ImportPages::SetUp();
        uploader_ = account("nguoi.tai", {test::kCity});
        colleague_ = account("cung.co.quan", {test::kCity});
        two_ = account("hai.noi", {test::kCity, test::kOtherCity});
        who_ = uploader_;
        auto named = with_file(kList);
        named.form.add("don_vi", "00001");
        ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu", named).has_value());
        desk_.wait({1}, std::chrono::seconds(60));
    }

    auth::Principal account(const std::string& name, std::initializer_list<territory::UnitId> units) {
        return database_
            ->write([&](db::Transaction& tx) -> Result<auth::Principal> {
                const auto id = TRY(auth::add_account(tx, {name, "Bà " + name, "!"}, 1));
                auth::Principal out{id, name, name, {}, "t"};
                for (const auto unit : units) {
                    out.grants.push_back(officer_of(unit));
                    TRY(auth::add_grant(tx, id, out.grants.back(), {}, 1));
                }
                return out;
            })
            .value();
    }

    static auth::Grant officer_of(territory::UnitId unit) {
        return {auth::Role::officer, unit, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)};
    }

    std::string seen_by(const auth::Principal& person) {
        who_ = person;
        return page("/nhap-du-lieu");
    }

    void save() {
        who_ = uploader_;
        ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu/{id}/luu").has_value());
        desk_.wait({1}, std::chrono::seconds(60));
    }

    auth::Principal uploader_, colleague_, two_;
};

TEST_F(Colleagues, know_of_an_upload_and_open_nothing) {
    for (const auto& person : {colleague_, two_}) {
        const auto list = seen_by(person);
        EXPECT_THAT(list, HasSubstr("Bà nguoi.tai"));
        EXPECT_THAT(list, HasSubstr("Chỉ người tải lên và người phụ trách cả nước mở, sửa, hoàn tác được."));
        EXPECT_THAT(list, HasSubstr("\">Phường An</td>"));
        EXPECT_THAT(list, HasSubstr("\">21/11/2024</td>"));
        EXPECT_THAT(list, HasSubstr("Chờ lưu"));
        EXPECT_THAT(list, Not(HasSubstr("danh-sach.csv")));  // free text: may tell of people
        EXPECT_THAT(list, Not(HasSubstr("/nhap-du-lieu/1")));
        EXPECT_FALSE(ask(http::Method::get, "/nhap-du-lieu/{id}").has_value());
    }
}

TEST_F(Colleagues, see_what_was_saved_and_what_the_country_took_back) {
    save();
    EXPECT_THAT(seen_by(colleague_), HasSubstr("Số dòng đã lưu\">1</td>"));
    auto country = uploader_;
    country.user = {99};
    country.grants = {officer_of({})};
    EXPECT_THAT(seen_by(country), Not(HasSubstr("Người tải lên")));
    EXPECT_THAT(seen_by(country), HasSubstr("/nhap-du-lieu/1"));
    ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu/{id}/hoan-tac").has_value());
    EXPECT_THAT(seen_by(colleague_), HasSubstr("Đã hoàn tác"));
    EXPECT_THAT(seen_by(colleague_), HasSubstr("Số dòng đã lưu\">0</td>"));
}

TEST_F(Colleagues, of_other_scopes_know_nothing) {
    const auto below = account("cap.duoi", {test::kWardA}),
               elsewhere = account("noi.khac", {test::kOtherCity});
    for (const auto& person : {below, elsewhere, uploader_})
        EXPECT_THAT(seen_by(person), Not(HasSubstr("Bà nguoi.tai")));
    who_ = two_;  // may edit elsewhere as well: his lists may speak of it
    auto other = with_file(std::string(kList) + "3,Khác,Phường An,KT\n", "k2");
    ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu", other).has_value());
    EXPECT_THAT(seen_by(colleague_), Not(HasSubstr("Bà hai.noi")));
}

TEST_F(ImportPages, from_upload_to_undo) {
    ASSERT_EQ(303, ask(http::Method::post, "/nhap-du-lieu", with_file(kList)).value().status);
    desk_.wait({1}, std::chrono::seconds(60));
    const auto review = page("/nhap-du-lieu/{id}");
    EXPECT_THAT(review, HasSubstr("Lưu 1 dòng"));
    EXPECT_THAT(review, HasSubstr("Phường Không Có"));
    EXPECT_THAT(review, Not(HasSubstr("<b>xanh</b>")));
    http::Request decided;
    decided.form.add("dvk-4", "Phường Bình");
    ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu/{id}/dong", decided).has_value());
    desk_.wait({1}, std::chrono::seconds(60));
    EXPECT_THAT(page("/nhap-du-lieu/{id}"), HasSubstr("Lưu 2 dòng"));
    ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu/{id}/luu").has_value());
    desk_.wait({1}, std::chrono::seconds(60));
    EXPECT_THAT(page("/nhap-du-lieu/{id}"), HasSubstr("Đã lưu 2 dòng vào sổ"));
    EXPECT_THAT(page("/nhap-du-lieu"), HasSubstr("lưu 2, đã có 0, không lưu 0"));
    const auto marked = ask(http::Method::get, "/nhap-du-lieu/{id}/tep-danh-dau").value();
    EXPECT_TRUE(marked.body.starts_with("PK"));
    ASSERT_TRUE(ask(http::Method::post, "/nhap-du-lieu/{id}/hoan-tac").has_value());
    EXPECT_THAT(page("/nhap-du-lieu/{id}"), HasSubstr("Đã hoàn tác lần nhập này"));
    EXPECT_FALSE(ask(http::Method::post, "/nhap-du-lieu/{id}/hoan-tac").has_value());
}

TEST_F(ImportPages, a_ready_list_is_for_units_of_the_person_only) {
    http::Request request;
    request.query.add("don_vi", "00001");
    EXPECT_TRUE(ask(http::Method::get, "/danh-sach-lam-san", request).value().body.starts_with("PK"));
    request.query = {};
    request.query.add("don_vi", "00051");
    EXPECT_FALSE(ask(http::Method::get, "/danh-sach-lam-san", request).has_value());
}

}  // namespace
}  // namespace kheo::registry::import
