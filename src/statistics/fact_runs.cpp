// SPDX-License-Identifier: Apache-2.0
#include "statistics/fact_runs.hpp"

#include <algorithm>
#include <map>

namespace kheo::statistics {

namespace {

constexpr std::size_t kMostWords = 0xFFFF;
const Date kEpoch = *Date::of(1900, 1, 1);

runs::Layout layout() {
    return {{{"day", 2},
             {"kind", 2},
             {"owner_type", 2},
             {"sector", 2},
             {"field", 2},
             {"basis", 2},
             {"state", 2},
             {"initiative", 4}},
            kEpoch};
}

/// Units of the facts in the order of a walk around today's tree, so that a subtree is one stretch.
class Order {
  public:
    Order(const territory::Atlas& atlas, Date today) : atlas_(atlas), today_(today) {}
    std::vector<UnitId> sorted(const std::vector<UnitId>& units) const {
        using territory::Level;
        std::vector<std::pair<std::array<std::int64_t, 5>, UnitId>> keyed;
        for (const auto unit : units) {
            const auto stands = atlas_.restate(unit, today_).unit;
            std::array<std::int64_t, 5> key{};
            std::size_t i = 0;
            for (const auto level : {Level::province, Level::district, Level::commune, Level::hamlet})
                key[i++] = stands ? atlas_.ancestor(stands, level, today_).value : 0;
            key[4] = unit.value;
            keyed.emplace_back(key, unit);
        }
        std::ranges::sort(keyed, {}, [](const auto& one) { return one.first; });
        std::vector<UnitId> out;
        out.reserve(keyed.size());
        for (const auto& [key, unit] : keyed) out.push_back(unit);
        return out;
    }

  private:
    const territory::Atlas& atlas_;
    Date today_;
};

/// Words in the order they come; "" = not stated = 0.
class Words {
  public:
    std::int64_t number(const std::optional<std::string>& word) {
        if (!word) return 0;
        const auto [found, fresh] = numbers_.try_emplace(*word, static_cast<std::int64_t>(names_.size()));
        if (fresh) names_.push_back(*word);
        return found->second;
    }
    const std::vector<std::string>& names() const { return names_; }

  private:
    std::vector<std::string> names_{""};
    std::unordered_map<std::string, std::int64_t> numbers_;
};

/// (initiative, value) pairs in any order → lists.
Lists lists_of(std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs, std::uint32_t initiatives) {
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

class Loading {
  public:
    Loading(db::Transaction& tx, const FactSource& source) : tx_(tx), source_(source) {}

    Result<std::shared_ptr<const FactRuns>> load(const territory::Atlas& atlas, Date today) {
        TRY(place_units(atlas, today));
        TRY(read_facts());
        if (!fits_) return std::shared_ptr<const FactRuns>();
        TRY(read_themes());
        TRY(read_owners());
        return std::make_shared<const FactRuns>(std::move(out_));
    }

  private:
    Result<> place_units(const territory::Atlas& atlas, Date today) {
        const Period always{*Date::of(1, 1, 1), *Date::of(9999, 12, 31)};
        out_.units = Order(atlas, today).sorted(TRY(store::fact_units(tx_, source_, {always})));
        for (const auto unit : out_.units)
            out_.ranks.emplace(unit.value, static_cast<runs::Rank>(out_.ranks.size()));
        return {};
    }

    void add(runs::Builder& builder, const store::FactRow& fact) {
        const auto date = Date::parse_iso(fact.date);
        const auto day = date ? builder_layout_.day(*date) : std::nullopt;
        fits_ = fits_ && day.has_value();
        const auto rank = out_.ranks.find(fact.unit.value);
        if (!day || rank == out_.ranks.end()) return;
        std::array<std::int64_t, 8> values{*day};
        for (std::size_t w = 1; w < kWordColumns; ++w) values[w] = words_[w].number(fact.words[w - 1]);
        values[7] = initiatives_.try_emplace(fact.initiative, initiatives_.size()).first->second;
        builder.add(rank->second, static_cast<std::uint32_t>(builder.size()), values);
    }

    Result<> read_facts() {
        runs::Builder builder(builder_layout_, static_cast<std::uint32_t>(out_.units.size()));
        TRY(store::each_fact(tx_, source_, [&](const store::FactRow& fact) { add(builder, fact); }));
        for (std::size_t w = 1; w < kWordColumns; ++w) {
            fits_ = fits_ && words_[w].names().size() < kMostWords;
            out_.words[w] = words_[w].names();
        }
        out_.initiatives = static_cast<std::uint32_t>(initiatives_.size());
        if (fits_) out_.runs = builder.finish();
        return {};
    }

    std::optional<std::uint32_t> initiative(std::int64_t id) const {
        const auto found = initiatives_.find(id);
        if (found == initiatives_.end()) return std::nullopt;
        return static_cast<std::uint32_t>(found->second);
    }

    Result<> read_themes() {
        std::map<std::string, std::uint32_t> numbers;  // by folded name
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        TRY(store::each_theme(tx_, source_,
                              [&](std::int64_t id, const std::string& shown, const std::string& folded) {
                                  const auto [found, fresh] =
                                      numbers.try_emplace(folded, static_cast<std::uint32_t>(numbers.size()));
                                  if (fresh) out_.themes.push_back({shown, folded});
                                  auto& name = out_.themes[found->second].shown;
                                  name = std::min(name, shown);
                                  if (const auto known = initiative(id))
                                      pairs.emplace_back(*known, found->second);
                              }));
        out_.themes_of = lists_of(std::move(pairs), out_.initiatives);
        return {};
    }

    Result<> read_owners() {
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        TRY(store::each_owner(tx_, source_, [&](std::int64_t id, const std::string& key) {
            const auto number =
                numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size())).first->second;
            if (const auto known = initiative(id)) pairs.emplace_back(*known, number);
        }));
        out_.owners = static_cast<std::uint32_t>(numbers.size());
        out_.owners_of = lists_of(std::move(pairs), out_.initiatives);
        return {};
    }

    db::Transaction& tx_;
    const FactSource& source_;
    const runs::Layout builder_layout_ = layout();
    FactRuns out_;
    std::array<Words, kWordColumns> words_;
    std::unordered_map<std::int64_t, std::int64_t> initiatives_;
    bool fits_ = true;
};

}  // namespace

Result<std::shared_ptr<const FactRuns>> load_fact_runs(db::Transaction& tx, const territory::Atlas& atlas,
                                                       const FactSource& source, Date today) {
    return Loading(tx, source).load(atlas, today);
}

}  // namespace kheo::statistics
