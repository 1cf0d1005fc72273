// SPDX-License-Identifier: Apache-2.0
// The workspace pages, as people use them: unhappy cases first.
#include "platform/sheet/workbook.hpp"
#include "registry/test_workspace.hpp"

namespace kheo::registry {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Pages : public Workspace {
  protected:
    std::vector<std::pair<std::string, std::string>> typed(std::string title) const {
        return {{"title", std::move(title)},
                {"kind", "practice"},
                {"owner_text", "Chi hội 8"},
                {"unit", "id:21"},
                {"campaign_year", "2026"},
                {"date", "20/11/2026"},
                {"basis", "new"},
                {"field", "culture_society"},
                {"problem", "Ngõ tối"},
                {"request_key", "key-1"}};
    }
    std::string made(const auth::Principal& who, std::string title) {
        const auto answer = post(who, "/so-dang-ky/moi", typed(std::move(title)));
        EXPECT_EQ(answer.status, 303) << answer.body;
        return answer.location.substr(0, answer.location.find('?'));
    }
    static std::vector<std::pair<std::string, std::string>> edited(std::string title, int version,
                                                                   std::string problem = "Ngõ tối") {
        return {{"title", std::move(title)},
                {"kind", "practice"},
                {"owner_text", "Chi hội 8"},
                {"unit", "id:21"},
                {"field", "culture_society"},
                {"problem", std::move(problem)},
                {"row_version", std::to_string(version)}};
    }
};

TEST_F(Pages, a_dossier_out_of_scope_looks_like_one_that_is_not_there) {
    const auto href = made(officer_, "Ngõ xanh");
    EXPECT_EQ(get(far_officer_, href).status, 404);
    EXPECT_EQ(get(far_officer_, href + "/sua").status, 404);
    EXPECT_EQ(get(far_officer_, href).body, get(far_officer_, "/so-dang-ky/MH-2026-99999").body);
    EXPECT_EQ(post(far_officer_, href + "/sua", edited("Khác", 1)).status, 404);
    EXPECT_THAT(get(far_officer_, "/so-dang-ky").body, Not(HasSubstr("Ngõ xanh")));
}

TEST_F(Pages, themes_of_others_are_not_offered) {
    auto fields = typed("Ngõ xanh");
    fields.emplace_back("themes", "Môi trường");
    post(officer_, "/so-dang-ky/moi", fields);
    EXPECT_THAT(get(officer_, "/so-dang-ky").body, HasSubstr("Môi trường"));
    EXPECT_THAT(get(far_officer_, "/so-dang-ky").body, Not(HasSubstr("Môi trường")));
}

TEST_F(Pages, a_reader_sees_but_neither_creates_nor_edits) {
    const auto href = made(officer_, "Ngõ xanh");
    const auto page = get(reader_, href);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, Not(HasSubstr("/sua\"")));
    EXPECT_EQ(get(reader_, href + "/sua").status, 403);
    EXPECT_EQ(get(reader_, "/so-dang-ky/moi").status, 403);
    EXPECT_THAT(get(reader_, "/so-dang-ky").body, Not(HasSubstr("/so-dang-ky/moi")));
}

TEST_F(Pages, a_form_with_mistakes_comes_back_whole) {
    auto fields = typed("");
    fields[3].second = "id:51";
    fields.emplace_back("starts", "31/02/2026");
    const auto page = post(officer_, "/so-dang-ky/moi", fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("Nhập tên mô hình, điển hình."));
    EXPECT_THAT(page.body, HasSubstr("31/02/2026"));
    EXPECT_THAT(page.body, HasSubstr("Không hiểu ngày"));
    EXPECT_THAT(page.body, HasSubstr("Ngõ tối")) << "nothing typed is lost";
    EXPECT_THAT(page.body, HasSubstr("value=\"key-1\"")) << "the key stays the same";
}

TEST_F(Pages, a_unit_outside_the_grants_is_refused) {
    auto fields = typed("Ngõ xanh");
    fields[3].second = "id:51";
    EXPECT_EQ(post(officer_, "/so-dang-ky/moi", fields).status, 422);
    EXPECT_THAT(get(reader_, "/so-dang-ky").body, Not(HasSubstr("Ngõ xanh")));
}

TEST_F(Pages, a_form_sent_twice_registers_once) {
    const auto first = post(officer_, "/so-dang-ky/moi", typed("Ngõ xanh"));
    const auto second = post(officer_, "/so-dang-ky/moi", typed("Ngõ xanh"));
    EXPECT_EQ(first.location, second.location);
    EXPECT_THAT(get(officer_, "/so-dang-ky").body, HasSubstr("1 mô hình · 0 điển hình"));
}

