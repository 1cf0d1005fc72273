// SPDX-License-Identifier: Apache-2.0
// What is kept in memory of the work that waits: never more, never less than the transaction sees, whoever
// wrote, however the rights, the day or the map change.
#include <random>
#include <thread>

#include "platform/ledger/ledger.hpp"
#include "registry/life/test_life.hpp"
#include "support/temp_dir.hpp"

namespace kheo::registry::life {
namespace {

using test::full_statement;
using test::kNewWard;
using test::kOtherNew;
using test::LifeTest;
using test::Role;
using testing::ElementsAre;
using testing::IsEmpty;

class WorkTest : public LifeTest {
  protected:
    using Lines = std::vector<std::string>;

    Lines seen(db::Transaction& tx, const std::string& who, WorkIndex* index, Date today) {
        const auto found = tasks(tx, people_.at(who), atlas_, today, 1000, CountTasks::all, index);
        Lines out;
        for (const auto& task : found.value().first)
            out.push_back(task.cycle.title + " " + task.cycle.state + " v" +
                          std::to_string(task.cycle.row_version) + ": " +
                          std::string(task.what->in(Language::vi)));
        return out;
    }
    Lines waiting(const std::string& who, WorkIndex* index) {
        return database_
            ->read([&](db::Transaction& tx) -> Result<Lines> { return seen(tx, who, index, clock_.today()); })
            .value();
    }
    Lines waiting(const std::string& who) { return waiting(who, here_.get()); }

    void seal() {
        const auto key = ledger::load_or_make_key(keys_.path());
        ASSERT_TRUE(ledger::seal(*database_, key.value(), clock_.now()).has_value());
    }

    /// A question, or an answer to the last one.
    void talked(const std::string& who, const std::string& code, bool answers) {
        (void)write([&](db::Transaction& tx) -> Result<> {
            const auto all = TRY(remarks(tx, TRY(find(tx, code)).value().id));
            const auto to = answers && !all.empty() ? all.back().id : RemarkId{};
            return remark(tx, code, "Đã họp dân chưa?", to, {}, acting(who));
        });
    }

