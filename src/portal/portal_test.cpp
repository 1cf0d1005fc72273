// SPDX-License-Identifier: Apache-2.0
// The public pages as a visitor meets them: what is public, what is not, search, languages, hostile input.
#include <gmock/gmock.h>

#include "platform/http/site.hpp"
#include "portal/portal.hpp"
#include "portal/public_facts.hpp"
#include "registry/registry.hpp"
#include "registry/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::portal {
namespace {

using registry::test::kCity;
using registry::test::kNewWard;
using registry::test::kWardA;
using ::testing::HasSubstr;
using ::testing::Not;

class PublicPages : public ::testing::Test {
  protected:
    void save(registry::Statement statement, Date date) {
        registry::NewRow row;
        row.statement = std::move(statement);
        row.campaign_year = date.year();
        row.date = date;
        row.basis = registry::Basis::fresh;
        const registry::NewBatch batch{"a.xlsx", "00", kCity, date, date.year(), 0};
        const auto done = database_->write([&](db::Transaction& tx) {
            return registry::register_rows(tx, batch, std::vector{row}, *atlas_, {});
        });
        ASSERT_TRUE(done.has_value()) << done.error().detail;
    }
    static registry::Statement practice(std::string title, territory::UnitId unit = kNewWard) {
        registry::Statement s;
        s.title = std::move(title);
        s.unit = unit;
        s.field = "economy";
        s.owner_type = registry::OwnerType::collective;
        s.owner_text = "Chi hội phụ nữ số 1";
        s.headings.method = "Họp dân.\n\nLàm mẫu.";
        return s;
    }
    http::Response get(std::string target) {
        http::SiteOptions options;
        options.log = [](std::string_view) {};
        const http::Site site(
            routes({*database_, clock_, [&] { return atlas_; }, shown_, nullptr, "",
                    [this](db::Transaction&, registry::InitiativeId) {
                        return Result<std::vector<Photo>>(photos_);
                    },
                    copies_ ? [](std::string_view n) { return "/lam-theo-" + std::string(n); }
                            : std::function<std::string(std::string_view)>()}),
            options, clock_);
        http::Incoming incoming;
        incoming.target = std::move(target);
        incoming.headers.add("host", "kheo.test");
        return site.handle(incoming);
    }

