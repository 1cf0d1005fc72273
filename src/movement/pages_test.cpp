// SPDX-License-Identifier: Apache-2.0
// The pages as persons with different grants use them; what is wrong first.
#include "movement/test_world.hpp"

namespace kheo::movement {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class MovementPages : public test::MovementWorld {};

TEST_F(MovementPages, WhoDoesNotRunTheMovementThereChangesNothing) {
    const auto window = open_window();
    const auto page = call(window);
    for (const auto& path :
         {page + "/nhac", page + "/ket-thuc", page + "/lich", window + "/thu-hoi", window + "/chi-tieu"}) {
        EXPECT_EQ(post(leader_, path, {{"table", "98101\t1"}}).status, 403) << path;
        EXPECT_EQ(post(neighbour_, path, {{"table", "98101\t1"}}).status, 404) << path;
        EXPECT_EQ(post(commune_, path, {{"table", "98101\t1"}}).status, 404)
            << path << ": runs only his own commune";
    }
    EXPECT_EQ(post(commune_, window + "/keu-goi", call_fields("c9")).status, 404);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_reminder"), 0);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_quota"), 0);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_call"), 1);
    EXPECT_EQ(sql("SELECT closed FROM movement_window"), 0);
}

TEST_F(MovementPages, NotThereAndNotMineLookTheSame) {
    const auto window = open_window();
    const auto page = call(window);
    EXPECT_EQ(get(neighbour_, page).status, 404);
    EXPECT_EQ(get(neighbour_, page).body, get(neighbour_, "/phong-trao/keu-goi/AAAA2222").body);
    EXPECT_EQ(get(neighbour_, window).status, 404);
    EXPECT_EQ(get(neighbour_, "/k/" + page.substr(page.rfind('/') + 1)).status, 404);
    EXPECT_EQ(get(officer_, "/phong-trao/dot/999").status, 404);
    EXPECT_EQ(get(officer_, "/phong-trao/dot/x").status, 404);
    EXPECT_THAT(get(neighbour_, "/phong-trao").body, Not(HasSubstr("Số liệu quý IV")));
}

TEST_F(MovementPages, ACommuneSeesTheCallAndItsOwnLineOnly) {
    const auto page = call(open_window());
    const auto shown = get(commune_, page);
    EXPECT_EQ(shown.status, 200);
    EXPECT_THAT(shown.body, HasSubstr("Xã Số 189"));
    EXPECT_THAT(shown.body, Not(HasSubstr("Xã Số 190")));
    EXPECT_THAT(shown.body, Not(HasSubstr("/nhac")));
    EXPECT_THAT(shown.body, HasSubstr("/dang-ky?nam=2026&amp;dot="));
    EXPECT_THAT(get(commune_, "/phong-trao").body, HasSubstr("0/1 đơn vị đã đăng ký đủ"));
}

TEST_F(MovementPages, TheShortLinkLeadsAnAskedUnitToTheFormAndTheCallerToTheCall) {
    const auto page = call(open_window());
    const auto code = page.substr(page.rfind('/') + 1);
    EXPECT_THAT(get(commune_, "/k/" + code).location, testing::StartsWith("/dang-ky?nam=2026&dot="));
    EXPECT_EQ(get(leader_, "/k/" + code).location, page);
    std::string typed = code.substr(0, 4) + "-" + code.substr(4);
    std::ranges::transform(typed, typed.begin(), [](char c) { return static_cast<char>(::tolower(c)); });
    EXPECT_EQ(get(leader_, "/k/" + typed).location, page) << "as somebody types it from paper";
    EXPECT_THAT(get(officer_, page).body, HasSubstr("https://dvk.hoasen.vn/k/" + code));
}

