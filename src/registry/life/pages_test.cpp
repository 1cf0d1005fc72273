// SPDX-License-Identifier: Apache-2.0
// The pages of dossiers as people use them: unhappy cases first.
#include "platform/view/shell.hpp"
#include "registry/life/test_life.hpp"
#include "support/asking.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::LifeTest;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using Fields = kheo::test::Typed;

class LifePages : public LifeTest {
  protected:
    LifePages()
        : router_(routes({*database_, clock_, site_,
                          [] { return std::make_shared<const test::SmallAtlas>(); }, parts_})) {}

    using Answer = kheo::test::Answer;

    Answer ask(http::Method method, const std::string& who, const std::string& target, const Fields& fields) {
        auto person = people_.at(who);
        person.display_name = "Người " + who;
        return kheo::test::ask(router_, clock_.today(), person, method, target, {fields});
    }
    Answer get(const std::string& who, const std::string& target) {
        return ask(http::Method::get, who, target, {});
    }
    Answer post(const std::string& who, const std::string& target, const Fields& fields) {
        return ask(http::Method::post, who, target, fields);
    }

    static Fields typed(std::string title, std::string work, std::string key = "key-1") {
        Fields fields{{"title", std::move(title)},
                      {"kind", "practice"},
                      {"unit", "id:21"},
                      {"campaign_year", "2026"},
                      {"basis", "new"},
                      {"field", "economy"},
                      {"owner_type", "collective"},
                      {"owner_text", "Chi hội 8"},
                      {"viec", std::move(work)},
                      {"request_key", std::move(key)}};
        for (const auto* heading : {"problem", "goals", "method", "area", "forces", "resources", "schedule",
                                    "outputs", "sustainability"})
            fields.emplace_back(heading, "Đã ghi");
        return fields;
    }
    static Fields without(Fields fields, std::string_view name) {
        std::erase_if(fields, [&](const auto& field) { return field.first == name; });
        return fields;
    }
    static std::string page_of(const Answer& answer) {
        return answer.location.substr(0, answer.location.find('?'));
    }
    std::string version(const std::string& code) { return std::to_string(cycle(code).row_version); }

    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
    http::Router router_;
};

TEST_F(LifePages, what_the_examiner_still_wants_amended_is_said_to_who_puts_it_forward_and_who_approves) {
    const auto code = brought_to("submitted");
    examined("appraiser", code, Verdict::to_amend);
    EXPECT_THAT(get("appraiser", cycle_href(code) + "/buoc/appraise").body,
                HasSubstr("Người thẩm định còn ghi “Cần bổ sung” ở"));
    ASSERT_TRUE(act("appraiser", code, "appraise").has_value());
    EXPECT_THAT(get("leader", cycle_href(code) + "/buoc/register").body,
                HasSubstr("còn ghi “Cần bổ sung” ở"));
    EXPECT_THAT(get("leader", cycle_href(code) + "/buoc/decline").body,
                testing::Not(HasSubstr("còn ghi “Cần bổ sung” ở")));
}

TEST_F(LifePages, what_is_missing_to_submit_is_said_at_each_field_and_nothing_typed_is_lost) {
    const auto answer =
        post("team", "/dang-ky", without(without(typed("Ngõ xanh", "gui"), "goals"), "field"));
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("Cần điền “Mục tiêu, tiêu chí” trước khi gửi thẩm định"));
    EXPECT_THAT(answer.body, HasSubstr("href=\"#f-goals\""));
    EXPECT_THAT(answer.body, HasSubstr("href=\"#f-field\""));
    EXPECT_THAT(answer.body, HasSubstr("Ngõ xanh"));
    EXPECT_EQ(
        database_->read([](db::Transaction& tx) { return tx.value("SELECT count(*) FROM initiative_cycle"); })
            .value(),
        0);
}

TEST_F(LifePages, a_draft_needs_a_title_and_a_unit_only) {
    EXPECT_EQ(post("team", "/dang-ky", {{"kind", "practice"}, {"viec", "luu"}}).status, 422);
    const auto answer = post("team", "/dang-ky",
                             {{"title", "Ngõ xanh"},
                              {"kind", "practice"},
                              {"unit", "id:21"},
                              {"campaign_year", "2026"},
                              {"basis", "new"},
                              {"viec", "luu"}});
    EXPECT_EQ(answer.status, 303) << answer.body;
    const auto page = get("team", answer.location);
    EXPECT_THAT(page.body, HasSubstr("Đã lưu bản nháp"));
    EXPECT_THAT(page.body, HasSubstr("Còn thiếu:")) << "the closed button says why";
}

