// SPDX-License-Identifier: Apache-2.0
// A new rule ends the one in force and never reaches back.
#include "platform/rule/rule.hpp"

#include <gmock/gmock.h>

#include "platform/ledger/ledger.hpp"
#include "support/test_database.hpp"

namespace kheo::rule {
namespace {

using testing::ElementsAre;

const Date kToday = *Date::of(2026, 11, 23);

class RuleTest : public ::testing::Test {
  protected:
    RuleTest() {
        EXPECT_TRUE(database_->write([](db::Transaction& tx) -> Result<> {
            TRY(
                tx.exec("CREATE TABLE small_rule (code TEXT, place INTEGER, days INTEGER, words TEXT, "
                        "legal_basis TEXT, verified INTEGER, valid_from TEXT, valid_to TEXT)"));
            TRY(
                tx.exec("INSERT INTO small_rule VALUES ('a', 7, 10, 'mười', 'cũ', 0, '0001-01-01', "
                        "'9999-12-31'), ('b', 8, 5, 'năm', 'cũ', 0, '0001-01-01', '9999-12-31')"));
            return {};
        }));
    }
    static Table table() {
        Table out;
        out.name = "small_rule";
        out.code = "code";
        out.values = {{"days", Kind::number, 1, 60}, {"words", Kind::text, 0, 20}};
        out.kept = {"place"};
        out.bounds = {{"b", "days", 3, 9}};
        return out;
    }
    Result<> put(const std::string& days, const std::string& from, const std::string& code = "a",
                 const std::string& basis = "Quyết định 1") {
        return database_->write([&](db::Transaction& tx) {
            return propose(tx, table(), {code, {days, "chữ"}, from, basis, true}, {}, kToday, 5);
        });
    }
    std::vector<std::string> said() {
        std::vector<std::string> out;
        const auto found = database_->read([](db::Transaction& tx) { return rows(tx, table()); });
        for (const auto& row : *found)
            if (row.code == "a")
                out.push_back(row.values[0] + " " + row.from.iso() + " " + row.to.iso() +
                              (row.verified ? " x" : ""));
        return out;
    }
    static std::string fields(const Result<>& refused) {
        std::string out;
        if (!refused)
            for (const auto& each : refused.error().fields) out += each.field + ";";
        return out;
    }

    kheo::test::TestDatabase database_;
};

TEST_F(RuleTest, EveryFaultIsSaidAtOnceAndNothingIsWritten) {
    EXPECT_EQ(fields(put("0", "2026-11-22", "a", "")), "days;from;basis;");
    EXPECT_EQ(fields(put("61", "mai")), "days;from;");
    EXPECT_EQ(fields(put("2", "2026-11-24", "b")), "days;") << "narrower for this code";
    EXPECT_EQ(fields(put("10", "2026-11-24", "b")), "days;");
    EXPECT_EQ(put("12", "2026-11-24", "c").error().kind, ErrorKind::not_found);
    EXPECT_THAT(said(), ElementsAre("10 0001-01-01 9999-12-31"));
}

TEST_F(RuleTest, ANewRuleEndsTheOldOneTheDayBefore) {
    ASSERT_TRUE(put("12", "2026-11-24"));
    EXPECT_THAT(said(), ElementsAre("10 0001-01-01 2026-11-23", "12 2026-11-24 9999-12-31 x"));
    ASSERT_TRUE(put("13", "2026-11-24")) << "one that has not begun can be put right";
    EXPECT_THAT(said(), ElementsAre("10 0001-01-01 2026-11-23", "13 2026-11-24 9999-12-31 x"));
    ASSERT_TRUE(put("12", "2026-11-24"));
    ASSERT_TRUE(put("14", "2026-11-23")) << "from today, up to the one to come";
    EXPECT_THAT(said(), ElementsAre("10 0001-01-01 2026-11-22", "14 2026-11-23 2026-11-23 x",
                                    "12 2026-11-24 9999-12-31 x"));
    EXPECT_EQ(fields(put("15", "2026-11-23")), "from;") << "one that has begun stays";
    const auto place = database_->read(
        [](db::Transaction& tx) { return tx.value("SELECT sum(place) FROM small_rule WHERE code = 'a'"); });
    EXPECT_EQ(place.value(), 21) << "what the table keeps goes on";
    const auto line = database_->read([](db::Transaction& tx) {
        return ledger::history(tx, "small_rule", Date::of(2026, 11, 24)->days());
    });
    ASSERT_EQ(line->size(), 3u);
    EXPECT_EQ(std::ranges::count(*line, "rule.replaced", &ledger::HistoryLine::verb), 2);
    EXPECT_EQ(line->front().changed, "a");
}

TEST_F(RuleTest, TheSameAgainIsNoRule) {
    ASSERT_TRUE(put("12", "2026-11-24"));
    EXPECT_EQ(fields(put("12", "2026-11-30")), "days;");
    ASSERT_TRUE(put("12", "2026-11-24")) << "the same form sent again";
    EXPECT_EQ(said().size(), 2u);
}

}  // namespace
}  // namespace kheo::rule