    kheo::test::TestDatabase database_;
    std::shared_ptr<const territory::Atlas> atlas_ = std::make_shared<registry::test::SmallAtlas>();
    FixedClock clock_{*Date::of(2026, 11, 21)};
    std::vector<Photo> photos_;
    bool copies_ = false;
    view::Site shown_{.name = "Dân vận khéo"};
};

TEST_F(PublicPages, AnExemplarIsNotPublicAndLooksLikeNothing) {
    auto person = practice("Bà Nguyễn Thị Mẫu, người giữ ngõ");
    person.kind = registry::Kind::exemplar;
    save(person, *Date::of(2026, 3, 1));
    EXPECT_THAT(get("/mo-hinh").body, Not(HasSubstr("Mẫu")));
    EXPECT_EQ(get("/mo-hinh/DH-2026-00001").status, 404);
    EXPECT_EQ(get("/mo-hinh/DH-2026-00099").status, 404);
}

TEST_F(PublicPages, ThePersonalOwnerOfAPracticeIsNotNamed) {
    auto mine = practice("Ngõ hoa");
    mine.owner_type = registry::OwnerType::individual;
    mine.owner_text = "Trần Văn Mẫu";
    save(mine, *Date::of(2026, 3, 1));
    const auto page = get("/mo-hinh/MH-2026-00001");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Ngõ hoa"));
    EXPECT_THAT(page.body, Not(HasSubstr("Trần Văn Mẫu")));
}

TEST_F(PublicPages, TheSearchDoesNotConfirmAnOwner) {
    auto mine = practice("Ngõ hoa 100%");
    mine.owner_type = registry::OwnerType::individual;
    mine.owner_text = "Trần Văn Mẫu";
    save(mine, *Date::of(2026, 3, 1));
    for (const auto* typed :
         {"Tr%E1%BA%A7n+V%C4%83n+M%E1%BA%ABu", "van+mau", "hoa+100%25+%7C+tran", "%7C", "%25%25"})
        EXPECT_THAT(get(std::string("/mo-hinh?tim=") + typed).body, HasSubstr("Chưa có mô hình nào khớp"))
            << typed;
    for (const auto* typed : {"ngo+hoa", "NG%C3%95", "MH-2026-00001", "hoa+100%25"})
        EXPECT_THAT(get(std::string("/mo-hinh?tim=") + typed).body, HasSubstr("1 mô hình phù hợp")) << typed;
}

TEST_F(PublicPages, ACollectiveIsNamedAndTextsStayClosedOutsideADemonstration) {
    save(practice("Ngõ hoa"), *Date::of(2026, 3, 1));
    EXPECT_THAT(get("/mo-hinh/MH-2026-00001").body, HasSubstr("Chi hội phụ nữ số 1"));
    EXPECT_THAT(get("/mo-hinh/MH-2026-00001").body, Not(HasSubstr("Làm mẫu")));
    shown_.demonstration = true;
    EXPECT_THAT(get("/mo-hinh/MH-2026-00001").body, HasSubstr("<p>Họp dân.</p><p>Làm mẫu.</p>"));
    EXPECT_THAT(get("/mo-hinh/MH-2026-00001").body, HasSubstr("BẢN TRÌNH DIỄN"));
}

TEST_F(PublicPages, ThePhotoOfTheFinishedWorkStandsAboveAndEachSaysWhatItShows) {
    save(practice("Ngõ hoa"), *Date::of(2026, 3, 1));
    EXPECT_THAT(get("/mo-hinh/MH-2026-00001").body, HasSubstr("Tranh minh họa"));
    photos_ = {{"/tep/1/small", "/tep/1/medium", "/tep/1/large", "<b>Trước</b>", "01/03/2026", false},
               {"/tep/2/small", "/tep/2/medium", "/tep/2/large", "", "", true}};
    const auto page = get("/mo-hinh/MH-2026-00001").body;
    EXPECT_THAT(page, Not(HasSubstr("Tranh minh họa")));
    EXPECT_THAT(page, Not(HasSubstr("<b>Trước")));
    EXPECT_LT(page.find("/tep/2/medium"), page.find("/tep/1/medium"));
    EXPECT_THAT(page, HasSubstr("alt=\"Ảnh của mô hình: Ngõ hoa\""));
    EXPECT_THAT(page, HasSubstr("src=\"/tep/1/medium\""));
    EXPECT_THAT(get("/en/mo-hinh/MH-2026-00001").body, HasSubstr("Photo of the initiative: Ngõ hoa"));
}

TEST_F(PublicPages, TheFormForDoingTheSameIsOfferedWhereThereIsOne) {
    save(practice("Ngõ hoa"), *Date::of(2026, 3, 1));
    EXPECT_THAT(get("/mo-hinh/MH-2026-00001").body, Not(HasSubstr("Đăng ký làm theo")));
    copies_ = true;
    EXPECT_THAT(get("/mo-hinh/MH-2026-00001").body, HasSubstr("href=\"/lam-theo-MH-2026-00001\""));
}

TEST_F(PublicPages, TheSearchFoldsAndItsWordsAreEscaped) {
    save(practice("Đường hoa"), *Date::of(2026, 3, 1));
    save(practice("Phân loại rác"), *Date::of(2026, 3, 1));
    const auto page = get("/mo-hinh?tim=duong+hoa").body;
    EXPECT_THAT(page, HasSubstr("Đường hoa"));
    EXPECT_THAT(page, Not(HasSubstr("Phân loại rác")));
    EXPECT_THAT(page, HasSubstr("1 mô hình phù hợp trong 2"));
    EXPECT_THAT(get("/mo-hinh?tim=%22%3E%3Cscript%3E").body, Not(HasSubstr("<script>")));
}

TEST_F(PublicPages, ConditionsOfFieldYearAndUnitNarrowTheList) {
    save(practice("Cũ", kWardA), *Date::of(2024, 3, 1));
    save(practice("Mới"), *Date::of(2026, 3, 1));
    EXPECT_THAT(get("/mo-hinh?nam=2024").body, Not(HasSubstr(">Mới<")));
    EXPECT_THAT(get("/mo-hinh?linh_vuc=culture_society").body, HasSubstr("Chưa có mô hình nào khớp"));
    EXPECT_THAT(get("/mo-hinh?don_vi=00001").body, HasSubstr("2 mô hình phù hợp"))
        << "the old ward is part of the new";
    EXPECT_THAT(get("/mo-hinh?don_vi=kh%C3%B4ng+c%C3%B3").body, HasSubstr("Chưa tìm thấy đơn vị “không có”"));
}

TEST_F(PublicPages, OddPagesAndNumbersAreNoFault) {
    save(practice("Ngõ hoa"), *Date::of(2026, 3, 1));
    for (const auto* target : {"/mo-hinh?trang=-5", "/mo-hinh?trang=999999999", "/mo-hinh?trang=x",
                               "/mo-hinh?nam=abc", "/mo-hinh?linh_vuc=%00"})
        EXPECT_LT(get(target).status, 500) << target;
}

TEST_F(PublicPages, SpeakThreeLanguages) {
    save(practice("Ngõ hoa"), *Date::of(2026, 3, 1));
    EXPECT_THAT(get("/").body, HasSubstr("<html lang=\"vi\">"));
    const auto english = get("/en/mo-hinh?tim=hoa").body;
    EXPECT_THAT(english, HasSubstr("1 of 1 initiatives"));
    EXPECT_THAT(english, HasSubstr("href=\"/en/mo-hinh/MH-2026-00001\" lang=\"vi\""));
    EXPECT_THAT(english, HasSubstr("href=\"/lo/mo-hinh?tim=hoa\""));
    EXPECT_THAT(get("/lo/mo-hinh/MH-2026-00001").body, HasSubstr("ເສດຖະກິດ"));
}

TEST_F(PublicPages, AnEmptyRegisterHasAHomePage) {
    const auto page = get("/");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("Sổ chưa có mô hình nào."));
    EXPECT_THAT(page.body, Not(HasSubstr("Mới cập nhật")));
}

TEST_F(PublicPages, FiguresOfTheHomePageLinkToTheirLists) {
    save(practice("Ngõ hoa"), *Date::of(2026, 3, 1));
    const auto page = get("/").body;
    EXPECT_THAT(page, HasSubstr("<b><a href=\"/mo-hinh?nam=2026\">1</a></b>"));
    EXPECT_THAT(page, HasSubstr("<a href=\"/mo-hinh?linh_vuc=economy\">Kinh tế</a>"));
}

TEST(PublicFacts, DatesReadTheVietnameseWay) {
    EXPECT_EQ(readable_date("2024-03"), "03/2024");
    EXPECT_EQ(readable_date("2024-03-09"), "09/03/2024");
    EXPECT_EQ(readable_date("2024"), "2024");
}

}  // namespace
}  // namespace kheo::portal
