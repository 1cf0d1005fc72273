// SPDX-License-Identifier: Apache-2.0
// What waits for a person (life.hpp, tasks): told from the rows alone, so that a desk with many open dossiers
// stays quick. The page of the dossier asks all guards.
#include <algorithm>

#include "platform/auth/looking_on.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/store.hpp"
#include "registry/life/waiting_talk.hpp"
#include "registry/life/work_index.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;

using workflow::Wait;

/// Every permission that some state waits for.
const std::vector<Permission>& permissions() {
    static const auto all = [] {
        std::vector<Permission> out;
        for (const auto& state : process().states)
            for (const auto& wait : state.waits)
                if (std::ranges::find(out, wait.permission) == out.end()) out.push_back(wait.permission);
        return out;
    }();
    return all;
}

/// The rights of one person on one day. Where a grant reaches is asked once per unit, however many dossiers
/// stand there and whatever the grant gives.
class Reach {
  public:
    Reach(const auth::Principal& who, const territory::Atlas& atlas, Date today,
          const std::vector<territory::UnitId>& units)
        : who_(who), atlas_(atlas), today_(today), units_(units), known_(units.size()) {
        for (const auto& grant : who.grants) {
            const bool stands =
                !grant.unit || atlas.present(grant.unit, today);  // as may_in: else it only reads
            if (const auto gives = given_by(grant); who.signed_in() && stands && gives != 0)
                held_.push_back({grant.unit, gives});
        }
    }

    bool may(Permission permission, std::uint32_t unit_no) {
        auto& known = known_[unit_no];
        if (!(known & kReached)) known |= kReached | reached(units_[unit_no]);
        return known & bit(permission);
    }
    /// Proposes for exactly this unit, as both stand on today's map.
    bool proposes(std::uint32_t unit_no) {
        auto& known = known_[unit_no];
        if (!(known & kAsked))
            known |= kAsked | (proposes_for(atlas_, who_, units_[unit_no], today_) ? kProposesHere : 0);
        return known & kProposesHere;
    }

  private:
    static constexpr unsigned kReached = 1U << 31, kAsked = 1U << 30, kProposesHere = 1U << 29;
    static unsigned bit(Permission permission) { return 1U << static_cast<unsigned>(permission); }

    unsigned given_by(const auth::Grant& grant) const {
        unsigned out = 0;
        for (const auto permission : permissions())
            if (grant.gives(permission, today_)) out |= bit(permission);
        return out;
    }
    unsigned reached(territory::UnitId unit) const {
        unsigned out = 0;
        for (const auto& [root, gives] : held_)
            if ((out & gives) != gives && territory::reaches(atlas_, root, unit, today_)) out |= gives;
        return out;
    }

    struct Held {
        territory::UnitId root;
        unsigned gives;
    };
    const auth::Principal& who_;
    const territory::Atlas& atlas_;
    Date today_;
    const std::vector<territory::UnitId>& units_;
    std::vector<Held> held_;       // grants of today that give something that is waited for
    std::vector<unsigned> known_;  // by place of the unit: what was worked out
};

class Worker {
  public:
    Worker(const auth::Principal& who, const territory::Atlas& atlas, Date today,
           const WorkIndex::Snapshot& all)
        : who_(who),
          atlas_(atlas),
          today_(today),
          reach_(who, atlas, today, all.units),
          mine_(process().states.size()) {
        for (std::size_t i = 0; i < mine_.size(); ++i)
            for (const auto& wait : process().states[i].waits)
                if (who.may(wait.permission, today)) mine_[i].push_back(&wait);
    }

    const Message* waits(const WaitingRow& row) {
        if (row.errand != Errand::none) return errand(row);
        for (const auto* wait : mine_[row.state])
            if (is_for(*wait, row)) return wait->what;
        return nullptr;
    }

  private:
    static std::string_view state_of(const WaitingRow& row) { return process().states[row.state].code; }

    bool me(auth::UserId user) const { return user && user == me_; }
    bool among(const std::vector<auth::UserId>& users) const {
        return std::ranges::find(users, me_) != users.end();
    }
    bool made(const WaitingRow& row) const { return me(row.created_by) || me(row.submitted_by); }
    bool own_side(const WaitingRow& row) { return made(row) || reach_.proposes(row.unit_no); }

    /// Who took the step before does not take this one.
    static bool acted_before(std::string_view state) { return state == "nominated" || state == "returned"; }
    bool decided(const WaitingRow& row) const {
        const auto state = state_of(row);
        if (state == "appraised") return me(row.appraised_by) || among(row.examiners);
        return (state == "scored" && me(row.scored_by)) || (acted_before(state) && me(row.acted_by));
    }

