// SPDX-License-Identifier: Apache-2.0
// The store as it lives: what comes and goes counts at once, before, during and after a merge; a snapshot
// file gives back the same columns, and a damaged one is refused.
#include "statistics/runs/store.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>

#include "statistics/runs/merge.hpp"
#include "statistics/runs/snapshot.hpp"

namespace kheo::statistics::runs {
namespace {

Layout layout() {
    return {{{"day", 2}, {"kind", 1}, {"money", 2, true}}, *Date::of(2000, 1, 1)};
}

class Living : public ::testing::Test {
  protected:
    std::uint32_t any(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }
    Row random_row(std::uint32_t id, std::uint32_t first = 4000, std::uint32_t days = 900) {
        return {any(9), id, {first + any(days), any(5), any(10) == 0 ? 1'000'000 : any(1000)}};
    }
    std::shared_ptr<const Runs> build() const {
        Builder builder(layout(), 9);
        for (const auto& [id, row] : rows_) builder.add(row.rank, id, row.values);
        return builder.finish();
    }
    void make(std::uint32_t rows) {
        for (std::uint32_t id = 0; id < rows; ++id) rows_[id] = random_row(id);
        next_ = rows;
    }
    /// Some rows go, are altered or come; `rows_` says what stands.
    std::vector<Change> act(std::uint32_t times, std::uint32_t first = 4000, std::uint32_t days = 900) {
        std::vector<Change> out;
        for (std::uint32_t i = 0; i < times; ++i) {
            if (!rows_.empty() && any(3) > 0) {
                auto one = std::next(rows_.begin(), any(static_cast<std::uint32_t>(rows_.size())));
                out.push_back({one->second, -1});
                const auto id = one->first;
                rows_.erase(one);
                if (any(2)) continue;
                rows_[id] = random_row(id, first, days);
                out.push_back({rows_[id], 1});
            } else {
                rows_[next_] = random_row(next_, first, days);
                out.push_back({rows_[next_], 1});
                ++next_;
            }
        }
        return out;
    }
    static Ask by_unit() {
        Ask ask;
        ask.unit = {{0, 1, 2, 3, 4, 5, 6, 7, 8}, 9};
        ask.keys = {{1, {{0, 1, 2, 3, 4}, 5}}};
        ask.sums = {2};
        return ask;
    }
    void expect_stands(const Standing& standing) {
        std::vector<std::int64_t> count(45), money(45);
        for (const auto& [id, row] : rows_) {
            const auto cell = row.rank * 5 + static_cast<std::size_t>(row.values[1]);
            ++count[cell];
            money[cell] += row.values[2];
        }
        const auto answer = standing.count(by_unit()).value();
        EXPECT_EQ(answer.count, count);
        EXPECT_EQ(answer.sums[0], money);
    }
    static void expect_same(const Runs& a, const Runs& b) {
        ASSERT_EQ(a.shape(), b.shape());
        std::map<std::uint32_t, std::vector<std::int64_t>> of_a, of_b;
        for (std::uint32_t row = 0; row < a.rows(); ++row) {
            of_a[a.ids()[row]] = a.row(row).values;
            of_b[b.ids()[row]] = b.row(row).values;
            ASSERT_EQ(a.unit_of(row), b.unit_of(row));
            ASSERT_EQ(a.stored(0, row), b.stored(0, row));
        }
        EXPECT_EQ(of_a, of_b);
        for (Rank unit = 0; unit < a.units(); ++unit)
            for (std::size_t y = 0; y < a.shape().years; ++y)
                ASSERT_EQ(a.year_start(unit, y), b.year_start(unit, y));
    }