TEST_F(Pages, the_same_registration_is_not_made_twice) {
    const auto href = made(officer_, "Ngõ xanh");
    auto fields = typed("Ngõ xanh");
    fields.back().second = "key-2";
    const auto again = post(officer_, "/so-dang-ky/moi", fields);
    EXPECT_EQ(again.status, 422);
    EXPECT_THAT(again.body, HasSubstr("Đã có hồ sơ MH-2026-00001"));
}

TEST_F(Pages, a_maintained_initiative_keeps_its_number_and_what_was_known) {
    auto last_year = row_of("Ngõ xanh");
    last_year.campaign_year = 2025;
    last_year.date = *Date::of(2025, 8, 1);
    last_year.statement.owner_text = "Chi hội 8";
    last_year.statement.headings.goals = "100 hộ";
    import({last_year});
    auto fields = typed("Ngõ xanh");
    for (auto& [name, value] : fields)
        if (name == "basis") value = "maintained";
    const auto answer = post(officer_, "/so-dang-ky/moi", fields);
    EXPECT_THAT(answer.location, StartsWith("/so-dang-ky/MH-2025-00001"));
    const auto page = get(officer_, "/so-dang-ky/MH-2025-00001").body;
    EXPECT_THAT(page, HasSubstr("100 hộ"));
    EXPECT_THAT(page, HasSubstr("Ngõ tối"));
    const auto wrong = database_->read([](db::Transaction& tx) { return faults(tx); });
    EXPECT_THAT(*wrong, ::testing::IsEmpty());
}

TEST_F(Pages, two_people_edit_and_nothing_is_lost) {
    const auto href = made(officer_, "Ngõ xanh");
    EXPECT_EQ(post(other_officer_, href + "/sua", edited("Ngõ xanh sạch", 1)).status, 303);
    const auto conflict = post(officer_, href + "/sua", edited("Ngõ xanh", 1, "Ngõ tối, nhiều rác"));
    EXPECT_EQ(conflict.status, 409);
    EXPECT_THAT(conflict.body,
                HasSubstr("Người khác vừa sửa hồ sơ này lúc 12:00. Xem thay đổi rồi lưu lại."));
    EXPECT_THAT(conflict.body, HasSubstr("value=\"Ngõ xanh sạch\""))
        << "only the other person changed the title";
    EXPECT_THAT(conflict.body, HasSubstr("Ngõ tối, nhiều rác</textarea>"))
        << "what I typed stands in the form";
    EXPECT_THAT(conflict.body, HasSubstr("name=\"row_version\" value=\"2\""));
    EXPECT_EQ(post(officer_, href + "/sua", edited("Ngõ xanh sạch", 2, "Ngõ tối, nhiều rác")).status, 303);
    EXPECT_THAT(get(officer_, href).body, HasSubstr("Ngõ tối, nhiều rác"));
}

TEST_F(Pages, a_corrected_unit_moves_the_dossier_in_every_list_and_figure) {
    const auto city_officer = [&] {
        auto who = officer_;
        who.grants.front().unit = kCity;
        return who;
    }();
    auto last_year = row_of("Ngõ xanh", kWardA);
    last_year.campaign_year = 2024;
    last_year.date = *Date::of(2024, 5, 1);
    last_year.statement.owner_text = "Chi hội 8";
    import({last_year, row_of("Ngõ khác")});
    auto again = typed("Ngõ xanh");
    for (auto& [name, value] : again)
        if (name == "basis") value = "maintained";
    ASSERT_THAT(post(city_officer, "/so-dang-ky/moi", again).location,
                StartsWith("/so-dang-ky/MH-2024-00001"));
    auto fields = edited("Ngõ xanh", 2);
    for (auto& [name, value] : fields)
        if (name == "unit") value = "id:22";
    EXPECT_EQ(post(city_officer, "/so-dang-ky/MH-2024-00001/sua", fields).status, 303);
    const auto figure = [&](const char* code) {
        return get(reader_, std::string("/so-dang-ky?ky=2026&ban_do=now&don_vi=") + code).body;
    };
    EXPECT_THAT(figure("00009"), HasSubstr("Ngõ xanh"));
    EXPECT_THAT(figure("00001"), Not(HasSubstr("Ngõ xanh")));
    EXPECT_THAT(figure("00001"), HasSubstr("Ngõ khác")) << "other dossiers stay";
    EXPECT_THAT(get(reader_, "/so-dang-ky?ky=2024&don_vi=00001").body, HasSubstr("MH-2024-00001"))
        << "the registration of another unit stays where it was";
}

TEST_F(Pages, saving_a_dossier_of_a_merged_ward_leaves_it_there) {
    auto before = row_of("Ngõ xanh", kWardA);
    before.campaign_year = 2024;
    before.date = *Date::of(2024, 5, 1);
    import({before});
    auto everywhere = officer_;
    everywhere.grants.front().unit = {};
    const auto page = get(everywhere, "/so-dang-ky/MH-2024-00001/sua").body;
    EXPECT_THAT(page, HasSubstr("id:11"));
    EXPECT_THAT(page, Not(HasSubstr("(00001)"))) << "that code names another ward today";
}

