// SPDX-License-Identifier: Apache-2.0
// Lists: conditions, Vietnamese order, search, the map, and what a reader may see.
#include <gmock/gmock.h>

#include "registry/registry.hpp"
#include "registry/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::registry {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kToday = *Date::of(2026, 11, 21);

struct Given {
    std::string title;
    territory::UnitId unit;
    Date date;
    std::optional<Basis> basis = Basis::fresh;
    std::string theme = {};
};

NewRow row_of(const Given& given) {
    NewRow row;
    row.statement.title = given.title;
    row.statement.owner_text = "Chi hội " + given.title;
    row.statement.unit = given.unit;
    row.statement.field = given.basis ? "economy" : "";
    if (!given.theme.empty()) row.statement.themes = {given.theme};
    row.campaign_year = given.date.year();
    row.date = given.date;
    row.basis = given.basis;
    return row;
}

class Listing : public ::testing::Test {
  protected:
    void save(const std::vector<Given>& given) {
        std::vector<NewRow> rows;
        for (const auto& one : given) rows.push_back(row_of(one));
        const NewBatch batch{"a.xlsx", "00", kCity, kToday, 2024, 0};
        const auto done =
            database_->write([&](db::Transaction& tx) { return register_rows(tx, batch, rows, atlas_, {}); });
        ASSERT_TRUE(done.has_value()) << done.error().detail;
    }
    std::vector<std::string> titles(ListQuery query) {
        const Reading reading{atlas_, visible_, kToday};
        auto items = database_->read([&](db::Transaction& tx) { return list(tx, query, reading, 0, 0); });
        EXPECT_TRUE(items.has_value()) << items.error().detail;
        std::vector<std::string> out;
        for (const auto& item : *items) out.push_back(item.title);
        const auto counts = database_->read([&](db::Transaction& tx) { return count(tx, query, reading); });
        EXPECT_EQ(counts->initiatives, static_cast<std::int64_t>(out.size()))
            << "the count is the list's length";
        return out;
    }
    std::vector<std::string> under(std::string code, MapChoice map, std::string period) {
        ListQuery q;
        q.unit_code = std::move(code);
        q.map = map;
        q.period = Period::parse(period);
        q.descending = false;
        return titles(q);
    }

    kheo::test::TestDatabase database_;
    SmallAtlas atlas_;
    Visible visible_{true, {}};
};

const MapChoice kThen{}, kNow{MapChoice::Kind::now, {}};

TEST_F(Listing, a_period_is_decided_by_the_registration_date) {
    save({{"A", kWardA, *Date::of(2024, 6, 30)}, {"B", kWardA, *Date::of(2024, 7, 1)}});
    EXPECT_THAT(under("", kThen, "2024-H1"), ElementsAre("A"));
    EXPECT_THAT(under("", kThen, "2024"), ElementsAre("A", "B"));
}

TEST_F(Listing, an_initiative_registered_twice_is_listed_once) {
    save({{"A", kWardA, *Date::of(2023, 5, 1)}, {"A", kWardA, *Date::of(2024, 5, 1), Basis::maintained}});
    EXPECT_THAT(under("", kThen, "2023..2024"), ElementsAre("A"));
    ListQuery q;
    q.period = Period::parse("2023");
    q.basis = "maintained";
    EXPECT_THAT(titles(q), IsEmpty()) << "period and basis must hold of the same registration";
}

TEST_F(Listing, a_unit_is_read_on_the_map_of_the_period_or_of_today) {
    save({{"A", kWardA, *Date::of(2024, 5, 1)},
          {"B", kWardB, *Date::of(2024, 5, 1)},
          {"C", kWardC, *Date::of(2024, 5, 1)}});
    EXPECT_THAT(under("00001", kThen, "2024"), ElementsAre("A")) << "00001 was Phường An then";
    EXPECT_THAT(under("00001", kNow, "2024"), ElementsAre("A", "B")) << "00001 is Phường Đông Mới today";
    EXPECT_THAT(under("001", kThen, "2024"), ElementsAre("A", "B", "C"));
    EXPECT_THAT(under("001", kNow, "2024"), IsEmpty()) << "there is no such district today";
    EXPECT_THAT(under("01", kNow, "2024"), ElementsAre("A", "B", "C"))
        << "a split ward counts where both parts lie";
}

