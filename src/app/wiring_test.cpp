// SPDX-License-Identifier: Apache-2.0
// What one room tells another through the program's wiring: due work for the daily letter, a dossier opened
// urgently, programmes and their initiatives.
#include "app/bodies_wiring.hpp"
#include "app/desk_cards.hpp"
#include "app/messages.gen.hpp"
#include "app/test_life_world.hpp"
#include "app/urgent.hpp"
#include "platform/view/shell.hpp"
#include "support/asking.hpp"

namespace kheo::app {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Wiring : public LifeWorld {
  protected:
    std::function<std::shared_ptr<const territory::Atlas>()> atlas() {
        return [this] { return std::make_shared<const test::TestAtlas>(atlas_); };
    }
    view::Site site_{.name = "Dân vận khéo", .clock = &clock_};
};

class DueWork : public Wiring {
  protected:
    DueWork() {
        parts_ = {};
        to(2);
        crew_ = crew_for("crew", kHamlet, kWard);
        add("elsewhere", {{Role::leader, kSibling}});
    }
    void to(int day_of_november) { clock_ = FixedClock{*Date::of(2026, 11, day_of_november)}; }
    std::string waits_for_the_leader(const std::string& title) {
        const auto code = begun(crew_.maker, kHamlet, title);
        bring(crew_, code, "appraised");
        return code;
    }
    office::DueWork due(const std::string& who) {
        const auto found = database_->read([&](db::Transaction& tx) {
            return due_work({*database_, clock_, site_, atlas(), parts_})(tx, people_.at(who));
        });
        EXPECT_TRUE(found.has_value()) << said(found);
        return found.value_or(office::DueWork{});
    }
    Crew crew_;
};

TEST_F(DueWork, the_letter_tells_what_is_late_and_near_by_day_and_leaves_the_rest) {
    const auto suspended = begun(crew_.maker, kHamlet, "Tạm dừng");
    bring(crew_, suspended, "running");
    must(crew_.leader, suspended, "suspend");  // waits for the leader, without a day
    const auto late = waits_for_the_leader("Quá hạn");
    to(9);
    const auto near = waits_for_the_leader("Sắp đến hạn");
    to(11);
    const auto calm = waits_for_the_leader("Còn lâu");
    ASSERT_EQ(cycle(late).due, Date::of(2026, 11, 9)) << "five working days";
    ASSERT_EQ(cycle(near).due, Date::of(2026, 11, 16));
    ASSERT_EQ(cycle(calm).due, Date::of(2026, 11, 18));
    ASSERT_EQ(cycle(suspended).due, std::nullopt);
    const auto found = due(crew_.leader);
    EXPECT_EQ(found.late, 1);
    EXPECT_EQ(found.soon, 1) << "three working days are left of one, five of the other";
    ASSERT_THAT(found.lines, SizeIs(2));
    EXPECT_EQ(found.lines[0].href, registry::life::cycle_href(late));
    EXPECT_EQ(found.lines[0].due, *Date::of(2026, 11, 9));
    EXPECT_THAT(found.lines[0].why, HasSubstr("5 ngày làm việc"));
    EXPECT_EQ(found.lines[0].what->in(Language::vi), "Duyệt kế hoạch");
    EXPECT_EQ(found.lines[1].href, registry::life::cycle_href(near));
    for (const auto& line : found.lines)
        EXPECT_THAT(line.why, Not(HasSubstr("uá hạn"))) << "no title in a letter";
    to(12);
    EXPECT_EQ(due(crew_.leader).soon, 1);
    to(13);
    EXPECT_EQ(due(crew_.leader).soon, 2) << "a day later the calm one is near";
}

TEST_F(DueWork, nobody_hears_of_what_does_not_wait_for_him) {
    waits_for_the_leader("Quá hạn");
    to(20);
    EXPECT_EQ(due(crew_.leader).late, 1);
    for (const auto& who : {crew_.maker, crew_.examiner, std::string("elsewhere"), std::string("scorer_1")}) {
        const auto found = due(who);
        EXPECT_EQ(found.late + found.soon, 0) << who;
        EXPECT_THAT(found.lines, IsEmpty()) << who;
    }
}

class Urgent : public Wiring {
  protected:
    std::optional<office::UrgentDossier> opened(std::string_view code) {
        return database_->read([&](db::Transaction& tx) { return urgent_dossier(tx, code); }).value();
    }
    static std::string told(const office::UrgentDossier& dossier) {
        std::string out = dossier.title + "\n";
        for (const auto& [label, text] : dossier.lines)
            out += std::string(label->in(Language::vi)) + ": " + text + "\n";
        return out;
    }
};

TEST_F(Urgent, a_draft_that_is_closed_to_others_is_shown_whole_and_stays_a_draft) {
    const auto crew = crew_for("crew", kHamlet, kWard);
    const auto code = begun(crew.maker, kHamlet, "Ngõ xanh");
    const auto before = cycle(code);
    EXPECT_FALSE(opened("KHONGCO").has_value());
    const auto draft = opened(code);
    ASSERT_TRUE(draft.has_value());
    EXPECT_EQ(draft->code, code);
    EXPECT_EQ(draft->unit, kHamlet);
    EXPECT_EQ(draft->subject, "cycle");
    EXPECT_EQ(draft->id, before.id.value) << "where the ledger notes who looked";
    ASSERT_NE(draft->state, nullptr);
    EXPECT_EQ(draft->state, registry::life::process().state("draft")->label);
    for (const auto* text :
         {"Ngõ xanh", "Chi hội Phụ nữ số 8", "Đường hẹp", "Mở rộng 740 m", "Họp dân hai lần", "Tổ 5",
          "Chi bộ", "Ngày công", "Quý II", "Đường rộng 6 m", "Dễ nhân rộng"})
        EXPECT_THAT(told(*draft), HasSubstr(text));
    bring(crew, code, "registered");
    const auto later = opened(code);
    ASSERT_TRUE(later.has_value());
    EXPECT_THAT(told(*later), HasSubstr("Đường hẹp")) << "the register holds it now";
    EXPECT_EQ(later->state, registry::life::process().state("registered")->label);
}

class Programmes : public Wiring {
  protected:
    Programmes() {
        crew_ = crew_for("crew", kWard, kWard);
        add("officer", {{Role::officer, kWard}}), add("elsewhere", {{Role::officer, kSibling}});
        add("above", {{Role::reader, kProvince}});
        router_ = std::make_unique<http::Router>(
            bodies::routes(bodies_services({*database_, clock_, site_, atlas(), [] {}, files_, {}, {}, {}})));
    }
    test::Answer get(const std::string& who, const std::string& target) {
        return test::ask(*router_, clock_.today(), people_.at(who), http::Method::get, target);
    }
    test::Answer post(const std::string& who, const std::string& target, test::Typed typed) {
        for (const auto& [name, value] :
             std::vector<std::pair<std::string, std::string>>{{"ngay", "2026-01-01"},
                                                              {"so_van_ban", "12-QĐ/ĐU"},
                                                              {"noi_ban_hanh", "Đảng ủy phường An Bình"}})
            typed.emplace_back(name, value);
        return test::ask(*router_, clock_.today(), people_.at(who), http::Method::post, target, {typed});
    }
    std::string number_of(const std::string& code) {
        return database_
            ->read([&](db::Transaction& tx) {
                return tx.value<std::string>("SELECT number FROM initiative WHERE id = ?1",
                                             cycle(code).initiative);
            })
            .value();
    }