TEST_F(Pages, saving_the_same_twice_is_no_conflict) {
    const auto href = made(officer_, "Ngõ xanh");
    EXPECT_EQ(post(officer_, href + "/sua", edited("Ngõ xanh sạch", 1)).status, 303);
    EXPECT_EQ(post(officer_, href + "/sua", edited("Ngõ xanh sạch", 1)).status, 303);
}

TEST_F(Pages, history_says_who_changed_what) {
    const auto href = made(officer_, "Ngõ xanh");
    post(other_officer_, href + "/sua", edited("Ngõ xanh sạch", 1));
    const auto page = get(reader_, href + "?muc=nhat-ky");
    EXPECT_THAT(page.body, HasSubstr("Vào sổ đăng ký"));
    EXPECT_THAT(page.body, HasSubstr("Sửa hồ sơ"));
    EXPECT_THAT(page.body, HasSubstr("Đỗ Minh"));
    EXPECT_THAT(page.body, HasSubstr("Ngõ xanh sạch"));
}

TEST_F(Pages, the_list_pages_sorts_and_keeps_its_conditions) {
    std::vector<NewRow> rows;
    for (int i = 1; i <= 60; ++i) rows.push_back(row_of("Mô hình số " + std::to_string(i)));
    import(rows);
    const auto page = get(officer_, "/so-dang-ky?linh_vuc=economy&xep=ten&trang=2");
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("51–60 trong 60"));
    EXPECT_THAT(page.body, HasSubstr("linh_vuc=economy&amp;xep=-ten")) << "the header turns the order round";
    EXPECT_THAT(get(officer_, "/so-dang-ky?linh_vuc=culture_society").body,
                HasSubstr("Không có mô hình, điển hình nào khớp"));
    EXPECT_EQ(get(officer_, "/so-dang-ky?trang=999").status, 200);
}

TEST_F(Pages, the_spreadsheet_holds_exactly_what_the_list_shows) {
    auto other = row_of("Tuyến đường hoa");
    other.statement.field = "culture_society";
    import({row_of("=HYPERLINK(1)"), row_of("Ấm lòng"), other});
    EXPECT_THAT(get(reader_, "/so-dang-ky?linh_vuc=economy").body,
                HasSubstr("/so-dang-ky/xuat?linh_vuc=economy"));
    const auto file = get(reader_, "/so-dang-ky/xuat?linh_vuc=economy&xep=ten").body;
    const auto book = sheet::read_workbook(file, "a.xlsx");
    ASSERT_TRUE(book.has_value()) << book.error().detail;
    std::vector<std::string> titles;
    for (const auto& row : book->sheets.front().rows)
        if (row.size() > 2 && row[0].kind == sheet::CellKind::number) titles.push_back(row[2].text);
    EXPECT_THAT(titles, ::testing::ElementsAre("=HYPERLINK(1)", "Ấm lòng"));
}

TEST_F(Pages, a_long_spreadsheet_goes_out_in_portions_and_lacks_nothing) {
    std::vector<NewRow> rows;
    for (int i = 0; i < 1203; ++i) rows.push_back(row_of("Ngõ số " + std::to_string(i)));
    import(rows);
    const auto book = sheet::read_workbook(get(reader_, "/so-dang-ky/xuat?xep=ma").body, "a.xlsx");
    ASSERT_TRUE(book.has_value()) << book.error().detail;
    int position = 0;
    for (const auto& row : book->sheets.front().rows) {
        if (row.size() < 3 || row[0].kind != sheet::CellKind::number) continue;
        ASSERT_EQ(row[2].text, "Ngõ số " + std::to_string(position));
        ASSERT_EQ(row[0].text, std::to_string(++position));
    }
    EXPECT_EQ(position, 1203);
}

TEST_F(Pages, the_way_from_a_figure_says_what_was_asked) {
    import({row_of("Ngõ xanh")});
    const auto page = get(reader_, "/so-dang-ky?ky=2026-H1&don_vi=00001&ban_do=now");
    EXPECT_THAT(page.body, HasSubstr("Ngõ xanh"));
    EXPECT_THAT(page.body, HasSubstr("6 tháng đầu năm 2026"));
    EXPECT_THAT(page.body, HasSubstr("Phường Đông Mới"));
    EXPECT_THAT(get(reader_, "/so-dang-ky?ky=hom-qua").body, HasSubstr("Không hiểu điều kiện"));
}

TEST_F(Pages, what_people_type_is_escaped_everywhere) {
    const auto href = made(officer_, "<script>alert(1)</script>");
    for (const auto& target : {href, href + "/sua", href + "?muc=nhat-ky", std::string("/so-dang-ky")})
        EXPECT_THAT(get(officer_, target).body, Not(HasSubstr("<script>alert"))) << target;
}

}  // namespace
}  // namespace kheo::registry