    std::mt19937 random_{3};
    std::map<std::uint32_t, Row> rows_;
    std::uint32_t next_ = 0;
};

TEST_F(Living, what_comes_and_goes_counts_before_and_after_merges) {
    for (const std::uint32_t rows : {0U, 1U, 200U}) {
        rows_.clear();
        make(rows);
        Store store(build(), 0);
        for (int round = 1; round <= 8; ++round) {
            store.change(act(1 + any(40)), round);
            expect_stands(*store.current());
            EXPECT_EQ(store.current()->position, round);
            if (round % 3 == 0) store.merge();
            expect_stands(*store.current());
        }
        store.merge();
        EXPECT_EQ(store.current()->changed, 0u);
        EXPECT_TRUE(store.current()->changes.empty());
        expect_stands(*store.current());
    }
}

TEST_F(Living, merged_columns_are_what_building_anew_gives) {
    make(300);
    auto runs = build();
    for (int round = 0; round < 6; ++round) {
        // Earlier and later years than before come too.
        const auto changes =
            std::make_shared<const std::vector<Change>>(act(60, 4000 - 300 * round, 900 + 700 * round));
        runs = merge(*runs, {changes});
        // Years that nobody uses any more may stay.
        if (const auto fresh = build(); fresh->shape().years == runs->shape().years)
            expect_same(*runs, *fresh);
        expect_stands({runs, {}, 0, 0});
    }
}

TEST_F(Living, readers_keep_what_they_began_with) {
    make(100);
    Store store(build(), 0);
    const auto before = rows_;
    const auto held = store.current();
    store.change(act(50), 1);
    store.merge();
    expect_stands(*store.current());
    rows_ = before;
    expect_stands(*held);
}

TEST_F(Living, changes_during_a_merge_are_not_lost) {
    make(20'000);
    Store store(build(), 0);
    for (int round = 1; round <= 30; ++round) {
        store.change(act(300), round);
        store.merge_if_much();
        if (round % 5 == 0) expect_stands(*store.current());
    }
    store.merge();
    expect_stands(*store.current());
    EXPECT_EQ(store.current()->changed, 0u);
}

TEST_F(Living, many_small_lots_become_one) {
    make(10);
    Store store(build(), 0);
    for (int round = 1; round <= 600; ++round) store.change(act(1), round);
    EXPECT_LT(store.current()->changes.size(), 300u);
    expect_stands(*store.current());
    store.merge();
    expect_stands(*store.current());
}

class Snapshots : public Living {
  protected:
    void SetUp() override {
        make(500);
        ASSERT_TRUE(save_snapshot(file_, *build(), "note"));
    }
    void TearDown() override { std::filesystem::remove(file_); }
    std::string bytes() const {
        std::ifstream in(file_, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void write(const std::string& bytes) const { std::ofstream(file_, std::ios::binary) << bytes; }

    std::filesystem::path file_ =
        std::filesystem::temp_directory_path() / ("runs-" + std::to_string(::getpid()) + ".snapshot");
};

TEST_F(Snapshots, give_the_same_columns_back) {
    const auto loaded = load_snapshot(file_, layout());
    ASSERT_TRUE(loaded.has_value());
    EXPECT_EQ(loaded->note, "note");
    expect_same(*loaded->runs, *build());
    expect_stands({loaded->runs, {}, 0, 0});
}

TEST_F(Snapshots, torn_or_altered_ones_are_refused) {
    const auto whole = bytes();
    for (std::size_t size = 0; size < whole.size(); size += 1 + whole.size() / 97) {
        write(whole.substr(0, size));
        const auto loaded = load_snapshot(file_, layout());
        ASSERT_FALSE(loaded.has_value()) << size;
        EXPECT_EQ(loaded.error().kind, ErrorKind::environment);
    }
    for (std::size_t at = 0; at < whole.size(); at += 1 + whole.size() / 211) {
        auto altered = whole;
        altered[at] = static_cast<char>(altered[at] ^ 0x10);
        write(altered);
        EXPECT_FALSE(load_snapshot(file_, layout()).has_value()) << at;
    }
    write(whole + "more");
    EXPECT_FALSE(load_snapshot(file_, layout()).has_value());
    write(whole);
    EXPECT_TRUE(load_snapshot(file_, layout()).has_value());
}

TEST_F(Snapshots, of_another_layout_or_absent_are_refused) {
    auto other = layout();
    other.columns[1].name = "field";
    EXPECT_FALSE(load_snapshot(file_, other).has_value());
    EXPECT_EQ(load_snapshot(file_.string() + ".none", layout()).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace kheo::statistics::runs
