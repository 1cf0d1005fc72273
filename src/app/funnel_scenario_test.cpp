// SPDX-License-Identifier: Apache-2.0
// The funnel as the program counts it: what was taken up elsewhere is counted by real copies, and a published
// figure that contradicts itself stands on the page as it was said.
#include "app/test_life_world.hpp"
#include "platform/view/shell.hpp"
#include "registry/life/funnel.hpp"
#include "registry/replication/replication.hpp"
#include "support/asking.hpp"

namespace kheo::app {
namespace {

using registry::InitiativeId;
using registry::life::Funnel;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// U Minh Thượng 2019: 332 = 316 + 16 registered, 266 = 251 + 15 recognised, 39 replicated.
class FunnelScenario : public LifeWorld {
  protected:
    FunnelScenario() {
        parts_ = {};  // sheets and visits are asked for elsewhere
        ward_ = crew_for("ward", kWard, kWard);
        sibling_ = crew_for("sibling", kSibling, kSibling);
        add("city_officer", {{Role::officer, kProvince}});
        add("reader", {{Role::reader, kProvince}});
    }
    static registry::NewRow row_of(int i) {
        registry::NewRow row;
        row.statement.title = "Việc số " + std::to_string(i);
        row.statement.owner_type =
            i < 316 ? registry::OwnerType::collective : registry::OwnerType::individual;
        row.statement.owner_text = "Chủ thể " + std::to_string(i);
        row.statement.unit = kWard;
        row.campaign_year = 2026;
        row.date = *Date::of(2026, 3, 31);
        return row;
    }
    static bool is_recognised(int i) { return i < 251 || (i >= 316 && i < 331); }

    Result<> step(db::Transaction& tx, const std::string& who, const std::string& code, const char* act) {
        const auto at = TRY(registry::life::find(tx, code));
        TRY(registry::life::perform(tx, code, at->row_version, act, decided(clock_.today()), {},
                                    acting(who)));
        return {};
    }
    Result<> follow_and_decide(db::Transaction& tx, const std::string& number, int i) {
        const auto code = TRY(registry::life::follow(tx, number, 2026, acting(ward_.examiner)));
        TRY(step(tx, ward_.maker, code, "start"));
        if (!is_recognised(i)) return {};
        TRY(step(tx, ward_.maker, code, "self_assess"));
        TRY(step(tx, ward_.examiner, code, "check"));
        TRY(step(tx, ward_.examiner, code, "close_scoring"));
        return step(tx, ward_.leader, code, "recognise");
    }
    void play() {
        std::vector<registry::NewRow> rows;
        for (int i = 0; i < 332; ++i) rows.push_back(row_of(i));
        const auto done = database_->write([&](db::Transaction& tx) -> Result<> {
            const auto saved =
                TRY(registry::register_rows(tx, {"a.xlsx", "00", kWard, *Date::of(2026, 3, 31), 2026, 0},
                                            rows, atlas_, {people_.at(ward_.maker).user, clock_.now()}));
            for (int i = 0; i < 332; ++i) {
                const auto id = saved.rows[static_cast<std::size_t>(i)].initiative;
                numbers_.push_back(
                    TRY(tx.value<std::string>("SELECT number FROM initiative WHERE id = ?1", id)));
                TRY(follow_and_decide(tx, numbers_.back(), i));
            }
            return {};
        });
        ASSERT_TRUE(done.has_value()) << said(done);
    }
    /// A draft of the ward next door that takes it up.
    std::string copied(int which) {
        const auto made = database_->write([&](db::Transaction& tx) {
            return registry::replication::begin(tx, numbers_.at(static_cast<std::size_t>(which)), kSibling,
                                                "Làm theo ngõ", {}, acting(sibling_.maker));
        });
        EXPECT_TRUE(made.has_value()) << said(made);
        return made.value_or("");
    }
    void registered(const std::string& code) {
        const auto at = cycle(code);
        const auto completed = database_->write([&](db::Transaction& tx) {
            return registry::life::revise(tx, code, at.row_version,
                                          statement_for(kSibling, at.title + " " + code),
                                          acting(sibling_.maker));
        });
        ASSERT_TRUE(completed.has_value()) << said(completed);
        must(sibling_.maker, code, "submit");
        examine(sibling_.examiner, code);
        must(sibling_.examiner, code, "appraise");
        must(sibling_.leader, code, "register");
    }
    Funnel funnel_of(UnitId unit) {
        const registry::Reading reading{atlas_, {true, {}}, clock_.today()};
        const auto found = database_->read([&](db::Transaction& tx) {
            return registry::life::funnel(tx, unit, 2026, reading, registry::replication::copies_of);
        });
        EXPECT_TRUE(found.has_value()) << said(found);
        return found ? found->all : Funnel{};
    }
    test::Answer asked(const std::string& who, http::Method method, const std::string& target,
                       const test::Typed& typed = {}) {
        const view::Site site{.name = "Dân vận khéo", .clock = &clock_};
        const http::Router router(registry::life::routes(
            {*database_, clock_, site, [this] { return std::make_shared<const test::TestAtlas>(atlas_); },
             parts_, registry::replication::copies_of}));
        return test::ask(router, clock_.today(), people_.at(who), method, target, {typed});
    }

