// SPDX-License-Identifier: Apache-2.0
// The pages as an officer and an administrator of the made-up city use them; who may not, first.
#include <gmock/gmock.h>

#include "platform/document/document.hpp"
#include "reports/reports.hpp"
#include "reports/test_country.hpp"

namespace kheo::reports {

using test::kCity, test::kDistrict, test::kHcm;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Pages : public test::Reports {
  protected:
    Pages() {
        site_.name = "Khéo";
        site_.clock = &clock_;
        routes_ = routes({*database_,
                          clock_,
                          site_,
                          [this] { return std::make_shared<const kheo::test::TestAtlas>(atlas_); },
                          source(),
                          {}});
    }

    http::Request as(auth::Role role, std::int64_t unit) const {
        http::Request request;
        request.who.user = {1};
        request.who.display_name = "Cán bộ";
        request.who.grants = {{role, UnitId{unit}, day("2020-01-01"), day("2030-12-31")}};
        return request;
    }

    /// Runs the row of the table for a path; 404 as the site would answer an Error of that kind.
    http::Response call(http::Method method, const std::string& path, const http::Request& request) {
        for (const auto& route : routes_) {
            if (route.method != method || route.pattern != path) continue;
            auto answer = route.handler(request);
            if (answer) return *answer;
            http::Response failed;
            failed.status = answer.error().kind == ErrorKind::not_found ? 404 : 400;
            failed.body = answer.error().message.in(Language::vi);
            return failed;
        }
        return {};
    }

    http::Response get(const std::string& path, std::string unit, std::string period,
                       std::int64_t grant = kCity) {
        auto request = as(auth::Role::officer, grant);
        request.path = path;
        request.query.add("don_vi", std::move(unit));
        request.query.add("ky", std::move(period));
        return call(http::Method::get, path, request);
    }

    FixedClock clock_{day("2024-07-05")};
    view::Site site_;
    std::vector<http::Route> routes_;
};

TEST_F(Pages, EveryRouteNamesAPermission) {
    for (const auto& route : routes_)
        EXPECT_EQ(route.permission, route.pattern == "/bao-cao/co-quan" ? auth::Permission::administer
                                                                        : auth::Permission::make_reports)
            << route.pattern;
}

TEST_F(Pages, AUnitOutsideTheGrantLooksLikeNone) {
    const auto foreign = get("/bao-cao", "79", "2024-H1");
    EXPECT_EQ(foreign.status, 422);
    EXPECT_THAT(foreign.body, AllOf(HasSubstr("Không tìm thấy đơn vị “79”"), Not(HasSubstr("Tải Word"))));
    EXPECT_NE(get("/bao-cao/tai", "79", "2024-H1").status, 200);
    EXPECT_NE(get("/bao-cao/xem", "VN", "2024-H1").status, 200);
    EXPECT_NE(get("/bao-cao/tai", "01", "2024-H1", kDistrict).status, 200);
}

TEST_F(Pages, AllErrorsAtOnceAndWhatWasTypedStays) {
    const auto page = get("/bao-cao", "Nơi nào đó", "2024-Q1");
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, AllOf(HasSubstr("Chọn kỳ báo cáo"), HasSubstr("Không tìm thấy đơn vị"),
                                 HasSubstr("value=\"Nơi nào đó\"")));
}

TEST_F(Pages, TheUnitOfferedFirstCanBeTakenAsItStands) {
    auto request = as(auth::Role::officer, kCity);
    EXPECT_THAT(call(http::Method::get, "/bao-cao", request).body, HasSubstr("value=\"Thành phố Hoa Sen\""));
    EXPECT_EQ(get("/bao-cao", "Thành phố Hoa Sen", "2024-H1").status, 200);
    EXPECT_EQ(get("/bao-cao", "quan dong", "2024-H1").status, 200);
}

TEST_F(Pages, OffersWhoIssuesAndBothFormats) {
    const auto page = get("/bao-cao", "01", "2024-H1");
    EXPECT_EQ(page.status, 200);
    for (const auto* text :
         {"Ban Dân vận Thành ủy Hoa Sen", "Văn bản của Đảng", "/bao-cao/xem?don_vi=01&amp;ky=2024-H1",
          "/bao-cao/tai?don_vi=01&amp;ky=2024-H1"})
        EXPECT_THAT(page.body, HasSubstr(text));
    EXPECT_THAT(get("/bao-cao", "01", "2025").body, HasSubstr("cần xác nhận"));
}

TEST_F(Pages, PreviewIsTheDraftItself) {
    register_some(3, kDistrict, "2024-02-01");
    const auto page = get("/bao-cao/xem", "01", "2024-H1");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, AllOf(HasSubstr("3 mô hình"), HasSubstr("class=\"giay"), HasSubstr("BẢN DỰ THẢO"),
                                 HasSubstr("/bao-cao/giay.css")));
}

TEST_F(Pages, DownloadsWordUnderATellingName) {
    const auto file = get("/bao-cao/tai", "01", "2024-H1");
    EXPECT_EQ(file.content_type, document::kDocxType);
    EXPECT_TRUE(file.body.starts_with("PK"));
    EXPECT_THAT(file.headers, testing::Contains(testing::Pair(
                                  "Content-Disposition", HasSubstr("bao-cao-so-ket-2024-H1-hoa-sen.docx"))));
}

TEST_F(Pages, ShippedTemplatesCanBeTakenAway) {
    auto request = as(auth::Role::officer, kCity);
    request.captures.add("ten", "state_annual");
    EXPECT_TRUE(call(http::Method::get, "/bao-cao/mau/{ten}", request).body.starts_with("PK"));
    http::Request other = as(auth::Role::officer, kCity);
    other.captures.add("ten", "../../etc/passwd");
    EXPECT_EQ(call(http::Method::get, "/bao-cao/mau/{ten}", other).status, 404);
}

TEST_F(Pages, TheStandingBodyIsSavedOnceAndOnlyInTheGrant) {
    auto form = as(auth::Role::administrator, kCity);
    for (const auto& [name, value] : {std::pair{"don_vi", "01"},
                                      {"co_quan", "peoples_committee"},
                                      {"tu_ngay", "2024-01-01"},
                                      {"can_cu", "Quyết định 1-QĐ/TU ngày 02/01/2024"},
                                      {"request_key", "k1"}})
        form.form.add(name, value);
    const auto path = std::string("/bao-cao/co-quan");
    EXPECT_EQ(call(http::Method::post, path, form).status, 303);
    EXPECT_EQ(call(http::Method::post, path, form).status, 303);
    EXPECT_THAT(get("/bao-cao", "01", "2024-H1").body,
                AllOf(HasSubstr("Ủy ban nhân dân thành phố Hoa Sen"), HasSubstr("Quyết định 1-QĐ/TU")));
    auto foreign = form;
    foreign.who.grants.front().unit = UnitId{kHcm};
    EXPECT_EQ(call(http::Method::post, path, foreign).status, 422);
    auto empty = as(auth::Role::administrator, kCity);
    EXPECT_THAT(call(http::Method::post, path, empty).body,
                AllOf(HasSubstr("Ghi văn bản làm căn cứ"), HasSubstr("Ngày chưa đúng")));
}

}  // namespace kheo::reports
