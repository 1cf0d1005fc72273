// SPDX-License-Identifier: Apache-2.0
// The funnels of the domain notes, §2.6: in through the register and its cycles, out as figures; a published
// one that contradicts itself is held and flagged.
#include "registry/life/funnel.hpp"
#include "registry/life/test_life.hpp"

namespace kheo::registry::life {
namespace {

using test::kCity;
using test::kNewWard;
using test::kOtherNew;
using test::LifeTest;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// U Minh Thượng 2019: 332 = 316 + 16 registered, 266 = 251 + 15 recognised, 39 replicated.
class FunnelTest : public LifeTest {
  protected:
    static NewRow row_of(int i) {
        NewRow row;
        row.statement.title = "Việc số " + std::to_string(i);
        row.statement.owner_type = i < 316 ? OwnerType::collective : OwnerType::individual;
        row.statement.owner_text = "Chủ thể " + std::to_string(i);
        row.statement.unit = kNewWard;
        row.campaign_year = 2026;
        row.date = *Date::of(2026, 3, 31);
        return row;
    }
    static bool is_recognised(int i) { return i < 251 || (i >= 316 && i < 331); }

    /// As the register and its rooms leave them: one cycle each, begun; the recognised ones with a decision.
    Result<> play(db::Transaction& tx) {
        std::vector<NewRow> rows;
        for (int i = 0; i < 332; ++i) rows.push_back(row_of(i));
        const Actor actor{people_["officer"].user, clock_.now()};
        const auto saved = TRY(register_rows(tx, {"a.xlsx", "00", kNewWard, *Date::of(2026, 3, 31), 2026, 0},
                                             rows, atlas_, actor));
        for (int i = 0; i < 332; ++i)
            TRY(follow_and_decide(tx, saved.rows[static_cast<std::size_t>(i)].initiative, i));
        return {};
    }

    Result<> follow_and_decide(db::Transaction& tx, InitiativeId id, int i) {
        const auto number = TRY(tx.value<std::string>("SELECT number FROM initiative WHERE id = ?1", id));
        const auto code = TRY(follow(tx, number, 2026, acting("appraiser")));
        TRY(step(tx, "team", code, "start"));
        if (!is_recognised(i)) return {};
        TRY(step(tx, "team", code, "self_assess"));
        TRY(step(tx, "appraiser", code, "check"));
        TRY(step(tx, "appraiser", code, "close_scoring"));
        return step(tx, "leader", code, "recognise");
    }

