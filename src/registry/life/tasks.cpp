// SPDX-License-Identifier: Apache-2.0
// What waits for a person (life.hpp, tasks): told from the rows alone, so that a desk with many open dossiers
// stays quick. The page of the dossier asks all guards.
#include <algorithm>

#include "registry/life/messages.gen.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/store.hpp"
#include "registry/life/work_index.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;

struct Wait {
    Waits state;
    Permission permission;
    const Message* what;
    bool own_side;  // the proposing side's work; else nobody's who made the dossier
};

const std::array kWaits{
    Wait{Waits::draft, Permission::propose, &msg::task_draft, true},
    Wait{Waits::returned, Permission::propose, &msg::task_returned, true},
    Wait{Waits::submitted, Permission::appraise, &msg::task_submitted, false},
    Wait{Waits::appraised, Permission::approve, &msg::task_appraised, false},
    Wait{Waits::registered, Permission::propose, &msg::task_registered, true},
    Wait{Waits::self_assessed, Permission::check, &msg::task_self_assessed, false},
    Wait{Waits::checked, Permission::score, &msg::task_checked, false},
    Wait{Waits::checked, Permission::appraise, &msg::task_close_scoring, false},
    Wait{Waits::scored, Permission::recognise, &msg::task_scored, false},
    Wait{Waits::nominated, Permission::recognise, &msg::task_nominated, false},
};

/// The rights of one person on one day, worked out once per unit however many dossiers stand there.
class Reach {
  public:
    Reach(const auth::Principal& who, const territory::Atlas& atlas, Date today,
          const std::vector<territory::UnitId>& units)
        : who_(who), atlas_(atlas), today_(today), units_(units), known_(units.size()) {}

    bool may(Permission permission, std::uint32_t unit_no) { return at(unit_no) & bit(permission); }
    /// Proposes for exactly this unit, as both stand on today's map.
    bool proposes(std::uint32_t unit_no) { return at(unit_no) & kProposesHere; }

  private:
    static constexpr unsigned kKnown = 1U << 30, kProposesHere = 1U << 29;
    static unsigned bit(Permission permission) { return 1U << static_cast<unsigned>(permission); }

    unsigned at(std::uint32_t unit_no) {
        auto& known = known_[unit_no];
        if (known == 0) known = work_out(units_[unit_no]);
        return known;
    }
    unsigned work_out(territory::UnitId unit) const {
        unsigned out = kKnown;
        for (const auto& wait : kWaits)
            if (territory::may_over(atlas_, who_, wait.permission, unit, today_)) out |= bit(wait.permission);
        if (proposes_for(atlas_, who_, unit, today_)) out |= kProposesHere;
        return out;
    }

    const auth::Principal& who_;
    const territory::Atlas& atlas_;
    Date today_;
    const std::vector<territory::UnitId>& units_;
    std::vector<unsigned> known_;  // by place of the unit; 0: not worked out yet
};

class Worker {
  public:
    Worker(const auth::Principal& who, const territory::Atlas& atlas, Date today,
           const WorkIndex::Snapshot& all)
        : who_(who), atlas_(atlas), today_(today), reach_(who, atlas, today, all.units) {
        for (const auto& wait : kWaits)
            if (who.may(wait.permission, today)) mine_[index(wait.state)].push_back(&wait);
    }

    const Message* waits(const WaitingRow& row) {
        for (const auto* wait : mine_[index(row.state)])
            if (is_for(*wait, row)) return wait->what;
        return nullptr;
    }

  private:
    static std::size_t index(Waits state) { return static_cast<std::size_t>(state); }

    bool made(const WaitingRow& row) const {
        return who_.signed_in() && (row.created_by == who_.user || row.submitted_by == who_.user);
    }
    bool own_side(const WaitingRow& row) { return made(row) || reach_.proposes(row.unit_no); }

    bool is_for(const Wait& wait, const WaitingRow& row) {
        if (!reach_.may(wait.permission, row.unit_no)) return false;
        if (wait.own_side) return own_side(row) || reach_.proposes(row.book_no);
        const bool decided = (row.state == Waits::appraised && row.appraised_by == who_.user) ||
                             (row.state == Waits::scored && row.scored_by == who_.user);
        if (made(row) || decided) return false;
        if (wait.permission == Permission::score) return !own_side(row);
        return row.state != Waits::nominated || decides_above(row.book_unit);
    }

    /// Holds the right by a grant over more than the dossier's own register.
    bool decides_above(territory::UnitId book) const {
        return std::ranges::any_of(who_.grants, [&](const auth::Grant& grant) {
            return grant.gives(Permission::recognise, today_) &&
                   (!grant.unit ||
                    atlas_.restate(grant.unit, today_).unit != atlas_.restate(book, today_).unit);
        });
    }

    const auth::Principal& who_;
    const territory::Atlas& atlas_;
    Date today_;
    Reach reach_;
    std::array<std::vector<const Wait*>, kWaitingStates.size()> mine_;
};

}  // namespace

Result<Tasks> tasks(db::Transaction& tx, const auth::Principal& who, const territory::Atlas& atlas,
                    Date today, std::size_t limit, CountTasks count, WorkIndex* work) {
    WorkIndex own;
    const auto all = TRY((work ? *work : own).as_seen_by(tx));
    Tasks out;
    Worker worker(who, atlas, today, *all);
    std::vector<CycleId> shown;
    for (const auto& row : all->rows) {
        const auto* what = worker.waits(row);
        if (!what) continue;
        ++out.total;
        if (shown.size() < limit) shown.push_back(row.id), out.first.push_back({{}, what});
        if (count == CountTasks::shown && shown.size() >= limit) break;
    }
    TRY(store::each_of(tx, shown, [&](Cycle cycle) {
        const auto place = std::ranges::find(shown, cycle.id) - shown.begin();
        out.first[static_cast<std::size_t>(place)].cycle = std::move(cycle);
    }));
    return out;
}

}  // namespace kheo::registry::life