    std::shared_ptr<WorkIndex> here_ = make_work_index(), there_ = make_work_index();
    kheo::test::TempDir keys_;
};

const std::string kToAppraise = "Một submitted v2: Thẩm định kế hoạch";

TEST_F(WorkTest, nothing_of_an_act_that_is_taken_back_is_kept) {
    const auto code = brought_to("submitted", "Một");
    EXPECT_THAT(waiting("appraiser"), ElementsAre(kToAppraise));
    const auto before = cycle(code);
    const auto taken_back = write([&](db::Transaction& tx) -> Result<> {
        TRY(perform(tx, code, before.row_version, "withdraw", everything(), {}, acting("team")));
        EXPECT_THAT(seen(tx, "appraiser", here_.get(), clock_.today()), IsEmpty()) << "its own transaction";
        return fail(ErrorKind::internal, Message{});
    });
    EXPECT_FALSE(taken_back.has_value());
    EXPECT_THAT(waiting("appraiser"), ElementsAre(kToAppraise));
}

TEST_F(WorkTest, an_act_by_another_server_is_seen_at_once) {
    const auto code = brought_to("submitted", "Một");
    EXPECT_THAT(waiting("appraiser", there_.get()), ElementsAre(kToAppraise));
    must("appraiser", code, "appraise");  // nobody asked `there` meanwhile
    seal();
    EXPECT_THAT(waiting("appraiser", there_.get()), IsEmpty());
    EXPECT_THAT(waiting("leader", there_.get()), ElementsAre("Một appraised v4: Duyệt kế hoạch"));
}

TEST_F(WorkTest, a_reader_of_an_older_state_neither_gets_nor_spoils_the_newer_one) {
    const auto code = brought_to("submitted", "Một");
    const auto old = database_->read([&](db::Transaction& tx) -> Result<Lines> {
        (void)seen(tx, "appraiser", here_.get(), clock_.today());
        std::thread([&] { must("appraiser", code, "appraise"), (void)waiting("leader"); }).join();
        return seen(tx, "appraiser", here_.get(), clock_.today());
    });
    EXPECT_THAT(old.value(), ElementsAre(kToAppraise));
    EXPECT_THAT(waiting("appraiser"), IsEmpty());
    EXPECT_EQ(waiting("leader").size(), 1u);
}

TEST_F(WorkTest, rights_and_the_day_are_those_of_the_question) {
    brought_to("appraised", "Một");
    EXPECT_EQ(waiting("leader").size(), 1u);
    EXPECT_THAT(waiting("future_leader"), IsEmpty());
    EXPECT_THAT(waiting("past_leader"), IsEmpty());
    people_["leader"].grants.front().until = clock_.today().plus_days(-1);  // ended in the middle of the day
    EXPECT_THAT(waiting("leader"), IsEmpty());
    people_["leader"].grants = {{Role::leader, kOtherNew, *Date::of(2020, 1, 1), *Date::of(2030, 1, 1)}};
    EXPECT_THAT(waiting("leader"), IsEmpty());
    clock_.set(clock_.now() + 24LL * 3'600'000);
    EXPECT_EQ(waiting("future_leader").size(), 1u);
}

TEST_F(WorkTest, a_registered_dossier_waits_where_its_initiative_stands_by_now) {
    const auto code = brought_to("registered", "Một");
    EXPECT_EQ(waiting("team").size(), 1u);
    EXPECT_THAT(waiting("other_officer"), IsEmpty());
    ASSERT_TRUE(write([&](db::Transaction& tx) -> Result<> {
                    const auto number = TRY(tx.value<std::string>("SELECT number FROM initiative"));
                    auto moved = full_statement("Một", kOtherNew);
                    return edit(tx, number, 1, moved, {atlas_, {.all = true, .roots = {}}, clock_.today()},
                                {{}, clock_.now()});
                }).has_value());
    ASSERT_EQ(cycle(code).unit, kOtherNew);
    for (const auto& [who, person] : people_) EXPECT_EQ(waiting(who), waiting(who, nullptr)) << who;
    EXPECT_THAT(waiting("team"), IsEmpty());
}

TEST_F(WorkTest, the_desk_looks_no_further_than_it_shows) {
    for (const auto* title : {"Một", "Hai", "Ba"}) brought_to("submitted", title);
    const auto shown = database_->read([&](db::Transaction& tx) {
        return tasks(tx, people_["appraiser"], atlas_, clock_.today(), 2, CountTasks::shown, here_.get());
    });
    ASSERT_EQ(shown->first.size(), 2u);
    EXPECT_EQ(shown->first[0].cycle.title, "Một") << "the first that is due";
    EXPECT_EQ(shown->first[1].cycle.title, "Hai");
    EXPECT_EQ(waiting("appraiser").size(), 3u);
}

/// Two servers, each asked now and then, sealed now and then: each tells what the rows say.
TEST_F(WorkTest, after_any_walk_the_kept_work_is_the_work_of_the_rows) {
    std::mt19937 random(20261122), chance(20261123);
    std::vector<std::string> codes, names;
    for (const auto& [name, principal] : people_) names.push_back(name);
    const auto any = [&](const auto& list) -> const auto& { return list[random() % list.size()]; };
    for (int i = 0; i < 300; ++i) {
        if (codes.size() < 5 || random() % 20 == 0)
            codes.push_back(
                begun(random() % 2 ? "team" : "officer", full_statement("Việc " + std::to_string(i))));
        const auto& code = any(codes);
        if (cycle(code).state == "submitted") examined("appraiser", code);
        std::vector<std::string> from_here;
        for (const auto& act : process().acts)
            if (std::ranges::find(act.from, cycle(code).state) != act.from.end())
                from_here.emplace_back(act.code);
        if (from_here.empty()) continue;
        (void)act(any(names), code, any(from_here));
        if (chance() % 3 == 0) talked(names[chance() % names.size()], code, chance() % 2 == 0);
        if (random() % 10 == 0) seal();
        const auto& who = any(names);
        const auto rows = waiting(who, nullptr);
        EXPECT_EQ(waiting(who), rows) << who << " at step " << i;
        if (random() % 5 != 0) continue;
        EXPECT_EQ(waiting(who, there_.get()), rows) << who << " there at step " << i;
    }
}

}  // namespace
}  // namespace kheo::registry::life