    test::TempDir dir_;
    file::Files files_{*database_, clock_, dir_.path() / "files"};
    std::unique_ptr<http::Router> router_;
    Crew crew_;
};

TEST_F(Programmes, a_programme_is_linked_to_an_initiative_of_the_register_and_to_no_draft) {
    const auto code = begun(crew_.maker, kWard, "Ngõ xanh");
    bring(crew_, code, "registered");
    const auto draft = begun(crew_.maker, kWard, "Chưa gửi");
    const auto number = number_of(code);
    const auto made =
        post("officer", "/to-chuc/lap?don_vi=" + std::to_string(kWard.value),
             {{"loai", "steering_committee"}, {"ten", "Ban Chỉ đạo phường"}, {"request_key", "b"}});
    ASSERT_EQ(made.status, 303) << made.body;
    const auto body = made.location.substr(0, made.location.find('?'));
    ASSERT_EQ(post("officer", body + "/chuong-trinh",
                   {{"ten", "Chương trình 7"}, {"den_ngay", "2026-12-31"}, {"request_key", "p"}})
                  .status,
              303);
    const std::string link = "/to-chuc/chuong-trinh/1/gan";
    EXPECT_THAT(get("officer", link).body, HasSubstr(std::string(msg::link_initiative.in(Language::vi))));
    EXPECT_EQ(get("elsewhere", link).status, 404);
    for (const auto& wrong : {std::string("MH-0000-0000"), draft, cycle(draft).title}) {
        const auto answer = post("officer", link, {{"initiative", wrong}});
        EXPECT_EQ(answer.status, 422) << wrong;
        EXPECT_THAT(answer.body, HasSubstr(wrong)) << "what was typed stays";
    }
    EXPECT_EQ(post("officer", link, {{"initiative", number}}).status, 303);
    EXPECT_EQ(post("officer", link, {{"initiative", number}}).status, 303) << "sent twice";
    const auto page = get("above", body).body;
    const auto anchor = "href=\"/so-dang-ky/" + number + "\"";
    EXPECT_THAT(page, HasSubstr(anchor));
    EXPECT_THAT(page, HasSubstr(number + " · Ngõ xanh"));
    EXPECT_EQ(page.find(anchor), page.rfind(anchor)) << "once";
}

}  // namespace
}  // namespace kheo::app
