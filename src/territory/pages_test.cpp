// SPDX-License-Identifier: Apache-2.0
// The unit pages as a signed-in person sees them.
#include "territory/pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "support/test_database.hpp"
#include "territory/test_catalogue.hpp"

namespace kheo::territory {

using fixture::day;
using testing::HasSubstr;
using testing::Not;

class UnitPagesTest : public testing::Test {
  protected:
    void SetUp() override {
        for (const auto& file : fixture::files()) std::ofstream(dir.path() / file.name) << file.content;
        ASSERT_TRUE(import_directory(*database, dir.path(), 0));
        atlas = database->read([](db::Transaction& tx) { return load_atlas(tx); }).value();
    }
    Result<http::Response> get(std::string pattern, std::string id, std::string date,
                               std::string search = "") {
        http::Request request;
        request.path = id.empty() ? pattern : "/don-vi/" + id;
        request.captures.add("id", id);
        if (!date.empty()) request.query.add("ngay", date);
        if (!search.empty()) request.query.add("tim", search);
        for (const auto& route : routes({*database, clock, site, [this] { return atlas; }})) {
            if (route.pattern == pattern) return route.handler(request);
        }
        return fail(ErrorKind::not_found, Message{});
    }
    std::string units(std::string date, std::string search = "") {
        return get("/don-vi", "", std::move(date), std::move(search)).value().body;
    }
    std::string unit(std::string_view code, std::string_view on, std::string date) {
        const auto id = atlas->find_code(code, day(on))->id;
        return get("/don-vi/{id}", std::to_string(id.value), std::move(date)).value().body;
    }
    test::TestDatabase database;
    test::TempDir dir;
    FixedClock clock{*Date::of(2026, 11, 21)};
    view::Site site;
    std::shared_ptr<const Atlas> atlas;
};

TEST_F(UnitPagesTest, ADateNobodyUnderstandsComesBackAsTyped) {
    const auto page = get("/don-vi", "", "31/02/2026").value();
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("31/02/2026"));
}

TEST_F(UnitPagesTest, AnUnknownUnitIsNotFound) {
    for (const auto* id : {"999999", "0", "-1", "x", "1x"})
        EXPECT_EQ(get("/don-vi/{id}", id, "").error().kind, ErrorKind::not_found) << id;
}

TEST_F(UnitPagesTest, ShowsTheMapOfTheDay) {
    const auto now = units("");
    EXPECT_THAT(now, HasSubstr("Thành phố Hải Phòng"));
    EXPECT_THAT(now, Not(HasSubstr("Tỉnh Hải Dương")));
    const auto then = units("2024-01-01");
    EXPECT_THAT(then, HasSubstr("Tỉnh Hải Dương"));
    EXPECT_THAT(then, HasSubstr("Trước danh mục sớm nhất"));
    EXPECT_THAT(now, HasSubstr("Bản đồ mới nhất đang có là từ ngày 30/04/2026"));
}

TEST_F(UnitPagesTest, FindsByAbbreviationAndNamesThatAreGone) {
    EXPECT_THAT(units("2024-01-01", "p tu lien"), HasSubstr("Phường Tứ Liên"));
    const auto gone = units("2026-01-01", "P. Tứ Liên");
    EXPECT_THAT(gone, HasSubstr("Phường Hồng Hà"));
    EXPECT_THAT(gone, HasSubstr("đến 30/06/2025"));
    EXPECT_THAT(units("2026-01-01", "<script>"), Not(HasSubstr("<script>")));
}

TEST_F(UnitPagesTest, TellsWhatAUnitBecameWithTheResolution) {
    const auto page = unit("00097", "2024-01-01", "2026-01-01");
    EXPECT_THAT(page, HasSubstr("Phường Tứ Liên"));
    EXPECT_THAT(page, HasSubstr("1656/NQ-UBTVQH15"));
    EXPECT_THAT(page, HasSubstr("phần còn lại"));
    EXPECT_THAT(page, HasSubstr("14. Toàn bộ Phúc Xá"));
    EXPECT_THAT(page, HasSubstr("chia cho nhiều nơi"));
    EXPECT_THAT(unit("11680", "2026-01-01", ""), HasSubstr("Thị trấn Núi Đối"));
    EXPECT_THAT(unit("003", "2024-01-01", "2024-01-01"), HasSubstr("Phường Xuân La"));
}

}  // namespace kheo::territory
