// SPDX-License-Identifier: Apache-2.0
// Lists from memory against the plain rules, for random registries, acts and questions; and that a shared
// index never lags behind what its transaction sees.
#include <gmock/gmock.h>

#include <random>

#include "base/text.hpp"
#include "registry/list_index.hpp"
#include "registry/places.hpp"
#include "registry/registry.hpp"
#include "registry/test_atlas.hpp"
#include "support/test_database.hpp"

namespace kheo::registry {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Date kToday = *Date::of(2026, 11, 21);

class Lists : public ::testing::Test {
  protected:
    template <typename List>
    const auto& any(const List& list) {
        return list[random_() % std::size(list)];
    }
    bool chance(unsigned percent) { return random_() % 100 < percent; }

    NewRow random_row() {
        static const std::vector<std::string> kTitles{"Đường hoa", "Đường làng", "Hoa ven đường",
                                                      "Tổ tự quản", "Ngõ"};
        static const std::vector<territory::UnitId> kUnits{kWardA,   kWardB,   kWardC,
                                                           kNewWard, kWardFar, kDistrict};
        NewRow row;
        auto& s = row.statement;
        s.title = any(kTitles) + " " + std::to_string(random_() % 40);
        s.kind = chance(70) ? Kind::practice : Kind::exemplar;
        s.owner_text = chance(50) ? "Chi hội Hoa" : "Tổ dân phố";
        s.unit = any(kUnits);
        if (chance(70)) s.field = chance(50) ? "economy" : "culture_society";
        if (chance(60)) s.owner_type = chance(50) ? OwnerType::collective : OwnerType::household;
        if (chance(40)) s.themes = {chance(50) ? "Đô thị" : "Nông thôn"};
        row.campaign_year = 2022 + static_cast<int>(random_() % 4);
        row.date = Date::of(row.campaign_year, 1, 1)->plus_days(static_cast<int>(random_() % 360));
        if (chance(90)) row.basis = chance(60) ? Basis::fresh : Basis::maintained;
        return row;
    }
    BatchId save(std::vector<NewRow> rows) {
        const NewBatch batch{"a.xlsx", "00", kCity, kToday, 2024, 0};
        const auto done = database_->write(
            [&](db::Transaction& tx) { return register_rows(tx, batch, rows, atlas_, {{}, ++now_}); });
        EXPECT_TRUE(done.has_value()) << done.error().detail;
        return done->batch;
    }
    void save_some(int count) {
        std::vector<NewRow> rows;
        for (int i = 0; i < count; ++i) rows.push_back(random_row());
        last_batch_ = save(std::move(rows));
    }

    ListQuery random_query() {
        ListQuery q;
        using Words = std::vector<std::string>;
        if (chance(40)) q.period = Period::parse(any(Words{"2023", "2024-H1", "2022..2024", "2025-Q3"}));
        if (chance(40)) q.unit_code = any(Words{"01", "02", "001", "00001", "00002", "id:13", "77777"});
        if (chance(30)) q.map.kind = MapChoice::Kind::now;
        q.not_attributable = chance(10);
        if (chance(30)) q.kind = any(Words{"practice", "exemplar", "other"});
        if (chance(20)) q.owner_type = any(Words{"collective", "individual", "none"});
        if (chance(20)) q.field = any(Words{"economy", "culture_society", "none", "unknown"});
        if (chance(20)) q.basis = any(Words{"new", "maintained", "none"});
        if (chance(10)) q.state = any(Words{"registered", "stopped"});
        if (chance(20)) q.theme = any(Words{"do thi", "Nông thôn", "none", "Biển"});
        if (chance(20)) q.campaign_year = any(Words{"2023", "2024", "2030"});
        if (chance(30))
            q.search = any(Words{"duong hoa", "hoa", "MH-2023", "uong", "1", "tổ d", "xyz", "mh-2024-00002",
                                 "-0000", "1MH", "lang 1", "ven d"});
        q.public_search = chance(30);
        q.sort = any(std::vector{Sort::newest, Sort::number, Sort::title, Sort::owner, Sort::updated});
        q.descending = chance(50);
        return q;
    }

