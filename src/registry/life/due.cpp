// SPDX-License-Identifier: Apache-2.0
// Whose decision the end of a year is (life.hpp, may_end): the guards of "carry_over" and "stop", asked of
// many dossiers at once. due_test.cpp compares every answer with the act itself.
#include <algorithm>
#include <unordered_set>

#include "platform/auth/accounts.hpp"
#include "platform/auth/looking_on.hpp"
#include "registry/life/deeds.hpp"
#include "registry/life/service.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

using auth::Permission;

bool starts_from(std::string_view act, const Cycle& cycle) {
    const auto* found = process().act(act);
    return found && std::ranges::find(found->from, cycle.state) != found->from.end();
}

/// What must_not_judge asks of one dossier, of one account and all of them.
class Judge {
  public:
    static Result<Judge> of(db::Transaction& tx, const std::vector<YearEnd>& all, auth::UserId user) {
        Judge out;
        out.user_ = user;
        out.name_ = TRY(auth::display_name(tx, user));
        TRY(store::each_of_writer(tx, user, [&](CycleId id) { out.written_.insert(id.value); }));
        TRY(store::each_cleared(tx, user, [&](CycleId id) { out.cleared_.insert(id.value); }));
        std::vector<std::int64_t> initiatives;
        for (const auto& one : all) initiatives.push_back(one.cycle.initiative.value);
        TRY(ledger::each_doer(tx, kEdits, initiatives, [&](const ledger::Doer& editor) {
            if (editor.user == user) out.edited_.emplace(editor.subject, editor.last);
        }));
        return out;
    }

    bool must_not(const YearEnd& one) const {
        Apart apart;
        if (worked_on(one.cycle)) apart.writers.push_back(user_);
        apart.owners = one.owners;
        if (one.cycle.id && cleared_.contains(one.cycle.id.value)) apart.cleared.push_back(user_);
        return apart.hindrance(user_, name_).has_value();
    }

  private:
    bool worked_on(const Cycle& cycle) const {
        if (cycle.created.by == user_ || cycle.submitted.by == user_) return true;
        if (cycle.id && written_.contains(cycle.id.value)) return true;
        const auto edited = edited_.find(cycle.initiative.value);
        return edited != edited_.end() &&
               text_stands_since(cycle.approved.at, cycle.created.at) < edited->second;
    }

    auth::UserId user_;
    std::string name_;
    std::unordered_set<std::int64_t> written_, cleared_;
    std::unordered_map<std::int64_t, Millis> edited_;
};

/// As follow() would begin it.
Cycle as_followed(const YearEnd& one, const Acting& acting) {
    auto cycle = one.cycle;
    if (!cycle.id) cycle.book_unit = book_unit(acting.atlas, cycle.unit, one.registered_on);
    return cycle;
}

bool may_carry_over(const Cycle& cycle, const Acting& acting) {
    return starts_from("carry_over", cycle) && may_go_on(cycle, acting.today) &&
           proposing_side(acting.atlas, acting.who, cycle, acting.today);
}

}  // namespace

Result<std::vector<MayEnd>> may_end(db::Transaction& tx, const std::vector<YearEnd>& all,
                                    const Acting& acting) {
    std::vector<MayEnd> out(all.size());
    if (!acting.who.signed_in() || all.empty()) return out;
    const auto judge = TRY(Judge::of(tx, all, auth::whose_work(acting.who)));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto cycle = as_followed(all[i], acting);
        const auto may = [&](Permission permission) {
            return may_in(acting.atlas, acting.who, permission, cycle.unit, acting.today);
        };
        if (!may(Permission::read_registry) || (!cycle.id && !may_follow(acting, cycle.unit))) continue;
        out[i].carry_over = may_carry_over(cycle, acting);
        out[i].stop = starts_from("stop", cycle) && may(Permission::approve) && !judge.must_not(all[i]);
    }
    return out;
}

}  // namespace kheo::registry::life
