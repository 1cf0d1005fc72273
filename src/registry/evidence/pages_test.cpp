// SPDX-License-Identifier: Apache-2.0
// The pages as people use them: what is wrong first.
#include "registry/evidence/test_evidence.hpp"

namespace kheo::registry::evidence {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class EvidencePages : public EvidenceTest {
  protected:
    const std::string base_ = "/ho-so/RUNNING111";

    Answer send(const std::string& who, const std::string& content, const Fields& fields = {}) {
        return post(who, base_ + "/minh-chung/anh", fields, {{"file", "IMG_0001.JPG", content}});
    }
    /// Address of the page of the only attachment.
    std::string only() {
        const auto all = attachments(running_);
        EXPECT_EQ(all.size(), 1);
        return base_ + "/minh-chung/" + std::to_string(all.at(0).id.value);
    }
    Fields visit_fields() const {
        return {{"kind", "check"},         {"visited_on", "20/11/2026"}, {"bodies", "Mặt trận phường"},
                {"place", "Ngõ 3"},        {"findings", "Hoa đã lên"},   {"conclusion", "passed"},
                {"request_key", "visit-1"}};
    }
};

TEST_F(EvidencePages, a_dossier_of_others_looks_like_none) {
    for (const auto* page : {"/minh-chung", "/kiem-tra", "/nguon-luc"}) {
        const auto none = get("far", std::string("/ho-so/NOSUCHCODE") + page);
        const auto theirs = get("far", base_ + page);
        EXPECT_EQ(theirs.status, 404) << page;
        EXPECT_EQ(theirs.body, none.body) << page;
        EXPECT_EQ(get("reader", base_ + page).status, 200) << page;
        EXPECT_EQ(get("reader", std::string("/ho-so/DRAFT11111") + page).status, 404) << page;
        EXPECT_EQ(get("past", base_ + page).status, 403) << page;
    }
}

TEST_F(EvidencePages, readers_are_shown_no_form_and_send_nothing) {
    for (const auto* page : {"/minh-chung", "/kiem-tra", "/nguon-luc"})
        EXPECT_THAT(get("reader", base_ + page).body, Not(HasSubstr("type=\"file\""))) << page;
    EXPECT_EQ(send("reader", file::test::jpeg_that_tells()).status, 403);
    EXPECT_EQ(send("far", file::test::jpeg_that_tells()).status, 404);
    EXPECT_EQ(post("reader", base_ + "/kiem-tra", visit_fields()).status, 403);
    EXPECT_EQ(post("officer", base_ + "/kiem-tra", visit_fields()).status, 403) << "who made it";
    EXPECT_EQ(
        post("reader", base_ + "/nguon-luc", {{"kind", "land"}, {"amount", "5"}, {"source", "other"}}).status,
        403);
    EXPECT_FALSE(std::filesystem::exists(dir_.path() / "files")) << "nothing was even looked at";
}

TEST_F(EvidencePages, a_photo_that_is_too_large_is_named_and_nothing_else_is_lost) {
    auto large = file::test::jpeg_that_tells();
    large.resize((20u << 20) + 1, '\0');
    const auto answer = send(
        "team", large, {{"caption", "Ngõ trước khi làm"}, {"taken_on", "12/10/2026"}, {"request_key", "k"}});
    EXPECT_EQ(answer.status, 422);
    EXPECT_THAT(answer.body, HasSubstr("IMG_0001.JPG"));
    EXPECT_THAT(answer.body, HasSubstr("20,1 MB, quá 20 MB"));
    EXPECT_THAT(answer.body, HasSubstr("value=\"Ngõ trước khi làm\""));
    EXPECT_THAT(answer.body, HasSubstr("value=\"12/10/2026\""));
    EXPECT_THAT(answer.body, HasSubstr("value=\"k\"")) << "the key, so that nothing comes twice";
    EXPECT_THAT(attachments(running_), IsEmpty());
    const auto paper = post("team", base_ + "/minh-chung/giay-to", {{"paper_caption", "Biên bản"}},
                            {{"paper_file", "bien-ban.pdf", "%PDF-1.4\n" + std::string(21u << 20, ' ')}});
    EXPECT_EQ(paper.status, 422);
    EXPECT_THAT(paper.body, HasSubstr("bien-ban.pdf"));
    EXPECT_THAT(paper.body, HasSubstr("value=\"Biên bản\""));
}

TEST_F(EvidencePages, a_refused_file_keeps_what_was_typed) {
    const Fields typed{{"caption", "Ngõ trước khi làm"},
                       {"phase", "before"},
                       {"consent", "people"},
                       {"consent_note", "hỏi tại họp thôn"},
                       {"request_key", "k-1"}};
    for (const auto& wrong :
         {std::string("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), file::test::pdf_of(1),
          file::test::jpeg_that_tells().substr(0, 3000), std::string()}) {
        const auto page = send("team", wrong, typed);
        EXPECT_EQ(page.status, 422);
        EXPECT_THAT(page.body, HasSubstr("value=\"Ngõ trước khi làm\""));
        EXPECT_THAT(page.body, HasSubstr("<option value=\"before\" selected>"));
        EXPECT_THAT(page.body, HasSubstr("value=\"people\" checked"));
        EXPECT_THAT(page.body, HasSubstr("value=\"k-1\""));
    }
    EXPECT_THAT(post("team", base_ + "/minh-chung/anh", typed).body, HasSubstr("Chưa chọn tệp nào."));
    EXPECT_THAT(attachments(running_), IsEmpty());
}

TEST_F(EvidencePages, a_mistyped_day_never_costs_the_photo) {
    const auto page = send("team", file::test::jpeg_that_tells(),
                           {{"caption", "Ngõ 3"}, {"taken_on", "31/02/2026"}, {"request_key", "k-1"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("Đã lưu ảnh. Còn chỗ cần sửa ở dưới."));
    EXPECT_THAT(page.body, HasSubstr("value=\"31/02/2026\""));
    EXPECT_EQ(attachments(running_).size(), 1);
    EXPECT_EQ(
        post("team", only(), {{"row_version", "1"}, {"caption", "Ngõ 3"}, {"taken_on", "28/02/2026"}}).status,
        303);
    EXPECT_EQ(attachments(running_).at(0).said.taken_on, Date::of(2026, 2, 28));
}

TEST_F(EvidencePages, a_caption_that_names_a_household_never_costs_the_photo_and_is_not_kept) {
    const auto page = send("team", file::test::jpeg_that_tells(),
                           {{"caption", "Thăm hộ nghèo bà Lan"}, {"request_key", "k-1"}});
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("“hộ nghèo bà Lan”"));
    ASSERT_EQ(attachments(running_).size(), 1);
    EXPECT_EQ(attachments(running_).at(0).said.caption, "");
    EXPECT_EQ(post("team", only(), {{"row_version", "1"}, {"caption", "Hộ Trương Văn B"}}).status, 422);
    EXPECT_EQ(post("team", only(), {{"row_version", "1"}, {"caption", "Thăm 3 hộ nghèo ngõ 3"}}).status, 303);
    EXPECT_EQ(attachments(running_).at(0).said.caption, "Thăm 3 hộ nghèo ngõ 3");
}

TEST_F(EvidencePages, no_box_of_consent_is_ticked_beforehand) {
    const auto page = get("team", base_ + "/minh-chung").body;
    EXPECT_THAT(page, HasSubstr("Người trong ảnh đồng ý"));
    EXPECT_THAT(page, Not(HasSubstr(" checked")));
}

TEST_F(EvidencePages, before_and_after_stand_side_by_side) {
    ASSERT_EQ(
        send("team", file::test::jpeg_that_tells(), {{"caption", "Ngõ bẩn"}, {"phase", "before"}}).status,
        303);
    ASSERT_EQ(send("officer", file::test::jpeg_that_tells({.green = 200}),
                   {{"caption", "Ngõ sạch"}, {"phase", "after"}})
                  .status,
              303);
    const auto page = get("reader", base_ + "/minh-chung").body;
    const auto pair = page.substr(page.find("shot-pair"));
    EXPECT_LT(pair.find("Ngõ bẩn"), pair.find("Ngõ sạch"));
    EXPECT_THAT(page, HasSubstr("alt=\"Ngõ sạch\""));
}

TEST_F(EvidencePages, the_same_photo_again_is_said_and_not_kept_twice) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells()).status, 303);
    EXPECT_THAT(send("team", file::test::jpeg_that_tells()).body, HasSubstr("đã có trong hồ sơ"));
    EXPECT_EQ(attachments(running_).size(), 1);
}

