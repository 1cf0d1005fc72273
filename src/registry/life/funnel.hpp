// SPDX-License-Identifier: Apache-2.0
// From what was registered to what was replicated, per unit and campaign year (domain.md §2.6): computed from
// the register and its cycles, beside what others published, which is held as said and flagged where it
// contradicts itself. Part of the door.
#pragma once

#include <span>

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// nullopt: not known, or not said.
struct Funnel {
    std::optional<std::int64_t> registered{}, carried_out{}, recognised{}, not_recognised{}, replicated{};
    std::optional<std::int64_t> exemplary{}, proposed{};  // called exemplary; proposed for an award

    bool operator==(const Funnel&) const = default;
};

/// A figure of a funnel: its name in forms and its label.
struct FunnelLine {
    const char* key;
    const Message* label;
    std::optional<std::int64_t> Funnel::* figure;
};
std::span<const FunnelLine> funnel_lines();

/// What contradicts itself, each as a sentence that names the figures; empty when nothing does.
std::vector<Sentence> contradictions(const Funnel& funnel);

/// One kind of owner.
struct FunnelPart {
    std::optional<OwnerType> owner;  // none: not stated
    Funnel funnel;
};
struct ComputedFunnel {
    Funnel all;
    std::vector<FunnelPart> parts;  // those that occur; they add up to all
};

/// registered: initiatives with a live registration of the year by a unit that counts in `root` on map_of(),
/// and that the reader may see. carried_out: those whose work was begun; recognised, not_recognised: by a
/// decision that stands. Only what has a cycle of the year is known to be carried out. replicated: recognised
/// ones that were taken up elsewhere; absent without `copies`.
Result<ComputedFunnel> funnel(db::Transaction& tx, territory::UnitId root, int campaign_year,
                              const Reading& reading, const Copies& copies = {});

/// The last day of the year, or today before that; today where the unit did not stand then.
Date map_of(territory::UnitId root, int campaign_year, const territory::Atlas& atlas, Date today);

struct Published {
    Funnel funnel;
    territory::UnitId unit;
    int campaign_year = 0;
    std::string source;
    std::vector<FunnelPart> parts{};  // as far as they were said
    std::int64_t id = 0;              // 0: not held yet
    std::string removed_reason{};     // crossed out when not empty
};
/// As of a funnel, and parts that do not add up to the whole.
std::vector<Sentence> contradictions(const Published& published);
Result<std::vector<Published>> published(db::Transaction& tx, territory::UnitId unit, int campaign_year);
/// Holds what was published, contradictory or not; for who runs the movement there. A source is required, and
/// at least one figure. A repeated request_key adds nothing.
Result<> hold(db::Transaction& tx, const Published& published, std::string_view request_key,
              const Acting& acting);
/// Crosses out with a reason, which is required; for the same people. Twice is once. not_found for what is
/// not of this unit.
Result<> cross_out_figures(db::Transaction& tx, territory::UnitId unit, std::int64_t id,
                           std::string_view reason, const Acting& acting);

}  // namespace kheo::registry::life
