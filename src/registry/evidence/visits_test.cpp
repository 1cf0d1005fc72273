// SPDX-License-Identifier: Apache-2.0
// What a visit asks for is somebody's work until it is confirmed. On both databases.
#include "registry/evidence/service.hpp"
#include "registry/evidence/test_evidence.hpp"

namespace kheo::registry::evidence {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Visit asking(Date on, std::vector<Date> dues) {
    Visit v;
    v.on = on;
    v.place = "Ngõ 3, thôn Đông";
    v.bodies = "Mặt trận Tổ quốc phường";
    v.findings = "Đã trồng 200 m hoa.";
    v.concluded = dues.empty() ? Conclusion::passed : Conclusion::to_fix;
    for (const auto due : dues) v.follow_ups.push_back({{}, "Trồng nốt đoạn cuối", due, {}});
    return v;
}

class EvidenceVisits : public EvidenceTest {
  protected:
    Result<VisitId> visited(const Visit& visit, std::string key = {}) {
        return in(running_, "checker",
                  [&](const life::Question& q) { return record({q, clock_.now(), key}, visit); });
    }
    FollowUpId first_open() {
        return FollowUpId{number_of("SELECT min(id) FROM cycle_follow_up WHERE done_at IS NULL")};
    }
    std::vector<life::Task> asked_of(const std::string& who) {
        const auto found = database_->read([&](db::Transaction& tx) {
            return life::tasks(tx, people_.at(who), atlas_, clock_.today(), 10, life::CountTasks::all,
                               index_.get());
        });
        EXPECT_TRUE(found) << found.error().detail;
        auto out = found.value().first;
        std::erase_if(out, [](const auto& task) { return !task.href.ends_with("/kiem-tra"); });
        return out;
    }

    std::shared_ptr<life::WorkIndex> index_ = life::make_work_index(open_follow_ups);
};

TEST_F(EvidenceVisits, what_is_asked_for_is_work_until_it_is_confirmed) {
    EXPECT_THAT(asked_of("team"), IsEmpty());
    const auto day = *Date::of(2026, 11, 20);
    ASSERT_TRUE(visited(asking(day, {day.plus_days(10), day.plus_days(4)})));
    ASSERT_EQ(asked_of("team").size(), 1u);
    const auto task = asked_of("team").front();
    EXPECT_EQ(task.cycle.due, day.plus_days(4));
    EXPECT_THAT(task.cycle.due_why, HasSubstr("20/11/2026"));
    EXPECT_THAT(asked_of("far"), IsEmpty());
    EXPECT_THAT(asked_of("reader"), IsEmpty());
    const auto done = [&](FollowUpId id) {
        return in(running_, "checker",
                  [&](const life::Question& q) { return follow_up_done({q, clock_.now(), {}}, id); });
    };
    ASSERT_TRUE(done(first_open()));
    EXPECT_EQ(asked_of("team").size(), 1u);
    ASSERT_TRUE(done(first_open()));
    EXPECT_THAT(asked_of("team"), IsEmpty());
}

TEST_F(EvidenceVisits, what_a_stopped_dossier_was_asked_for_is_nobodys_work) {
    ASSERT_TRUE(visited(asking(*Date::of(2026, 11, 20), {*Date::of(2026, 11, 22)})));
    EXPECT_EQ(asked_of("checker").size(), 1u);
    EXPECT_TRUE(database_->write([&](db::Transaction& tx) {
        return tx.exec("UPDATE initiative_cycle SET state = 'stopped' WHERE id = ?1", running_);
    }));
    index_ = life::make_work_index(open_follow_ups);
    for (const auto& [who, person] : people_) EXPECT_THAT(asked_of(who), IsEmpty()) << who;
}

}  // namespace
}  // namespace kheo::registry::evidence