TEST_F(EvidencePages, a_form_sent_twice_is_one_photo) {
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(send("team", file::test::jpeg_that_tells(), {{"request_key", "same"}}).status, 303);
    EXPECT_EQ(attachments(running_).size(), 1);
}

TEST_F(EvidencePages, another_photo_with_the_same_form_is_another_photo) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells(), {{"request_key", "same"}}).status, 303);
    ASSERT_EQ(send("team", file::test::jpeg_that_tells({.green = 200}), {{"request_key", "same"}}).status,
              303);
    EXPECT_EQ(attachments(running_).size(), 2) << "the page said that it was kept";
}

TEST_F(EvidencePages, a_photo_that_was_taken_out_comes_again_with_its_old_form) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells(), {{"request_key", "same"}}).status, 303);
    ASSERT_EQ(post("team", only() + "/bo", {{"ly_do", "gửi nhầm"}}).status, 303);
    ASSERT_EQ(send("team", file::test::jpeg_that_tells(), {{"request_key", "same"}}).status, 303);
    EXPECT_EQ(attachments(running_).size(), 1);
}

TEST_F(EvidencePages, consent_taken_back_does_not_return_with_a_form_opened_before) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells(), {{"consent", "people"}}).status, 303);
    const auto page = only();
    ASSERT_THAT(get("team", page).body, HasSubstr("name=\"row_version\" value=\"1\""));
    ASSERT_EQ(post("officer", page, {{"row_version", "1"}}).status, 303);
    const auto stale =
        post("team", page, {{"row_version", "1"}, {"consent", "people"}, {"caption", "Ngõ 3"}});
    EXPECT_EQ(stale.status, 409);
    EXPECT_EQ(attachments(running_).at(0).said.consent, file::Consent::none);
    EXPECT_THAT(stale.body, HasSubstr("Có người vừa sửa"));
    EXPECT_THAT(stale.body, HasSubstr("value=\"Ngõ 3\"")) << "what was typed stays";
    EXPECT_THAT(stale.body, Not(HasSubstr("value=\"people\" checked"))) << "but not the consent";
    EXPECT_THAT(stale.body, HasSubstr("name=\"row_version\" value=\"2\""));
    EXPECT_EQ(post("team", page, {{"consent", "people"}}).status, 409) << "a form without a version";
}