TEST_F(LifePages, a_dossier_is_not_there_for_who_may_not_open_it) {
    const auto page = page_of(post("team", "/dang-ky", typed("Ngõ xanh", "luu")));
    for (const auto* who : {"reader", "leader", "other_officer", "far_leader", "city_officer"}) {
        EXPECT_EQ(get(who, page).status, 404) << who;
        EXPECT_EQ(get(who, page).body, get(who, "/ho-so/NOSUCHCODE").body) << who;
        EXPECT_EQ(get(who, page + "/buoc/submit").status, 404) << who;
        EXPECT_EQ(post(who, page + "/buoc/submit", {{"row_version", "1"}}).status, 404) << who;
    }
    EXPECT_EQ(get("team", page).status, 200);
}

TEST_F(LifePages, a_dossier_is_proposed_examined_approved_and_shows_who_did_what) {
    const auto sent = post("team", "/dang-ky", typed("Ngõ xanh", "gui"));
    ASSERT_EQ(sent.status, 303) << sent.body;
    EXPECT_THAT(sent.location, HasSubstr("vua=submit"));
    const auto page = page_of(sent);
    const auto code = page.substr(page.rfind('/') + 1);
    EXPECT_EQ(cycle(code).state, "submitted");
    auto shown = get("appraiser", page).body;
    EXPECT_THAT(shown, HasSubstr("Phiếu thẩm định kế hoạch"));
    EXPECT_THAT(shown, HasSubstr("/buoc/return"));
    EXPECT_THAT(shown, HasSubstr("Phiếu thẩm định còn 6 nội dung")) << "why it cannot go on yet";
    EXPECT_THAT(get("team", page).body, Not(HasSubstr("verdict_needed\" value")))
        << "the maker does not examine";

    Fields sheet{{"summary", "Cách vận động tốt."}, {"row_version", version(code)}};
    for (const auto* item : {"needed", "measurable", "voluntary", "affordable", "assigned", "safe"})
        sheet.emplace_back(std::string("verdict_") + item, "passed");
    auto half = sheet;
    half[2].second = "to_amend";
    const auto refused = post("appraiser", page + "/tham-dinh", half);
    EXPECT_EQ(refused.status, 422);
    EXPECT_THAT(refused.body, HasSubstr("Ghi rõ cần bổ sung gì"));
    EXPECT_THAT(refused.body, HasSubstr("Cách vận động tốt."));
    ASSERT_EQ(post("appraiser", page + "/tham-dinh", sheet).status, 303);
    sheet[2] = {"verdict_needed", "to_amend"};
    sheet.emplace_back("remark_needed", "Ghi rõ số hộ");
    const auto late = post("appraiser", page + "/tham-dinh", sheet);
    EXPECT_EQ(late.status, 409) << "a sheet that was opened before";
    EXPECT_THAT(late.body, HasSubstr("Đang ghi: Đạt"));
    EXPECT_THAT(late.body, HasSubstr("value=\"Ghi rõ số hộ\"")) << "what was typed stays";
    ASSERT_EQ(
        post("appraiser", page + "/buoc/appraise", {{"row_version", version(code)}, {"request_key", "a"}})
            .status,
        303);
    ASSERT_EQ(post("leader", page + "/buoc/register", {{"row_version", version(code)}, {"request_key", "b"}})
                  .status,
              303);
    shown = get("reader", page).body;
    for (const auto* part :
         {"Người team", "Người appraiser", "Người leader", "Đạt 6/6", "MH-2026-00001", "1/2026"})
        EXPECT_THAT(get("reader", page + "?muc=tham-dinh").body, HasSubstr(part));
    EXPECT_THAT(shown, Not(HasSubstr("/buoc/start"))) << "a reader has no buttons";
}

TEST_F(LifePages, of_two_leaders_the_second_hears_it_and_keeps_what_he_typed) {
    const auto code = brought_to("appraised");
    const auto href = cycle_href(code);
    const auto seen = version(code);
    ASSERT_EQ(post("city_leader", href + "/buoc/send_back",
                   {{"row_version", seen}, {"text", "Thiếu biên bản"}, {"request_key", "a"}})
                  .status,
              303);
    const auto late = post("leader", href + "/buoc/decline",
                           {{"row_version", seen}, {"text", "Trùng với mô hình cũ"}, {"request_key", "b"}});
    EXPECT_EQ(late.status, 409);
    EXPECT_THAT(late.body, HasSubstr("Người city_leader"));
    EXPECT_THAT(late.body, HasSubstr("Trùng với mô hình cũ"));
    EXPECT_THAT(get("team", href).body, HasSubstr("Thiếu biên bản")) << "the owner reads why it came back";
}

