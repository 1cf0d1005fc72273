// SPDX-License-Identifier: Apache-2.0
#include "registry/import/readings.hpp"

#include "registry/import/messages.gen.hpp"
#include "registry/import/remarks.hpp"
#include "registry/places.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::size_t kRemembered = 4;

std::string made_of(const Upload& upload) {
    return upload.unit_code + '\n' + (upload.date ? upload.date->iso() : "") + '\n' +
           to_text(upload.choices) + '\n' + to_text(upload.decisions);
}

/// Rows of units that the person may not edit are shown, but not saved.
void leave_out_foreign(Analysis& analysis, const auth::Principal& who, const territory::Atlas& atlas,
                       Date today) {
    std::map<territory::UnitId, bool> known;
    for (auto& row : analysis.rows) {
        if (!row.unit) continue;
        const auto [own, fresh] = known.try_emplace(row.unit->id);
        if (fresh) own->second = may_edit(who, atlas, row.unit->id, today);
        if (own->second) continue;
        row.left_out = true;
        remark(row, "unit_not_yours", {msg::unit_not_yours, {{"unit", row.unit->full_name}}});
    }
}

}  // namespace

Readings::Readings(db::Database& database, const Clock& clock, AtlasSource atlas, const KeptFiles& files)
    : database_(database), clock_(clock), atlas_(std::move(atlas)), files_(files) {}

Result<Readings::Shared> Readings::of(const Upload& upload, const auth::Principal& who,
                                      const Progress& progress) {
    auto scoped = std::make_shared<Analysis>(*TRY(known(upload, progress)));
    leave_out_foreign(*scoped, who, *atlas_(), clock_.today());
    return scoped;
}

Result<Readings::Shared> Readings::known(const Upload& upload, const Progress& progress) {
    if (auto found = remembered(upload)) return found;
    auto analysis = TRY(read(upload, progress));
    remember(upload, analysis);
    return analysis;
}

Result<Readings::Shared> Readings::read(const Upload& upload, const Progress& progress) const {
    const auto bytes = TRY(files_.content(upload));
    const auto workbook = TRY(sheet::read_workbook(bytes, upload.file_name));
    const auto atlas = atlas_();
    const auto today = clock_.today();
    Hints hints{upload.unit_code, upload.date, upload.file_name, upload.choices, {}, today};
    hints.fields =
        TRY(database_.read([&](db::Transaction& tx) { return fields(tx, upload.date.value_or(today)); }));
    auto analysis = TRY(analyse(workbook, *atlas, hints, progress));
    apply(analysis, upload.decisions, *atlas);
    return std::make_shared<const Analysis>(std::move(analysis));
}

Readings::Shared Readings::remembered(const Upload& upload) const {
    const std::lock_guard lock(mutex_);
    const auto found = remembered_.find(upload.id);
    return found != remembered_.end() && found->second.made_of == made_of(upload) ? found->second.analysis
                                                                                  : nullptr;
}

void Readings::remember(const Upload& upload, Shared analysis) {
    const std::lock_guard lock(mutex_);
    if (!remembered_.contains(upload.id) && remembered_.size() >= kRemembered)
        remembered_.erase(remembered_.begin());
    remembered_[upload.id] = {made_of(upload), std::move(analysis)};
}

}  // namespace kheo::registry::import
