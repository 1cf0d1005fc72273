// SPDX-License-Identifier: Apache-2.0
#include "registry/life/work_index.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>
#include <unordered_set>

#include "registry/life/deeds.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

using Snapshot = WorkIndex::Snapshot;

constexpr std::size_t kMostOneByOne = 200;  // changed subjects; reading everything is quicker for more

std::uint32_t place_of(Snapshot& in, territory::UnitId unit) {
    const auto [place, fresh] = in.places.try_emplace(unit, static_cast<std::uint32_t>(in.units.size()));
    if (fresh) in.units.push_back(unit);
    return place->second;
}

void take(Snapshot& into, WaitingRow row) {
    row.unit_no = place_of(into, row.unit);
    row.book_no = place_of(into, row.book_unit);
    into.rows.push_back(std::move(row));
}

/// The rows before `sorted` are in order already.
void put_in_order(Snapshot& all, std::size_t sorted = 0) {
    const auto key = [](const WaitingRow& row) { return std::tuple(row.due, row.id, row.errand); };
    const auto middle = all.rows.begin() + static_cast<std::ptrdiff_t>(sorted);
    std::ranges::sort(middle, all.rows.end(), {}, key);
    std::ranges::inplace_merge(all.rows, middle, {}, key);
}

using Rows = std::unordered_map<std::int64_t, std::vector<WaitingRow*>>;

Result<> add_doers(db::Transaction& tx, const ledger::Deed& deed, const Rows& rows,
                   const std::function<void(WaitingRow&, const ledger::Doer&)>& add) {
    std::vector<std::int64_t> subjects;
    for (const auto& [subject, some] : rows) subjects.push_back(subject);
    return ledger::each_doer(tx, deed, subjects, [&](const ledger::Doer& doer) {
        for (auto* row : rows.at(doer.subject)) add(*row, doer);
    });
}

/// Does it wait for somebody who must stay apart from the owner's side?
bool is_judged(const WaitingRow& row) {
    return std::ranges::any_of(process().states[row.state].waits, [](const workflow::Wait& wait) {
        return wait.permission != auth::Permission::propose;
    });
}

/// Who must stay apart by the ledger alone.
Result<> add_by_ledger(db::Transaction& tx, std::span<WaitingRow* const> rows) {
    Rows edited, examined;
    for (auto* row : rows) {
        if (!is_judged(*row)) continue;
        if (row->registered)
            edited[row->registered.value].push_back(row);
        else
            examined[row->id.value].push_back(row);
    }
    TRY(add_doers(tx, kEdits, edited, [](WaitingRow& row, const ledger::Doer& editor) {
        if (row.text_since < editor.last) row.writers.push_back(editor.user);
    }));
    return add_doers(tx, kExaminations, examined, [](WaitingRow& row, const ledger::Doer& examiner) {
        row.examiners.push_back(examiner.user);
    });
}

/// What waits on a dossier beside its step, before the dossier itself is known.
struct Waiting {
    std::optional<Date> due;
    std::string why;
    auth::UserId asked_by;
};
using Errands = std::map<std::pair<CycleId, Errand>, Waiting>;

/// One of a kind per dossier, due with the first of them.
void note(Errands& into, CycleId cycle, Errand errand, Waiting found) {
    const auto [known, fresh] = into.try_emplace({cycle, errand}, found);
    if (fresh) return;
    auto& one = known->second;
    if (one.asked_by != found.asked_by) one.asked_by = {};
    if (!found.due || (one.due && *one.due <= *found.due)) return;
    one.due = found.due;
    one.why = std::move(found.why);
}

Errand errand_of(const store::OpenRemark& open) {
    if (open.awaits == Awaits::reading) return Errand::read_answer;
    return open.side == Speaker::owner ? Errand::answer_them : Errand::answer;
}

Result<> read_errands(db::Transaction& tx, const FollowUps& follow_ups, std::optional<CycleId> one,
                      Errands& into) {
    TRY(store::each_open_remark(tx, one, [&](store::OpenRemark open) {
        note(into, open.cycle, errand_of(open), {open.due, std::move(open.due_why), open.by});
    }));
    if (!follow_ups) return {};
    return follow_ups(tx, one, [&](OpenFollowUp open) {
        note(into, open.cycle, Errand::follow_up, {open.due, std::move(open.why), {}});
    });
}

/// Rows of their own, beside those of their dossiers, which stand from `first` on; what has ended waits for
/// nobody.
void take_errands(Snapshot& all, const Errands& errands, std::size_t first = 0) {
    if (errands.empty()) return;
    std::unordered_map<CycleId, std::size_t> places;
    for (auto i = first; i < all.rows.size(); ++i) places.emplace(all.rows[i].id, i);
    for (const auto& [key, waiting] : errands) {
        const auto found = places.find(key.first);
        if (found == places.end()) continue;
        auto row = all.rows[found->second];
        row.errand = key.second;
        row.due = waiting.due ? waiting.due->days() : WaitingRow::kNoDay;
        row.due_why = waiting.why;
        row.asked_by = waiting.asked_by;
        all.rows.push_back(std::move(row));
    }
}

