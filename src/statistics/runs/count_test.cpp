// SPDX-License-Identifier: Apache-2.0
// Random facts, random questions: every way of counting gives what counting row by row gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "statistics/runs/ask.hpp"

namespace kheo::statistics::runs {
namespace {

constexpr std::uint32_t kUnits = 60;

Layout layout() {
    return {{{"begun", 2},
             {"ended", 2},
             {"kinds", 1},
             {"theme", 1},
             {"field", 2},
             {"score", 1, true},
             {"people", 2, true},
             {"money", 4, true}},
            *Date::of(2000, 1, 1)};
}

class Counting : public ::testing::Test {
  protected:
    std::uint32_t any(std::uint32_t below) {
        return below == 0 ? 0 : static_cast<std::uint32_t>(random_() % below);
    }

    Row random_row(std::uint32_t id) {
        const auto begun = 3000 + any(2500);
        const auto ended = any(3) == 0 ? kNever : begun + any(any(20) == 0 ? 3000 : 90);
        const std::int64_t money = any(30) == 0 ? 5'000'000'000LL + any(9) : any(100'000'000);
        return {
            any(any(2) + 1 == 1 ? 5 : kUnits),
            id,
            {begun, ended, any(128), any(128), any(12), any(300), any(40) == 0 ? 70'000 : any(900), money}};
    }

    void make(std::size_t rows) {
        Builder builder(layout(), kUnits);
        rows_.clear();
        for (std::uint32_t i = 0; i < rows; ++i) {
            rows_.push_back(random_row(i));
            builder.add(rows_.back().rank, i, rows_.back().values);
        }
        runs_ = builder.finish();
    }

    /// Some rows go, others come.
    Changes random_changes() {
        std::vector<Change> out;
        for (std::uint32_t i = 0; i < 20 && i < rows_.size(); ++i) {
            const auto at = any(static_cast<std::uint32_t>(rows_.size()));
            out.push_back({rows_[at], -1});
            rows_[at] = random_row(at);
            out.push_back({rows_[at], 1});
        }
        return {std::make_shared<const std::vector<Change>>(std::move(out))};
    }

    Cut random_cut(std::size_t values, std::uint32_t groups, bool gaps) {
        Cut out{{}, groups};
        for (std::size_t v = 0; v < values; ++v)
            out.group.push_back(gaps && any(4) == 0 ? kOut : any(groups));
        return out;
    }

    DayCut random_days() {
        DayCut out{{}, 4};
        std::uint32_t day = 2900 + any(300);
        for (int i = 0; i < 6; ++i) {
            const auto to = day + 1 + any(500);
            out.pieces.push_back({day, to, any(4)});
            day = to + 1 + any(2) * any(200);
        }
        return out;
    }

    KeyCut random_key() {
        switch (any(4)) {
            case 0:
                return {2, random_cut(8, 3, any(2)), 0, 3};
            case 1:
                return {2, random_cut(4, any(2) ? 1 : 4, any(2)), 3, 2};
            case 2:
                return {3, random_cut(128, 5, any(2))};
            default:
                return {4, random_cut(12, 4, any(2))};
        }
    }

    Condition random_condition() {
        switch (any(4)) {
            case 0:
                return {0, 0, 4000, {}};
            case 1:
                return {1, 4000, 0xFFFF, {}};
            case 2:
                return {1, 0, 0xFFFF, std::size_t{0}};
            default:
                return {7, 1000 + any(9), 0xFFFFFFF0, {}};
        }
    }

    Ask random_ask() {
        Ask ask;
        ask.unit = random_cut(kUnits, 1 + any(5), any(2));
        if (any(2)) ask.day = random_days();
        for (auto n = any(4); n > 0; --n) ask.keys.push_back(random_key());
        for (auto n = any(3); n > 0; --n) ask.where.push_back(random_condition());
        for (auto n = any(3); n > 0; --n) ask.sums.push_back(5 + any(3));
        if (any(3) == 0) ask.part = random_condition();
        if (any(3) == 0) ask.places = random_cut(kUnits, 20, any(2));
        if (any(3) == 0) ask.spread = Spread{0, 1, {500, 900}};
        return ask;
    }

    /// Stored numbers beyond their column look like the largest of it to conditions.
    static bool holds(const Condition& c, const Row& row) {
        const auto seen = [&](std::size_t column) {
            return std::min<std::int64_t>(row.values[column], 0xFFFFFFFF);
        };
        if (c.not_above) return seen(c.column) <= seen(*c.not_above);
        return c.least <= seen(c.column) && seen(c.column) <= c.most;
    }

    /// The question read word by word.
    static std::optional<std::size_t> cell_of(const Ask& ask, const Row& row, const Answer& shape) {
        const auto group = [](const Cut& cut, std::size_t v) {
            return v < cut.group.size() ? cut.group[v] : kOut;
        };
        const auto unit = group(ask.unit, row.rank);
        if (unit == kOut) return std::nullopt;
        std::uint32_t day = 0, key = 0;
        if (ask.day) {
            day = kOut;
            for (const auto& piece : ask.day->pieces)
                if (piece.from <= row.values[0] && row.values[0] <= piece.to) day = piece.group;
            if (day == kOut) return std::nullopt;
        }
        for (const auto& k : ask.keys) {
            const auto value =
                (static_cast<std::uint32_t>(row.values[k.column]) >> k.shift) & ((1U << k.bits) - 1);
            const auto g = group(k.cut, value);
            if (g == kOut) return std::nullopt;
            key = key * k.cut.groups + g;
        }
        for (const auto& condition : ask.where)
            if (!holds(condition, row)) return std::nullopt;
        return shape.cell(unit, day, key);
    }

    void expect_as_by_hand(const Ask& ask, const Answer& answer) {
        std::map<std::size_t, std::int64_t> count, part;
        std::map<std::size_t, std::vector<std::int64_t>> days;
        std::map<std::size_t, std::set<std::uint32_t>> places;
        std::vector<std::map<std::size_t, std::int64_t>> sums(ask.sums.size());
        for (const auto& row : rows_) {
            const auto cell = cell_of(ask, row, answer);
            if (!cell) continue;
            ++count[*cell];
            if (ask.part && holds(*ask.part, row)) ++part[*cell];
            if (ask.places && ask.places->group[row.rank] != kOut)
                places[*cell].insert(ask.places->group[row.rank]);
            for (std::size_t s = 0; s < sums.size(); ++s) sums[s][*cell] += row.values[ask.sums[s]];
            if (ask.spread && row.values[1] != kNever) days[*cell].push_back(row.values[1] - row.values[0]);
        }
        for (std::size_t c = 0; c < answer.count.size(); ++c) {
            ASSERT_EQ(answer.count[c], count[c]);
            if (ask.part) {
                ASSERT_EQ(answer.part[c], part[c]);
            }
            if (ask.places) {
                ASSERT_EQ(answer.places[c], static_cast<std::int64_t>(places[c].size()));
            }
            for (std::size_t s = 0; s < sums.size(); ++s) ASSERT_EQ(answer.sums[s][c], sums[s][c]) << s;
            if (!ask.spread) continue;
            auto& sorted = days[c];
            std::ranges::sort(sorted);
            ASSERT_EQ(answer.measured[c], static_cast<std::int64_t>(sorted.size()));
            if (sorted.empty()) continue;
            ASSERT_EQ(answer.points[0][c], sorted[(sorted.size() * 500 + 999) / 1000 - 1]);
            ASSERT_EQ(answer.points[1][c], sorted[(sorted.size() * 900 + 999) / 1000 - 1]);
        }
    }

    std::mt19937 random_{7};
    std::vector<Row> rows_;
    std::shared_ptr<const Runs> runs_;
};

TEST_F(Counting, random_questions_are_answered_as_row_by_row) {
    for (const std::size_t rows :
         {std::size_t{0}, std::size_t{1}, std::size_t{50}, std::size_t{3000}, std::size_t{12'000}}) {
        make(rows);
        const auto changes = random_changes();
        for (int i = 0; i < (rows > 5000 ? 40 : 120); ++i) {
            const auto ask = random_ask();
            const auto answer = count(*runs_, changes, ask);
            ASSERT_TRUE(answer.has_value());
            expect_as_by_hand(ask, *answer);
            if (HasFatalFailure()) FAIL() << rows << " rows, question " << i;
        }
    }
}

TEST_F(Counting, long_stretches_with_few_cells) {
    make(9000);
    for (int i = 0; i < 60; ++i) {
        Ask ask;
        ask.unit = random_cut(kUnits, 2, false);
        for (auto rank = 0U; rank < 5; ++rank) ask.unit.group[rank] = 0;
        ask.keys = {{2, {{0, 1, 2, 3, kOut, 5, 4, kOut}, 6}, 0, 3}, {2, {{kOut, 0, kOut, kOut}, 1}, 3, 2}};
        ask.keys.push_back({3, {{kOut, 0, 0, 0}, 1}, 0, 2});
        if (any(2)) ask.where.push_back(random_condition());
        expect_as_by_hand(ask, count(*runs_, {}, ask).value());
        if (HasFatalFailure()) FAIL() << i;
    }
}

TEST_F(Counting, the_slow_way_agrees) {
    make(300);
    for (int i = 0; i < 30; ++i) {
        const auto ask = random_ask();
        expect_as_by_hand(ask, count_slowly(*runs_, {}, ask).value());
    }
}

TEST_F(Counting, too_many_cells_are_refused_with_a_sentence) {
    make(10);
    Ask ask;
    ask.unit = Cut{std::vector<std::uint32_t>(kUnits, 0), 100'000};
    ask.keys = {{4, random_cut(12, 10'000, false)}};
    const auto answer = count(*runs_, {}, ask);
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().kind, ErrorKind::usage);
    EXPECT_NE(answer.error().message.in(Language::vi).find("1000000000"), std::string::npos);
    ask.keys.clear();
    ask.unit.groups = 1;
    ask.sums = {5, 6, 7};
    EXPECT_EQ(count(*runs_, {}, ask).error().kind, ErrorKind::usage);
}

TEST_F(Counting, rows_keep_their_values_and_order) {
    make(500);
    const auto* days = runs_->column<std::uint16_t>(0);
    std::uint32_t seen = 0;
    for (Rank unit = 0; unit < kUnits; ++unit)
        for (auto row = runs_->begin(unit); row < runs_->end(unit); ++row, ++seen) {
            EXPECT_EQ(runs_->unit_of(row), unit);
            if (row > runs_->begin(unit)) {
                EXPECT_LE(days[row - 1], days[row]);
            }
            const auto whole = runs_->row(row);
            EXPECT_EQ(whole.values, rows_[whole.id].values);
            EXPECT_EQ(whole.rank, rows_[whole.id].rank);
            EXPECT_LE(runs_->first_from(unit, days[row]), row);
        }
    EXPECT_EQ(seen, 500u);
}

}  // namespace
}  // namespace kheo::statistics::runs
