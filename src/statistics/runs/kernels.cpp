// SPDX-License-Identifier: Apache-2.0
#include "statistics/runs/kernels.hpp"

#include "statistics/runs/blocks.hpp"
#include "statistics/runs/few.hpp"

namespace kheo::statistics::runs {

namespace {

constexpr std::uint64_t kPackedRows = 1U << 24;  // so many counts and sums of 16 bits share 64 bits

/// What the additions of a block read.
struct Inputs {
    const std::uint16_t* cell = nullptr;
    const std::uint16_t* chosen = nullptr;  // places in the block; nullptr = all
    const Mask* part = nullptr;
    const std::uint8_t* head8 = nullptr;
    const std::uint16_t* head16 = nullptr;
    const std::uint32_t* tail[2] = {nullptr, nullptr};
};

enum class Head { plain, part, packed8, packed16 };

template <Head head, int tails>
inline void add_row(const Inputs& in, std::uint32_t i, std::uint64_t* cells) {
    std::uint64_t* slot = cells + static_cast<std::size_t>(in.cell[i]) * (1 + tails);
    std::uint64_t first = 1;
    if constexpr (head == Head::part) first |= static_cast<std::uint64_t>(in.part[i] & 1U) << kPartAt;
    if constexpr (head == Head::packed8) first |= static_cast<std::uint64_t>(in.head8[i]) << kPackedAt;
    if constexpr (head == Head::packed16) first |= static_cast<std::uint64_t>(in.head16[i]) << kPackedAt;
    slot[0] += first;
    if constexpr (tails > 0) slot[1] += in.tail[0][i];
    if constexpr (tails > 1) slot[2] += in.tail[1][i];
}

/// Rows from … to-1 of the block (of the chosen ones, when there are).
template <Head head, int tails>
void add_rows(const Inputs& in, std::uint32_t from, std::uint32_t to, std::uint64_t* cells) {
    const Inputs mine = in;
    if (mine.chosen)
        for (std::uint32_t i = from; i < to; ++i) add_row<head, tails>(mine, mine.chosen[i], cells);
    else
        for (std::uint32_t i = from; i < to; ++i) add_row<head, tails>(mine, i, cells);
}

using AddRows = void (*)(const Inputs&, std::uint32_t, std::uint32_t, std::uint64_t*);
template <Head head>
AddRows with_tails(int tails) {
    return tails == 0 ? add_rows<head, 0> : tails == 1 ? add_rows<head, 1> : add_rows<head, 2>;
}

/// The general way.
class Blocks {
  public:
    Blocks(const Plan& plan, const Words& words, std::uint64_t* cells)
        : plan_(plan), ask_(*plan.ask), runs_(*plan.runs), words_(words), cells_(cells) {
        for (const auto& table : plan.keys) filters_ = filters_ || table.filters;
        filters_ = filters_ || !ask_.where.empty();
        const int width = words.packed ? runs_.layout().columns[ask_.sums[0]].width : 0;
        add_ = width == 1   ? with_tails<Head::packed8>(words.tails)
               : width == 2 ? with_tails<Head::packed16>(words.tails)
               : ask_.part  ? with_tails<Head::part>(words.tails)
                            : with_tails<Head::plain>(words.tails);
    }

    void count(std::span<const Stretch> lot) {
        for (std::size_t i = 0; i < lot.size();) {
            std::size_t last = i;
            while (last + 1 < lot.size() && lot[last + 1].begin == lot[last].end &&
                   lot[last + 1].end - lot[i].begin <= kBlock)
                ++last;
            count_neighbours(lot.subspan(i, last - i + 1));
            i = last + 1;
        }
    }

  private:
    /// Stretches that follow each other without a gap; a long one comes alone.
    void count_neighbours(std::span<const Stretch> stretches) {
        for (auto first = stretches.front().begin; first < stretches.back().end; first += kBlock) {
            const auto n = std::min(kBlock, stretches.back().end - first);
            prepare(first, n);
            std::uint32_t at = 0;
            for (const auto& stretch : stretches) {
                const auto from = std::max(stretch.begin, first) - first,
                           to = std::min(stretch.end, first + n) - first;
                at = add(stretch.slot, from, to, at);
            }
        }
    }

    /// Adds the rows of one stretch; `at` = the first chosen one not yet added.
    std::uint32_t add(std::uint32_t slot, std::uint32_t from, std::uint32_t to, std::uint32_t at) {
        auto* cells = cells_ + static_cast<std::size_t>(slot) * static_cast<std::size_t>(words_.words());
        if (!in_.chosen) {
            add_(in_, from, to, cells);
            return 0;
        }
        auto end = at;
        if (to == block_)
            end = chosen_count_;
        else
            while (end < chosen_count_ && chosen_[end] < to) ++end;
        add_(in_, at, end, cells);
        return end;
    }

