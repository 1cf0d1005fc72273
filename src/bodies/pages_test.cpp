// SPDX-License-Identifier: Apache-2.0
// The pages as officers and hamlet teams use them: who may not comes first.
#include <gmock/gmock.h>

#include "bodies/messages.gen.hpp"
#include "bodies/store.hpp"
#include "bodies/team_store.hpp"
#include "bodies/test_country.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/file/test_pictures.hpp"
#include "support/asking.hpp"
#include "support/test_database.hpp"

namespace kheo::bodies {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Fields = kheo::test::Typed;

class BodyPages : public ::testing::Test {
  protected:
    BodyPages() {
        test::make_country(*database_);
        keeper_ = std::make_unique<territory::AtlasKeeper>(*database_);
        Services services{*database_,
                          clock_,
                          site_,
                          [this] { return keeper_->current(); },
                          [this] { keeper_->refresh(); },
                          files_,
                          {[this](db::Transaction&, const file::Erasure& erasure, Millis) {
                               remembered_ += erasure.attachments.size();
                               return Result<>();
                           },
                           [this](const file::Erasure&, Millis) {
                               ++journalled_;
                               return Result<>();
                           }}};
        services.begin_dossier = [](db::Transaction& tx, const auth::Principal&, const Draft& draft,
                                    std::string_view) -> Result<std::string> {
            TRY(file::move_all(tx, draft.photos, {"dossier", 1}));
            return "/ho-so/" + std::to_string(draft.title.size());
        };
        services.links.push_back({"drive", &msg::link_to, find_drive, offer_drives, show_drive});
        router_ = std::make_unique<http::Router>(routes(services));
        officer_ = person("lan", "Trần Thị Lan", auth::Role::officer, test::kCommune);
        stranger_ = person("vuxa", "Vũ Xa", auth::Role::officer, test::kOtherCommune);
        team_ = person("lanh", "Đào Thị Lành", auth::Role::team, test::kHamlet);
        reader_ = person("tuan", "Lê Tuấn", auth::Role::reader, test::kProvince);
    }

    // A movement with one drive.
    static Result<std::optional<Linked>> find_drive(db::Transaction&, const auth::Principal&,
                                                    std::string_view typed) {
        return typed == "7" ? std::optional(Linked{7, "7"}) : std::nullopt;
    }
    static Result<std::vector<std::pair<std::string, std::string>>> offer_drives(db::Transaction&,
                                                                                 const auth::Principal&) {
        return std::vector<std::pair<std::string, std::string>>{{"7", "Chín mươi ngày đêm"}};
    }
    static Result<std::optional<LinkSource::Shown>> show_drive(db::Transaction&, const auth::Principal&,
                                                               std::string_view) {
        return LinkSource::Shown{"Chín mươi ngày đêm", "/phong-trao/chu-de/7"};
    }

    using Answer = kheo::test::Answer;
    Answer get(const auth::Principal& who, const std::string& target) {
        return kheo::test::ask(*router_, clock_.today(), who, http::Method::get, target);
    }
    Answer post(const auth::Principal& who, const std::string& target, const Fields& fields,
                const std::string& accept = "", const std::string& photo = "") {
        kheo::test::Asked asked{fields, {}, accept};
        if (!photo.empty()) asked.files.push_back({"anh", "IMG_0001.JPG", photo});
        return kheo::test::ask(*router_, clock_.today(), who, http::Method::post, target, asked);
    }