    /// The dossier's own words, judged by the plain rules.
    bool fulfils(const Initiative& one, const ListQuery& q, const Reading& reading) {
        const auto& s = one.statement;
        const auto is = [](const std::string& asked, std::string_view value) {
            return asked.empty() || (asked == "none" ? value.empty() : asked == value);
        };
        if (!is(q.kind, code(s.kind)) || !is(q.field, s.field) || !is(q.state, code(one.state))) return false;
        if (!is(q.owner_type, s.owner_type ? code(*s.owner_type) : "")) return false;
        const auto has_theme = std::ranges::any_of(
            s.themes, [&](const auto& theme) { return fold_words(theme) == fold_words(q.theme); });
        if (!q.theme.empty() && (q.theme == "none" ? !s.themes.empty() : !has_theme)) return false;
        const auto in = [&](std::string_view text) {
            return fold_words(text).find(fold_words(q.search)) != std::string::npos;
        };
        if (!q.search.empty() && !in(s.title) && fold(one.number).find(fold(q.search)) == std::string::npos &&
            (q.public_search || !in(s.owner_text)))
            return false;
        const auto place = find_place(q, reading);
        return place && std::ranges::any_of(one.registrations, [&](const Registration& r) {
                   return (!q.period || (q.period->first <= r.date && r.date <= q.period->last)) &&
                          is(q.basis, r.basis ? code(*r.basis) : "") &&
                          is(q.campaign_year, std::to_string(r.campaign_year)) &&
                          inside(*place, r.unit, reading.atlas) && may_see(reading, r.unit);
               });
    }
    std::vector<std::string> expected(const ListQuery& q, const Reading& reading) {
        std::vector<Initiative> found;
        for (const auto& number : numbers()) {
            const Reading everything{atlas_, {true, {}}, kToday};
            auto one = database_->read([&](db::Transaction& tx) { return find(tx, number, everything); });
            if (*one && fulfils(**one, q, reading)) found.push_back(**std::move(one));
        }
        std::ranges::sort(found, [&](const Initiative& a, const Initiative& b) {
            const auto key = [&](const Initiative& i) {
                return q.sort == Sort::title    ? collation_key(i.statement.title)
                       : q.sort == Sort::owner  ? collation_key(i.statement.owner_text)
                       : q.sort == Sort::number ? i.number
                                                : std::string();
            };
            const auto left = key(a), right = key(b);
            if (left != right) return left < right;
            if (q.sort == Sort::updated && a.updated_at != b.updated_at) return a.updated_at < b.updated_at;
            return a.id < b.id;
        });
        if (q.descending) std::ranges::reverse(found);
        std::vector<std::string> out;
        for (const auto& one : found) out.push_back(one.number);
        return out;
    }
    std::vector<std::string> numbers() {
        std::vector<std::string> out;
        ListQuery everything;
        const Reading reading{atlas_, {true, {}}, kToday};
        const auto all =
            database_->read([&](db::Transaction& tx) { return list(tx, everything, reading, 0, 0); });
        for (const auto& item : *all) out.push_back(item.number);
        return out;
    }
    std::vector<std::string> answered(const ListQuery& q, const Reading& reading) {
        std::vector<std::string> out;
        const auto items = database_->read([&](db::Transaction& tx) { return list(tx, q, reading, 0, 0); });
        EXPECT_TRUE(items.has_value()) << items.error().detail;
        for (const auto& item : *items) out.push_back(item.number);
        const auto counts = database_->read([&](db::Transaction& tx) { return count(tx, q, reading); });
        EXPECT_EQ(counts->initiatives, std::ssize(out)) << "the count is the list's length";
        EXPECT_EQ(counts->practices + counts->exemplars, counts->initiatives);
        return out;
    }
    void expect_right_answers(int questions) {
        const std::vector<Visible> readers{
            {true, {}}, {false, {kCity}}, {false, {kNewWard}}, {false, {}}, {false, {kOtherCity, kWardA}}};
        for (int i = 0; i < questions; ++i) {
            const Reading reading{atlas_, any(readers), kToday, lists_.get()};
            const auto q = random_query();
            ASSERT_EQ(answered(q, reading), expected(q, reading))
                << list_address(q) << (q.public_search ? " public" : "");
        }
    }