Result<std::shared_ptr<Snapshot>> read_all(db::Transaction& tx, const FollowUps& follow_ups) {
    auto out = std::make_shared<Snapshot>();
    TRY(store::each_waiting(tx, [&](const WaitingRow& row) { take(*out, row); }));
    std::unordered_map<CycleId, WaitingRow*> rows;
    for (auto& row : out->rows) rows.emplace(row.id, &row);
    const auto row_of = [&](CycleId id) {
        const auto found = rows.find(id);
        return found == rows.end() ? nullptr : found->second;
    };
    TRY(store::each_writer(tx, [&](CycleId id, auth::UserId user) {
        if (auto* row = row_of(id)) row->writers.push_back(user);
    }));
    TRY(store::each_examiner(tx, [&](CycleId id, auth::UserId user) {
        if (auto* row = row_of(id)) row->examiners.push_back(user);
    }));
    std::vector<WaitingRow*> all;
    for (auto& row : out->rows) all.push_back(&row);
    TRY(add_by_ledger(tx, all));
    Errands errands;
    TRY(read_errands(tx, follow_ups, {}, errands));
    take_errands(*out, errands);
    put_in_order(*out);
    return out;
}

/// Who must stay apart from one of them.
Result<> add_people(db::Transaction& tx, WaitingRow& row) {
    for (const auto user : TRY(store::writers(tx, row.id))) row.writers.push_back(user);
    for (const auto& judged : TRY(store::judged(tx, row.id, row.round)))
        if (judged.step.by) row.examiners.push_back(judged.step.by);
    return {};
}

/// The cycles written about since, and those of initiatives written about since (a registered cycle stands
/// where its initiative does). nullptr when they are so many that all should be read.
Result<std::shared_ptr<Snapshot>> caught_up(db::Transaction& tx, const Snapshot& before,
                                            const FollowUps& follow_ups) {
    auto cycles = TRY(ledger::subjects_since(tx, "cycle", before.at.sealed));
    const auto visited = TRY(ledger::subjects_since(tx, "initiative_cycle", before.at.sealed));
    cycles.insert(cycles.end(), visited.begin(), visited.end());
    const auto initiatives = TRY(ledger::subjects_since(tx, "initiative", before.at.sealed));
    if (cycles.size() + initiatives.size() > kMostOneByOne) return nullptr;
    std::unordered_map<CycleId, WaitingRow> changed;
    const auto note = [&](const WaitingRow& row) { changed.insert_or_assign(row.id, row); };
    for (const auto id : cycles) TRY(store::waiting_of(tx, CycleId{id}, note));
    for (const auto id : initiatives) TRY(store::waiting_of(tx, InitiativeId{id}, note));
    const std::unordered_set<std::int64_t> touched(cycles.begin(), cycles.end());
    const std::unordered_set<std::int64_t> moved(initiatives.begin(), initiatives.end());
    auto out = std::make_shared<Snapshot>(before);
    std::erase_if(out->rows, [&](const WaitingRow& row) {
        return touched.contains(row.id.value) || moved.contains(row.registered.value) ||
               changed.contains(row.id);
    });
    const auto kept = out->rows.size();
    std::vector<WaitingRow*> all;
    for (auto& [id, row] : changed) all.push_back(&row);
    TRY(add_by_ledger(tx, all));
    Errands errands;
    for (auto& [id, row] : changed) {
        TRY(add_people(tx, row));
        TRY(read_errands(tx, follow_ups, id, errands));
        take(*out, std::move(row));
    }
    take_errands(*out, errands, kept);
    put_in_order(*out, kept);
    return out;
}

}  // namespace

Result<WorkIndex::Kept> WorkIndex::as_seen_by(db::Transaction& tx) {
    const auto now = TRY(ledger::standing(tx));
    Kept before;
    {
        const std::scoped_lock lock(mutex_);
        before = kept_;
    }
    if (before && before->at.total() == now.total()) return before;
    // one that is further than this transaction is of no use to it
    const bool behind = before && before->at.total() < now.total();
    auto fresh = behind ? TRY(caught_up(tx, *before, follow_ups_)) : nullptr;
    if (!fresh) fresh = TRY(read_all(tx, follow_ups_));
    fresh->at = now;
    if (tx.writes()) return fresh;  // not committed yet: nobody else's
    const std::scoped_lock lock(mutex_);
    if (!kept_ || kept_->at.total() < now.total()) kept_ = fresh;
    return fresh;
}

std::shared_ptr<WorkIndex> make_work_index(FollowUps follow_ups) {
    return std::make_shared<WorkIndex>(std::move(follow_ups));
}

}  // namespace kheo::registry::life