    static Fields team_fields(std::string hamlet, std::string key = "t") {
        return {{"thon", std::move(hamlet)},
                {"ten", ""},
                {"ngay", "2024-01-01"},
                {"so_van_ban", "12-QĐ/ĐU"},
                {"noi_ban_hanh", "Đảng ủy xã Lúa Vàng"},
                {"request_key", std::move(key)}};
    }
    /// Address of the team of Thôn Đông, with the phone's account as its head.
    std::string made_team() {
        const auto at = post(officer_, "/to-chuc/lap-to?don_vi=11", team_fields("Thôn Đông")).location;
        const auto address = at.substr(0, at.find('?'));
        EXPECT_EQ(post(officer_, address + "/thanh-vien",
                       {{"ho_ten", "Đào Thị Lành"},
                        {"vai_tro", "head"},
                        {"xung_ho", "cô"},
                        {"tu_ngay", "2024-01-01"},
                        {"tai_khoan", "lanh"},
                        {"request_key", "m"}})
                      .status,
                  303);
        return address;
    }
    static Fields slip_fields(std::string title, std::string key) {
        return {{"ten", std::move(title)},
                {"lam_gi", "Họp ngõ, 18 nhà góp chậu"},
                {"ai_lam", "Chi hội"},
                {"o_dau", "Ngõ 3"},
                {"request_key", std::move(key)}};
    }

    /// The same person with a grant over another unit only.
    auth::Principal moved(auth::Principal who, UnitId unit) {
        who.grants.front().unit = unit;
        return who;
    }

    kheo::test::TestDatabase database_;
    FixedClock clock_{*Date::of(2026, 11, 21)};
    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    std::unique_ptr<territory::AtlasKeeper> keeper_;
    std::unique_ptr<http::Router> router_;
    kheo::test::TempDir dir_;
    file::Files files_{*database_, clock_, dir_.path() / "files"};
    std::size_t remembered_ = 0, journalled_ = 0;
    auth::Principal officer_, stranger_, team_, reader_;

    std::vector<file::Attachment> photos(std::string type, std::int64_t id) {
        return database_->read([&](db::Transaction& tx) { return file::list(tx, {type, id}); }).value();
    }
    bool may_see(const auth::Principal& who, const std::string& type) {
        const auto rules = file_rules([this] { return keeper_->current(); }, clock_);
        return database_->read([&](db::Transaction& tx) { return rules.at(type).may_see(tx, who, 1); })
            .value();
    }

