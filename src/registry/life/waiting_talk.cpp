// SPDX-License-Identifier: Apache-2.0
#include "registry/life/waiting_talk.hpp"

#include <algorithm>

#include "platform/workflow/store.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

bool decides_there(const Cycle& cycle, const Acting& acting) {
    return std::ranges::any_of(kDeciding, [&](auth::Permission permission) {
        return may_in(acting.atlas, acting.who, permission, cycle.unit, acting.today);
    });
}

Awaits awaited(const Remark* asked, Speaker side, Reply reply) {
    if (reply == Reply::none) return Awaits::nothing;
    if (!asked || asked->side == side) return Awaits::answer;
    return side == Speaker::owner ? Awaits::reading : Awaits::nothing;
}

}  // namespace

Result<Speaker> speaks_for(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    const auto worked = TRY(writers(tx, cycle));
    if (std::ranges::binary_search(worked, acting.who.user)) return Speaker::owner;
    const bool belongs = own_side(acting.atlas, acting.who, cycle, acting.today) ||
                         proposing_side(acting.atlas, acting.who, cycle, acting.today);
    return belongs && !decides_there(cycle, acting) ? Speaker::owner : Speaker::judge;
}

RemarkId thread_of(const std::vector<Remark>& known, RemarkId answered) {
    const auto found = std::ranges::find(known, answered, &Remark::id);
    return found != known.end() && found->answers ? found->answers : answered;
}

Result<> say_for_whom(db::Transaction& tx, const Cycle& cycle, const std::vector<Remark>& known, Remark& row,
                      Reply reply, const Acting& acting) {
    row.side = TRY(speaks_for(tx, cycle, acting));
    const auto asked = std::ranges::find(known, row.answers, &Remark::id);
    row.awaits = awaited(asked == known.end() ? nullptr : &*asked, row.side, reply);
    if (row.awaits == Awaits::nothing) return {};
    const auto term =
        TRY(store::term(tx, row.awaits == Awaits::answer ? kQuestionTerm : kAnswerTerm, acting.today));
    if (!term) return {};
    const auto deadline = workflow::due(*term, acting.today, TRY(workflow::load_calendar(tx)));
    row.due = deadline.due;
    row.due_why = deadline.explained(Language::vi);
    return {};
}

}  // namespace kheo::registry::life