TEST_F(MovementPages, AFormWithFaultsComesBackWithEverythingTyped) {
    const auto wrong =
        post(officer_, "/phong-trao/dot-moi",
             {{"title", "Đợt <b>"}, {"unit", "Xã Không Có"}, {"year", "2026"}, {"request_key", "k"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("Đợt &lt;b&gt;"));
    EXPECT_THAT(wrong.body, HasSubstr("Không tìm thấy đơn vị này"));
    const auto days = post(officer_, "/phong-trao/dot-moi", {{"unit", "98"}, {"request_key", "k"}});
    EXPECT_EQ(days.status, 422);
    for (const auto* text :
         {"Nhập tên.", "Nhập năm từ 2009", "Chọn ngày có trong lịch.", "Nhập căn cứ", "Nhập số từ 1"})
        EXPECT_THAT(days.body, HasSubstr(text));
    const auto window = open_window();
    auto call = post(officer_, window + "/keu-goi",
                     {{"title", ""},
                      {"scope", "some"},
                      {"units", "98101\n99300\n"},
                      {"how", "day"},
                      {"day", "2026-10-30"},
                      {"message", "x\ny"}});
    EXPECT_EQ(call.status, 422);
    for (const auto* text : {"Nhập tên.", "Dòng 2", "Chọn ngày hạn từ hôm nay", "98101\n99300"})
        EXPECT_THAT(call.body, HasSubstr(text)) << text;
    EXPECT_EQ(post(officer_, window + "/chi-tieu", {{"table", "98101\tba"}}).status, 422);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_call") + sql("SELECT count(*) FROM movement_quota"), 0);
}

TEST_F(MovementPages, AFormSentTwiceIsOneWindowAndOneCall) {
    EXPECT_EQ(open_window().empty(), false);
    EXPECT_EQ(post(officer_, "/phong-trao/dot-moi", window_fields()).status, 303);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_window"), 1);
    const auto window = "/phong-trao/dot/" + std::to_string(sql("SELECT id FROM movement_window"));
    const auto first = call(window);
    EXPECT_EQ(call(window), first) << "the second press leads to the same call";
    EXPECT_EQ(sql("SELECT count(*) FROM movement_call"), 1);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_call_unit"), 92);
}

TEST_F(MovementPages, ADueDayOnASundayMovesAndSaysSo) {
    const auto page = call(open_window(), {{"how", "day"}, {"day", "2026-11-22"}});
    EXPECT_THAT(get(officer_, page).body,
                HasSubstr("ngày 22/11/2026 là Chủ nhật nên hạn là ngày làm việc kế tiếp, 23/11/2026"));
}

TEST_F(MovementPages, AWithdrawnWindowTakesNoMoreCalls) {
    const auto window = open_window();
    ASSERT_EQ(post(officer_, window + "/thu-hoi", {}).status, 303);
    EXPECT_EQ(post(officer_, window + "/keu-goi", call_fields()).status, 409);
    EXPECT_THAT(get(officer_, window).body, HasSubstr("Đã thu hồi"));
}

TEST_F(MovementPages, ThemesAndTheStandingBodyAreSeenBelow) {
    EXPECT_EQ(
        post(officer_, "/phong-trao/chu-de-moi", {{"kind", "theme"}, {"unit", "98"}, {"request_key", "t"}})
            .status,
        422);
    const Typed theme{{"kind", "theme"},       {"title", "Năm dân vận khéo vì môi trường"},
                      {"unit", "98"},          {"from", "2026-01-01"},
                      {"until", "2026-12-31"}, {"basis", "Kế hoạch 3-KH/TU"},
                      {"request_key", "t"}};
    EXPECT_EQ(post(officer_, "/phong-trao/chu-de-moi", theme).status, 303);
    EXPECT_EQ(post(officer_, "/phong-trao/chu-de-moi", theme).status, 303);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_drive"), 1);
    const auto shown = get(commune_, "/phong-trao");
    EXPECT_THAT(shown.body, HasSubstr("Năm dân vận khéo vì môi trường"));
    EXPECT_THAT(shown.body, HasSubstr("Cơ quan thường trực: Ban Dân vận"));
    EXPECT_THAT(get(neighbour_, "/phong-trao").body, Not(HasSubstr("môi trường")));
    const auto own = "/phong-trao/chu-de/" + std::to_string(sql("SELECT max(id) FROM movement_drive"));
    EXPECT_THAT(shown.body, HasSubstr("href=\"" + own + "\""));
    EXPECT_THAT(get(commune_, own).body, testing::AllOf(HasSubstr("môi trường"), HasSubstr("Chương trình 7"),
                                                        HasSubstr("/to-chuc/5")));
    EXPECT_EQ(get(neighbour_, own).status, 404);
    EXPECT_EQ(post(commune_, "/phong-trao/chu-de-moi", theme).status, 422)
        << "not his unit: nothing is found";
}

TEST_F(MovementPages, ADriveEndsEarlyOrIsWithdrawnWithAReasonThatIsSeenBelow) {
    const auto add = [&](const char* title, const char* key) {
        post(officer_, "/phong-trao/chu-de-moi",
             {{"kind", "drive"},
              {"title", title},
              {"unit", "98"},
              {"from", "2026-10-01"},
              {"until", "2026-12-31"},
              {"basis", "Kế hoạch 3-KH/TU"},
              {"request_key", key}});
        return "/phong-trao/chu-de/" + std::to_string(sql("SELECT max(id) FROM movement_drive")) + "/thoi";
    };
    const auto early = add("Chín mươi ngày đêm", "a"), wrong = add("Ghi nhầm", "b"),
               later = add("Sáu mươi ngày đêm", "c");
    EXPECT_EQ(get(commune_, early).status, 404) << "not his to end";
    EXPECT_EQ(post(commune_, early, {{"how", "withdraw"}, {"reason", "x"}}).status, 404);
    EXPECT_EQ(get(officer_, early).status, 200);
    auto refused = post(officer_, early, {{"how", "end"}, {"last", "2027-01-31"}, {"reason", ""}});
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("từ 01/10/2026 và trước 31/12/2026"));
    EXPECT_THAT(refused.body, HasSubstr("Ghi lý do"));
    const Typed end{{"how", "end"}, {"last", "2026-11-01"}, {"reason", "Thay bằng Kế hoạch 9-KH/TU"}};
    EXPECT_EQ(post(officer_, early, end).status, 303);
    EXPECT_EQ(post(officer_, early, end).status, 303) << "sent twice";
    EXPECT_EQ(post(officer_, later, {{"how", "end"}, {"last", "2026-11-20"}, {"reason", "Rút ngắn"}}).status,
              303);
    EXPECT_EQ(post(officer_, later, {{"how", "end"}, {"last", "2026-11-10"}, {"reason", "Bớt nữa"}}).status,
              303);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_drive WHERE planned_to = '2026-12-31' AND valid_to = "
                  "'2026-11-10'"),
              1)
        << "what was announced";
    EXPECT_EQ(post(officer_, later, {{"how", "withdraw"}, {"reason", "Thôi"}}).status, 303);
    EXPECT_EQ(post(officer_, early, {{"how", "withdraw"}, {"reason", "x"}}).status, 404) << "it is over";
    EXPECT_EQ(post(officer_, wrong, {{"how", "withdraw"}, {"reason", "Ghi nhầm đơn vị"}}).status, 303);
    const auto below = get(commune_, "/phong-trao").body;
    for (const auto* text :
         {"01/10/2026 – 01/11/2026", "Thay bằng Kế hoạch 9-KH/TU", "Đã rút lại", "Ghi nhầm đơn vị"})
        EXPECT_THAT(below, HasSubstr(text));
    EXPECT_THAT(below, Not(HasSubstr("Đang diễn ra")));
    EXPECT_THAT(get(officer_, "/phong-trao").body, Not(HasSubstr("/thoi\"")));
    EXPECT_EQ(sql("SELECT count(*) FROM movement_drive WHERE planned_to = '2026-12-31'"), 3);
    EXPECT_EQ(sql("SELECT count(*) FROM ledger_entry WHERE verb = 'movement.drive_ended'"), 3);
    EXPECT_EQ(sql("SELECT count(*) FROM ledger_entry WHERE verb = 'movement.drive_withdrawn'"), 2);
}

