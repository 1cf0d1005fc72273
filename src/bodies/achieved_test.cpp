// SPDX-License-Identifier: Apache-2.0
#include "bodies/achieved.hpp"

#include <gtest/gtest.h>

#include "support/test_database.hpp"

namespace kheo::bodies {
namespace {

Date day(std::string_view text) {
    return *Date::parse_iso(text);
}
const Date kToday = day("2026-11-21"), kOpen = day("9999-12-31");
const Actor kActor{{}, 1};
const UnitSort kCommune{"commune", "Xã"}, kWard{"commune", "Phường"}, kHamlet{"hamlet", "Thôn"};
const Document kPaper{"5-QĐ", "Tỉnh", {}};

class Achieved : public ::testing::Test {
  protected:
    Result<> award(std::string code, std::string_view from, std::string_view until, std::string key,
                   const UnitSort& unit = kCommune) {
        return database_->write([&](db::Transaction& tx) {
            return award_status(tx, {0, UnitId{11}, code, "", day(from), day(until), kPaper}, unit, kToday,
                                key, kActor);
        });
    }
    Result<> count(std::string name, Stages counts, std::string_view on = "2026-11-20") {
        return database_->write([&](db::Transaction& tx) -> Result<> {
            const auto id =
                TRY(begin_campaign(tx, {0, UnitId{11}, "Đường Vành đai", kPaper, kToday}, "c", kActor));
            return count_stretch(tx, *TRY(store::campaign(tx, id)), {name, counts, day(on)}, kToday, kActor);
        });
    }
    bool end(std::int64_t status, std::string_view on) {
        return database_
            ->write([&](db::Transaction& tx) { return end_status(tx, status, day(on), kToday, kActor); })
            .has_value();
    }
    std::vector<Stretch> stretches() {
        return database_
            ->read([](db::Transaction& tx) -> Result<std::vector<Stretch>> {
                return store::stretches(tx, TRY(store::campaigns(tx, UnitId{11})).front().id);
            })
            .value();
    }
    std::int64_t entries(std::string_view verb) {
        return database_
            ->read([&](db::Transaction& tx) {
                return tx.value("SELECT count(*) FROM ledger_entry WHERE verb = ?1", verb);
            })
            .value();
    }
    kheo::test::TestDatabase database_;
};

TEST_F(Achieved, AStatusNeedsItsLevelItsTimeAndItsPaper) {
    EXPECT_FALSE(award("civilised_urban", "2012-01-01", "9999-12-31", "a", kWard)) << "before it existed";
    EXPECT_FALSE(award("civilised_urban", "2020-01-01", "9999-12-31", "a", kHamlet));
    EXPECT_FALSE(award("civilised_urban", "2020-01-01", "2019-01-01", "a", kWard));
    EXPECT_FALSE(award("civilised_urban", "2020-01-01", "9999-12-31", "a", kCommune)) << "no urban unit";
    EXPECT_FALSE(award("new_rural", "2020-01-01", "9999-12-31", "a", kWard)) << "no rural unit";
    EXPECT_EQ(award("new_rural", "2026-11-22", "9999-12-31", "a").error().fields.front().field, "ngay")
        << "still to come";
    const auto bare = database_->write([&](db::Transaction& tx) {
        return award_status(tx, {0, UnitId{11}, "new_rural", "", kToday, kOpen, {}}, kCommune, kToday, "a",
                            kActor);
    });
    EXPECT_EQ(bare.error().fields.size(), 2u);
}

TEST_F(Achieved, TheSameStatusIsNotHeldTwiceAtOnceAndMayComeBack) {
    ASSERT_TRUE(award("new_rural", "2015-01-01", "2020-12-31", "a"));
    ASSERT_TRUE(award("new_rural", "2015-01-01", "2020-12-31", "a")) << "sent twice";
    EXPECT_FALSE(award("new_rural", "2020-12-31", "9999-12-31", "b"));
    ASSERT_TRUE(award("new_rural", "2021-01-01", "9999-12-31", "c"));
    const auto all =
        database_->read([](db::Transaction& tx) { return store::statuses(tx, UnitId{11}); }).value();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all.front().name, "Xã đạt chuẩn nông thôn mới");
    EXPECT_FALSE(end(all.front().id, "2020-12-31"));
    EXPECT_TRUE(end(all.front().id, "2026-06-30"));
    EXPECT_TRUE(end(all.front().id, "2026-06-30")) << "sent twice";
    EXPECT_FALSE(end(all.front().id, "2026-05-31")) << "ended already";
    EXPECT_FALSE(end(all.front().id, "2027-01-31")) << "nothing that ended begins again";
    EXPECT_FALSE(end(all.back().id, "2019-12-31"));
    EXPECT_EQ(entries("bodies.status_ended"), 1);
}

TEST_F(Achieved, AStatusForSomeYearsEndsEarlierAndNeverLater) {
    ASSERT_TRUE(award("new_rural", "2025-01-01", "2029-12-31", "a"));
    const auto held =
        database_->read([](db::Transaction& tx) { return store::statuses(tx, UnitId{11}); }).value().front();
    EXPECT_FALSE(end(held.id, "2030-01-01"));
    EXPECT_TRUE(end(held.id, "2027-12-31"));
}

TEST_F(Achieved, ACampaignSentTwiceIsBegunOnce) {
    ASSERT_TRUE(count("Đoạn 1", {10, 5, 0}));
    ASSERT_TRUE(count("Đoạn 1", {10, 8, 0}));
    EXPECT_EQ(entries("bodies.clearance_begun"), 1);
}

TEST_F(Achieved, CountsOfAnEarlierDayReplaceNoneOfALaterOneAndThePersonIsTold) {
    ASSERT_TRUE(count("Đoạn 1", {10, 8, 2}, "2026-11-20"));
    const auto late = count("Đoạn 1", {10, 5, 0}, "2026-11-13");
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().fields.front().field, "ngay");
    EXPECT_EQ(stretches().front().counts, (Stages{10, 8, 2}));
    EXPECT_EQ(entries("bodies.stretch_counted"), 1);
}

TEST_F(Achieved, AStretchNamesNoHouseholdAndItsStagesLieInsideEachOther) {
    EXPECT_FALSE(count("", {1, 1, 1}));
    EXPECT_EQ(count("Nhà ông Nguyễn Văn An", {1, 1, 1}).error().fields.front().field, "ten");
    EXPECT_FALSE(count("Đoạn 1", {10, 11, 0}));
    EXPECT_FALSE(count("Đoạn 1", {10, 5, 6}));
    EXPECT_FALSE(count("Đoạn 1", {-1, 0, 0}));
    EXPECT_FALSE(count("Đoạn 1", {10, 5, 0}, "2026-11-22"));
    ASSERT_TRUE(count("Đoạn 1", {10, 5, 0}));
    ASSERT_TRUE(count("Đoạn 1", {10, 8, 2}));
    const auto kept = stretches();
    ASSERT_EQ(kept.size(), 1u) << "counted again, not twice";
    EXPECT_EQ(kept.front().counts, (Stages{10, 8, 2}));
}

}  // namespace
}  // namespace kheo::bodies