    Crew ward_, sibling_;
    std::vector<std::string> numbers_;
};

TEST_F(FunnelScenario, thirty_nine_that_were_taken_up_elsewhere_are_counted_by_their_copies) {
    play();
    EXPECT_EQ(funnel_of(kWard), (Funnel{332, 332, 266, 0, 0}));
    for (int i = 0; i < 39; ++i) registered(copied(i));
    EXPECT_EQ(funnel_of(kWard), (Funnel{332, 332, 266, 0, 39}));
    registered(copied(0));    // taken up twice is one
    copied(200);              // a draft is not taken up yet
    registered(copied(300));  // it was not recognised itself
    EXPECT_EQ(funnel_of(kWard), (Funnel{332, 332, 266, 0, 39}));
    EXPECT_EQ(funnel_of(kSibling), (Funnel{41, 0, 0, 0, 0}));
    EXPECT_EQ(funnel_of(kProvince), (Funnel{373, 332, 266, 0, 39}));
    const auto page = asked("reader", http::Method::get, "/pheu?nam=2026&don_vi=00001");
    for (const auto* figure : {">332<", ">266<", ">39<"}) EXPECT_THAT(page.body, HasSubstr(figure));
    EXPECT_THAT(database_->read([](db::Transaction& tx) { return registry::life::faults(tx); }).value(),
                IsEmpty());
}

TEST_F(FunnelScenario, the_page_shows_what_was_published_as_it_was_said_and_where_it_contradicts_itself) {
    const test::Typed quang_ngai{{"nam", "2017"},
                                 {"don_vi", "01"},
                                 {"registered", "225"},
                                 {"carried_out", "212"},
                                 {"recognised", "179"},
                                 {"not_recognised", "46"},
                                 {"nguon", "quangngai.gov.vn, bài 8122"},
                                 {"request_key", "k"}};
    EXPECT_NE(asked("reader", http::Method::post, "/pheu", quang_ngai).status, 303);
    ASSERT_EQ(asked("city_officer", http::Method::post, "/pheu", quang_ngai).status, 303);
    ASSERT_EQ(asked("city_officer", http::Method::post, "/pheu", quang_ngai).status, 303) << "sent twice";
    for (const auto* who : {"reader", "city_officer"}) {
        const auto page = asked(who, http::Method::get, "/pheu?nam=2017&don_vi=01");
        ASSERT_EQ(page.status, 200) << who;
        for (const auto* figure : {">225<", ">212<", ">179<", ">46<"})
            EXPECT_THAT(page.body, HasSubstr(figure)) << who;
        EXPECT_THAT(page.body, Not(HasSubstr(">166<"))) << "212 − 46: nothing is corrected";
        EXPECT_THAT(page.body,
                    HasSubstr("179 được công nhận + 46 không được = 225, lớn hơn số đã triển khai (212)"));
        EXPECT_THAT(page.body, HasSubstr("quangngai.gov.vn, bài 8122"));
    }
    EXPECT_EQ(funnel_of(kProvince), (Funnel{0, 0, 0, 0, 0}))
        << "and counted with nothing that is counted here";
}

}  // namespace
}  // namespace kheo::app
