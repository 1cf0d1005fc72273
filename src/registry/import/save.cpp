// SPDX-License-Identifier: Apache-2.0
#include "registry/import/save.hpp"

#include <unordered_map>

#include "base/text.hpp"
#include "registry/import/messages.gen.hpp"

namespace kheo::registry::import {

namespace {

/// Finds or makes the hamlets that a list names; each is asked for once.
class Hamlets {
  public:
    Hamlets(db::Transaction& tx, Date on) : tx_(tx), on_(on) {}

    Result<territory::UnitId> finest(const Row& row) {
        if (row.hamlet.empty() || row.unit->level != territory::Level::commune) return row.unit->id;
        const auto key = std::to_string(row.unit->id.value) + '|' + fold_words(row.hamlet);
        const auto known = known_.find(key);
        if (known != known_.end()) return known->second;
        const auto id = TRY(territory::ensure_hamlet(tx_, row.unit->id, row.hamlet, on_));
        known_.emplace(key, id);
        return id;
    }

  private:
    db::Transaction& tx_;
    Date on_;
    std::unordered_map<std::string, territory::UnitId> known_;
};

NewRow new_row(const Row& row, const std::string& sheet, territory::UnitId unit) {
    NewRow out;
    auto& s = out.statement;
    s.kind = row.kind;
    s.title = row.title;
    s.owner_type = row.owner_type;
    s.owner_text = row.owner_text.value_or("");
    s.sector = row.sector;
    s.field = row.field;
    s.unit = unit;
    s.starts = row.start;
    s.ends = row.end;
    s.themes = row.themes;
    s.headings = row.headings;
    out.campaign_year = row.campaign_year;
    out.date = row.registered;
    out.precision = row.registered_precision;
    out.basis = row.basis;
    out.level_note = row.level_note;
    out.sheet = sheet;
    out.row = row.row;
    return out;
}

/// Thrown out of register_rows' progress, which cannot answer; caught in save and nowhere else.
struct Stop {};

Error cancelled() {
    return {ErrorKind::conflict, msg::cancelled, {}, {}, "cancelled"};
}

}  // namespace

Result<Outcome> save(db::Transaction& tx, const Analysis& analysis, const SourceFile& file,
                     const territory::Atlas& atlas, const Actor& actor, const Progress& progress) {
    Hamlets hamlets(tx, analysis.list_date);
    std::vector<NewRow> rows;
    rows.reserve(analysis.rows.size());
    for (const auto& row : analysis.rows)
        if (row.saved()) rows.push_back(new_row(row, analysis.list_sheet, TRY(hamlets.finest(row))));
    NewBatch batch{file.name, file.sha256, {}, analysis.list_date, analysis.year, 0};
    if (analysis.sender.unit) batch.sender = analysis.sender.unit->id;
    batch.rejected = static_cast<std::int64_t>(analysis.rows.size() - rows.size());
    const auto report = [&](std::size_t done) {
        if (progress && !progress(done, rows.size())) throw Stop{};
    };
    try {
        const auto result = TRY(register_rows(tx, batch, rows, atlas, actor, report));
        return Outcome{result.batch, result.saved, result.unchanged, batch.rejected};
    } catch (const Stop&) {
        return std::unexpected<Error>(cancelled());
    }
}

}  // namespace kheo::registry::import
