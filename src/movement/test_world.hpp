// SPDX-License-Identifier: Apache-2.0
// A province of 92 communes with a real registry behind the counts, persons with grants, a mail server on
// demand. Communes 191 and 192 become 200 on 10/11/2026.
#pragma once

#include <gmock/gmock.h>

#include "movement/movement.hpp"
#include "platform/auth/accounts.hpp"
#include "support/asking.hpp"
#include "support/atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::movement::test {

inline constexpr std::int64_t kProvince = 1, kElsewhere = 2, kFirst = 101, kLast = 192, kMerged = 200,
                              kFar = 300;
inline constexpr auto kMergerEve = "2026-11-09", kMerger = "2026-11-10";

inline kheo::test::TestAtlas province() {
    using enum territory::Level;
    kheo::test::TestAtlas atlas;
    atlas.add(kProvince, province, "98", "Tỉnh Hoa Sen", 0);
    atlas.add(kElsewhere, province, "99", "Tỉnh Tre Ngà", 0);
    for (auto id = kFirst; id <= kLast; ++id)
        atlas.add(id, commune, "98" + std::to_string(id), "Xã Số " + std::to_string(id), kProvince, "",
                  id >= 191 ? kMergerEve : "");
    atlas.add(kMerged, commune, "98200", "Xã Hợp Nhất", kProvince, kMerger);
    atlas.add(kFar, commune, "99300", "Xã Xa", kElsewhere);
    atlas.went(191, {kMerged});
    atlas.went(192, {kMerged});
    return atlas;
}

class MovementWorld : public ::testing::Test {
  protected:
    MovementWorld() : router_(routes(services())) {
        officer_ = person("hanh", auth::Role::officer, kProvince);
        leader_ = person("binh", auth::Role::leader, kProvince);
        commune_ = person("lan", auth::Role::officer, 189);
        neighbour_ = person("vuxa", auth::Role::officer, kElsewhere);
    }

    Services services() {
        return {.database = *database_,
                .clock = clock_,
                .site = site_,
                .atlas = [this] { return atlas_; },
                .registered = [this](db::Transaction& tx, const CountQuestion& q) { return count(tx, q); },
                .standing_body = [](db::Transaction&, UnitId,
                                    Date) { return Result<std::string>("Ban Dân vận"); },
                .public_address = [this] { return Result<std::string>(address_); },
                .programmes = [](db::Transaction&, const auth::Principal&,
                                 std::int64_t) -> Result<std::vector<ProgrammeLine>> {
                    return std::vector<ProgrammeLine>{{"Chương trình 7", "Ban Chỉ đạo", "/to-chuc/5"}};
                },
                .kept = kept_};
    }

    /// What app wires: the registry's own count.
    Result<std::int64_t> count(db::Transaction& tx, const CountQuestion& question);
    /// One more initiative in the book of a commune.
    void enter(std::int64_t unit, std::string title, std::string_view sector = "");

    using Answer = kheo::test::Answer;
    using Typed = kheo::test::Typed;

    Answer get(const auth::Principal& who, const std::string& target) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::get, target);
    }
    Answer post(const auth::Principal& who, const std::string& target, const Typed& fields) {
        return kheo::test::ask(router_, clock_.today(), who, http::Method::post, target, {fields});
    }

    Typed window_fields(std::string key = "w1") {
        return {{"title", "Đăng ký năm 2026"},  {"unit", "98"},          {"year", "2026"},
                {"from", "2026-11-02"},         {"until", "2026-11-30"}, {"quota", "1"},
                {"basis", "Kế hoạch 12-KH/TU"}, {"request_key", key}};
    }
    /// A window of the province; its address.
    std::string open_window(Typed more = {}) {
        auto fields = window_fields();
        for (auto& [name, value] : more) fields.insert(fields.begin(), {name, value});
        const auto answer = post(officer_, "/phong-trao/dot-moi", fields);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.location.substr(0, answer.location.find('?'));
    }
    Typed call_fields(std::string key = "c1") {
        return {{"title", "Số liệu quý IV"},
                {"scope", "all"},
                {"how", "days"},
                {"days", "10"},
                {"request_key", key}};
    }
    /// A call to every commune; its address.
    std::string call(const std::string& window, Typed more = {}) {
        auto fields = call_fields();
        for (auto& [name, value] : more) fields.insert(fields.begin(), {name, value});
        const auto answer = post(officer_, window + "/keu-goi", fields);
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.location.substr(0, answer.location.find('?'));
    }
    void set_day(const char* day) { clock_.set(FixedClock(*Date::parse_iso(day)).now()); }
    template <typename T = std::int64_t>
    T sql(const char* text) {
        return database_->read([&](db::Transaction& tx) { return tx.value<T>(text); }).value();
    }

    kheo::test::TestDatabase database_;
    FixedClock clock_{*Date::parse_iso("2026-11-02")};
    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    std::shared_ptr<const kheo::test::TestAtlas> atlas_ = std::make_shared<kheo::test::TestAtlas>(province());
    std::shared_ptr<Kept> kept_ = make_kept();
    std::string address_ = "https://dvk.hoasen.vn";
    http::Router router_;
    auth::Principal officer_, leader_, commune_, neighbour_;

  private:
    auth::Principal person(std::string name, auth::Role role, std::int64_t unit) {
        auth::Principal who;
        const auto added = database_->write([&](db::Transaction& tx) {
            return auth::add_account(tx, {name, name, "!", false}, clock_.now());
        });
        who.user = added.value_or(auth::UserId{});
        who.name = who.display_name = name;
        who.grants = {{role, UnitId{unit}, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
        who.csrf = "token";
        return who;
    }
};

}  // namespace kheo::movement::test
