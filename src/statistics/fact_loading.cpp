// SPDX-License-Identifier: Apache-2.0
// Facts from SQL into memory: all of them, or the initiatives that were changed since.
#include <algorithm>

#include "statistics/fact_layout.hpp"
#include "statistics/fact_runs.hpp"

namespace kheo::statistics {

namespace {

constexpr std::size_t kMostWords = 0xFFFF;

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

/// The numbers of a fact; nullopt when its day or its words are more than the columns hold.
std::optional<FreshFact> numbers_of(const store::FactRow& fact, FactNames& names) {
    const auto date = Date::parse_iso(fact.date);
    const auto day = date ? fact_layout().day(*date) : std::nullopt;
    if (!day) return std::nullopt;
    FreshFact out;
    out.rank = names.rank(fact.unit);
    out.values[0] = *day;
    for (std::size_t w = 1; w < kWordColumns; ++w) {
        const auto number = names.words[w].number(fact.words[w - 1]);
        if (number >= kMostWords) return std::nullopt;
        out.values[w] = static_cast<std::uint16_t>(number);
    }
    return out;
}

class Loading {
  public:
    Loading(db::Transaction& tx, const FactSource& source) : tx_(tx), source_(source) {}

    Result<std::shared_ptr<const FactRuns>> load(const territory::Atlas& atlas, Date today) {
        auto out = std::make_shared<FactRuns>();
        out->standing = TRY(ledger::standing(tx_));
        const Period always{*Date::of(1, 1, 1), *Date::of(9999, 12, 31)};
        for (const auto unit : Order(atlas, today).sorted(TRY(store::fact_units(tx_, source_, {always}))))
            names_.rank(unit);
        TRY(read_facts());
        if (!fits_) return std::shared_ptr<const FactRuns>();
        TRY(read_themes());
        TRY(read_owners());
        out->columns = std::make_shared<const FactColumns>(std::move(columns_));
        out->names = std::make_shared<const FactNames>(std::move(names_));
        return std::shared_ptr<const FactRuns>(std::move(out));
    }

  private:
    /// Facts come by initiative, ascending.
    void add(runs::Builder& builder, const store::FactRow& fact) {
        const auto numbers = numbers_of(fact, names_);
        fits_ = fits_ && numbers && builder.size() < kMostFacts;
        if (!fits_) return;
        if (columns_.ids.empty() || columns_.ids.back() != fact.initiative)
            columns_.ids.push_back(fact.initiative);
        add_fact(builder, *numbers, static_cast<std::uint32_t>(columns_.ids.size() - 1));
    }

    Result<> read_facts() {
        runs::Builder builder(fact_layout(), static_cast<std::uint32_t>(names_.units().size()));
        TRY(store::each_fact(tx_, source_, {}, [&](const store::FactRow& fact) { add(builder, fact); }));
        if (fits_) columns_.runs = builder.finish();
        return {};
    }

    Result<> read_themes() {
        Pairs pairs;
        TRY(store::each_theme(tx_, source_, {},
                              [&](std::int64_t id, const std::string& shown, const std::string& folded) {
                                  const auto theme = names_.theme(shown, folded);
                                  if (const auto known = columns_.number_of(id))
                                      pairs.emplace_back(*known, theme);
                              }));
        columns_.themes_of = lists_of(std::move(pairs), columns_.ids.size());
        return {};
    }

    Result<> read_owners() {
        Pairs pairs;
        std::unordered_map<std::string, std::uint32_t> numbers;
        std::vector<std::string> keys;
        TRY(store::each_owner(tx_, source_, {}, [&](std::int64_t id, const std::string& key) {
            const auto known = columns_.number_of(id);
            if (!known) return;
            const auto [found, fresh] = numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size()));
            if (fresh) keys.push_back(key);
            pairs.emplace_back(*known, found->second);
        }));
        columns_.owners.add(keys);
        columns_.owners_of = lists_of(std::move(pairs), columns_.ids.size());
        return {};
    }