TEST_F(EvidencePages, text_of_people_is_text) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells(), {{"caption", "<script>alert(1)</script>\"><img>"}})
                  .status,
              303);
    EXPECT_THAT(get("reader", base_ + "/minh-chung").body, Not(HasSubstr("<script>alert")));
}

TEST_F(EvidencePages, a_paper_is_listed_with_a_name_that_leads_nowhere) {
    const auto sent = post("team", base_ + "/minh-chung/giay-to", {{"paper_caption", "Biên bản họp thôn"}},
                           {{"paper_file", "../../../keys/ledger.key.exe", file::test::pdf_of(2)}});
    ASSERT_EQ(sent.status, 303) << sent.body;
    const auto page = get("reader", base_ + "/minh-chung").body;
    EXPECT_THAT(page, HasSubstr("ledger.key.pdf"));
    EXPECT_THAT(page, Not(HasSubstr("../")));
    EXPECT_THAT(page, HasSubstr("Biên bản họp thôn"));
    EXPECT_THAT(page, Not(HasSubstr("virus")));
}

TEST_F(EvidencePages, only_the_sender_or_an_officer_changes_and_takes_out) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells(), {{"caption", "Ngõ 3"}}).status, 303);
    const auto page = only();
    for (const auto* who : {"reader", "leader", "admin"}) {
        EXPECT_EQ(post(who, page, {{"row_version", "1"}, {"caption", "khác"}}).status, 403) << who;
        EXPECT_EQ(post(who, page + "/bo", {}).status, 403) << who;
        EXPECT_EQ(post(who, page + "/xoa", {{"chac_chan", "1"}}).status, 403) << who;
    }
    EXPECT_EQ(post("far", page + "/bo", {}).status, 404);
    EXPECT_EQ(post("team", page + "/xoa", {{"chac_chan", "1"}}).status, 403) << "an officer decides that";
    EXPECT_EQ(post("team", page + "/bo", {{"ly_do", "gửi nhầm"}}).status, 303);
    EXPECT_THAT(attachments(running_), IsEmpty());
    EXPECT_EQ(get("team", page).status, 404);
}