TEST_F(Listing, what_a_map_cannot_give_to_one_unit_can_be_listed_alone) {
    save({{"A", kWardA, *Date::of(2024, 5, 1)}, {"C", kWardC, *Date::of(2024, 5, 1)}});
    ListQuery q;
    q.unit_code = "01";
    q.map = kNow;
    q.not_attributable = true;
    EXPECT_THAT(titles(q), ElementsAre("C"));
}

TEST_F(Listing, an_unknown_unit_gives_an_empty_list) {
    save({{"A", kWardA, *Date::of(2024, 5, 1)}});
    EXPECT_THAT(under("99999", kThen, "2024"), IsEmpty());
}

TEST_F(Listing, search_ignores_accents_case_and_the_bar_of_d) {
    save({{"Đường hoa phụ nữ", kWardA, *Date::of(2024, 5, 1)},
          {"100% hộ dân", kWardA, *Date::of(2024, 5, 1)}});
    for (const auto* typed : {"duong hoa", "ĐƯỜNG", "ường hoa ph", "MH-2024-00001"}) {
        ListQuery q;
        q.search = typed;
        EXPECT_THAT(titles(q), ElementsAre("Đường hoa phụ nữ")) << typed;
    }
    ListQuery q;
    q.search = "0%";
    EXPECT_THAT(titles(q), ElementsAre("100% hộ dân")) << "% is a letter like any other";
}

TEST_F(Listing, the_public_search_knows_numbers_and_titles_but_no_owners) {
    save({{"Đường hoa", kWardA, *Date::of(2024, 5, 1)}});
    ListQuery q;
    q.search = "chi hoi";
    EXPECT_THAT(titles(q), ElementsAre("Đường hoa"));
    q.public_search = true;
    EXPECT_THAT(titles(q), IsEmpty());
    for (const auto* typed : {"duong hoa", "ĐƯỜNG", "mh-2024-00001"}) {
        q.search = typed;
        EXPECT_THAT(titles(q), ElementsAre("Đường hoa")) << typed;
    }
}

TEST_F(Listing, titles_are_in_vietnamese_order) {
    save({{"Đất", kWardA, *Date::of(2024, 5, 1)},
          {"Dừa", kWardA, *Date::of(2024, 5, 1)},
          {"Ấm", kWardA, *Date::of(2024, 5, 1)},
          {"Anh", kWardA, *Date::of(2024, 5, 1)}});
    ListQuery q;
    q.sort = Sort::title;
    q.descending = false;
    EXPECT_THAT(titles(q), ElementsAre("Anh", "Ấm", "Dừa", "Đất"));
}

TEST_F(Listing, what_was_not_stated_and_a_theme_can_be_asked_for) {
    save({{"A", kWardA, *Date::of(2024, 5, 1), std::nullopt},
          {"B", kWardA, *Date::of(2024, 5, 1), Basis::fresh, "Đô thị"}});
    ListQuery q;
    q.basis = "none";
    EXPECT_THAT(titles(q), ElementsAre("A"));
    q = {};
    q.field = "none";
    EXPECT_THAT(titles(q), ElementsAre("A"));
    q = {};
    q.theme = "do thi";
    EXPECT_THAT(titles(q), ElementsAre("B"));
    q.theme = "none";
    EXPECT_THAT(titles(q), ElementsAre("A"));
}

TEST_F(Listing, outside_the_grants_nothing_is_seen) {
    save({{"A", kWardA, *Date::of(2024, 5, 1)}, {"Xa", kWardFar, *Date::of(2024, 5, 1)}});
    visible_ = {};
    EXPECT_THAT(titles({}), IsEmpty()) << "no grant, no dossier";
    visible_ = {false, {kNewWard}};
    EXPECT_THAT(titles({}), ElementsAre("A")) << "a new ward sees what its merged wards registered";
    const Reading reading{atlas_, visible_, kToday};
    const auto far = database_->read([&](db::Transaction& tx) { return find(tx, "MH-2024-00002", reading); });
    ASSERT_TRUE(far.has_value());
    EXPECT_FALSE(far->has_value()) << "out of scope looks like not found";
}

}  // namespace
}  // namespace kheo::registry
