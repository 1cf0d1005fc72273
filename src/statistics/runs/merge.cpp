// SPDX-License-Identifier: Apache-2.0
#include "statistics/runs/merge.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace kheo::statistics::runs {

namespace {

using Key = std::tuple<Rank, std::int64_t, std::uint32_t>;  // unit, day, id
Key key_of(const Row& row) {
    return {row.rank, row.values[0], row.id};
}

/// What remains of the changes after those that cancel each other out.
struct Net {
    std::vector<std::uint32_t> gone;  // places in the columns, ascending
    std::vector<const Row*> come;     // by unit and day
};

Net net_of(const Runs& runs, const Changes& changes) {
    std::multimap<Key, const Row*> come;
    Net out;
    for (const auto& lot : changes)
        for (const auto& change : *lot) {
            if (change.weight > 0) {
                come.emplace(key_of(change.row), &change.row);
            } else if (const auto added = come.find(key_of(change.row)); added != come.end()) {
                come.erase(added);
            } else if (const auto place = runs.find(change.row)) {
                out.gone.push_back(*place);
            }
        }
    std::ranges::sort(out.gone);
    for (const auto& [key, row] : come) out.come.push_back(row);
    return out;
}

/// Rows from … to-1 of the old columns, or one that came.
struct Part {
    std::uint32_t from = 0, to = 0;
    const Row* row = nullptr;
};

std::vector<Part> pieces_of(const Runs& runs, const Net& net) {
    std::vector<Part> out;
    std::uint32_t at = 0;
    std::size_t gone = 0;
    const auto copy_to = [&](std::uint32_t end) {
        for (; gone < net.gone.size() && net.gone[gone] < end; ++gone) {
            if (at < net.gone[gone]) out.push_back({at, net.gone[gone], nullptr});
            at = net.gone[gone] + 1;
        }
        if (at < end) out.push_back({at, end, nullptr});
        at = std::max(at, end);
    };
    for (const auto* row : net.come) {
        copy_to(runs.first_from(row->rank, static_cast<std::uint32_t>(row->values[0]) + 1));
        out.push_back({0, 0, row});
    }
    copy_to(runs.rows());
    return out;
}

std::uint32_t kept(std::int64_t value, int width) {
    const std::int64_t most = width == 1 ? 0xFF : width == 2 ? 0xFFFF : 0xFFFFFFFFLL;
    return static_cast<std::uint32_t>(std::min(value, most));
}

}  // namespace

class Merger {
  public:
    Merger(const Runs& old, const Changes& changes)
        : old_(old), net_(net_of(old, changes)), pieces_(pieces_of(old, net_)) {}

    std::shared_ptr<const Runs> make() {
        collect_excess();
        const auto out = std::make_shared<Runs>(old_.layout(), shape());
        std::memset(out->arena().data(), 0, out->arena().size());
        fill_starts(*out);
        const auto& columns = old_.layout().columns;
        for (std::size_t c = 0; c < columns.size(); ++c)
            copy(out->part<std::byte>(out->at_[c]), old_.column<std::byte>(c), columns[c].width,
                 [&](const Row& row) { return kept(row.values[c], columns[c].width); });
        copy(out->part<std::byte>(out->ids_at_), reinterpret_cast<const std::byte*>(old_.ids()), 4,
             [](const Row& row) { return row.id; });
        std::ranges::copy(excess_, out->part<Excess>(out->excess_at_));
        return out;
    }

  private:
    int year(const Row& row) const {
        return old_.layout().epoch.plus_days(static_cast<int>(row.values[0])).year();
    }

    Shape shape() const {
        const auto& before = old_.shape();
        Shape out{before.rows + net_.come.size() - net_.gone.size(), before.units, before.years,
                  excess_.size(), before.first_year};
        auto last = out.first_year + static_cast<std::int64_t>(out.years) - 1;
        if (before.rows == 0 && !net_.come.empty()) out.first_year = last = year(*net_.come.front());
        for (const auto* row : net_.come) {
            out.first_year = std::min<std::int64_t>(out.first_year, year(*row));
            last = std::max<std::int64_t>(last, year(*row));
        }
        out.years = static_cast<std::uint64_t>(last - out.first_year + 1);
        return out;
    }

    void fill_starts(Runs& out) const {
        const auto years = out.shape_.years, old_years = old_.shape().years;
        const auto later = static_cast<std::uint64_t>(
            std::max<std::int64_t>(0, old_.shape().first_year - out.shape_.first_year));
        auto* starts = out.part<std::uint32_t>(0);
        const auto bucket = [&](Rank unit, std::uint64_t of) -> std::uint32_t& {
            return starts[unit * years + of + 1];
        };
        for (Rank unit = 0; old_.rows() > 0 && unit < old_.units(); ++unit)
            for (std::uint64_t y = 0; y < old_years; ++y)
                bucket(unit, y + later) += old_.year_start(unit, y + 1) - old_.year_start(unit, y);
        const auto of = [&](int calendar) {
            return static_cast<std::uint64_t>(calendar - out.shape_.first_year);
        };
        for (const auto* row : net_.come) ++bucket(row->rank, of(year(*row)));
        for (const auto place : net_.gone) {
            const auto row = old_.row(place);
            --bucket(row.rank, of(year(row)));
        }
        std::partial_sum(starts, starts + out.shape_.units * years + 1, starts);
    }

    template <typename Value>
    void copy(std::byte* to, const std::byte* from, int width, Value&& value) const {
        const auto w = static_cast<std::size_t>(width);
        for (const auto& piece : pieces_) {
            if (piece.row) {
                const std::uint32_t bits = value(*piece.row);
                std::memcpy(to, &bits, w);
                to += w;
                continue;
            }
            const auto bytes = (piece.to - piece.from) * w;
            std::memcpy(to, from + piece.from * w, bytes);
            to += bytes;
        }
    }

    void collect_excess() {
        std::uint32_t at = 0;
        const auto old = old_.excess();
        for (const auto& piece : pieces_) {
            if (piece.row) {
                add_excess(*piece.row, at++);
                continue;
            }
            auto one = std::ranges::lower_bound(old, piece.from, {}, &Excess::row);
            for (; one != old.end() && one->row < piece.to; ++one)
                excess_.push_back({one->row - piece.from + at, one->column, one->more});
            at += piece.to - piece.from;
        }
    }

    void add_excess(const Row& row, std::uint32_t at) {
        const auto& columns = old_.layout().columns;
        for (std::size_t c = 0; c < columns.size(); ++c)
            if (const auto in = kept(row.values[c], columns[c].width);
                columns[c].amount && in != row.values[c])
                excess_.push_back({at, static_cast<std::uint32_t>(c), row.values[c] - in});
    }

    const Runs& old_;
    Net net_;
    std::vector<Part> pieces_;
    std::vector<Excess> excess_;
};

std::shared_ptr<const Runs> merge(const Runs& runs, const Changes& changes) {
    return Merger(runs, changes).make();
}

}  // namespace kheo::statistics::runs