    Result<> step(db::Transaction& tx, const std::string& who, const std::string& code, const char* act) {
        const auto cycle = TRY(find(tx, code));
        TRY(perform(tx, code, cycle->row_version, act, everything(), {}, acting(who)));
        return {};
    }
};

TEST_F(FunnelTest, what_went_in_comes_out) {
    const auto played = write([&](db::Transaction& tx) { return play(tx); });
    ASSERT_TRUE(played.has_value()) << said(played);
    const Reading reading{atlas_, {true, {}}, clock_.today()};
    int asked = 0;
    const Copies copies = [&](db::Transaction&, InitiativeId) -> Result<std::int64_t> {
        return asked++ < 39 ? 1 : 0;
    };
    const auto found =
        database_->read([&](db::Transaction& tx) { return funnel(tx, kCity, 2026, reading, copies); });
    ASSERT_TRUE(found.has_value()) << said(found);
    EXPECT_EQ(found->all, (Funnel{332, 332, 266, 0, 39}));
    ASSERT_THAT(found->parts, SizeIs(2));
    EXPECT_EQ(found->parts[0].funnel.registered, 316);
    EXPECT_EQ(found->parts[0].funnel.recognised, 251);
    EXPECT_EQ(found->parts[1].funnel.registered, 16);
    EXPECT_EQ(found->parts[1].funnel.recognised, 15);
    EXPECT_THAT(contradictions(found->all), IsEmpty());
    const auto elsewhere =
        database_->read([&](db::Transaction& tx) { return funnel(tx, kOtherNew, 2026, reading); });
    EXPECT_EQ(elsewhere->all, (Funnel{0, 0, 0, 0, {}}));
    const Reading nobody{atlas_, {}, clock_.today()};
    const auto unseen = database_->read([&](db::Transaction& tx) { return funnel(tx, kCity, 2026, nobody); });
    EXPECT_EQ(unseen->all.registered, 0) << "who may see nothing counts nothing";
}

TEST_F(FunnelTest, a_contradictory_figure_is_held_as_published_and_flagged) {
    const Published given{{225, 212, 179, 46, {}}, kCity, 2017, "quangngai.gov.vn, bài 8122"};
    const auto enter = [&](const char* who, const Published& what, const char* key) {
        return write([&](db::Transaction& tx) { return hold(tx, what, key, acting(who)); });
    };
    EXPECT_EQ(enter("reader", given, "k").error().kind, ErrorKind::not_found);
    EXPECT_EQ(enter("officer", given, "k").error().kind, ErrorKind::not_found)
        << "of the city, not of the ward";
    EXPECT_EQ(enter("city_officer", {{225, {}, {}, {}, {}}, kCity, 2017, " "}, "k").error().kind,
              ErrorKind::invalid);
    EXPECT_EQ(enter("city_officer", {{}, kCity, 2017, "nguồn"}, "k").error().kind, ErrorKind::invalid);
    ASSERT_TRUE(enter("city_officer", given, "k").has_value());
    ASSERT_TRUE(enter("city_officer", given, "k").has_value()) << "sent twice";
    const auto held =
        database_->read([&](db::Transaction& tx) { return published(tx, kCity, 2017); }).value();
    ASSERT_THAT(held, SizeIs(1));
    EXPECT_EQ(held[0].funnel, given.funnel) << "nothing is corrected";
    const auto wrong = contradictions(held[0].funnel);
    ASSERT_THAT(wrong, SizeIs(1));
    EXPECT_THAT(wrong[0].in(Language::vi),
                HasSubstr("179 được công nhận + 46 không được = 225, lớn hơn số đã triển khai (212)"));
}

TEST_F(FunnelTest, a_figure_comes_with_its_parts_and_is_crossed_out_with_a_reason) {
    // Chợ Đồn 2022: 123 = 69 + 54 recognised, 55 = 29 + 26 exemplary, 18 proposed for an award.
    Published given{{}, kCity, 2022, "baobackan"};
    given.funnel.recognised = 123, given.funnel.exemplary = 55, given.funnel.proposed = 18;
    FunnelPart collective{OwnerType::collective, {}}, individual{OwnerType::individual, {}};
    collective.funnel.recognised = 69, collective.funnel.exemplary = 29;
    individual.funnel.recognised = 54, individual.funnel.exemplary = 26;
    given.parts = {collective, individual};
    const auto done =
        write([&](db::Transaction& tx) { return hold(tx, given, "k", acting("city_officer")); });
    ASSERT_TRUE(done.has_value()) << said(done);
    const auto held = [&] {
        return database_->read([&](db::Transaction& tx) { return published(tx, kCity, 2022); }).value();
    };
    ASSERT_THAT(held(), SizeIs(1));
    EXPECT_EQ(held()[0].funnel, given.funnel);
    ASSERT_THAT(held()[0].parts, SizeIs(2));
    EXPECT_EQ(held()[0].parts[0].funnel, collective.funnel);
    EXPECT_EQ(held()[0].parts[1].funnel, individual.funnel);
    EXPECT_THAT(contradictions(held()[0]), IsEmpty());
    const auto cross = [&](const char* who, territory::UnitId unit, const char* why) {
        return write(
            [&](db::Transaction& tx) { return cross_out_figures(tx, unit, held()[0].id, why, acting(who)); });
    };
    EXPECT_EQ(cross("officer", kCity, "nhầm").error().kind, ErrorKind::not_found);
    EXPECT_EQ(cross("city_officer", kNewWard, "nhầm").error().kind, ErrorKind::not_found)
        << "of another unit";
    EXPECT_EQ(cross("city_officer", kCity, " ").error().kind, ErrorKind::invalid);
    ASSERT_TRUE(cross("city_officer", kCity, "nhầm năm").has_value());
    ASSERT_TRUE(cross("city_officer", kCity, "lần nữa").has_value()) << "twice is once";
    EXPECT_EQ(held()[0].removed_reason, "nhầm năm");
}

/// domain.md §2.6: {all, collectives, individuals}; registered, carried out, recognised, not, replicated,
/// exemplary, proposed.
struct Told {
    const char* where;
    int year;
    Funnel all, collective, individual;
    std::size_t contradictions;
};
const Told kTold[] = {
    {"U Minh Thượng", 2019, {332, {}, 266, {}, 39}, {316, {}, 251}, {16, {}, 15}, 0},
    {"Chợ Đồn", 2022, {{}, {}, 123, {}, {}, 55, 18}, {{}, {}, 69, {}, {}, 29}, {{}, {}, 54, {}, {}, 26}, 0},
    {"thành phố Quảng Ngãi", 2017, {225, 212, 179, 46}, {}, {}, 1},
    {"Bà Rịa - Vũng Tàu",
     2021,
     {2071, 1808, {}, {}, {}, {}, 40},
     {{}, {}, {}, {}, {}, {}, 28},
     {{}, {}, {}, {}, {}, {}, 12},
     0},
    {"Thái Nguyên", 2018, {6496, {}, {}, {}, {}, {}, 1000}, {}, {}, 0},
    {"xã Kim Long", 2025, {54}, {}, {}, 0}};

TEST_F(FunnelTest, everything_that_was_published_goes_in_and_comes_out_as_it_was_said) {
    for (const auto& told : kTold) {
        Published given{told.all, kCity, told.year, told.where};
        if (told.collective != Funnel{}) given.parts.push_back({OwnerType::collective, told.collective});
        if (told.individual != Funnel{}) given.parts.push_back({OwnerType::individual, told.individual});
        const auto done =
            write([&](db::Transaction& tx) { return hold(tx, given, told.where, acting("city_officer")); });
        ASSERT_TRUE(done.has_value()) << told.where << ": " << said(done);
        const auto held =
            database_->read([&](db::Transaction& tx) { return published(tx, kCity, told.year); }).value();
        ASSERT_THAT(held, SizeIs(1)) << told.where;
        EXPECT_EQ(held[0].funnel, told.all) << told.where;
        ASSERT_THAT(held[0].parts, SizeIs(given.parts.size())) << told.where;
        for (std::size_t i = 0; i < given.parts.size(); ++i)
            EXPECT_EQ(held[0].parts[i].funnel, given.parts[i].funnel) << told.where;
        EXPECT_THAT(contradictions(held[0]), SizeIs(told.contradictions)) << told.where;
    }
}

TEST(Life, parts_that_do_not_add_up_are_named) {
    Published given;
    given.funnel.registered = 332;
    FunnelPart collective{OwnerType::collective, {}}, individual{OwnerType::individual, {}};
    collective.funnel.registered = 316, individual.funnel.registered = 15;
    given.parts = {collective};
    EXPECT_THAT(contradictions(given), IsEmpty()) << "one part alone says nothing of the other";
    given.parts.push_back(individual);
    ASSERT_THAT(contradictions(given), SizeIs(1));
    EXPECT_THAT(contradictions(given)[0].in(Language::vi), HasSubstr("331"));
}

TEST(Life, figures_that_were_not_said_contradict_nothing) {
    EXPECT_THAT(contradictions(Funnel{332, {}, 266, {}, 39}), IsEmpty());
    EXPECT_THAT(contradictions(Funnel{10, 11, 12, {}, 13}), SizeIs(3));
}

}  // namespace
}  // namespace kheo::registry::life