TEST_F(LifePages, of_two_editors_the_second_sees_both_texts) {
    const auto page = page_of(post("team", "/dang-ky", typed("Ngõ xanh", "luu")));
    auto fields = typed("Ngõ xanh sạch", "luu", "k2");
    fields.emplace_back("row_version", "1");
    ASSERT_EQ(post("officer", page + "/sua", fields).status, 303);
    fields[0].second = "Ngõ xanh đẹp";
    const auto late = post("team", page + "/sua", fields);
    EXPECT_EQ(late.status, 409);
    for (const auto* part :
         {"Người officer", "Ngõ xanh sạch", "Ngõ xanh đẹp", "name=\"row_version\" value=\"2\""})
        EXPECT_THAT(late.body, HasSubstr(part));
}

TEST_F(LifePages, a_form_without_a_reason_comes_back_with_the_field_named) {
    const auto code = brought_to("appraised");
    const auto answer = post("leader", cycle_href(code) + "/buoc/decline", {{"row_version", version(code)}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("Ghi lý do"));
    EXPECT_EQ(cycle(code).state, "appraised");
}

TEST_F(LifePages, a_page_of_an_act_that_somebody_did_meanwhile_leads_back) {
    const auto code = brought_to("registered");
    const auto answer = get("leader", cycle_href(code) + "/buoc/register");
    EXPECT_EQ(answer.status, 303);
    EXPECT_EQ(answer.location, cycle_href(code));
    EXPECT_EQ(get("leader", cycle_href(code) + "/buoc/burn").status, 404);
}

TEST_F(LifePages, recognition_asks_for_its_decision_and_shows_it) {
    const auto code = brought_to("scored");
    const auto form = get("leader", cycle_href(code) + "/buoc/recognise").body;
    for (const auto* field : {"decision_number", "decided_on", "signer", "body", "grade"})
        EXPECT_THAT(form, HasSubstr("name=\"" + std::string(field) + "\""));
    must("leader", code, "recognise");
    const auto page = get("reader", cycle_href(code) + "?muc=cong-nhan").body;
    EXPECT_THAT(page, HasSubstr("Số 12-QĐ/ĐU ngày 20/11/2026"));
    EXPECT_THAT(page, HasSubstr("Bí thư Đảng ủy"));
}

TEST_F(LifePages, what_continues_shows_what_came_of_the_year_before) {
    const auto code = brought_to("recognised");
    EXPECT_THAT(get("appraiser", cycle_href(code)).body, Not(HasSubstr("Xem hồ sơ năm trước")));
    const auto next = act("officer", code, "carry_over").value();
    must("team", next, "submit");
    const auto page = get("appraiser", cycle_href(next)).body;
    EXPECT_THAT(page, HasSubstr("Xem hồ sơ năm trước"));
    EXPECT_THAT(page, HasSubstr("href=\"" + cycle_href(code) + "\""));
    EXPECT_THAT(page, HasSubstr("Đã chuyển sang năm sau"));
    EXPECT_THAT(page, HasSubstr("Có lý do")) << "the report";
}

TEST_F(LifePages, a_title_like_another_is_pointed_out) {
    brought_to("registered", "Ngõ xanh sạch đẹp");
    const auto page = page_of(post("officer", "/dang-ky", typed("Ngõ xanh đẹp", "luu")));
    EXPECT_THAT(get("officer", page).body, HasSubstr("/so-dang-ky/MH-2026-00001"));
    const auto other = page_of(post("officer", "/dang-ky", typed("Vườn rau sạch", "luu", "k2")));
    EXPECT_THAT(get("officer", other).body, Not(HasSubstr("/so-dang-ky/MH-2026-00001")));
}

TEST_F(LifePages, a_title_like_one_that_the_person_may_not_open_is_nobodys_business) {
    add("team_of_hamlet", test::Role::team, test::kWardFar);
    add("other_ward_team", test::Role::team, test::kWardFar);
    auto& hamlet = people_["team_of_hamlet"];
    auto statement = test::full_statement("Ngõ xanh sạch đẹp", test::kWardFar);
    const auto sent = begun("team_of_hamlet", statement);
    must("team_of_hamlet", sent, "submit");
    const auto mine = begun("other_ward_team", test::full_statement("Ngõ xanh đẹp", test::kWardFar));
    EXPECT_THAT(get("other_ward_team", cycle_href(mine)).body, HasSubstr(cycle_href(sent)));
    const auto seen = [&](const auth::Principal& who) {
        const auto at = cycle(mine);
        return database_
            ->read([&](db::Transaction& tx) {
                return similar(tx, at, {who, atlas_, clock_.today(), clock_.now(), parts_});
            })
            .value()
            .size();
    };
    EXPECT_EQ(seen(hamlet), 1u);
    EXPECT_EQ(seen(people_["team"]), 0u) << "of another ward";
}

TEST_F(LifePages, an_officer_takes_a_teams_dossier_back_only_with_a_reason_that_the_team_reads) {
    const auto code = brought_to("submitted");
    const auto href = cycle_href(code);
    EXPECT_EQ(post("officer", href + "/buoc/withdraw", {{"row_version", version(code)}}).status, 422);
    EXPECT_EQ(cycle(code).state, "submitted");
    EXPECT_THAT(get("officer", href).body, HasSubstr("/buoc/withdraw_for"));
    EXPECT_THAT(get("team", href).body, Not(HasSubstr("/buoc/withdraw_for")));
    EXPECT_EQ(
        post("team", href + "/buoc/withdraw_for", {{"row_version", version(code)}, {"text", "x"}}).status,
        422);
    EXPECT_EQ(cycle(code).state, "submitted");
    EXPECT_EQ(post("officer", href + "/buoc/withdraw_for", {{"row_version", version(code)}}).status, 422);
    ASSERT_EQ(post("officer", href + "/buoc/withdraw_for",
                   {{"row_version", version(code)}, {"text", "Trùng với mô hình số 3"}})
                  .status,
              303);
    EXPECT_THAT(get("team", href).body, HasSubstr("Trùng với mô hình số 3"));
}

TEST_F(LifePages, questions_stand_above_their_answers) {
    const auto code = brought_to("submitted");
    const auto href = cycle_href(code);
    EXPECT_EQ(post("appraiser", href + "/trao-doi", {{"remark", " "}}).status, 422);
    ASSERT_EQ(post("appraiser", href + "/trao-doi", {{"remark", "Đã họp dân <chưa>?"}, {"request_key", "q"}})
                  .status,
              303);
    ASSERT_EQ(
        post("team", href + "/trao-doi", {{"remark", "Hai lần."}, {"answers", "1"}, {"request_key", "r"}})
            .status,
        303);
    ASSERT_EQ(post("officer", href + "/trao-doi", {{"remark", "Ai giám sát?"}, {"request_key", "s"}}).status,
              303);
    const auto page = get("team", href + "?muc=trao-doi").body;
    EXPECT_THAT(page, HasSubstr("Đã trả lời, chờ xem, hạn 26/11/2026"));
    EXPECT_THAT(page, HasSubstr("Chờ trả lời, hạn 30/11/2026"));
    EXPECT_THAT(page, testing::Not(HasSubstr("selected>"))) << "a new question is not taken for an answer";
    EXPECT_THAT(page, HasSubstr("tra-loi=3#f-remark"));
    EXPECT_THAT(get("team", href + "?muc=trao-doi&tra-loi=3").body,
                HasSubstr("<option value=\"3\" selected>"));
    EXPECT_THAT(page, HasSubstr("Đã họp dân &lt;chưa&gt;?"));
    EXPECT_LT(page.find("Đã họp dân"), page.find("Hai lần."));
}

TEST_F(LifePages, the_work_of_a_person_is_listed_with_its_due_day) {
    const auto code = brought_to("submitted");
    const auto page = get("appraiser", "/viec").body;
    EXPECT_THAT(page, HasSubstr(cycle_href(code)));
    EXPECT_THAT(page, HasSubstr("hạn 07/12/2026"));
    EXPECT_THAT(get("far_leader", "/viec").body, HasSubstr("Không có việc nào đang chờ"));
}

TEST_F(LifePages, other_rooms_show_their_parts) {
    static constexpr Message kLabel{"test.part", {"Minh chứng", "Evidence", ""}};
    static constexpr Message kSaid{"test.said", {"Có ba tệp.", "Three files.", ""}};
    auto services = parts_;
    services.parts.push_back([](const Question& q) -> Result<std::optional<PartView>> {
        return PartView{&kLabel, cycle_href(q.cycle.code) + "/minh-chung", 3, kSaid};
    });
    router_ = http::Router(routes(
        {*database_, clock_, site_, [] { return std::make_shared<const test::SmallAtlas>(); }, services}));
    const auto page = get("team", cycle_href(brought_to("running"))).body;
    EXPECT_THAT(page, HasSubstr("/minh-chung"));
    EXPECT_THAT(page, HasSubstr("Có ba tệp."));
}

}  // namespace
}  // namespace kheo::registry::life