TEST_F(EvidencePages, erased_on_request_is_told_to_the_journal_and_refused_afterwards) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells()).status, 303);
    const auto page = only();
    EXPECT_EQ(post("officer", page + "/xoa", {}).status, 400) << "not without the tick";
    EXPECT_EQ(told_, 0);
    EXPECT_EQ(post("officer", page + "/xoa", {{"chac_chan", "1"}}).status, 303);
    EXPECT_EQ(told_, 1);
    EXPECT_EQ(journalled_, 1);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(dir_.path()))
        EXPECT_FALSE(entry.is_regular_file()) << entry.path();
    EXPECT_THAT(send("team", file::test::jpeg_that_tells()).body, HasSubstr("đã được xóa theo yêu cầu"));
}

TEST_F(EvidencePages, a_file_that_cannot_be_deleted_is_in_the_journal_all_the_same) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells()).status, 303);
    const auto page = only();
    const auto path = files_.vault().path_of(attachments(running_).at(0).sha256);
    // Where the file is to be put aside stands a directory that is not empty.
    std::filesystem::create_directories(path.string() + ".aside/in-the-way");
    EXPECT_GE(post("officer", page + "/xoa", {{"chac_chan", "1"}}).status, 500);
    EXPECT_EQ(told_, 1);
    EXPECT_EQ(journalled_, 1) << "or an old copy brings it back";
}

TEST_F(EvidencePages, a_photo_is_opened_to_everybody_only_with_consent) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells()).status, 303);
    const auto page = only();
    EXPECT_THAT(get("officer", page).body, HasSubstr("trước hết ghi sự đồng ý"));
    EXPECT_EQ(post("officer", page + "/cong-khai", {{"cong_khai", "1"}}).status, 409);
    ASSERT_EQ(post("officer", page, {{"row_version", "1"}, {"consent", "people"}}).status, 303);
    EXPECT_EQ(post("team", page + "/cong-khai", {{"cong_khai", "1"}}).status, 403);
    EXPECT_EQ(post("officer", page + "/cong-khai", {{"cong_khai", "1"}}).status, 303);
    EXPECT_GT(attachments(running_).at(0).published_at, 0);
    EXPECT_THAT(get("officer", page).body, HasSubstr("Ai cũng xem được ảnh này"));
    EXPECT_EQ(post("officer", page + "/cong-khai", {{"cong_khai", "0"}}).status, 303);
    EXPECT_EQ(attachments(running_).at(0).published_at, 0);
}

TEST_F(EvidencePages, a_visit_with_mistakes_comes_back_whole) {
    auto fields = visit_fields();
    fields[1].second = "hôm kia";
    fields[5].second = "to_fix";
    fields.emplace_back("follow_up_1", "Trồng nốt");
    const auto page = post("checker", base_ + "/kiem-tra", fields);
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("Không hiểu ngày này"));
    EXPECT_THAT(page.body, HasSubstr("Chưa ghi hạn xong."));
    EXPECT_THAT(page.body, HasSubstr("value=\"hôm kia\""));
    EXPECT_THAT(page.body, HasSubstr("Hoa đã lên</textarea>"));
    EXPECT_THAT(page.body, HasSubstr("value=\"to_fix\" checked"));
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit"), 0);
}