    /// Beside the step of the dossier.
    const Message* errand(const WaitingRow& row) {
        if (row.errand == Errand::follow_up) {
            if (row.due <= today_.days() && checks(row)) return &msg::task_confirm_follow_up;
            return owners(row) ? &msg::task_follow_up : nullptr;
        }
        if (me(row.asked_by)) return nullptr;
        if (row.errand == Errand::answer) return answers(row) ? &msg::task_answer : nullptr;
        if (!judges(row)) return nullptr;
        return row.errand == Errand::read_answer ? &msg::task_read_answer : &msg::task_answer_them;
    }
    bool owners(const WaitingRow& row) {
        return reach_.may(Permission::propose, row.unit_no) &&
               (own_side(row) || reach_.proposes(row.book_no));
    }
    /// Whose word counts as the owner's (speaks_for): an officer who did not write on it is of the other
    /// side.
    bool answers(const WaitingRow& row) {
        const bool decides = std::ranges::any_of(
            kDeciding, [&](Permission permission) { return reach_.may(permission, row.unit_no); });
        return owners(row) && (!apart(row) || !decides);
    }
    bool apart(const WaitingRow& row) const { return !made(row) && !among(row.writers); }
    bool checks(const WaitingRow& row) { return reach_.may(Permission::check, row.unit_no) && apart(row); }
    /// For whom the dossier waits; while it waits for nobody who decides, the office that examines.
    bool judges(const WaitingRow& row) {
        bool for_others = false;
        for (const auto& wait : process().states[row.state].waits)
            if (wait.permission != Permission::propose) {
                for_others = true;
                if (is_for(wait, row)) return true;
            }
        if (for_others || !apart(row)) return false;
        const bool seen = row.round > 0 || row.registered || reach_.proposes(row.book_no);
        return seen && reach_.may(Permission::appraise, row.unit_no);
    }

    bool is_for(const Wait& wait, const WaitingRow& row) {
        if (!reach_.may(wait.permission, row.unit_no)) return false;
        if (wait.from == Wait::From::next_year && (row.gone_on || row.campaign_year >= today_.year()))
            return false;
        if (state_of(row) == "returned" && decided(row)) return false;
        if (wait.permission == Permission::propose) return own_side(row) || reach_.proposes(row.book_no);
        if (made(row) || among(row.writers) || decided(row)) return false;
        if (wait.permission == Permission::score) return !own_side(row);
        return state_of(row) != "nominated" || recognises_above(atlas_, who_, row.book_unit, today_);
    }

    const auth::Principal& who_;
    auth::UserId me_ = auth::whose_work(who_);
    const territory::Atlas& atlas_;
    Date today_;
    Reach reach_;
    std::vector<std::vector<const Wait*>> mine_;  // by place of the state
};

/// Where it is done.
std::string href_of(const Cycle& cycle, Errand errand) {
    if (cycle.code.empty()) return {};
    const auto dossier = cycle_href(cycle.code);
    if (errand == Errand::none) return dossier;
    return dossier + (errand == Errand::follow_up ? "/kiem-tra" : "?muc=trao-doi");
}

/// The dossier as it stands, due as the row says.
void fill_in(Task& task, const WaitingRow& row, const Cycle& cycle, bool closed) {
    task.cycle = cycle;
    if (closed) task.cycle.title.clear(), task.cycle.code.clear();
    task.href = href_of(task.cycle, row.errand);
    if (row.errand == Errand::none) return;
    task.cycle.due = row.due == WaitingRow::kNoDay ? std::optional<Date>() : Date::from_days(row.due);
    task.cycle.due_why = row.due_why;
}

}  // namespace

Result<Tasks> tasks(db::Transaction& tx, const auth::Principal& who, const territory::Atlas& atlas,
                    Date today, std::size_t limit, CountTasks count, WorkIndex* work) {
    WorkIndex own;
    const auto all = TRY((work ? *work : own).as_seen_by(tx));
    Tasks out;
    Worker worker(who, atlas, today, *all);
    std::vector<const WaitingRow*> shown;
    for (const auto& row : all->rows) {
        const auto* what = worker.waits(row);
        if (!what) continue;
        ++out.total;
        if (shown.size() < limit) shown.push_back(&row), out.first.push_back({{}, what});
        if (count == CountTasks::shown && shown.size() >= limit) break;
    }
    std::vector<CycleId> ids;
    for (const auto* row : shown) ids.push_back(row->id);
    TRY(store::each_of(tx, ids, [&](const Cycle& cycle) {
        const bool closed = auth::looks_on(who) && !cycle.registered();
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (shown[i]->id == cycle.id) fill_in(out.first[i], *shown[i], cycle, closed);
    }));
    return out;
}

}  // namespace kheo::registry::life
