// SPDX-License-Identifier: Apache-2.0
#include "bodies/small_cells.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace kheo::bodies {
namespace {

/// −1: "< 5", −2: "…".
std::int64_t seen(const ProtectedRow& row, std::size_t stage) {
    return row.shown[stage] == Shown::number ? row.counts[stage] : row.shown[stage] == Shown::small ? -1 : -2;
}

bool small(std::int64_t n) {
    return 0 < n && n < kSmallest;
}

/// Does another table agree with everything that is shown?
bool agrees(const ProtectedTable& table, const std::vector<Stages>& other) {
    Stages sum{};
    for (std::size_t r = 0; r < other.size(); ++r)
        for (std::size_t s = 0; s < 3; ++s) {
            const auto n = other[r][s];
            sum[s] += n;
            if (n < 0 || (s > 0 && n > other[r][s - 1])) return false;
            const auto how = table.rows[r].shown[s];
            if (how == Shown::number && n != table.rows[r].counts[s]) return false;
            if (how == Shown::small && !small(n)) return false;
            if (how == Shown::withheld && small(n)) return false;  // it would be shown as "< 5"
        }
    for (std::size_t s = 0; s < 3; ++s)
        if (table.totals.shown[s] == Shown::number && sum[s] != table.totals.counts[s]) return false;
    return true;
}

/// The witness: moving something from one row to another (or into a hidden total), in one stage or in several
/// at once, so that the quantity is another one.
bool has_witness(const ProtectedTable& table, const std::vector<Stages>& rows,
                 const std::function<std::int64_t(const std::vector<Stages>&)>& quantity) {
    const auto truth = quantity(rows);
    for (std::int64_t by = -4; by <= 4; ++by)
        for (unsigned stages = 1; stages < 8; ++stages)
            for (std::size_t row = 0; row < rows.size(); ++row) {
                // each stage's counterpart: another row, or nobody when the total is hidden
                std::array<std::size_t, 3> partner{};
                const auto n = rows.size() + 1;
                for (std::size_t code = 0; code < n * n * n; ++code) {
                    partner = {code % n, code / n % n, code / n / n};
                    auto other = rows;
                    for (std::size_t s = 0; s < 3; ++s) {
                        if (!(stages >> s & 1)) continue;
                        other[row][s] += by;
                        if (partner[s] < rows.size()) other[partner[s]][s] -= by;
                    }
                    if (agrees(table, other) && quantity(other) != truth) return true;
                }
            }
    return false;
}

void expect_protected(const std::vector<Stages>& rows) {
    const auto table = protect(rows);
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t s = 0; s < 3; ++s) {
            if (small(rows[r][s]))
                EXPECT_TRUE(has_witness(table, rows, [=](const auto& t) { return t[r][s]; }))
                    << "count " << r << "," << s << " = " << rows[r][s];
            for (std::size_t b = 0; b < s; ++b)
                if (small(rows[r][b] - rows[r][s]))
                    EXPECT_TRUE(has_witness(table, rows, [=](const auto& t) { return t[r][b] - t[r][s]; }))
                        << "difference " << r << "," << b << "," << s;
        }
}

TEST(SmallCells, ACountBelowFiveIsHiddenAndZeroAndFiveAreShown) {
    const auto table = protect({{20, 5, 0}, {40, 3, 0}, {60, 30, 10}});
    EXPECT_EQ(seen(table.rows[0], 1), 5);
    EXPECT_EQ(seen(table.rows[0], 2), 0);
    EXPECT_EQ(seen(table.rows[1], 1), -1);
    EXPECT_EQ(seen(table.rows[1], 2), -2) << "three have not handed over";
    EXPECT_EQ(seen(table.rows[2], 1), -2) << "else 38 − 30 − 5 gives it away";
    EXPECT_EQ(seen(table.totals, 1), 38);
}

TEST(SmallCells, ASmallRestIsHiddenLikeASmallCount) {
    const auto table = protect({{20, 18, 6}});
    EXPECT_EQ(seen(table.rows[0], 0), 20);
    EXPECT_EQ(seen(table.rows[0], 1), -2) << "two have not agreed";
    EXPECT_EQ(seen(table.totals, 1), -2);
    EXPECT_EQ(seen(table.rows[0], 2), 6);
}

TEST(SmallCells, WithoutACellThatCanTakeItUpTheTotalIsHidden) {
    const auto table = protect({{30, 2, 0}, {30, 1, 0}});
    EXPECT_EQ(seen(table.totals, 1), -1);
    const auto other = protect({{30, 2, 0}, {30, 6, 0}});
    EXPECT_EQ(seen(other.totals, 1), -2) << "6 has no room: 2 could be told from 8";
}

TEST(SmallCells, NothingIsHiddenWhereNothingIsSmall) {
    const auto table = protect({{20, 10, 5}, {30, 30, 0}});
    for (const auto& row : table.rows)
        for (std::size_t s = 0; s < 3; ++s) EXPECT_EQ(row.shown[s], Shown::number);
    EXPECT_EQ(seen(table.totals, 0), 50);
    EXPECT_TRUE(protect({}).rows.empty());
}

TEST(SmallCells, NoTableGivesASmallCountAway) {
    std::mt19937 random(20261122);
    for (int i = 0; i < 400; ++i) {
        std::vector<Stages> rows(1 + random() % 3);
        for (auto& row : rows) {
            row[0] = random() % 3 == 0 ? random() % 7 : random() % 40;
            row[1] = random() % (row[0] + 1);
            row[2] = random() % (row[1] + 1);
        }
        expect_protected(rows);
        if (HasFailure()) {
            for (const auto& row : rows) ADD_FAILURE() << row[0] << " " << row[1] << " " << row[2];
            return;
        }
    }
}

}  // namespace
}  // namespace kheo::bodies