TEST_F(EvidencePages, a_visit_is_recorded_with_people_and_its_photo) {
    auto fields = visit_fields();
    fields.emplace_back("people", std::to_string(people_.at("checker").user.value));
    fields.emplace_back("people", std::to_string(people_.at("far").user.value));
    fields.emplace_back("follow_up_1", "Trồng nốt");
    fields.emplace_back("due_1", "30/11/2026");
    ASSERT_EQ(post("checker", base_ + "/kiem-tra", fields).status, 303);
    EXPECT_EQ(number_of("SELECT count(*) FROM cycle_visit_person"), 1) << "nobody from elsewhere";
    const auto visit = std::to_string(number_of("SELECT id FROM cycle_visit"));
    const auto sent =
        post("checker", base_ + "/kiem-tra/" + visit + "/tep", {{"v" + visit + "_caption", "Đầu ngõ"}},
             {{"v" + visit + "_file", "a.jpg", file::test::jpeg_that_tells()}});
    ASSERT_EQ(sent.status, 303) << sent.body;
    const auto page = get("reader", base_ + "/kiem-tra").body;
    EXPECT_THAT(page, HasSubstr("Người checker"));
    EXPECT_THAT(page, HasSubstr("Đầu ngõ"));
    EXPECT_THAT(page, HasSubstr("hạn 30/11/2026"));
    EXPECT_THAT(page, Not(HasSubstr("/viec/"))) << "a reader marks nothing as done";
    EXPECT_EQ(post("officer", base_ + "/kiem-tra/" + visit + "/tep", {},
                   {{"v" + visit + "_file", "a", file::test::png_of(9, 9)}})
                  .status,
              403);
    EXPECT_EQ(post("checker", base_ + "/kiem-tra/999/tep", {}, {{"v999_file", "a", file::test::png_of(9, 9)}})
                  .status,
              404);
    const auto job = std::to_string(number_of("SELECT id FROM cycle_follow_up"));
    EXPECT_EQ(post("checker", base_ + "/kiem-tra/viec/" + job, {}).status, 303);
    EXPECT_THAT(get("reader", base_ + "/kiem-tra").body, HasSubstr("Đã xong"));
}

TEST_F(EvidencePages, resources_are_summed_and_crossed_out) {
    const auto wrong =
        post("team", base_ + "/nguon-luc", {{"kind", "land"}, {"amount", "1,5"}, {"note", "18 hộ"}});
    EXPECT_EQ(wrong.status, 422);
    EXPECT_THAT(wrong.body, HasSubstr("value=\"18 hộ\""));
    EXPECT_THAT(wrong.body, HasSubstr("value=\"1,5\""));
    EXPECT_EQ(post("team", base_ + "/nguon-luc", {{"kind", "land"}, {"amount", "5"}}).status, 422)
        << "no source";
    for (const auto* amount : {"1.280", "20"})
        ASSERT_EQ(post("team", base_ + "/nguon-luc",
                       {{"kind", "land"}, {"amount", amount}, {"source", "households"}})
                      .status,
                  303);
    EXPECT_THAT(get("reader", base_ + "/nguon-luc").body, HasSubstr("1.300 m²"));
    const auto last = std::to_string(number_of("SELECT max(id) FROM cycle_quantity"));
    EXPECT_EQ(post("reader", base_ + "/nguon-luc/" + last + "/bo", {}).status, 403);
    ASSERT_EQ(post("team", base_ + "/nguon-luc/" + last + "/bo", {}).status, 303);
    EXPECT_THAT(get("reader", base_ + "/nguon-luc").body, Not(HasSubstr("1.300 m²")));
}

TEST_F(EvidencePages, the_dossier_is_told_how_much_there_is) {
    ASSERT_EQ(send("team", file::test::jpeg_that_tells()).status, 303);
    const auto views =
        in(running_, "reader", [&](const life::Question& q) -> Result<std::vector<life::PartView>> {
            std::vector<life::PartView> out;
            for (const auto& part : parts())
                if (auto view = TRY(part(q))) out.push_back(*view);
            return out;
        }).value();
    ASSERT_EQ(views.size(), 3);
    EXPECT_EQ(views[0].count, 1);
    EXPECT_EQ(views[0].href, base_ + "/minh-chung");
    EXPECT_EQ(views[1].count, 0);
    EXPECT_FALSE(views[1].said.empty());
}

}  // namespace
}  // namespace kheo::registry::evidence