  private:
    auth::Principal person(std::string name, std::string display, auth::Role role, UnitId unit) {
        auth::Principal who;
        who.grants = {{role, unit, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
        who.user = database_
                       ->write([&](db::Transaction& tx) -> Result<auth::UserId> {
                           const auto id = TRY(auth::add_account(tx, {name, display, "!", false}, 1));
                           TRY(auth::add_grant(tx, id, who.grants.front(), {}, 1));
                           return id;
                       })
                       .value();
        who.name = name;
        who.display_name = display;
        who.csrf = "token";
        return who;
    }
};

TEST_F(BodyPages, WhoIsNotOfThePlaceFindsNothingThere) {
    const auto team = made_team();
    EXPECT_EQ(get(stranger_, team).status, 404);
    EXPECT_EQ(get(stranger_, "/to-chuc?id=11").status, 404);
    EXPECT_EQ(get(stranger_, "/to-chuc/lap-to?don_vi=11").status, 404);
    EXPECT_EQ(post(stranger_, team + "/ket-thuc", {{"ngay", "2026-01-01"}}).status, 404);
    EXPECT_EQ(post(stranger_, team + "/thanh-vien", {}).status, 404);
    EXPECT_EQ(get(officer_, "/to-chuc/999").status, 404);
    EXPECT_EQ(get(reader_, team + "/doi-ten").status, 403);
    EXPECT_EQ(get(team_, "/phieu-to-dan-van").status, 403);
}

TEST_F(BodyPages, AReaderSeesTheTeamAndNobodysName) {
    const auto team = made_team();
    EXPECT_THAT(get(reader_, team).body,
                AllOf(HasSubstr("Tổ dân vận thôn Đông"), Not(HasSubstr("Đào Thị Lành"))));
    EXPECT_THAT(get(officer_, team).body, AllOf(HasSubstr("Đào Thị Lành"), HasSubstr("Tổ trưởng")));
}

TEST_F(BodyPages, ATeamNeedsItsHamletAndItsDecision) {
    const auto answer = post(officer_, "/to-chuc/lap-to?don_vi=11", {{"request_key", "t"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("Ghi tên thôn, tổ dân phố."), HasSubstr("Ngày chưa đúng")));
    const auto no_paper = post(officer_, "/to-chuc/lap-to?don_vi=11",
                               {{"thon", "Thôn Đoài"}, {"ngay", "2024-01-01"}, {"request_key", "t"}});
    EXPECT_THAT(no_paper.body, AllOf(HasSubstr("Ghi số, ký hiệu văn bản"), HasSubstr("value=\"Thôn Đoài\"")));
    EXPECT_THAT(get(officer_, "/to-chuc").body, Not(HasSubstr("Thôn Đoài"))) << "nothing was made";
}

TEST_F(BodyPages, AProgrammeIsLinkedToADriveAndTheDriveKnowsIt) {
    const Fields document{
        {"ngay", "2024-01-01"}, {"so_van_ban", "12-QĐ/ĐU"}, {"noi_ban_hanh", "Đảng ủy xã Lúa Vàng"}};
    const auto with = [&](Fields more) {
        more.insert(more.end(), document.begin(), document.end());
        return more;
    };
    const auto made =
        post(officer_, "/to-chuc/lap?don_vi=11",
             with({{"loai", "steering_committee"}, {"ten", "Ban Chỉ đạo"}, {"request_key", "b"}}));
    const auto body = made.location.substr(0, made.location.find('?'));
    ASSERT_EQ(post(officer_, body + "/chuong-trinh",
                   with({{"ten", "Chương trình 7"}, {"den_ngay", "2026-12-31"}, {"request_key", "p"}}))
                  .status,
              303);
    const std::string link = "/to-chuc/chuong-trinh/1/gan";
    EXPECT_THAT(get(officer_, body).body, HasSubstr(link));
    EXPECT_THAT(get(officer_, link).body, HasSubstr("Chín mươi ngày đêm"));
    EXPECT_EQ(get(stranger_, link).status, 404);
    EXPECT_EQ(post(officer_, link, {{"drive", "8"}}).status, 422) << "there is no such drive";
    EXPECT_EQ(post(officer_, link, {{"drive", "7"}}).status, 303);
    EXPECT_EQ(post(officer_, link, {{"drive", "7"}}).status, 303) << "sent twice";
    EXPECT_THAT(get(officer_, body).body, HasSubstr("href=\"/phong-trao/chu-de/7\""));
    const auto known = [&](const auth::Principal& who) {
        return database_
            ->read([&](db::Transaction& tx) {
                return programmes_of(tx, *keeper_->current(), who, clock_.today(), "drive", 7);
            })
            .value();
    };
    ASSERT_EQ(known(officer_).size(), 1u);
    EXPECT_EQ(known(officer_)[0].title, "Chương trình 7");
    EXPECT_EQ(known(officer_)[0].href, body);
    EXPECT_TRUE(known(stranger_).empty()) << "of a body he does not see";
}

TEST_F(BodyPages, AStatusIsShownYearByYearToWhoReadsThere) {
    ASSERT_EQ(post(officer_, "/to-chuc/danh-hieu?don_vi=11",
                   {{"danh_hieu", "new_rural_model"},
                    {"ngay", "2024-05-01"},
                    {"so_van_ban", "7-QĐ/UBND"},
                    {"noi_ban_hanh", "Ủy ban nhân dân tỉnh"},
                    {"request_key", "s"}})
                  .status,
              303);
    const std::string page = "/to-chuc/danh-hieu-theo-nam";
    EXPECT_THAT(get(officer_, page).body, HasSubstr("7-QĐ/UBND"));
    EXPECT_THAT(get(reader_, page).body, HasSubstr("7-QĐ/UBND")) << "of the province";
    EXPECT_THAT(get(stranger_, page).body, Not(HasSubstr("7-QĐ/UBND")));
    EXPECT_THAT(get(officer_, page + "?danh_hieu=civilised_urban").body, Not(HasSubstr("7-QĐ/UBND")));
}

TEST_F(BodyPages, ANewHamletStandsInTheListAtOnceAndOneHamletHasOneTeam) {
    const auto made = post(officer_, "/to-chuc/lap-to?don_vi=11", team_fields("Thôn Đoài"));
    ASSERT_EQ(made.status, 303);
    EXPECT_EQ(get(officer_, made.location).status, 200);
    EXPECT_THAT(
        get(officer_, "/to-chuc").body,
        AllOf(HasSubstr("Tổ dân vận thôn Đoài"), HasSubstr("Tổ dân vận: 1 trên 2"), HasSubstr("Chưa có tổ")));
    EXPECT_EQ(post(officer_, "/to-chuc/lap-to?don_vi=11", team_fields("Thôn Đoài", "other")).status, 422);
    EXPECT_EQ(post(officer_, "/to-chuc/lap-to?don_vi=11", team_fields("Thôn Đoài")).location, made.location)
        << "sent twice";
}

TEST_F(BodyPages, AnOldDayShowsTheOldName) {
    const auto made = post(officer_, "/to-chuc/lap?don_vi=11",
                           {{"loai", "fatherland_front"},
                            {"ten", "Mặt trận xã"},
                            {"ngay", "2020-01-01"},
                            {"so_van_ban", "1-QĐ"},
                            {"noi_ban_hanh", "Huyện"},
                            {"request_key", "a"}});
    ASSERT_EQ(made.status, 303);
    const auto address = made.location.substr(0, made.location.find('?'));
    EXPECT_EQ(post(officer_, address + "/doi-ten",
                   {{"ten", "Mặt trận xã Lúa Vàng"},
                    {"ngay", "2025-07-01"},
                    {"so_van_ban", "2-QĐ"},
                    {"noi_ban_hanh", "Tỉnh"},
                    {"request_key", "b"}})
                  .status,
              303);
    EXPECT_THAT(get(officer_, "/to-chuc?ngay=2025-06-30").body, Not(HasSubstr("Mặt trận xã Lúa Vàng")));
    EXPECT_THAT(get(officer_, "/to-chuc?ngay=2025-07-01").body, HasSubstr("Mặt trận xã Lúa Vàng"));
    EXPECT_THAT(get(officer_, "/to-chuc?ngay=2025-07-01").body, HasSubstr("Ban Xây dựng Đảng"));
    EXPECT_THAT(get(officer_, address).body, AllOf(HasSubstr("Đổi tên"), HasSubstr("2-QĐ, Tỉnh")));
}

TEST_F(BodyPages, ThePhoneGreetsAsWasChosenAndShowsWhomToCall) {
    made_team();
    EXPECT_EQ(post(officer_, "/to-chuc/dien-thoai?don_vi=11", {{"so_may", "12"}}).status, 422);
    EXPECT_EQ(post(officer_, "/to-chuc/dien-thoai?don_vi=11", {{"so_may", "0225 3123 456"}}).status, 303);
    EXPECT_THAT(get(team_, "/to-dan-van").body,
                AllOf(HasSubstr("Chào cô Lành"), HasSubstr("Tổ dân vận thôn Đông"), HasSubstr("Xã Lúa Vàng"),
                      HasSubstr("tel:02253123456"), HasSubstr("Thứ Bảy, 21/11/2026")));
}

TEST_F(BodyPages, TheActivityLogIsOneTapFromThePhonesHomeWhereThereIsATeam) {
    EXPECT_THAT(get(team_, "/to-dan-van").body, Not(HasSubstr("Sổ hoạt động"))) << "no team yet";
    const auto team = made_team();
    EXPECT_THAT(get(team_, "/to-dan-van").body, HasSubstr("href=\"" + team + "#hoat-dong\""));
    EXPECT_THAT(get(team_, team).body,
                AllOf(HasSubstr("id=\"hoat-dong\""), HasSubstr("href=\"" + team + "/hoat-dong\"")));
}

TEST_F(BodyPages, ASlipComesBackWithItsErrorsAndWhatWasTyped) {
    const auto answer = post(team_, "/to-dan-van/viec-moi", {{"o_dau", "Ngõ 3"}, {"request_key", "s"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, AllOf(HasSubstr("Ghi tên ngắn của việc"), HasSubstr("value=\"Ngõ 3\""),
                                   HasSubstr("value=\"s\"")));
}

TEST_F(BodyPages, ASlipGoesToTheCommuneComesBackWithAQuestionAndBecomesADossier) {
    made_team();
    const auto json =
        post(team_, "/to-dan-van/viec-moi", slip_fields("Trồng hoa ngõ 3", "s"), "application/json");
    EXPECT_EQ(json.body, R"({"saved":true})");
    EXPECT_EQ(post(team_, "/to-dan-van/viec-moi", slip_fields("Trồng hoa ngõ 3", "s")).location,
              "/to-dan-van?da_gui=1");
    EXPECT_THAT(get(stranger_, "/phieu-to-dan-van").body, Not(HasSubstr("Trồng hoa")));
    EXPECT_EQ(get(stranger_, "/phieu-to-dan-van/1").status, 404);
    EXPECT_EQ(post(stranger_, "/phieu-to-dan-van/1/dong", {{"ly_do", "x"}}).status, 404);
    EXPECT_THAT(get(officer_, "/phieu-to-dan-van").body, HasSubstr("Trồng hoa ngõ 3"));
    EXPECT_EQ(post(officer_, "/phieu-to-dan-van/1/hoi", {{"cau_hoi", ""}, {"request_key", "q"}}).status, 422);
    EXPECT_EQ(
        post(officer_, "/phieu-to-dan-van/1/hoi", {{"cau_hoi", "Mấy nhà?"}, {"request_key", "q"}}).status,
        303);
    EXPECT_THAT(get(team_, "/to-dan-van").body, HasSubstr("xã đang hỏi"));
    EXPECT_THAT(get(team_, "/to-dan-van/phieu/1").body, HasSubstr("Mấy nhà?"));
    EXPECT_EQ(get(officer_, "/to-dan-van/phieu/1").status, 200) << "who helps on the telephone sees it too";
    EXPECT_EQ(get(stranger_, "/to-dan-van/phieu/1").status, 404);
    EXPECT_EQ(post(stranger_, "/to-dan-van/phieu/1/tra-loi", {{"tra_loi", "x"}}).status, 404);
    EXPECT_EQ(
        post(team_, "/to-dan-van/phieu/1/tra-loi", {{"tra_loi", "18 nhà"}, {"request_key", "r"}}).status,
        303);
    EXPECT_THAT(get(officer_, "/phieu-to-dan-van/1/lap-ho-so").body, HasSubstr("Họp ngõ, 18 nhà góp chậu"));
    const Fields dossier{
        {"ten", "Trồng hoa ngõ 3"}, {"noi_dung", "Họp"}, {"chu_the", "Chi hội"}, {"request_key", "d"}};
    const auto begun = post(officer_, "/phieu-to-dan-van/1/lap-ho-so", dossier);
    EXPECT_EQ(begun.location.substr(0, 7), "/ho-so/");
    EXPECT_EQ(post(officer_, "/phieu-to-dan-van/1/lap-ho-so", dossier).location, begun.location);
    EXPECT_THAT(get(team_, "/to-dan-van").body, HasSubstr("Đã nhận"));
    EXPECT_THAT(get(officer_, "/phieu-to-dan-van").body, Not(HasSubstr("Trồng hoa ngõ 3")));
    EXPECT_THAT(get(officer_, "/phieu-to-dan-van?xem=xong").body, HasSubstr("Trồng hoa ngõ 3"));
}

TEST_F(BodyPages, ATermOfMembershipOpensNoHamletThatNoGrantReaches) {
    made_team();
    post(team_, "/to-dan-van/viec-moi", slip_fields("Trồng hoa ngõ 3", "s"));
    const auto moved_away = moved(team_, test::kOtherHamlet);
    EXPECT_THAT(get(moved_away, "/to-dan-van").body,
                AllOf(Not(HasSubstr("Trồng hoa ngõ 3")), Not(HasSubstr("thôn Đông"))));
    EXPECT_EQ(get(moved_away, "/to-dan-van/phieu/1").status, 404);
    EXPECT_EQ(post(moved_away, "/to-dan-van/viec-moi", slip_fields("Dọn kênh", "u")).status, 303);
    EXPECT_THAT(get(stranger_, "/phieu-to-dan-van").body, HasSubstr("Dọn kênh"))
        << "written where the right is";
    EXPECT_THAT(get(officer_, "/phieu-to-dan-van").body, Not(HasSubstr("Dọn kênh")));
}

TEST_F(BodyPages, SlipsOfOtherPlacesTakeNobodysPlaceInTheList) {
    post(team_, "/to-dan-van/viec-moi", slip_fields("Trồng hoa ngõ 3", "s"));
    const auto elsewhere = moved(team_, test::kOtherHamlet);
    for (int i = 0; i < 510; ++i)
        post(elsewhere, "/to-dan-van/viec-moi", slip_fields("Dọn kênh", "k" + std::to_string(i)));
    EXPECT_THAT(get(officer_, "/phieu-to-dan-van").body, HasSubstr("Trồng hoa ngõ 3"));
    EXPECT_THAT(get(team_, "/to-dan-van").body, HasSubstr("Trồng hoa ngõ 3"));
}

TEST_F(BodyPages, APhotoThatIsNoneIsRefusedAndNothingTypedIsLost) {
    made_team();
    auto fields = slip_fields("Trồng hoa ngõ 3", "s");
    fields.emplace_back("trong_anh", "guardian");
    const auto torn = file::test::jpeg_that_tells().substr(0, 900);
    for (const auto& bad : {torn, std::string("GIF89a and more"), file::test::pdf_of(1)}) {
        const auto answer = post(team_, "/to-dan-van/viec-moi", fields, "", bad);
        EXPECT_EQ(answer.status, 422);
        EXPECT_THAT(answer.body, AllOf(HasSubstr("value=\"Trồng hoa ngõ 3\""), HasSubstr("18 nhà góp chậu"),
                                       HasSubstr("id=\"e-anh\""), HasSubstr("value=\"guardian\" checked")));
    }
    const auto large = post(team_, "/to-dan-van/viec-moi", fields, "",
                            file::test::jpeg_that_tells() + std::string(21u << 20, 'x'));
    EXPECT_EQ(large.status, 422);
    EXPECT_THAT(large.body, AllOf(HasSubstr("quá 20 MB"), HasSubstr("value=\"Trồng hoa ngõ 3\"")));
    EXPECT_THAT(get(team_, "/to-dan-van").body, HasSubstr("Chưa gửi phiếu nào"));
    EXPECT_THAT(
        post(team_, "/to-dan-van/viec-moi", {{"request_key", "t"}}, "", file::test::jpeg_that_tells()).body,
        AllOf(HasSubstr("Ghi tên ngắn của việc"), HasSubstr("Xem lại ô ảnh")));
}

TEST_F(BodyPages, ThePhotoOfASlipIsMadeAnewSeenByTheCommuneAndGoesIntoTheDossier) {
    made_team();
    auto fields = slip_fields("Trồng hoa ngõ 3", "s");
    fields.emplace_back("trong_anh", "people");
    const auto photo = file::test::jpeg_that_tells();
    EXPECT_EQ(post(team_, "/to-dan-van/viec-moi", fields, "application/json", photo).body,
              R"({"saved":true})");
    EXPECT_EQ(post(team_, "/to-dan-van/viec-moi", fields, "", photo).status, 303) << "sent again";
    const auto kept = photos("team_report", 1);
    ASSERT_EQ(kept.size(), 1u);
    EXPECT_EQ(kept[0].said.consent, file::Consent::people);
    EXPECT_FALSE(file::test::tells(*files_.vault().get(kept[0].sha256).value()));
    EXPECT_TRUE(may_see(team_, "team_report"));
    EXPECT_TRUE(may_see(officer_, "team_report"));
    EXPECT_FALSE(may_see(stranger_, "team_report"));
    EXPECT_FALSE(may_see(reader_, "team_report"));
    const auto address = file::address_of(kept[0].id, file::Size::medium);
    EXPECT_THAT(get(officer_, "/phieu-to-dan-van/1").body,
                AllOf(HasSubstr(address), HasSubstr("Người trong ảnh đồng ý")));
    EXPECT_THAT(get(team_, "/to-dan-van/phieu/1").body, HasSubstr("/small"));
    const Fields dossier{{"ten", "Trồng hoa"}, {"noi_dung", "Họp"}, {"chu_the", "Chi"}, {"request_key", "d"}};
    EXPECT_EQ(post(officer_, "/phieu-to-dan-van/1/lap-ho-so", dossier).status, 303);
    EXPECT_TRUE(photos("team_report", 1).empty());
    ASSERT_EQ(photos("dossier", 1).size(), 1u);
    EXPECT_EQ(photos("dossier", 1)[0].said.consent, file::Consent::people);
}

TEST_F(BodyPages, APhotoGoesAtTheCommuneByMistakeOrForEverOnRequest) {
    const auto team = made_team();
    const auto photo = file::test::jpeg_that_tells();
    const auto activity = [&](std::string text, std::string key) {
        return post(team_, team + "/hoat-dong",
                    {{"ngay", "2026-11-20"},
                     {"loai", "labour"},
                     {"so_nguoi", "24"},
                     {"noi_dung", std::move(text)},
                     {"request_key", std::move(key)}},
                    "", photo);
    };
    EXPECT_EQ(activity("Đến hộ ông Nguyễn Văn An", "a").status, 422);
    EXPECT_EQ(activity("Dọn mương đầu thôn", "a").status, 303);
    EXPECT_EQ(activity("Dọn mương đầu thôn", "a").status, 303) << "sent again";
    ASSERT_EQ(photos("team_activity", 1).size(), 1u);
    EXPECT_FALSE(may_see(stranger_, "team_activity"));
    EXPECT_TRUE(may_see(officer_, "team_activity"));
    auto onlooker = officer_;
    onlooker.user = auth::looking_at(officer_.user);
    EXPECT_FALSE(may_see(onlooker, "team_activity")) << "who looks on as that officer";
    EXPECT_THAT(get(reader_, team).body, Not(HasSubstr("/tep/")));
    EXPECT_THAT(get(team_, team).body,
                AllOf(HasSubstr("/tep/1/medium"), Not(HasSubstr("/to-chuc/anh/1/xoa"))));
    EXPECT_THAT(get(officer_, team).body, HasSubstr("/to-chuc/anh/1/xoa"));
    EXPECT_EQ(get(stranger_, "/to-chuc/anh/1/xoa").status, 404);
    EXPECT_EQ(post(stranger_, "/to-chuc/anh/1/xoa", {{"vi_sao", "nham"}}).status, 404);
    EXPECT_EQ(get(team_, "/to-chuc/anh/1/xoa").status, 403);
    EXPECT_EQ(post(officer_, "/to-chuc/anh/1/xoa", {}).status, 422);
    EXPECT_EQ(post(officer_, "/to-chuc/anh/1/xoa", {{"vi_sao", "nham"}}).location, team);
    EXPECT_EQ(activity("Dọn mương lần hai", "b").status, 303) << "a mistake may be sent again";
    EXPECT_EQ(post(officer_, "/to-chuc/anh/2/xoa", {{"vi_sao", "yeu_cau"}}).status, 303);
    EXPECT_EQ(remembered_, 1u);
    EXPECT_EQ(journalled_, 1u);
    EXPECT_TRUE(photos("team_activity", 2).empty());
    EXPECT_THAT(activity("Dọn mương lần ba", "c").body, HasSubstr("không nhận lại"));
    EXPECT_THAT(get(team_, team).body, Not(HasSubstr("Dọn mương lần ba")));
}

TEST_F(BodyPages, APhotoThatCannotBeDeletedIsInTheJournalAllTheSame) {
    made_team();
    ASSERT_EQ(post(team_, "/to-dan-van/viec-moi", slip_fields("Trồng hoa ngõ 3", "s"), "",
                   file::test::jpeg_that_tells())
                  .status,
              303);
    const auto photo = photos("team_report", 1).at(0);
    // Where the file is to be put aside stands a directory that is not empty.
    std::filesystem::create_directories(files_.vault().path_of(photo.sha256).string() + ".aside/in-the-way");
    EXPECT_GE(
        post(officer_, "/to-chuc/anh/" + std::to_string(photo.id.value) + "/xoa", {{"vi_sao", "yeu_cau"}})
            .status,
        500);
    EXPECT_EQ(remembered_, 1u);
    EXPECT_EQ(journalled_, 1u) << "or an old copy brings it back";
}

TEST_F(BodyPages, APhotoThatComesWithASlipOrActivityAlreadyTakenIsKeptOnce) {
    const auto team = made_team();
    const auto photo = file::test::jpeg_that_tells();
    const auto slip = slip_fields("Trồng hoa ngõ 3", "s");
    EXPECT_EQ(post(team_, "/to-dan-van/viec-moi", slip).status, 303);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(post(team_, "/to-dan-van/viec-moi", slip, "application/json", photo).body,
                  R"({"saved":true})");
    EXPECT_EQ(photos("team_report", 1).size(), 1u);
    const Fields dossier{{"ten", "Trồng hoa"}, {"noi_dung", "Họp"}, {"chu_the", "Chi"}, {"request_key", "d"}};
    EXPECT_EQ(post(officer_, "/phieu-to-dan-van/1/lap-ho-so", dossier).status, 303);
    EXPECT_EQ(post(team_, "/to-dan-van/viec-moi", slip, "", photo).status, 303);
    EXPECT_TRUE(photos("team_report", 1).empty()) << "it stands with the dossier";
    EXPECT_EQ(post(stranger_, "/to-dan-van/viec-moi", slip, "", photo).status, 409);

    const Fields activity{{"ngay", "2026-11-20"},
                          {"loai", "labour"},
                          {"so_nguoi", "24"},
                          {"noi_dung", "Dọn mương đầu thôn"},
                          {"request_key", "a"}};
    for (const auto& sent : {std::string(), photo, photo})
        EXPECT_EQ(post(team_, team + "/hoat-dong", activity, "", sent).status, 303);
    EXPECT_EQ(photos("team_activity", 1).size(), 1u);
}

TEST_F(BodyPages, OnlyAccountsThatHoldNothingButTeamGrantsLandOnThePhone) {
    const auto today = clock_.today();
    EXPECT_TRUE(is_team_only(team_, today));
    EXPECT_FALSE(is_team_only(officer_, today));
    auto both = team_;
    both.grants.push_back(officer_.grants.front());
    EXPECT_FALSE(is_team_only(both, today));
    auto ended = team_;
    ended.grants.front().until = today.plus_days(-1);
    EXPECT_FALSE(is_team_only(ended, today));
}

}  // namespace
}  // namespace kheo::bodies
