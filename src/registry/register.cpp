// SPDX-License-Identifier: Apache-2.0
// Bulk registration (registry.hpp, register_rows, undo_batch). A list of 25,000 rows runs here, so that
// everything that can be known once per list is: sector rules, the map.
#include <algorithm>
#include <map>
#include <unordered_map>

#include "registry/continuation.hpp"
#include "registry/messages.gen.hpp"
#include "registry/prepare.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"
#include "registry/writing.hpp"

namespace kheo::registry {

namespace {

constexpr std::size_t kReportEvery = 250;  // rows between two calls of progress

/// Numbers of a list: the first of a series is taken from the database, which keeps others away until the end
/// of the transaction; how many followed is said there at the end.
class Numbers {
  public:
    Result<std::string> next(db::Transaction& tx, const std::string& name) {
        const auto [series, fresh] = taken_.try_emplace(name);
        if (fresh) series->second.first = TRY(store::take_numbers(tx, name, 1));
        return number_in(name, series->second.first + series->second.count++);
    }
    Result<> settle(db::Transaction& tx) {
        for (const auto& [name, series] : taken_)
            if (series.count > 1) TRY(store::take_numbers(tx, name, series.count - 1));
        return {};
    }

  private:
    struct Series {
        std::int64_t first = 0, count = 0;
    };
    std::map<std::string, Series> taken_;
};

class Registrar {
  public:
    Registrar(db::Transaction& tx, const NewBatch& given, const territory::Atlas& atlas, const Actor& actor)
        : tx_(tx), given_(given), atlas_(atlas), actor_(actor) {}

    Result<> open() {
        rules_ = TRY(store::sector_rules(tx_, given_.list_date));
        batch_ = TRY(store::insert_batch(tx_, given_, actor_));
        return {};
    }

    Result<SavedRow> save(const NewRow& given) {
        NewRow row = given;
        row.statement = prepared(std::move(row.statement));
        if (!row.statement.sector) row.statement.sector = proposed_sector(row.statement.owner_text);
        const auto key = content_key(row);
        if (const auto known = TRY(store::find_by_content(tx_, key)))
            return SavedRow{Saved::unchanged, known->initiative, known->registration};
        if (const auto known = TRY(continued_by(tx_, row, atlas_, given_.list_date)))
            return maintain(known->id, row, key);
        return create(row, key);
    }

    Result<> close(const BatchResult& result) {
        TRY(numbers_.settle(tx_));
        TRY(store::finish_batch(tx_, batch_, result.saved, result.unchanged));
        return write_entry(tx_, verb::kImported, batch_, actor_);
    }

    BatchId batch() const { return batch_; }

  private:
    std::optional<Sector> proposed_sector(const std::string& owner_text) {
        const auto [found, fresh] = sectors_.try_emplace(owner_text);
        if (fresh) found->second = propose_sector(owner_text, rules_);
        return found->second;
    }

    Result<SavedRow> maintain(InitiativeId id, const NewRow& row, const std::string& key) {
        const auto registration = TRY(store::insert_registration(tx_, id, row, key, batch_, actor_));
        TRY(write_entry(tx_, verb::kMaintained, id, "registration", actor_));
        return SavedRow{Saved::maintained, id, registration};
    }

    Result<SavedRow> create(const NewRow& row, const std::string& key) {
        const auto number = TRY(numbers_.next(tx_, series(row.statement.kind, row.campaign_year)));
        const auto id = TRY(store::insert(tx_, row.statement, number, actor_, &themes_));
        const auto registration = TRY(store::insert_registration(tx_, id, row, key, batch_, actor_));
        TRY(write_version(tx_, id, 1, row.statement, verb::kRegistered, {}, actor_));
        return SavedRow{Saved::fresh, id, registration};
    }

    db::Transaction& tx_;
    const NewBatch& given_;
    const territory::Atlas& atlas_;
    const Actor& actor_;
    BatchId batch_;
    std::vector<SectorRule> rules_;
    std::unordered_map<std::string, std::optional<Sector>> sectors_;  // by owner: few, and often the same
    Numbers numbers_;
    store::KnownThemes themes_;
};

}  // namespace

Result<BatchResult> register_rows(db::Transaction& tx, const NewBatch& batch, std::span<const NewRow> rows,
                                  const territory::Atlas& atlas, const Actor& actor,
                                  const std::function<void(std::size_t)>& progress) {
    Registrar registrar(tx, batch, atlas, actor);
    TRY(registrar.open());
    BatchResult result{registrar.batch(), 0, 0, {}};
    result.rows.reserve(rows.size());
    for (const auto& row : rows) {
        result.rows.push_back(TRY(registrar.save(row)));
        ++(result.rows.back().saved == Saved::unchanged ? result.unchanged : result.saved);
        if (progress && result.rows.size() % kReportEvery == 0) progress(result.rows.size());
    }
    TRY(registrar.close(result));
    if (progress) progress(rows.size());
    return result;
}

Result<std::int64_t> undo_batch(db::Transaction& tx, BatchId id, const Actor& actor) {
    const auto batch = TRY(store::find_batch(tx, id));
    if (!batch) return fail(ErrorKind::not_found, msg::import_unknown);
    if (batch->undone) return fail(ErrorKind::conflict, msg::import_undone_already);
    const auto taken_back = TRY(store::live_of_batch(tx, id));
    TRY(store::mark_undone(tx, id, actor));
    for (const auto& row : taken_back)
        TRY(write_entry(tx, verb::kUndone, row.initiative, "registration", actor));
    TRY(write_entry(tx, verb::kImportUndone, id, actor));
    return static_cast<std::int64_t>(taken_back.size());
}

Result<std::optional<Batch>> find_batch(db::Transaction& tx, BatchId id) {
    return store::find_batch(tx, id);
}

Result<std::vector<Batch>> batches(db::Transaction& tx, int limit) {
    return store::batches(tx, limit);
}

}  // namespace kheo::registry
