// SPDX-License-Identifier: Apache-2.0
#include "bodies/small_cells.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace kheo::bodies {
namespace {

using Rows = std::vector<Stages>;
constexpr std::int64_t kHidden = -1;

std::int64_t seen(const ProtectedRow& row, std::size_t stage) {
    return row.shown[stage] == Shown::number ? row.counts[stage] : kHidden;
}

/// Everything a reader sees of the table.
std::vector<std::int64_t> page_of(const Rows& rows) {
    const auto table = protect(rows);
    std::vector<std::int64_t> out;
    for (const auto& row : table.rows)
        for (std::size_t s = 0; s < 3; ++s) out.push_back(seen(row, s));
    for (std::size_t s = 0; s < 3; ++s) out.push_back(seen(table.totals, s));
    return out;
}

/// What nobody may work out: each count and each rest of each row, and of the totals.
std::vector<std::int64_t> quantities_of(const Rows& rows) {
    std::vector<std::int64_t> out;
    Stages totals{};
    const auto add = [&out](const Stages& row) {
        for (const auto n : row) out.push_back(n);
        out.insert(out.end(), {row[0] - row[1], row[0] - row[2], row[1] - row[2]});
    };
    for (const auto& row : rows) {
        add(row);
        for (std::size_t s = 0; s < 3; ++s) totals[s] += row[s];
    }
    add(totals);
    return out;
}

std::vector<Stages> all_rows(std::int64_t most) {
    std::vector<Stages> out;
    for (std::int64_t a = 0; a <= most; ++a)
        for (std::int64_t b = 0; b <= a; ++b)
            for (std::int64_t c = 0; c <= b; ++c) out.push_back({a, b, c});
    return out;
}

/// Who knows the rule and the page knows every table that prints it. A small quantity is given away when it
/// is the same in all of them.
class Pages {
  public:
    void add(const Rows& rows) {
        const auto now = quantities_of(rows);
        auto [at, fresh] = pages_.try_emplace(page_of(rows), Known{rows, now, std::vector<bool>(now.size())});
        for (std::size_t i = 0; i < now.size(); ++i)
            if (now[i] != at->second.first[i]) at->second.varies[i] = true;
    }
    void expect_nothing_given_away() const {
        int told = 0;
        for (const auto& [page, known] : pages_)
            for (std::size_t i = 0; i < known.first.size(); ++i)
                if (0 < known.first[i] && known.first[i] < kSmallest && !known.varies[i] && told++ < 5)
                    ADD_FAILURE() << "quantity " << i << " = " << known.first[i] << " of a table beginning "
                                  << known.rows[0][0] << " " << known.rows[0][1] << " " << known.rows[0][2];
        EXPECT_EQ(told, 0);
    }

  private:
    struct Known {
        Rows rows;
        std::vector<std::int64_t> first;
        std::vector<bool> varies;
    };
    std::map<std::vector<std::int64_t>, Known> pages_;
};

TEST(SmallCells, NoPageOfOneStretchGivesASmallCountAway) {
    Pages pages;
    for (const auto& row : all_rows(45)) pages.add({row});
    pages.expect_nothing_given_away();
}

TEST(SmallCells, NoPageOfTwoStretchesGivesASmallCountAway) {
    Pages pages;
    const auto rows = all_rows(11);
    for (const auto& first : rows)
        for (const auto& second : rows) pages.add({first, second});
    pages.expect_nothing_given_away();
}

TEST(SmallCells, NorDoStretchesWhereNobodyHasAgreedYet) {
    Pages two, three;
    for (std::int64_t a = 0; a < 64; ++a)
        for (std::int64_t b = 0; b < 64; ++b) two.add({{a, 0, 0}, {b, 0, 0}});
    for (std::int64_t a = 0; a < 16; ++a)
        for (std::int64_t b = 0; b < 16; ++b)
            for (std::int64_t c = 0; c < 16; ++c) three.add({{a, 0, 0}, {b, 0, 0}, {c, 0, 0}});
    two.expect_nothing_given_away();
    three.expect_nothing_given_away();
}

TEST(SmallCells, ASmallCountAndASmallRestLookTheSame) {
    const auto count = protect({{40, 3, 0}}).rows[0];
    const auto rest = protect({{40, 38, 6}}).rows[0];
    EXPECT_EQ(seen(count, 0), 40);
    EXPECT_EQ(seen(count, 1), kHidden);
    EXPECT_EQ(seen(count, 2), kHidden) << "a 0 behind it would tell that the rest is small";
    EXPECT_EQ(seen(rest, 1), kHidden);
    EXPECT_EQ(seen(rest, 2), kHidden);
}

TEST(SmallCells, AColumnWithAHiddenCountHidesItsTotal) {
    const auto table = protect({{30, 20, 10}, {30, 20, 2}});
    EXPECT_EQ(seen(table.totals, 0), 60);
    EXPECT_EQ(seen(table.totals, 1), 40);
    EXPECT_EQ(seen(table.totals, 2), kHidden);
}

TEST(SmallCells, NothingIsHiddenWhereNothingIsSmall) {
    const auto table = protect({{20, 10, 5}, {30, 30, 0}});
    for (const auto& row : table.rows)
        for (std::size_t s = 0; s < 3; ++s) EXPECT_EQ(row.shown[s], Shown::number);
    EXPECT_EQ(seen(table.totals, 0), 50);
    EXPECT_TRUE(protect({}).rows.empty());
}

}  // namespace
}  // namespace kheo::bodies
