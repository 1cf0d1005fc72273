// SPDX-License-Identifier: Apache-2.0
// kheo_bench_data FILE COUNT SEED: fills an initialised database that already has its units with COUNT
// made-up initiatives over the communes of the days they are registered on, through the same door as an
// import. For dev/bench only; the same seed over the same units gives the same registry.
#include <charconv>
#include <iostream>
#include <random>
#include <string>

#include "bench/phrases.hpp"
#include "platform/db/database.hpp"
#include "registry/registry.hpp"
#include "territory/territory.hpp"

namespace kheo::bench {
namespace {

constexpr std::size_t kPerBatch = 20'000;
constexpr int kFirstYear = 2021, kYears = 6;  // campaign years 2021 … 2026

class Maker {
  public:
    Maker(const territory::Atlas& atlas, std::uint64_t seed) : atlas_(atlas), random_(seed) {}

    registry::NewRow row() {
        registry::NewRow row;
        row.campaign_year = kFirstYear + static_cast<int>(random_() % kYears);
        row.date = Date::of(row.campaign_year, 1 + static_cast<int>(random_() % 10), 1)
                       ->plus_days(static_cast<int>(random_() % 28));
        row.basis = chance(80) ? registry::Basis::fresh : registry::Basis::maintained;
        auto& s = row.statement;
        const auto& unit = commune(row.date);
        s.unit = unit.id;
        s.kind = chance(88) ? registry::Kind::practice : registry::Kind::exemplar;
        s.title = s.kind == registry::Kind::practice ? title(unit) : person() + ", " + topic();
        s.owner_type = chance(80) ? registry::OwnerType::collective : registry::OwnerType::individual;
        s.owner_text =
            s.owner_type == registry::OwnerType::collective ? join(pick(kOwners), unit.full_name) : person();
        if (chance(92)) s.field = pick(kFields);
        if (chance(30)) s.themes = {std::string(pick(kThemes))};
        return row;
    }

  private:
    bool chance(unsigned percent) { return random_() % 100 < percent; }

    /// Early entries of a list come up far more often than late ones.
    template <typename List>
    std::string_view pick(const List& list) {
        const auto a = random_() % list.size(), b = random_() % list.size();
        return list[std::min(a, b)];
    }
    static std::string join(std::string_view a, std::string_view b) {
        std::string out(a);
        if (!b.empty()) out.append(" ").append(b);
        return out;
    }
    std::string topic() { return std::string(pick(kTopics)); }
    std::string person() {
        return join(join(pick(kSurnames), kMiddles[random_() % kMiddles.size()]),
                    kGiven[random_() % kGiven.size()]);
    }
    std::string title(const territory::Unit& unit) {
        auto out = join(join(pick(kForms), topic()), pick(kTails));
        if (chance(40))
            out += (chance(50) ? " tổ dân phố số " : " thôn ") + std::to_string(1 + random_() % 40);
        if (chance(30)) out = join(out, unit.full_name);
        return out;
    }
    const territory::Unit& commune(Date on) {
        auto& units = random_units(on);
        return *units[random_() % units.size()];
    }
    /// The map changes once in these years: one list of communes per side.
    const std::vector<const territory::Unit*>& random_units(Date on) {
        const bool after = *Date::of(2025, 7, 1) <= on;
        auto& units = after ? now_ : then_;
        if (units.empty())
            units =
                atlas_.list(territory::Level::commune, after ? *Date::of(2025, 7, 1) : *Date::of(2024, 1, 1));
        // a commune of 2024 stands until the middle of 2025 at least for as long as these figures need
        return units;
    }

    const territory::Atlas& atlas_;
    std::mt19937_64 random_;
    std::vector<const territory::Unit*> then_, now_;
};

Result<> fill(db::Database& database, std::size_t count, std::uint64_t seed) {
    const auto atlas = TRY(database.read([](db::Transaction& tx) { return territory::load_atlas(tx); }));
    Maker maker(*atlas, seed);
    std::vector<registry::NewRow> rows;
    for (std::size_t done = 0; done < count; done += rows.size()) {
        rows.clear();
        while (rows.size() < kPerBatch && done + rows.size() < count) rows.push_back(maker.row());
        const registry::NewBatch batch{
            "bench.xlsx", std::to_string(done), {}, *Date::of(2026, 11, 1), 2026, 0};
        const registry::Actor actor{{}, 1'790'000'000'000 + static_cast<Millis>(done)};
        (void)TRY(database.write(
            [&](db::Transaction& tx) { return registry::register_rows(tx, batch, rows, *atlas, actor); }));
        std::cerr << "\r" << done + rows.size() << std::flush;
    }
    std::cerr << '\n';
    return {};
}

}  // namespace
}  // namespace kheo::bench

int main(int argc, char** argv) {
    std::size_t count = 0;
    std::uint64_t seed = 1;
    if (argc != 4) return 2;
    std::from_chars(argv[2], argv[2] + std::string_view(argv[2]).size(), count);
    std::from_chars(argv[3], argv[3] + std::string_view(argv[3]).size(), seed);
    auto database = kheo::db::Database::open(argv[1]);
    if (!database) return std::cerr << database.error().detail << '\n', 3;
    const auto done = kheo::bench::fill(**database, count, seed);
    if (!done) return std::cerr << done.error().detail << '\n', 3;
    return 0;
}
