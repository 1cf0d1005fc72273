// SPDX-License-Identifier: Apache-2.0
// A person's name leaves what was written about a dossier (evidence.hpp, forget). Numbers, days, conclusions,
// pictures and papers stay; kept values that their ledger entries commit to go as a whole.
#include <algorithm>
#include <set>

#include "registry/evidence/evidence.hpp"
#include "registry/mentions.hpp"

namespace kheo::registry::evidence {

namespace {

/// The texts of a visit go together: one entry commits to them all.
Result<> forget_visit(db::Transaction& tx, VisitId id) {
    TRY(tx.exec(
        "UPDATE cycle_visit SET findings = NULL, place = '', bodies = '', ended_reason = NULL, ended_salt "
        "= NULL WHERE id = ?1",
        id));
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

Result<std::vector<Written>> written(db::Transaction& tx, std::string_view sql) {
    return tx.all(
        [](const db::Row& row) {
            return Written{row.integer(0),
                           {row.get<std::string>(1), row.get<std::string>(2), row.get<std::string>(3)}};
        },
        sql);
}

// What is proposed and not registered yet, all of it at once: there may be thousands.
constexpr std::string_view kVisitTexts =
    "SELECT v.id, v.place, v.bodies, v.findings FROM cycle_visit v JOIN initiative_cycle c ON c.id = "
    "v.cycle_id WHERE c.registration_id IS NULL UNION ALL SELECT v.id, v.ended_reason, '', '' FROM "
    "cycle_visit v JOIN initiative_cycle c ON c.id = v.cycle_id WHERE c.registration_id IS NULL AND "
    "v.ended_reason IS NOT NULL UNION ALL SELECT v.id, f.text, '', '' FROM cycle_follow_up f JOIN "
    "cycle_visit v ON v.id = f.visit_id JOIN initiative_cycle c ON c.id = v.cycle_id WHERE "
    "c.registration_id IS NULL";
constexpr std::string_view kNotes =
    "SELECT q.id, q.note, '', '' FROM cycle_quantity q JOIN initiative_cycle c ON c.id = q.cycle_id WHERE "
    "c.registration_id IS NULL AND q.note IS NOT NULL";

Result<std::vector<file::Subject>> subjects_of(db::Transaction& tx, life::CycleId cycle) {
    std::vector<file::Subject> out{{std::string(kCycleSubject), cycle.value}};
    for (const auto visit : TRY(tx.all([](const db::Row& row) { return row.integer(0); },
                                       "SELECT id FROM cycle_visit WHERE cycle_id = ?1 ORDER BY id", cycle)))
        out.push_back({std::string(kVisitSubject), visit});
    return out;
}

Result<std::vector<VisitId>> visits_of(db::Transaction& tx, life::CycleId cycle) {
    return tx.all([](const db::Row& row) { return row.get<VisitId>(0); },
                  "SELECT id FROM cycle_visit WHERE cycle_id = ?1 ORDER BY id", cycle);
}

bool names_any(const Written& one, const std::vector<std::string>& names) {
    return std::ranges::any_of(one.texts,
                               [&](const std::string& text) { return registry::names_any(text, names); });
}

Result<std::set<std::int64_t>> ids(db::Transaction& tx, std::string_view sql) {
    std::set<std::int64_t> out;
    TRY(tx.each([&](const db::Row& row) { out.insert(row.integer(0)); }, sql));
    return out;
}

/// Words about files of these subjects, where one of the names stands in them.
Result<> forget_named_files(db::Transaction& tx, std::string_view subject_type,
                            const std::set<std::int64_t>& subjects, const std::vector<std::string>& names) {
    const auto named = TRY(file::subjects_naming(
        tx, subject_type, [&](std::string_view text) { return registry::names_any(text, names); }));
    for (const auto id : named)
        if (subjects.contains(id)) TRY(file::forget_words(tx, {std::string(subject_type), id}));
    return {};
}

}  // namespace

Result<> forget(db::Transaction& tx, InitiativeId initiative) {
    for (const auto cycle : TRY(cycles(tx, "initiative_id = ?1", initiative))) {
        for (const auto visit : TRY(visits_of(tx, cycle))) TRY(forget_visit(tx, visit));
        TRY(tx.exec("UPDATE cycle_quantity SET note = NULL WHERE cycle_id = ?1", cycle));
        for (const auto& subject : TRY(subjects_of(tx, cycle))) TRY(file::forget_words(tx, subject));
    }
    return {};
}

Result<> forget_in_drafts(db::Transaction& tx, const std::vector<std::string>& names) {
    for (const auto& visit : TRY(written(tx, kVisitTexts)))
        if (names_any(visit, names)) TRY(forget_visit(tx, VisitId{visit.id}));
    for (const auto& amount : TRY(written(tx, kNotes)))
        if (names_any(amount, names)) TRY(forget_note(tx, QuantityId{amount.id}));
    TRY(forget_named_files(tx, kCycleSubject,
                           TRY(ids(tx, "SELECT id FROM initiative_cycle WHERE registration_id IS NULL")),
                           names));
    return forget_named_files(tx, kVisitSubject,
                              TRY(ids(tx,
                                      "SELECT v.id FROM cycle_visit v JOIN initiative_cycle c ON c.id = "
                                      "v.cycle_id WHERE c.registration_id IS NULL")),
                              names);
}

}  // namespace kheo::registry::evidence
