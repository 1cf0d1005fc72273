// SPDX-License-Identifier: Apache-2.0
#include "registry/list_index.hpp"

#include <algorithm>

#include "registry/list_store.hpp"

namespace kheo::registry {

namespace {

constexpr std::size_t kMostOffered = 64;  // sets of units whose offers are remembered
constexpr std::size_t kMostThemes = 200;

std::int64_t first_line(const ListIndex::Window& window, std::int64_t count) {
    if (!window.last_instead_of_none || window.limit <= 0 || window.offset < count) return window.offset;
    return count == 0 ? 0 : (count - 1) / window.limit * window.limit;
}

}  // namespace

Result<> ListIndex::load_parts(db::Transaction& tx, std::optional<std::span<const std::int64_t>> ids) {
    TRY(store::each_registration(tx, ids, [&](const IndexedRegistration& one) { columns_.add(one); }));
    bool strange = false;  // a later theme may have been committed first: ids say nothing about what is new
    TRY(store::each_theme_of(tx, ids, [&](InitiativeId id, std::int64_t theme) {
        strange = strange || !columns_.names_theme(theme);
        columns_.add_theme(id, theme);
    }));
    if (!strange) return {};
    for (auto& theme : TRY(store::themes(tx)))
        columns_.name_theme(theme.id, std::move(theme.name), std::move(theme.folded));
    return {};
}

Result<> ListIndex::load_all(db::Transaction& tx) {
    columns_ = {};
    orders_.forget();
    masks_ = std::make_unique<UnitMasks>();
    const auto rows = TRY(store::count_rows(tx));
    columns_.reserve(rows.initiatives, rows.registrations);
    TRY(store::each_indexed(tx, std::nullopt, [&](const IndexedInitiative& one) { columns_.set(one); }));
    return load_parts(tx, std::nullopt);
}

/// False when the columns must be made anew: an initiative came out of order, or too much is no longer in
/// use.
Result<bool> ListIndex::load_changed(db::Transaction& tx, const std::vector<std::int64_t>& ids) {
    bool in_order = true;
    std::vector<DocId> docs;
    TRY(store::each_indexed(tx, ids, [&](const IndexedInitiative& one) {
        in_order = columns_.set(one) && in_order;
        if (in_order) docs.push_back(columns_.find(one.id));
    }));
    if (!in_order || columns_.wasteful()) return false;
    TRY(load_parts(tx, ids));
    TRY(orders_.change(tx, docs, columns_));
    return true;
}

Result<> ListIndex::catch_up(db::Transaction& tx, const ledger::Standing& standing) {
    bool kept = loaded_;
    if (std::exchange(loaded_, false)) {  // a failure half-way: all anew the next time
        const auto changed = TRY(ledger::subjects_since(tx, "initiative", standing_.sealed));
        kept = changed.size() <= 1000 + columns_.size() / 4 && TRY(load_changed(tx, changed));
    }
    if (!kept) TRY(load_all(tx));
    standing_ = standing;
    loaded_ = true;
    return {};
}

Result<std::shared_lock<std::shared_mutex>> ListIndex::up_to_date(db::Transaction& tx, Sort sort) {
    const auto standing = TRY(ledger::standing(tx));
    const auto current = [&] { return standing_.total() <= standing.total(); };
    const auto fresh = [&] {
        return loaded_ && standing.total() <= standing_.total() && orders_.ready(sort, current());
    };
    for (;;) {
        std::shared_lock reading(mutex_);
        if (fresh()) return reading;
        reading.unlock();
        const std::lock_guard writing(mutex_);
        if (!loaded_ || standing_.total() < standing.total()) TRY(catch_up(tx, standing));
        TRY(orders_.prepare(tx, sort, columns_, current()));
    }
}

Result<ListIndex::Answer> ListIndex::ask(db::Transaction& tx, const ListQuery& query, const Reading& reading,
                                         const Window& window) {
    const auto lock = TRY(up_to_date(tx, query.sort));
    const auto mask = masks_->of(query, reading, columns_.units());
    auto set = columns_.select(query, mask.get());
    if (!query.replicated.empty())
        columns_.keep_among(set, TRY(store::replicated(tx)), query.replicated == "1");
    Answer answer;
    answer.any_kind = answer.counts = columns_.count(set);
    if (!query.kind.empty()) {
        columns_.keep_kind(set, query.kind);
        answer.counts = columns_.count(set);
    }
    answer.offset = first_line(window, answer.counts.initiatives);
    const auto limit = window.limit > 0 ? window.limit : answer.counts.initiatives;
    const auto docs = orders_.page(set, query.sort, query.descending, answer.offset, limit);
    answer.lines = columns_.lines(docs, query, mask.get());
    return answer;
}

Result<std::shared_ptr<const ListIndex::Offers>> ListIndex::offers(db::Transaction& tx,
                                                                   const ListQuery& query,
                                                                   const Reading& reading) {
    const auto lock = TRY(up_to_date(tx, Sort::newest));
    const auto mask = masks_->of(query, reading, columns_.units());
    const std::lock_guard remembering(offers_mutex_);
    if (std::exchange(offered_at_, standing_.total()) != standing_.total()) offered_.clear();
    const auto known = std::ranges::find(offered_, mask, &Offered::mask);
    if (known != offered_.end()) return known->offers;
    if (offered_.size() >= kMostOffered) offered_.erase(offered_.begin());
    auto made = std::make_shared<const Offers>(
        Offers{columns_.years(mask.get()), columns_.themes(mask.get(), kMostThemes)});
    return offered_.emplace_back(mask, std::move(made)).offers;
}

Result<> ListIndex::warm(db::Transaction& tx) {
    (void)TRY(up_to_date(tx, Sort::newest));
    return {};
}

}  // namespace kheo::registry
