// SPDX-License-Identifier: Apache-2.0
#include "bodies/acts.hpp"

#include <gmock/gmock.h>

#include "bodies/store.hpp"
#include "platform/ledger/ledger.hpp"
#include "support/test_database.hpp"

namespace kheo::bodies {
namespace {

constexpr UnitId kProvince{7}, kElsewhere{8};
const Actor kActor{{}, 1000};

Date day(std::string_view text) {
    return *Date::parse_iso(text);
}

class BodyActs : public ::testing::Test {
  protected:
    template <typename F>
    auto write(F&& act) {
        return database_->write(std::forward<F>(act));
    }
    static Wanted wanted(std::string kind, std::string name, std::string_view from, std::string key) {
        return {std::move(kind),
                std::move(name),
                kProvince,
                "province",
                day(from),
                {"983-QĐ/TU", "Tỉnh ủy", day("2025-02-12")},
                {},
                std::move(key)};
    }
    BodyId made(const Wanted& w) {
        const auto id = write([&](db::Transaction& tx) { return establish(tx, w, kActor); });
        EXPECT_TRUE(id) << (id ? "" : id.error().fields.front().message.in(Language::vi));
        return id.value_or(BodyId{});
    }
    std::vector<std::string> names(std::string_view on, UnitId unit = kProvince) {
        const auto found = database_->read([&](db::Transaction& tx) { return bodies_of(tx, unit, day(on)); });
        std::vector<std::string> out;
        for (const auto& body : found.value()) out.push_back(body.name);
        return out;
    }
    kheo::test::TestDatabase database_;
};

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST_F(BodyActs, OneUnitHasOneBoardAtATime) {
    made(wanted("mobilisation_board", "Ban Dân vận Tỉnh ủy", "2010-01-01", "a"));
    const auto second = write([&](db::Transaction& tx) {
        return establish(tx, wanted("mobilisation_board", "Ban khác", "2008-01-01", "b"), kActor);
    });
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().fields.front().field, "loai");
    made(wanted("department", "Sở Nội vụ", "2010-01-01", "c"));
    made(wanted("department", "Sở Y tế", "2010-01-01", "d"));
}

TEST_F(BodyActs, TheSameFormSentTwiceMakesOneBody) {
    const auto w = wanted("mobilisation_board", "Ban Dân vận Tỉnh ủy", "2010-01-01", "a");
    EXPECT_EQ(made(w), made(w));
    EXPECT_THAT(names("2020-01-01"), ElementsAre("Ban Dân vận Tỉnh ủy"));
}

TEST_F(BodyActs, TwoBoardsBecomeOneAndTheOldDaysStillShowTheOldNames) {
    const auto people = made(wanted("mobilisation_board", "Ban Dân vận Tỉnh ủy", "2010-01-01", "a"));
    const auto press = made(wanted("propaganda_board", "Ban Tuyên giáo Tỉnh ủy", "2010-01-01", "b"));
    const auto both =
        wanted("propaganda_mobilisation_board", "Ban Tuyên giáo và Dân vận Tỉnh ủy", "2025-03-01", "c");
    const auto next = write([&](db::Transaction& tx) { return replace(tx, people, both, kActor); });
    ASSERT_TRUE(next);
    auto second = both;
    second.successor = *next;
    second.request_key = "d";
    ASSERT_TRUE(write([&](db::Transaction& tx) { return replace(tx, press, second, kActor); }));
    EXPECT_EQ(write([&](db::Transaction& tx) { return replace(tx, people, both, kActor); }).value(), *next)
        << "sent twice";
    EXPECT_THAT(names("2025-02-28"), ElementsAre("Ban Dân vận Tỉnh ủy", "Ban Tuyên giáo Tỉnh ủy"));
    EXPECT_THAT(names("2025-03-01"), ElementsAre("Ban Tuyên giáo và Dân vận Tỉnh ủy"));
    EXPECT_THAT(names("2009-12-31"), IsEmpty());
    EXPECT_THAT(names("2025-03-01", kElsewhere), IsEmpty());
    const auto from =
        database_->read([&](db::Transaction& tx) { return store::taken_over(tx, *next); }).value();
    ASSERT_EQ(from.size(), 2u);
    EXPECT_EQ(from[0].name, "Ban Dân vận Tỉnh ủy");
    EXPECT_EQ(from[0].day, day("2025-02-28"));
}

TEST_F(BodyActs, ASuccessorOfAnotherUnitIsRefusedAndNothingEnds) {
    const auto own = made(wanted("mobilisation_board", "Ban Dân vận Tỉnh ủy", "2010-01-01", "a"));
    auto foreign = wanted("department", "Sở khác", "2010-01-01", "b");
    foreign.unit = kElsewhere;
    auto change = wanted("", "", "2025-03-01", "c");
    change.successor = made(foreign);
    EXPECT_FALSE(write([&](db::Transaction& tx) { return replace(tx, own, change, kActor); }));
    EXPECT_THAT(names("2026-01-01"), ElementsAre("Ban Dân vận Tỉnh ủy"));
}

TEST_F(BodyActs, ANewNameHoldsFromItsDayAndAnEndedBodyIsLeftAlone) {
    const auto id = made(wanted("department", "Sở Nội vụ", "2010-01-01", "a"));
    const auto act = [&](auto&& what, std::string name, std::string_view on, std::string key) {
        return write([&](db::Transaction& tx) {
                   return what(tx, id, wanted("department", name, on, key), kActor);
               })
            .has_value();
    };
    EXPECT_TRUE(act(rename, "Sở Nội vụ và Lao động", "2025-03-01", "b"));
    EXPECT_TRUE(act(end, "", "2026-06-30", "c"));
    EXPECT_FALSE(act(rename, "Sở Ba", "2026-07-01", "d"));
    EXPECT_THAT(names("2025-02-28"), ElementsAre("Sở Nội vụ"));
    EXPECT_THAT(names("2026-06-30"), ElementsAre("Sở Nội vụ và Lao động"));
    EXPECT_THAT(names("2026-07-01"), IsEmpty());
    const auto lines =
        database_->read([&](db::Transaction& tx) { return ledger::history(tx, "body", id.value); }).value();
    ASSERT_EQ(lines.size(), 3u);
    EXPECT_EQ(lines.front().verb, "bodies.ended");
}

TEST_F(BodyActs, AProgrammeNeedsItsPaperAndIsKeptOnce) {
    const auto id = made(wanted("steering_committee", "Ban chỉ đạo phong trào", "2024-01-01", "a"));
    Programme programme{
        0, id, "Chương trình 03-CTr/TU", {"03-CTr/TU", "Thành ủy", {}}, day("2025-12-31"), day("2021-01-01")};
    const auto add = [&](std::string key) {
        return write([&](db::Transaction& tx) { return add_programme(tx, programme, key, kActor); });
    };
    EXPECT_EQ(add("p").error().fields.front().field, "den_ngay");
    std::swap(programme.from, programme.until);
    EXPECT_TRUE(add("p"));
    EXPECT_TRUE(add("p"));
    const auto kept = database_->read([&](db::Transaction& tx) { return store::programmes(tx, id); }).value();
    ASSERT_EQ(kept.size(), 1u);
    const auto link = [&] {
        return write([&](db::Transaction& tx) {
            return store::insert_link(tx, {0, kept[0].id, "initiative", 5, "MH-2026-00005"}, kActor);
        });
    };
    EXPECT_TRUE(link().value());
    EXPECT_FALSE(link().value());
}

}  // namespace
}  // namespace kheo::bodies
