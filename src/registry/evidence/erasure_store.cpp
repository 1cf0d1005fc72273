// SPDX-License-Identifier: Apache-2.0
// A person's name leaves what was written about a dossier (evidence.hpp, forget). Numbers, days, conclusions,
// pictures and papers stay; kept values that their ledger entries commit to go as a whole.
#include <algorithm>
#include <array>

#include "registry/evidence/evidence.hpp"
#include "registry/mentions.hpp"

namespace kheo::registry::evidence {

namespace {

/// The texts of a visit go together: one entry commits to them all.
Result<> forget_visit(db::Transaction& tx, VisitId id) {
    TRY(tx.exec("UPDATE cycle_visit SET findings = NULL, place = '', bodies = '' WHERE id = ?1", id));
    TRY(tx.exec("UPDATE cycle_follow_up SET text = NULL WHERE visit_id = ?1", id));
    return {};
}

Result<> forget_note(db::Transaction& tx, QuantityId id) {
    TRY(tx.exec("UPDATE cycle_quantity SET note = NULL WHERE id = ?1", id));
    return {};
}

Result<std::vector<life::CycleId>> cycles(db::Transaction& tx, std::string_view where, auto... values) {
    return tx.all([](const db::Row& row) { return row.get<life::CycleId>(0); },
                  "SELECT id FROM initiative_cycle WHERE " + std::string(where) + " ORDER BY id", values...);
}

struct Written {
    std::int64_t id = 0;
    std::vector<std::string> texts;
};

Result<std::vector<Written>> written(db::Transaction& tx, std::string_view sql, life::CycleId cycle) {
    return tx.all(
        [](const db::Row& row) {
            return Written{row.integer(0),
                           {row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3)}};
        },
        sql, cycle);
}

/// A visit and, line by line, what it asks for.
Result<std::vector<Written>> visits_of(db::Transaction& tx, life::CycleId cycle) {
    auto out = TRY(written(
        tx, "SELECT id, place, bodies, findings FROM cycle_visit WHERE cycle_id = ?1 ORDER BY id", cycle));
    for (auto& more :
         TRY(written(tx,
                     "SELECT v.id, f.text, '', '' FROM cycle_follow_up f JOIN cycle_visit v ON v.id = "
                     "f.visit_id WHERE v.cycle_id = ?1 ORDER BY f.id",
                     cycle)))
        out.push_back(std::move(more));
    return out;
}

Result<std::vector<file::Subject>> subjects_of(db::Transaction& tx, life::CycleId cycle) {
    std::vector<file::Subject> out{{std::string(kCycleSubject), cycle.value}};
    for (const auto visit : TRY(tx.all([](const db::Row& row) { return row.integer(0); },
                                       "SELECT id FROM cycle_visit WHERE cycle_id = ?1 ORDER BY id", cycle)))
        out.push_back({std::string(kVisitSubject), visit});
    return out;
}

bool names_any(const Written& one, const std::vector<std::string>& names) {
    return std::ranges::any_of(one.texts,
                               [&](const std::string& text) { return registry::names_any(text, names); });
}

Result<> forget_named_files(db::Transaction& tx, life::CycleId cycle, const std::vector<std::string>& names) {
    for (const auto& subject : TRY(subjects_of(tx, cycle)))
        if (TRY(file::words_name(tx, subject,
                                 [&](std::string_view text) { return registry::names_any(text, names); })))
            TRY(file::forget_words(tx, subject));
    return {};
}

}  // namespace

Result<> forget(db::Transaction& tx, InitiativeId initiative) {
    for (const auto cycle : TRY(cycles(tx, "initiative_id = ?1", initiative))) {
        for (const auto& visit : TRY(visits_of(tx, cycle))) TRY(forget_visit(tx, VisitId{visit.id}));
        TRY(tx.exec("UPDATE cycle_quantity SET note = NULL WHERE cycle_id = ?1", cycle));
        for (const auto& subject : TRY(subjects_of(tx, cycle))) TRY(file::forget_words(tx, subject));
    }
    return {};
}

Result<> forget_in_drafts(db::Transaction& tx, const std::vector<std::string>& names) {
    for (const auto cycle : TRY(cycles(tx, "registration_id IS NULL"))) {
        for (const auto& visit : TRY(visits_of(tx, cycle)))
            if (names_any(visit, names)) TRY(forget_visit(tx, VisitId{visit.id}));
        for (const auto& amount : TRY(written(
                 tx, "SELECT id, note, '', '' FROM cycle_quantity WHERE cycle_id = ?1 ORDER BY id", cycle)))
            if (names_any(amount, names)) TRY(forget_note(tx, QuantityId{amount.id}));
        TRY(forget_named_files(tx, cycle, names));
    }
    return {};
}

}  // namespace kheo::registry::evidence
