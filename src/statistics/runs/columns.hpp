// SPDX-License-Identifier: Apache-2.0
// The run store: facts as narrow columns in memory, ordered by the Euler rank of their finest unit and then
// by their day, so that a subtree of the ranks' tree is one stretch of rows and a year of one unit is one
// run. Runs are immutable and shared between threads by shared_ptr; Builder is for one thread. No SQL, no
// names: values are small numbers whose meaning the owner keeps (README.md).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace kheo::statistics::runs {

/// Place of a unit in the walk around the tree that orders the rows.
using Rank = std::uint32_t;

/// A day that has not come (open ends). Sorts after every day.
inline constexpr std::uint16_t kNever = 0xFFFF;

/// A column of unsigned numbers of 1, 2 or 4 bytes. Amounts may be larger than that: what is too much for the
/// column is kept exactly beside it.
struct ColumnPlan {
    std::string name;
    int width = 1;
    bool amount = false;
};

/// Column 0 is the leading day (width 2): days since `epoch`, by which the rows of one unit are ordered.
struct Layout {
    std::vector<ColumnPlan> columns;
    Date epoch;
    /// The day as the columns hold it; nullopt outside what 16 bits reach.
    std::optional<std::uint16_t> day(Date date) const;
};

/// A fact by itself: of the delta, or on its way into the columns.
struct Row {
    Rank rank = 0;
    std::uint32_t id = 0;  // the owner's number of the fact
    std::vector<std::int64_t> values;
};

/// The part of an amount that its column could not hold.
struct Excess {
    std::uint32_t row;
    std::uint32_t column;
    std::int64_t more;
};

/// Memory in one piece, aligned for wide loads; the snapshot file holds it as it is.
class Arena {
  public:
    Arena() = default;
    explicit Arena(std::size_t bytes);
    std::byte* data() { return data_.get(); }
    const std::byte* data() const { return data_.get(); }
    std::size_t size() const { return size_; }

  private:
    struct Free {
        void operator()(std::byte* bytes) const;
    };
    std::unique_ptr<std::byte, Free> data_;
    std::size_t size_ = 0;
};

/// What a Runs consists of, and where each part stands in its arena.
struct Shape {
    std::uint64_t rows = 0, units = 0, years = 0, excess = 0;
    std::int64_t first_year = 0;
    bool operator==(const Shape&) const = default;
};

class Runs {
  public:
    Runs(Layout layout, Shape shape);  // zeroes; the builder and the snapshot fill it

    const Layout& layout() const { return layout_; }
    const Shape& shape() const { return shape_; }
    std::uint32_t rows() const { return static_cast<std::uint32_t>(shape_.rows); }
    std::uint32_t units() const { return static_cast<std::uint32_t>(shape_.units); }

    template <typename T>
    const T* column(std::size_t index) const {
        return reinterpret_cast<const T*>(arena_.data() + at_[index]);
    }
    const std::uint32_t* ids() const {
        return reinterpret_cast<const std::uint32_t*>(arena_.data() + ids_at_);
    }

    std::uint32_t begin(Rank unit) const { return starts()[unit * shape_.years]; }
    std::uint32_t end(Rank unit) const { return starts()[(unit + 1) * shape_.years]; }
    /// First row of the unit whose leading day is not before `day`.
    std::uint32_t first_from(Rank unit, std::uint32_t day) const;
    /// First row of the unit's year; years count from shape().first_year.
    std::uint32_t year_start(Rank unit, std::size_t year) const {
        return starts()[unit * shape_.years + year];
    }
    /// Day on which a year begins, as columns count; index up to shape().years.
    const std::vector<std::uint32_t>& year_days() const { return year_days_; }

    std::uint32_t stored(std::size_t column, std::uint32_t row) const;
    /// The whole amount, with what stands beside the column.
    std::int64_t value(std::size_t column, std::uint32_t row) const;
    std::span<const Excess> excess() const;
    Rank unit_of(std::uint32_t row) const;
    Row row(std::uint32_t row) const;

    /// Place of the row with this unit, day and id; nullopt when there is none.
    std::optional<std::uint32_t> find(const Row& row) const;

    /// All of it as it stands in memory and in the snapshot file.
    Arena& arena() { return arena_; }
    const Arena& arena() const { return arena_; }

  private:
    friend class Builder;
    friend class Merger;
    const std::uint32_t* starts() const { return reinterpret_cast<const std::uint32_t*>(arena_.data()); }
    template <typename T>
    T* part(std::size_t at) {
        return reinterpret_cast<T*>(arena_.data() + at);
    }

    Layout layout_;
    Shape shape_;
    std::vector<std::size_t> at_;  // of each column
    std::size_t ids_at_ = 0, excess_at_ = 0;
    std::vector<std::uint32_t> year_days_;
    Arena arena_;
};

/// Takes facts in any order, then makes the columns.
class Builder {
  public:
    /// units: number of ranks.
    Builder(Layout layout, std::uint32_t units);
    void reserve(std::size_t rows);
    /// values: one per column of the layout, not negative; an amount may be as large as it likes.
    void add(Rank rank, std::uint32_t id, std::span<const std::int64_t> values);
    std::size_t size() const { return ranks_.size(); }
    std::shared_ptr<const Runs> finish();

  private:
    std::vector<std::uint32_t> order() const;
    Shape shape() const;
    void fill(Runs& runs, const std::vector<std::uint32_t>& order) const;
    void fill_starts(Runs& runs, const std::vector<std::uint32_t>& order) const;
    void fill_excess(Runs& runs, const std::vector<std::uint32_t>& order) const;

    Layout layout_;
    std::uint32_t units_;
    std::vector<Rank> ranks_;
    std::vector<std::uint32_t> ids_;
    std::vector<std::vector<std::byte>> columns_;
    std::vector<Excess> excess_;  // row = place before ordering
};

}  // namespace kheo::statistics::runs