    void prepare(std::uint32_t first, std::uint32_t n) {
        block_ = n;
        shares(plan_, first, n, cell_);
        in_.cell = cell_;
        if (filters_) {
            std::fill_n(mask_, n, Mask{0xFFFF});
            for (const auto& condition : ask_.where) keep(runs_, condition, first, n, mask_);
            const auto last = static_cast<std::uint16_t>(plan_.key_groups);
            put_aside(cell_, mask_, n, last);
            // Few out: they are added to the cell aside. Many: they would all wait for that one cell.
            in_.chosen = nullptr;
            if (count_equal(cell_, n, last) * 8 > n) {
                chosen_count_ = choose(cell_, n, last, chosen_);
                in_.chosen = chosen_;
            }
        }
        if (ask_.part) {
            std::fill_n(part_, n, Mask{0xFFFF});
            keep(runs_, *ask_.part, first, n, part_);
            in_.part = part_;
        }
        read_sums(first, n);
    }

    void read_sums(std::uint32_t first, std::uint32_t n) {
        if (words_.packed) {
            if (runs_.layout().columns[ask_.sums[0]].width == 1)
                in_.head8 = runs_.column<std::uint8_t>(ask_.sums[0]) + first;
            else
                in_.head16 = runs_.column<std::uint16_t>(ask_.sums[0]) + first;
        }
        const std::size_t skip = words_.packed ? 1 : 0;
        for (std::size_t t = 0; t + skip < ask_.sums.size(); ++t)
            in_.tail[t] = widened(runs_, ask_.sums[t + skip], first, n, room_[t]);
    }

    const Plan& plan_;
    const Ask& ask_;
    const Runs& runs_;
    Words words_;
    std::uint64_t* cells_;
    AddRows add_;
    bool filters_ = false;
    Inputs in_;
    std::uint32_t block_ = 0, chosen_count_ = 0;
    std::uint16_t cell_[kBlock], chosen_[kBlock];
    Mask mask_[kBlock], part_[kBlock];
    std::uint32_t room_[2][kBlock];
};

/// Nothing splits a stretch and nothing is left out: lengths and plain sums.
void count_whole(const Plan& plan, const Words& words, std::span<const Stretch> lot, std::uint64_t* cells) {
    for (const auto& stretch : lot) {
        const auto n = stretch.end - stretch.begin;
        auto* slot = cells + static_cast<std::size_t>(stretch.slot) * static_cast<std::size_t>(words.words());
        slot[0] += n;
        for (std::size_t s = 0; s < plan.ask->sums.size(); ++s)
            slot[1 + s] += sum_of(*plan.runs, plan.ask->sums[s], stretch.begin, n);
    }
}

/// A span of a 16-bit column: value − low <= width.
struct Within {
    const std::uint16_t* values;
    std::uint16_t low, width;
};

/// The conditions as spans of 16 bits, when they are one or two of these.
std::vector<Within> spans_of(const Plan& plan) {
    std::vector<Within> out;
    for (const auto& condition : plan.ask->where) {
        const bool wide = plan.runs->layout().columns[condition.column].width == 2;
        if (!wide || condition.not_above || condition.least > std::min(condition.most, 0xFFFFU)) return {};
        const auto low = static_cast<std::uint16_t>(condition.least);
        const auto width = static_cast<std::uint16_t>(std::min(condition.most, 0xFFFFU) - low);
        out.push_back({plan.runs->column<std::uint16_t>(condition.column), low, width});
    }
    if (out.size() > 2) out.clear();
    return out;
}

std::uint32_t count_within(const Within& a, const Within& b, std::uint32_t first, std::uint32_t n) {
    const auto *x = a.values + first, *y = b.values + first;
    std::uint16_t out = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto in_a = static_cast<std::uint16_t>(x[i] - a.low) <= a.width ? 1 : 0;
        const auto in_b = static_cast<std::uint16_t>(y[i] - b.low) <= b.width ? 1 : 0;
        out = static_cast<std::uint16_t>(out + (in_a & in_b));
    }
    return out;
}

std::uint32_t count_kept(const Plan& plan, std::uint32_t first, std::uint32_t n) {
    Mask mask[kBlock];
    std::fill_n(mask, n, Mask{0xFFFF});
    for (const auto& condition : plan.ask->where) keep(*plan.runs, condition, first, n, mask);
    std::uint16_t out = 0;
    for (std::uint32_t i = 0; i < n; ++i) out = static_cast<std::uint16_t>(out + (mask[i] & 1U));
    return out;
}

/// Only conditions, only a count.
void count_masked(const Plan& plan, std::span<const Within> spans, std::span<const Stretch> lot,
                  std::uint64_t* cells) {
    for (const auto& stretch : lot)
        for (auto first = stretch.begin; first < stretch.end; first += kBlock) {
            const auto n = std::min(kBlock, stretch.end - first);
            cells[stretch.slot] += spans.empty() ? count_kept(plan, first, n)
                                                 : count_within(spans.front(), spans.back(), first, n);
        }
}

bool whole(const Plan& plan) {
    return plan.keys.empty() && plan.ask->where.empty() && !plan.ask->part;
}

bool masked(const Plan& plan) {
    return plan.keys.empty() && plan.ask->sums.empty() && !plan.ask->part;
}

}  // namespace