    kheo::test::TestDatabase database_;
    SmallAtlas atlas_;
    std::shared_ptr<ListIndex> lists_ = make_list_index();
    std::mt19937 random_{20261122};
    Millis now_ = 1'000;
    BatchId last_batch_;
};

TEST_F(Lists, an_empty_registry_has_empty_lists) {
    expect_right_answers(20);
}

TEST_F(Lists, every_question_is_answered_as_the_rules_say_after_every_act) {
    for (int round = 0; round < 5; ++round) {
        save_some(40);
        expect_right_answers(20);
        const auto known = numbers();
        for (int i = 0; i < 3; ++i) {
            const Reading all{atlas_, {true, {}}, kToday};
            const auto edited = database_->write([&](db::Transaction& tx) -> Result<> {
                const auto before = TRY(find(tx, any(known), all));
                auto statement = random_row().statement;
                statement.kind = before->statement.kind;
                return edit(tx, before->number, before->row_version, statement, all, {{}, ++now_});
            });
            ASSERT_TRUE(edited.has_value()) << edited.error().detail;
        }
        expect_right_answers(20);
        if (round % 2 == 0) continue;
        const auto undone =
            database_->write([&](db::Transaction& tx) { return undo_batch(tx, last_batch_, {{}, ++now_}); });
        ASSERT_TRUE(undone.has_value()) << undone.error().detail;
        expect_right_answers(20);
    }
}

TEST_F(Lists, a_question_inside_the_act_already_counts_it) {
    save_some(3);
    const Reading reading{atlas_, {true, {}}, kToday, lists_.get()};
    const auto count_now = [&](db::Transaction& tx) { return count(tx, {}, reading); };
    const auto before = database_->read(count_now)->initiatives;
    const NewBatch batch{"a.xlsx", "00", kCity, kToday, 2024, 0};
    auto row = random_row();
    row.statement.title = "Chưa từng có";
    row.basis = Basis::fresh;
    const auto after = database_->write([&](db::Transaction& tx) -> Result<Counts> {
        (void)TRY(register_rows(tx, batch, std::vector{row}, atlas_, {{}, ++now_}));
        return count(tx, {}, reading);
    });
    EXPECT_EQ(after->initiatives, before + 1);
    EXPECT_EQ(database_->read(count_now)->initiatives, before + 1);
}

TEST_F(Lists, an_act_that_was_rolled_back_is_forgotten_again) {
    save_some(3);
    const Reading reading{atlas_, {true, {}}, kToday, lists_.get()};
    const auto count_now = [&](db::Transaction& tx) { return count(tx, {}, reading); };
    const auto before = database_->read(count_now)->initiatives;
    const NewBatch batch{"a.xlsx", "00", kCity, kToday, 2024, 0};
    auto row = random_row();
    row.statement.title = "Chưa từng có";
    (void)database_->write([&](db::Transaction& tx) -> Result<> {
        (void)TRY(register_rows(tx, batch, std::vector{row}, atlas_, {{}, ++now_}));
        (void)TRY(count(tx, {}, reading));
        return std::unexpected(Error{});
    });
    EXPECT_EQ(database_->read(count_now)->initiatives, before);
    EXPECT_EQ(answered({}, reading), expected({}, reading));
}

TEST_F(Lists, a_page_past_the_end_shows_the_last_one) {
    save_some(25);
    const Reading reading{atlas_, {true, {}}, kToday, lists_.get()};
    const auto found =
        database_->read([&](db::Transaction& tx) { return lists_->ask(tx, {}, reading, {1000, 10, true}); });
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->offset, (found->counts.initiatives - 1) / 10 * 10);
    EXPECT_EQ(std::ssize(found->lines), found->counts.initiatives - found->offset);
}

TEST_F(Lists, filters_offer_what_the_units_have) {
    auto far = random_row();
    far.statement.unit = kWardFar, far.statement.themes = {"Biển"}, far.campaign_year = 2022;
    auto near = random_row();
    near.statement.unit = kWardA, near.statement.themes = {"Đô thị"}, near.campaign_year = 2024;
    near.date = *Date::of(2024, 3, 1);
    const auto batch = save({far, near});
    const auto offers = [&](Visible visible) {
        const Reading reading{atlas_, std::move(visible), kToday, lists_.get()};
        return *database_->read([&](db::Transaction& tx) { return lists_->offers(tx, {}, reading); });
    };
    EXPECT_THAT(offers({true, {}})->years, ElementsAre(2024, 2022));
    EXPECT_THAT(offers({true, {}})->themes, ElementsAre("Biển", "Đô thị"));
    EXPECT_THAT(offers({false, {kCity}})->years, ElementsAre(2024));
    EXPECT_THAT(offers({false, {kCity}})->themes, ElementsAre("Đô thị"));
    (void)database_->write([&](db::Transaction& tx) { return undo_batch(tx, batch, {{}, ++now_}); });
    EXPECT_THAT(offers({true, {}})->years, IsEmpty());
    EXPECT_THAT(offers({true, {}})->themes, IsEmpty());
}

TEST_F(Lists, a_theme_that_was_made_earlier_and_committed_later_is_offered) {
    auto row = random_row();
    row.statement.themes = {"Biển"};
    save({row});
    const Reading reading{atlas_, {true, {}}, kToday, lists_.get()};
    const auto offered = [&] {
        return database_->read([&](db::Transaction& tx) { return lists_->offers(tx, {}, reading); })
            .value()
            ->themes;
    };
    ASSERT_THAT(offered(), ElementsAre("Biển"));
    ASSERT_TRUE(database_->write([&](db::Transaction& tx) {
        return tx.exec("INSERT INTO theme (id, name, name_folded) VALUES (-5, 'Đô thị', 'do thi')");
    }));
    row.statement.title = "Ngõ khác";
    row.statement.themes = {"Đô thị"};
    save({row});
    EXPECT_THAT(offered(), ElementsAre("Biển", "Đô thị"));
}

}  // namespace
}  // namespace kheo::registry
