// SPDX-License-Identifier: Apache-2.0
#include "registry/life/work_index.hpp"

#include <algorithm>
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
    const auto key = [](const WaitingRow& row) { return std::tuple(row.due, row.id); };
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

Result<std::shared_ptr<Snapshot>> read_all(db::Transaction& tx) {
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
Result<std::shared_ptr<Snapshot>> caught_up(db::Transaction& tx, const Snapshot& before) {
    const auto cycles = TRY(ledger::subjects_since(tx, "cycle", before.at.sealed));
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
        return touched.contains(row.id.value) || moved.contains(row.registered.value);
    });
    const auto kept = out->rows.size();
    std::vector<WaitingRow*> all;
    for (auto& [id, row] : changed) all.push_back(&row);
    TRY(add_by_ledger(tx, all));
    for (auto& [id, row] : changed) {
        TRY(add_people(tx, row));
        take(*out, std::move(row));
    }
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
    auto fresh = behind ? TRY(caught_up(tx, *before)) : nullptr;
    if (!fresh) fresh = TRY(read_all(tx));
    fresh->at = now;
    if (tx.writes()) return fresh;  // not committed yet: nobody else's
    const std::scoped_lock lock(mutex_);
    if (!kept_ || kept_->at.total() < now.total()) kept_ = fresh;
    return fresh;
}

std::shared_ptr<WorkIndex> make_work_index() {
    return std::make_shared<WorkIndex>();
}

}  // namespace kheo::registry::life