Words words_of(const Plan& plan) {
    const auto& sums = plan.ask->sums;
    Words out;
    const bool splits = !plan.keys.empty() || !plan.ask->where.empty();
    out.packed = splits && !sums.empty() && !plan.ask->part && plan.runs->rows() < kPackedRows &&
                 plan.runs->layout().columns[sums[0]].width <= 2;
    out.tails = static_cast<int>(sums.size()) - (out.packed ? 1 : 0);
    return out;
}

void count_rows(const Plan& plan, const Words& words, std::vector<std::uint64_t>& cells) {
    Stretches stretches(plan);
    const Few few(plan, words);
    const auto spans = spans_of(plan);
    const auto blocks = std::make_unique<Blocks>(plan, words, cells.data());
    for (auto lot = stretches.next(); !lot.empty(); lot = stretches.next()) {
        if (whole(plan))
            count_whole(plan, words, lot, cells.data());
        else if (masked(plan))
            count_masked(plan, spans, lot, cells.data());
        else if (few.fits(lot))
            few.count(lot, cells.data());
        else
            blocks->count(lot);
    }
}

namespace {

/// Is there a row with so many days that it has no bin of its own?
bool any_far(const std::uint16_t* from, const std::uint16_t* to, std::uint32_t n) {
    std::uint16_t out = 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto days = static_cast<std::uint16_t>(to[i] - from[i]);
        out = static_cast<std::uint16_t>(out | ((days >= kBins - 1 ? 1 : 0) & (to[i] != kNever ? 1 : 0)));
    }
    return out != 0;
}

/// The last bin takes what is open or far.
void add_to_bins(const std::uint16_t* cell, const std::uint16_t* from, const std::uint16_t* to,
                 std::uint32_t n, std::uint32_t* bins) {
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto days = static_cast<std::uint16_t>(to[i] - from[i]);
        ++bins[static_cast<std::size_t>(cell[i]) * kBins + std::min<std::uint32_t>(days, kBins - 1)];
    }
}

void add_far(const std::uint16_t* cell, const std::uint16_t* from, const std::uint16_t* to, std::uint32_t n,
             const Plan& plan, std::uint32_t slot, Bins& bins) {
    for (std::uint32_t i = 0; i < n; ++i) {
        const int days = to[i] - from[i];
        if (to[i] == kNever || cell[i] == plan.key_groups) continue;
        if (days < 0 || days >= static_cast<int>(kBins) - 1)
            bins.far.push_back({slot + std::size_t{cell[i]}, days, 1});
    }
}

}  // namespace

void count_spread(const Plan& plan, Bins& bins) {
    const auto& spread = *plan.ask->spread;
    const auto& runs = *plan.runs;
    bool filters = !plan.ask->where.empty();
    for (const auto& table : plan.keys) filters = filters || table.filters;
    std::uint16_t cell[kBlock];
    Mask mask[kBlock];
    Stretches stretches(plan);
    for (auto lot = stretches.next(); !lot.empty(); lot = stretches.next())
        for (const auto& stretch : lot)
            for (auto first = stretch.begin; first < stretch.end; first += kBlock) {
                const auto n = std::min(kBlock, stretch.end - first);
                const auto* from = runs.column<std::uint16_t>(spread.from) + first;
                const auto* to = runs.column<std::uint16_t>(spread.to) + first;
                shares(plan, first, n, cell);
                if (filters) {
                    std::fill_n(mask, n, Mask{0xFFFF});
                    for (const auto& condition : plan.ask->where) keep(runs, condition, first, n, mask);
                    put_aside(cell, mask, n, static_cast<std::uint16_t>(plan.key_groups));
                }
                add_to_bins(cell, from, to, n,
                            bins.bins.data() + static_cast<std::size_t>(stretch.slot) * kBins);
                if (any_far(from, to, n)) add_far(cell, from, to, n, plan, stretch.slot, bins);
            }
}

}  // namespace kheo::statistics::runs
