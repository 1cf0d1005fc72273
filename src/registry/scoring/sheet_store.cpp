// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/sheet_store.hpp"

#include <algorithm>

#include "registry/scoring/results.hpp"

namespace kheo::registry::scoring::store {

namespace {

using db::Param;
using db::Row;

std::string_view kind_code(SheetKind kind) {
    return kind == SheetKind::self ? "self" : "appraised";
}

SheetState state_of(std::string_view code) {
    return code == "locked"      ? SheetState::locked
           : code == "withdrawn" ? SheetState::withdrawn
                                 : SheetState::open;
}

Round read_round(const Row& row) {
    Round r;
    r.id = row.get<RoundId>(0);
    r.cycle = row.get<life::CycleId>(1);
    r.rubric = row.get<RubricId>(2);
    r.required_sheets = row.integer(3);
    r.spread_percent = row.integer(4);
    r.criterion_spread_percent = row.integer(5);
    r.opened_on = row.get<Date>(6);
    r.revealed_at = row.get<std::optional<Millis>>(7);
    r.discussion = row.get<std::string>(8);
    r.discussed_at = row.get<std::optional<Millis>>(9);
    r.discussed_by = row.get<auth::UserId>(10);
    return r;
}

Sheet read_sheet(const Row& row) {
    Sheet s;
    s.id = row.get<SheetId>(0);
    s.round = row.get<RoundId>(1);
    s.kind = row.text(2) == "self" ? SheetKind::self : SheetKind::appraised;
    s.scorer = row.get<auth::UserId>(3);
    s.state = state_of(row.text(4));
    s.remark = row.get<std::string>(5);
    s.row_version = row.integer(6);
    s.saved_at = row.get<std::optional<Millis>>(7);
    s.locked_at = row.get<std::optional<Millis>>(8);
    s.withdrawn_reason = row.get<std::string>(9);
    return s;
}

}  // namespace

Result<std::optional<Round>> find_round(db::Transaction& tx, life::CycleId cycle) {
    return tx.find(read_round,
                   "SELECT id, cycle_id, rubric_id, required_sheets, spread_percent, "
                   "criterion_spread_percent, opened_on, revealed_at, discussion, discussed_at, discussed_by "
                   "FROM score_round WHERE cycle_id = ?1",
                   cycle);
}

Result<RoundId> insert_round(db::Transaction& tx, const Round& r) {
    return RoundId{TRY(tx.value(
        "INSERT INTO score_round (cycle_id, rubric_id, required_sheets, spread_percent, "
        "criterion_spread_percent, opened_on, discussion) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, '') RETURNING id",
        r.cycle, r.rubric, r.required_sheets, r.spread_percent, r.criterion_spread_percent, r.opened_on))};
}

Result<> set_revealed(db::Transaction& tx, RoundId id, Millis at) {
    TRY(tx.exec("UPDATE score_round SET revealed_at = ?2 WHERE id = ?1", id, at));
    return {};
}

Result<> set_discussed(db::Transaction& tx, RoundId id, std::string_view text, std::optional<Millis> at,
                       auth::UserId by) {
    TRY(tx.exec("UPDATE score_round SET discussion = ?2, discussed_at = ?3, discussed_by = ?4 WHERE id = ?1",
                id, text, at, by));
    return {};
}

Result<std::vector<Sheet>> sheets_of(db::Transaction& tx, const Round& round, const Rubric& rubric) {
    auto sheets = TRY(tx.all(read_sheet,
                             "SELECT id, round_id, kind, scorer_id, state, remark, row_version, saved_at, "
                             "locked_at, withdrawn_reason FROM score_sheet WHERE round_id = ?1 ORDER BY id",
                             round.id));
    for (auto& sheet : sheets)
        for (const auto& criterion : rubric.criteria) sheet.scores.push_back({criterion.id, {}, {}, {}});
    TRY(tx.each(
        [&](const Row& row) {
            const auto sheet = std::ranges::find(sheets, row.get<SheetId>(0), &Sheet::id);
            const auto score = std::ranges::find(sheet->scores, row.get<CriterionId>(1), &Score::criterion);
            if (score == sheet->scores.end()) return;
            score->points = row.get<std::optional<Tenths>>(2);
            score->evidence = row.get<std::string>(3);
            score->note = row.get<std::string>(4);
        },
        "SELECT p.sheet_id, p.criterion_id, p.points, p.evidence, p.note "
        "FROM score_point p JOIN score_sheet s ON s.id = p.sheet_id WHERE s.round_id = ?1",
        round.id));
    TRY(tx.each(
        [&](const Row& row) {
            const auto sheet = std::ranges::find(sheets, row.get<SheetId>(0), &Sheet::id);
            const auto score = std::ranges::find(sheet->scores, row.get<CriterionId>(1), &Score::criterion);
            if (score != sheet->scores.end()) score->attached.push_back(row.get<file::AttachmentId>(2));
        },
        "SELECT e.sheet_id, e.criterion_id, e.attachment_id FROM score_evidence e JOIN score_sheet s ON s.id "
        "= e.sheet_id WHERE s.round_id = ?1 ORDER BY e.attachment_id",
        round.id));
    return sheets;
}

Result<SheetId> insert_sheet(db::Transaction& tx, RoundId round, SheetKind kind, auth::UserId scorer,
                             const Actor& actor) {
    return SheetId{
        TRY(tx.value("INSERT INTO score_sheet (round_id, kind, scorer_id, state, remark, row_version, "
                     "made_at, made_by, withdrawn_reason) "
                     "VALUES (?1, ?2, ?3, 'open', '', 1, ?4, ?5, '') RETURNING id",
                     round, kind_code(kind), scorer, actor.at, actor.user))};
}

Result<bool> save_scores(db::Transaction& tx, const Sheet& sheet, std::int64_t expected, const Actor& actor) {
    const auto changed = TRY(tx.exec(
        "UPDATE score_sheet SET remark = ?3, saved_at = ?4, saved_by = ?5, row_version = row_version + 1 "
        "WHERE id = ?1 AND row_version = ?2 AND state = 'open'",
        sheet.id, expected, sheet.remark, actor.at, actor.user));
    if (changed == 0) return false;
    TRY(tx.exec("DELETE FROM score_point WHERE sheet_id = ?1", sheet.id));
    TRY(tx.exec("DELETE FROM score_evidence WHERE sheet_id = ?1", sheet.id));
    for (const auto& score : sheet.scores)
        TRY(
            tx.exec("INSERT INTO score_point (sheet_id, criterion_id, points, evidence, note) "
                    "VALUES (?1, ?2, ?3, ?4, ?5)",
                    sheet.id, score.criterion, score.points, score.evidence, score.note));
    for (const auto& score : sheet.scores)
        for (const auto id : score.attached)
            TRY(tx.exec(
                "INSERT INTO score_evidence (sheet_id, criterion_id, attachment_id) VALUES (?1, ?2, ?3)",
                sheet.id, score.criterion, id));
    return true;
}

Result<> set_locked(db::Transaction& tx, SheetId id, std::int64_t entry, std::string_view salt,
                    const Actor& actor) {
    TRY(
        tx.exec("UPDATE score_sheet SET state = 'locked', locked_at = ?2, locked_by = ?3, entry_id = ?4, "
                "salt = ?5, row_version = row_version + 1 WHERE id = ?1",
                id, actor.at, actor.user, entry, Param::Blob{salt}));
    return {};
}

Result<> set_open(db::Transaction& tx, SheetId id) {
    TRY(
        tx.exec("UPDATE score_sheet SET state = 'open', locked_at = NULL, locked_by = NULL, entry_id = NULL, "
                "salt = NULL, row_version = row_version + 1 WHERE id = ?1",
                id));
    return {};
}

Result<> set_open_to_write(db::Transaction& tx, SheetId id) {
    TRY(
        tx.exec("UPDATE score_sheet SET state = 'open', locked_at = NULL, locked_by = NULL, entry_id = NULL, "
                "salt = NULL WHERE id = ?1",
                id));
    return {};
}

Result<> set_withdrawn(db::Transaction& tx, SheetId id, std::string_view reason) {
    TRY(
        tx.exec("UPDATE score_sheet SET state = 'withdrawn', withdrawn_reason = ?2, entry_id = NULL, "
                "salt = NULL, row_version = row_version + 1 WHERE id = ?1",
                id, reason));
    return {};
}

Result<> insert_unlock(db::Transaction& tx, const Unlock& u) {
    TRY(
        tx.exec("INSERT INTO score_unlock (sheet_id, reason, total, after_reveal, at, unlocked_by) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                u.sheet, u.reason, u.total, u.after_reveal, u.at, u.by));
    return {};
}

Result<std::vector<Unlock>> unlocks_of(db::Transaction& tx, RoundId round) {
    return tx.all(
        [](const Row& row) {
            return Unlock{row.get<SheetId>(0), row.get<std::string>(1), row.integer(2),
                          row.get<bool>(3),    row.integer(4),          row.get<auth::UserId>(5)};
        },
        "SELECT u.sheet_id, u.reason, u.total, u.after_reveal, u.at, u.unlocked_by "
        "FROM score_unlock u JOIN score_sheet s ON s.id = u.sheet_id WHERE s.round_id = ?1 ORDER BY u.id",
        round);
}

Result<std::optional<Subject>> subject_of(db::Transaction& tx, InitiativeId initiative) {
    const auto type =
        TRY(tx.find([](const Row& row) { return row.get<std::string>(0); },
                    "SELECT COALESCE(owner_type, '') FROM initiative WHERE id = ?1", initiative));
    if (!type || type->empty()) return std::optional<Subject>{};
    return std::optional(*type == "collective" ? Subject::collective : Subject::individual);
}

Result<std::vector<Given>> given_to(db::Transaction& tx, auth::UserId scorer, int limit) {
    return tx.all(
        [](const Row& row) {
            return Given{row.get<life::CycleId>(0), row.get<SheetId>(1), state_of(row.text(2)),
                         !row.is_null(3)};
        },
        "SELECT r.cycle_id, s.id, CASE WHEN EXISTS (SELECT 1 FROM cycle_act a WHERE a.cycle_id = r.cycle_id "
        "AND a.act = 'reopen' AND a.at > s.locked_at) THEN 'open' ELSE s.state END, s.saved_at "
        "FROM score_sheet s JOIN score_round r ON r.id = s.round_id WHERE s.scorer_id = ?1 AND s.state <> "
        "'withdrawn' AND s.kind = 'appraised' "
        "ORDER BY s.id DESC LIMIT ?2",
        scorer, limit);
}

Result<std::vector<life::CycleId>> scored_cycles(db::Transaction& tx, int year) {
    return tx.all([](const Row& row) { return row.get<life::CycleId>(0); },
                  "SELECT r.cycle_id FROM score_round r JOIN initiative_cycle c ON c.id = r.cycle_id "
                  "WHERE c.campaign_year = ?1 AND r.revealed_at IS NOT NULL ORDER BY r.cycle_id",
                  year);
}

Result<std::vector<CommittedSheet>> committed_sheets(db::Transaction& tx) {
    return tx.all(
        [](const Row& row) {
            return CommittedSheet{row.get<SheetId>(0), row.get<life::CycleId>(1), row.integer(2),
                                  row.get<std::string>(3)};
        },
        "SELECT s.id, r.cycle_id, s.entry_id, s.salt FROM score_sheet s JOIN score_round r ON r.id = "
        "s.round_id WHERE s.state = 'locked' AND s.entry_id IS NOT NULL ORDER BY s.id");
}

}  // namespace kheo::registry::scoring::store

namespace kheo::registry::scoring {

Result<std::map<life::CycleId, std::string>> results_of(db::Transaction& tx,
                                                        const std::vector<life::CycleId>& cycles) {
    std::map<life::CycleId, std::string> out;
    if (cycles.empty()) return out;
    std::string places;
    std::vector<db::Param> params;
    for (const auto id : cycles) {
        params.emplace_back(id);
        places.append(places.empty() ? "?" : ", ?").append(std::to_string(params.size()));
    }
    TRY(tx.each_params(
        "SELECT r.cycle_id, CAST(sum(p.points) AS BIGINT), count(DISTINCT s.id) FROM score_round r JOIN "
        "score_sheet s ON s.round_id = r.id JOIN score_point p ON p.sheet_id = s.id WHERE s.kind = "
        "'appraised' AND s.state = 'locked' AND r.cycle_id IN (" +
            places + ") GROUP BY r.cycle_id",
        params, [&](const db::Row& row) {
            out[row.get<life::CycleId>(0)] = format_mean({row.integer(1), row.integer(2)});
        }));
    return out;
}

Result<> forget(db::Transaction& tx, InitiativeId initiative) {
    constexpr std::string_view kRounds =
        "(SELECT r.id FROM score_round r JOIN initiative_cycle c ON c.id = r.cycle_id WHERE c.initiative_id "
        "= ?1)";
    const auto rounds = std::string(kRounds);
    const auto sheets = "(SELECT id FROM score_sheet WHERE round_id IN " + rounds + ")";
    TRY(tx.exec("UPDATE score_point SET evidence = '', note = '' WHERE sheet_id IN " + sheets, initiative));
    TRY(tx.exec("UPDATE score_unlock SET reason = '' WHERE sheet_id IN " + sheets, initiative));
    TRY(
        tx.exec("UPDATE score_sheet SET remark = '', withdrawn_reason = '', entry_id = NULL, salt = NULL "
                "WHERE round_id IN " +
                    rounds,
                initiative));
    TRY(tx.exec("UPDATE score_round SET discussion = '' WHERE id IN " + rounds, initiative));
    return {};
}

}  // namespace kheo::registry::scoring
