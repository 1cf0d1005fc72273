// SPDX-License-Identifier: Apache-2.0
// The Atlas in memory: records by index, codes, children, lineage both ways. Immutable after construction
// except for the name index, which is built once on first use; share it between threads. Private to
// territory.
#pragma once

#include <array>
#include <mutex>
#include <unordered_map>

#include "territory/history.hpp"
#include "territory/territory.hpp"

namespace kheo::territory {

class Resolver;

class AtlasInMemory final : public Atlas {
  public:
    struct Record {
        UnitId id;
        Level level = Level::commune;
        std::vector<Unit> versions;  // by date
        std::vector<int> children;   // everything that ever had this parent
        std::vector<int> out, in;    // indexes into lines(), self-lines included in out only
    };

    explicit AtlasInMemory(const History& history);
    ~AtlasInMemory() override;

    const Unit* find(UnitId id, Date on) const override;
    bool present(UnitId id, Date on) const override;
    const Unit* find_code(std::string_view code, Date on) const override;
    const Unit* find_code(Level level, std::string_view code, Date on) const override;
    std::vector<const Unit*> list(Level level, Date on, UnitId under) const override;
    UnitId ancestor(UnitId id, Level level, Date on) const override;
    bool is_under(UnitId id, UnitId root, Date on) const override;
    std::vector<Successor> successors(UnitId id, Date from, Date to) const override;
    Restatement restate(UnitId id, Date map) const override;
    std::vector<std::string> codes_today(UnitId id, Date today) const override;
    bool before_earliest(Date on) const override { return on < known_from_; }
    Date earliest() const override { return known_from_; }
    std::vector<Date> map_days() const override { return map_days_; }
    std::vector<Unit> versions(UnitId id) const override;
    std::vector<Successor> predecessors(UnitId id) const override;
    Resolution resolve(std::string_view text, Date on, UnitId within) const override;

    // --- for the resolver and the pages, by index
    const std::vector<Record>& records() const { return records_; }
    const std::vector<LineageRow>& lines() const { return lines_; }
    int index(UnitId id) const;                    // kNoUnit when unknown
    const Unit* version(int unit, Date on) const;  // valid that day or nullptr
    const Unit& nearest(int unit, Date on) const;
    bool stands(int unit, Date on) const;  // present, by index

  private:
    friend class Restater;
    int parent_of(int unit, Date on) const;
    void below(int unit, std::vector<int>& out) const;

    std::vector<Record> records_;
    std::array<std::vector<int>, 4> by_level_;
    std::vector<LineageRow> lines_;
    std::unordered_map<std::int64_t, int> by_id_;
    std::unordered_map<std::string, std::vector<int>> by_code_;
    Date known_from_;
    std::vector<Date> map_days_;
    mutable std::once_flag resolver_made_;
    mutable std::unique_ptr<Resolver> resolver_;
};

/// For tests and importers: an Atlas of rows that are not in a database (ids 0 become index + 1).
std::shared_ptr<const Atlas> make_atlas(const History& history);

}  // namespace kheo::territory
