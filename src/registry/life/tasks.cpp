// SPDX-License-Identifier: Apache-2.0
// What waits for a person (life.hpp, tasks): told from the rows alone, so that a desk with many open dossiers
// stays quick. The page of the dossier asks all guards.
#include <algorithm>
#include <mutex>

#include "platform/ledger/ledger.hpp"
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

/// The rows as they stood when the ledger had so many entries: entries are never taken away, and every act
/// writes one, so that equal counts mean equal rows.
class WorkIndex {
  public:
    using Rows = std::shared_ptr<const std::vector<Cycle>>;

    Result<Rows> rows(db::Transaction& tx) {
        const auto now = TRY(ledger::standing(tx)).total();
        {
            const std::scoped_lock lock(mutex_);
            if (rows_ && at_ == now) return rows_;
        }
        auto read = std::make_shared<std::vector<Cycle>>();
        TRY(store::each_waiting(tx, [&](const Cycle& cycle) { read->push_back(cycle); }));
        Rows fresh = std::move(read);
        if (tx.writes()) return fresh;  // not committed yet: nobody else's
        const std::scoped_lock lock(mutex_);
        if (!rows_ || at_ < now) rows_ = fresh, at_ = now;
        return fresh;
    }

  private:
    std::mutex mutex_;
    Rows rows_;
    std::int64_t at_ = 0;
};

std::shared_ptr<WorkIndex> make_work_index() {
    return std::make_shared<WorkIndex>();
}

Result<Tasks> tasks(db::Transaction& tx, const auth::Principal& who, const territory::Atlas& atlas,
                    Date today, std::size_t limit, CountTasks count, WorkIndex* work) {
    WorkIndex own;
    const auto rows = TRY((work ? *work : own).rows(tx));
    Tasks out;
    const Worker worker(who, atlas, today);
    for (const auto& cycle : *rows) {
        const auto* what = worker.waits(cycle);
        if (!what) continue;
        ++out.total;
        if (out.first.size() < limit) out.first.push_back({cycle, what});
        if (count == CountTasks::shown && out.first.size() >= limit) break;
    }
    return out;
}

}  // namespace kheo::registry::life
