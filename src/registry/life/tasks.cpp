// SPDX-License-Identifier: Apache-2.0
// What waits for a person (life.hpp, tasks): told from the rows alone, so that a desk with many open dossiers
// stays quick. The page of the dossier asks all guards.
#include <algorithm>

#include "registry/life/messages.gen.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;

struct Wait {
    std::string_view state;
    Permission permission;
    const Message* what;
    bool own_side;  // the proposing side's work; else nobody's who made the dossier
};

const std::array kWaits{
    Wait{"draft", Permission::propose, &msg::task_draft, true},
    Wait{"returned", Permission::propose, &msg::task_returned, true},
    Wait{"submitted", Permission::appraise, &msg::task_submitted, false},
    Wait{"appraised", Permission::approve, &msg::task_appraised, false},
    Wait{"registered", Permission::propose, &msg::task_registered, true},
    Wait{"self_assessed", Permission::check, &msg::task_self_assessed, false},
    Wait{"checked", Permission::score, &msg::task_checked, false},
    Wait{"checked", Permission::appraise, &msg::task_close_scoring, false},
    Wait{"scored", Permission::recognise, &msg::task_scored, false},
    Wait{"nominated", Permission::recognise, &msg::task_nominated, false},
};

class Worker {
  public:
    Worker(const auth::Principal& who, const territory::Atlas& atlas, Date today)
        : who_(who), atlas_(atlas), today_(today) {}

    const Message* waits(const Cycle& cycle) const {
        for (const auto& wait : kWaits)
            if (wait.state == cycle.state && who_.may(wait.permission, today_) && is_for(wait, cycle))
                return wait.what;
        return nullptr;
    }

  private:
    bool is_for(const Wait& wait, const Cycle& cycle) const {
        if (wait.own_side) return proposing_side(atlas_, who_, cycle, today_);
        const auto me = who_.user;
        const bool made = cycle.created.by == me || cycle.submitted.by == me;
        const bool decided = (cycle.state == "appraised" && cycle.appraised.by == me) ||
                             (cycle.state == "scored" && cycle.scored_by == me);
        if (made || decided || !may_in(atlas_, who_, wait.permission, cycle.unit, today_)) return false;
        if (wait.permission == Permission::score) return !own_side(atlas_, who_, cycle, today_);
        return cycle.state != "nominated" || decides_above(cycle);
    }

    /// Holds the right by a grant over more than the dossier's own register.
    bool decides_above(const Cycle& cycle) const {
        return std::ranges::any_of(who_.grants, [&](const auth::Grant& grant) {
            return grant.from <= today_ && today_ <= grant.until &&
                   auth::role_allows(grant.role, Permission::recognise) &&
                   (!grant.unit ||
                    atlas_.restate(grant.unit, today_).unit != atlas_.restate(cycle.book_unit, today_).unit);
        });
    }

    const auth::Principal& who_;
    const territory::Atlas& atlas_;
    Date today_;
};

}  // namespace

Result<Tasks> tasks(db::Transaction& tx, const auth::Principal& who, const territory::Atlas& atlas,
                    Date today, std::size_t limit) {
    Tasks out;
    const Worker worker(who, atlas, today);
    TRY(store::each_waiting(tx, [&](const Cycle& cycle) {
        const auto* what = worker.waits(cycle);
        if (!what) return;
        ++out.total;
        if (out.first.size() < limit) out.first.push_back({cycle, what});
    }));
    return out;
}

}  // namespace kheo::registry::life
