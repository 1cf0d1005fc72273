// SPDX-License-Identifier: Apache-2.0
// New columns from old ones and the initiatives that were changed since: initiatives get new numbers, in the
// order of their ids; ranks, words, themes and owners keep theirs.
#include <algorithm>

#include "statistics/fact_layout.hpp"

namespace kheo::statistics {

namespace {

constexpr std::uint32_t kGone = 0xFFFFFFFF;

class Merging {
  public:
    explicit Merging(const FactRuns& facts) : facts_(facts), old_(*facts.columns) {}

    FactColumns columns() {
        number_anew();
        FactColumns out;
        out.ids = std::move(ids_);
        out.owners = old_.owners;
        out.owners.add(fresh_owners());
        out.runs = rows();
        const auto lists = [&](auto&& of) {
            Pairs pairs;
            for (std::uint32_t old = 0; old < now_.size(); ++old)
                if (now_[old] != kGone)
                    for (const auto value : of(old)) pairs.emplace_back(now_[old], value);
            return lists_of(std::move(pairs), out.ids.size());
        };
        out.themes_of = lists([&](std::uint32_t old) { return facts_.themes_of(old); });
        out.owners_of = lists([&](std::uint32_t old) { return facts_.owners_of(old); });
        return out;
    }

  private:
    bool lives(std::uint32_t number) const {
        const auto changed = facts_.changed.find(number);
        return changed == facts_.changed.end() || !changed->second->facts.empty();
    }

    std::int64_t id_of(std::uint32_t number) const {
        return number < old_.ids.size() ? old_.ids[number] : facts_.fresh_ids[number - old_.ids.size()];
    }

    void number_anew() {
        std::vector<std::pair<std::int64_t, std::uint32_t>> living;
        for (std::uint32_t number = 0; number < facts_.initiatives(); ++number)
            if (lives(number)) living.emplace_back(id_of(number), number);
        std::ranges::sort(living);
        now_.assign(facts_.initiatives(), kGone);
        for (const auto& [id, number] : living) {
            now_[number] = static_cast<std::uint32_t>(ids_.size());
            ids_.push_back(id);
        }
    }

    std::vector<std::string> fresh_owners() const {
        std::vector<std::string> out(facts_.fresh_owners.size());
        for (const auto& [key, number] : facts_.fresh_owners) out[number - old_.owners.size()] = key;
        return out;
    }

    void add_old(runs::Builder& builder) const {
        const auto& runs = *old_.runs;
        const auto* initiatives =
            runs.column<std::uint32_t>(static_cast<std::size_t>(FactColumn::initiative));
        for (runs::Rank rank = 0; rank < runs.units(); ++rank)
            for (auto row = runs.begin(rank); row < runs.end(rank); ++row) {
                if (facts_.hides(initiatives[row])) continue;
                FreshFact fact{rank, {}};
                for (std::size_t c = 0; c < kWordColumns; ++c)
                    fact.values[c] = runs.column<std::uint16_t>(c)[row];
                add_fact(builder, fact, now_[initiatives[row]]);
            }
    }

    std::shared_ptr<const runs::Runs> rows() const {
        runs::Builder builder(fact_layout(), static_cast<std::uint32_t>(facts_.names->units().size()));
        builder.reserve(old_.runs->rows() + facts_.changed.size());
        add_old(builder);
        for (const auto& [number, one] : facts_.changed)
            for (const auto& fact : one->facts) add_fact(builder, fact, now_[number]);
        return builder.finish();
    }

    const FactRuns& facts_;
    const FactColumns& old_;
    std::vector<std::int64_t> ids_;
    std::vector<std::uint32_t> now_;  // new numbers by old ones
};

}  // namespace

const runs::Layout& fact_layout() {
    static const runs::Layout kLayout{{{"day", 2},
                                       {"kind", 2},
                                       {"owner_type", 2},
                                       {"sector", 2},
                                       {"field", 2},
                                       {"basis", 2},
                                       {"state", 2},
                                       {"level", 2},
                                       {"initiative", 4}},
                                      *Date::of(1900, 1, 1)};
    return kLayout;
}

void add_fact(runs::Builder& builder, const FreshFact& fact, std::uint32_t initiative) {
    std::array<std::int64_t, kWordColumns + 1> values{};
    std::ranges::copy(fact.values, values.begin());
    values[kWordColumns] = initiative;
    builder.add(fact.rank, static_cast<std::uint32_t>(builder.size()), values);
}

Lists lists_of(Pairs pairs, std::size_t initiatives) {
    std::ranges::sort(pairs);
    const auto twice = std::ranges::unique(pairs);
    pairs.erase(twice.begin(), twice.end());
    Lists out;
    out.start.assign(initiatives + 1, 0);
    for (const auto& [initiative, value] : pairs) {
        ++out.start[initiative + 1];
        out.values.push_back(value);
    }
    for (std::size_t i = 1; i < out.start.size(); ++i) out.start[i] += out.start[i - 1];
    return out;
}

std::shared_ptr<const FactRuns> merged(const FactRuns& facts) {
    auto out = std::make_shared<FactRuns>();
    out->columns = std::make_shared<const FactColumns>(Merging(facts).columns());
    out->names = facts.names;
    out->standing = facts.standing;
    return out;
}

}  // namespace kheo::statistics