TEST_F(MovementPages, TheDeskNamesOpenCallsOfThoseTheyConcern) {
    const auto page = call(open_window());
    const auto lines = [&](const auth::Principal& who) {
        return open_calls(services(), who, Language::vi).value();
    };
    ASSERT_EQ(lines(officer_).size(), 1u);
    EXPECT_EQ(lines(officer_)[0].href, page);
    EXPECT_EQ(lines(officer_)[0].note, "0/92 đơn vị đã đăng ký đủ · Còn 14 ngày (16/11/2026)");
    EXPECT_EQ(lines(commune_).size(), 1u);
    EXPECT_EQ(lines(neighbour_).size(), 0u);
    enter(189, "Mô hình 189");
    EXPECT_EQ(lines(commune_).size(), 0u) << "he has done it";
    post(officer_, page + "/ket-thuc", {});
    EXPECT_EQ(lines(officer_).size(), 0u);
}

TEST_F(MovementPages, OthersAddressesAreNobodysToChange) {
    EXPECT_EQ(post(officer_, "/phong-trao/dia-chi", {{"table", "99300\tx@y.vn"}}).status, 422);
    EXPECT_EQ(post(commune_, "/phong-trao/dia-chi", {{"table", "98190\tx@y.vn"}}).status, 422);
    EXPECT_EQ(post(commune_, "/phong-trao/dia-chi", {{"table", "98189\tvanthu@so189.vn"}}).status, 303);
    EXPECT_THAT(get(officer_, "/phong-trao/dia-chi").body, HasSubstr("vanthu@so189.vn"));
    EXPECT_THAT(get(neighbour_, "/phong-trao/dia-chi").body, Not(HasSubstr("vanthu@so189.vn")));
    EXPECT_EQ(post(officer_, "/phong-trao/dia-chi", {{"table", "98189\t-"}}).status, 303);
    EXPECT_EQ(sql("SELECT count(*) FROM movement_contact"), 0);
}

}  // namespace
}  // namespace kheo::movement
