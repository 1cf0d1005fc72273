// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "registry/scoring/sheets.hpp"
#include "registry/scoring/test_cycle.hpp"

namespace kheo::registry::scoring {

namespace {

using test::kGood, test::kPoor;

class SheetWalk : public test::Scoring {};

// Whatever three scorers and an officer do, in any order: nobody reads a colleague's mark before all sheets
// that count are locked. Each sheet carries a mark of its own; every page and every answer is searched.
TEST_F(SheetWalk, NoSequenceOfActsShowsAColleaguesSheetBeforeLocking) {
    const auto third =
        person("chamba", {{auth::Role::scorer, test::kNewWard}, {auth::Role::reader, test::kCity}});
    const std::vector<const auth::Principal*> scorers{&an_, &binh_, &third};
    const std::vector<const auth::Principal*> watchers{&an_,     &binh_,   &third, &officer_,
                                                       &leader_, &reader_, &owner_};
    const auto mark = [](const auth::Principal& who) { return "MAT-" + who.name; };
    const auto together = [&] {
        return database_
            ->read([&](db::Transaction& tx) -> Result<bool> {
                const auto cycle = TRY(life::find(tx, code_));
                const auto round = TRY(standing(tx, cycle->id));
                return round && all_locked(round->round, round->sheets);
            })
            .value();
    };
    std::uint64_t seed = 20261121;
    const auto next = [&](std::uint64_t below) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        return (seed >> 33) % below;
    };
    int seen_together = 0;
    for (int walk = 0; walk < 6; ++walk) {
        code_ = cycle("checked");
        here_ = "/ho-so/" + code_ + "/cham-diem";
        if (walk % 2 == 0) both_assigned();
        for (int step = 0; step < 14; ++step) {
            const auto& who = *scorers[next(scorers.size())];
            std::string answer;
            switch (next(10)) {
                case 0:
                    assign(officer_, who);
                    break;
                case 1:
                case 2:
                    answer = score(who, kGood, "keep", mark(who)).body;
                    break;
                case 3:
                case 4:
                case 5:
                case 6:
                    answer = score(who, next(2) ? kGood : kPoor, "lock", mark(who)).body;
                    break;
                case 7:
                case 8:
                    answer = post(who, here_ + "/mo-khoa", {{"unlock", "Xem lại"}}).body;
                    break;
                default:
                    answer = post(who, here_ + "/tu-choi", {{"excuse", next(2) ? "Có quan hệ" : ""}}).body;
            }
            const bool all = together();
            seen_together += all;
            for (const auto* watcher : watchers)
                for (const auto& page : {here_, here_ + "/tong-hop"}) {
                    const auto body = get(*watcher, page).body + (watcher == &who ? answer : "");
                    for (const auto* scorer : scorers) {
                        if (scorer == watcher || all) continue;
                        ASSERT_EQ(body.find(mark(*scorer)), std::string::npos)
                            << watcher->name << " reads " << scorer->name;
                    }
                }
        }
    }
    EXPECT_GT(seen_together, 0);  // the walk reached the other side too
}

}  // namespace

}  // namespace kheo::registry::scoring