    db::Transaction& tx_;
    const FactSource& source_;
    FactColumns columns_;
    FactNames names_;
    bool fits_ = true;
};

/// What was changed, read beside what is known.
class Following {
  public:
    Following(db::Transaction& tx, const FactSource& source, const FactRuns& known)
        : tx_(tx), source_(source), out_(known), names_(*known.names) {}

    Result<std::shared_ptr<const FactRuns>> follow(std::span<const std::int64_t> ids,
                                                   const ledger::Standing& standing) {
        for (const auto id : ids) renew(id);
        TRY(store::each_fact(tx_, source_, ids, [&](const store::FactRow& fact) {
            const auto numbers = numbers_of(fact, names_);
            fits_ = fits_ && numbers;
            if (numbers) changed_.at(number_of(fact.initiative)).facts.push_back(*numbers);
        }));
        if (!fits_) return std::shared_ptr<const FactRuns>();
        TRY(read_parts(ids));
        for (auto& [number, one] : changed_)
            out_.changed[number] = std::make_shared<const Changed>(std::move(one));
        out_.names = std::make_shared<const FactNames>(std::move(names_));
        out_.standing = standing;
        return std::make_shared<const FactRuns>(std::move(out_));
    }

  private:
    std::uint32_t number_of(std::int64_t id) {
        if (const auto known = out_.columns->number_of(id)) return *known;
        const auto at = std::ranges::find(out_.fresh_ids, id);
        const auto number = out_.columns->ids.size() + static_cast<std::size_t>(at - out_.fresh_ids.begin());
        if (at == out_.fresh_ids.end()) out_.fresh_ids.push_back(id);
        return static_cast<std::uint32_t>(number);
    }

    void renew(std::int64_t id) {
        const auto number = number_of(id);
        changed_[number];
        if (number >= out_.columns->ids.size()) return;
        out_.hidden.resize(out_.columns->ids.size());
        out_.hidden[number] = true;
    }

    std::uint32_t owner(const std::string& key) {
        if (const auto known = out_.columns->owners.find(key)) return *known;
        const auto next = out_.columns->owners.size() + static_cast<std::uint32_t>(out_.fresh_owners.size());
        return out_.fresh_owners.try_emplace(key, next).first->second;
    }

    Result<> read_parts(std::span<const std::int64_t> ids) {
        TRY(store::each_theme(tx_, source_, ids,
                              [&](std::int64_t id, const std::string& shown, const std::string& folded) {
                                  changed_.at(number_of(id)).themes.push_back(names_.theme(shown, folded));
                              }));
        TRY(store::each_owner(tx_, source_, ids, [&](std::int64_t id, const std::string& key) {
            changed_.at(number_of(id)).owners.push_back(owner(key));
        }));
        for (auto& [number, one] : changed_) {
            make_set(one.themes);
            make_set(one.owners);
        }
        return {};
    }

    static void make_set(std::vector<std::uint32_t>& list) {
        std::ranges::sort(list);
        const auto twice = std::ranges::unique(list);
        list.erase(twice.begin(), twice.end());
    }

    db::Transaction& tx_;
    const FactSource& source_;
    FactRuns out_;
    FactNames names_;
    std::unordered_map<std::uint32_t, Changed> changed_;
    bool fits_ = true;
};

}  // namespace

Result<std::shared_ptr<const FactRuns>> load_fact_runs(db::Transaction& tx, const territory::Atlas& atlas,
                                                       const FactSource& source, Date today) {
    return Loading(tx, source).load(atlas, today);
}

Result<std::shared_ptr<const FactRuns>> follow(db::Transaction& tx, const FactSource& source,
                                               const FactRuns& known, std::span<const std::int64_t> ids,
                                               const ledger::Standing& standing) {
    return Following(tx, source, known).follow(ids, standing);
}

}  // namespace kheo::statistics
