// SPDX-License-Identifier: Apache-2.0
// Registrations, versions, requests and imports (store.hpp).
#include "base/text.hpp"
#include "registry/store.hpp"

namespace kheo::registry::store {

namespace {

using db::Param;
using db::Row;

std::optional<std::string_view> basis_code(const NewRow& row) {
    if (!row.basis) return std::nullopt;
    return code(*row.basis);
}

Known read_known(const Row& row) {
    return {row.get<InitiativeId>(0), row.get<territory::UnitId>(1), row.get<std::string>(2)};
}

Batch read_batch(const Row& row) {
    Batch b;
    b.id = row.get<BatchId>(0);
    b.given = {row.get<std::string>(1), row.get<std::string>(2), row.get<territory::UnitId>(3),
               row.get<Date>(4),        row.get<int>(5),         row.integer(9)};
    b.undone = row.text(6) == "undone";
    b.saved = row.integer(7);
    b.unchanged = row.integer(8);
    b.created_at = row.integer(10);
    b.created_by = row.get<auth::UserId>(11);
    return b;
}

}  // namespace

Result<std::optional<Known>> find_known(db::Transaction& tx, const NewRow& row) {
    const auto& s = row.statement;
    return tx.find(
        read_known,
        "SELECT i.id, i.unit_id, i.number FROM initiative i WHERE i.title_folded = ?1 AND i.unit_id = ?2 "
        "AND i.owner_folded = ?3 AND i.kind = ?4 "
        "AND EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = i.id AND r.undone_at IS NULL "
        "AND r.campaign_year < ?5) "
        "AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = i.id AND r.undone_at IS NULL "
        "AND r.campaign_year = ?5 AND r.date = ?6 AND r.basis = 'maintained') "
        "ORDER BY CASE WHEN i.title = ?7 THEN 0 ELSE 1 END, i.id LIMIT 1",
        fold_words(s.title), s.unit, fold_words(s.owner_text), code(s.kind), row.campaign_year, row.date,
        s.title);
}

Result<std::vector<Known>> find_known_elsewhere(db::Transaction& tx, const NewRow& row, int limit) {
    const auto& s = row.statement;
    return tx.all(
        read_known,
        "SELECT i.id, i.unit_id, i.number FROM initiative i WHERE i.title_folded = ?1 AND i.unit_id <> ?2 "
        "AND i.owner_folded = ?3 AND i.kind = ?4 "
        "AND EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = i.id AND r.undone_at IS NULL "
        "AND r.campaign_year < ?5) "
        "AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = i.id AND r.undone_at IS NULL "
        "AND r.campaign_year = ?5 AND r.date = ?6 AND r.basis = 'maintained') "
        "ORDER BY CASE WHEN i.title = ?7 THEN 0 ELSE 1 END, i.id LIMIT ?8",
        fold_words(s.title), s.unit, fold_words(s.owner_text), code(s.kind), row.campaign_year, row.date,
        s.title, limit);
}

Result<std::optional<Registered>> find_by_content(db::Transaction& tx, std::string_view content_key) {
    return tx.find(
        [](const Row& row) {
            return Registered{row.get<RegistrationId>(0), row.get<InitiativeId>(1), row.get<std::string>(2)};
        },
        "SELECT r.id, r.initiative_id, i.number FROM registration r JOIN initiative i ON i.id = "
        "r.initiative_id "
        "WHERE r.content_key = ?1 AND r.undone_at IS NULL ORDER BY r.id LIMIT 1",
        Param::Blob{content_key});
}

Result<RegistrationId> insert_registration(db::Transaction& tx, InitiativeId id, const NewRow& row,
                                           std::string_view content_key, BatchId batch, const Actor& actor) {
    const std::optional<int> line = row.row > 0 ? std::optional(row.row) : std::nullopt;
    return RegistrationId{TRY(
        tx.value("INSERT INTO registration (initiative_id, campaign_year, date, date_precision, basis, "
                 "unit_id, level_note, "
                 "import_id, import_sheet, import_row, content_key, created_at, created_by) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id",
                 id, row.campaign_year, row.date, code(row.precision), basis_code(row), row.statement.unit,
                 row.level_note, batch, row.sheet, line, Param::Blob{content_key}, actor.at, actor.user))};
}

Result<> insert_version(db::Transaction& tx, InitiativeId id, std::int64_t version,
                        std::string_view value_json, std::string_view salt, std::int64_t entry_id) {
    TRY(
        tx.exec("INSERT INTO initiative_version (initiative_id, version, value_json, salt, entry_id) "
                "VALUES (?1, ?2, ?3, ?4, ?5)",
                id, version, value_json, Param::Blob{salt}, entry_id));
    return {};
}

Result<std::vector<Version>> versions(db::Transaction& tx, InitiativeId id) {
    return tx.all(
        [](const Row& row) {
            return Version{row.integer(0), row.get<std::optional<std::string>>(1), row.integer(2)};
        },
        "SELECT version, value_json, entry_id FROM initiative_version WHERE initiative_id = ?1 ORDER BY "
        "version",
        id);
}

Result<std::optional<std::string>> number_of_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const Row& row) { return row.get<std::string>(0); },
                   "SELECT i.number FROM registry_request q JOIN initiative i ON i.id = q.initiative_id "
                   "WHERE q.request_key = ?1",
                   request_key);
}

Result<> remember_request(db::Transaction& tx, std::string_view request_key, InitiativeId id, Millis at) {
    if (request_key.empty()) return {};
    TRY(tx.exec("INSERT INTO registry_request (request_key, initiative_id, at) VALUES (?1, ?2, ?3)",
                request_key, id, at));
    return {};
}

Result<BatchId> insert_batch(db::Transaction& tx, const NewBatch& b, const Actor& actor) {
    return BatchId{TRY(tx.value(
        "INSERT INTO import_batch (file_name, sha256, sender_unit_id, list_date, campaign_year, status, "
        "saved, "
        "unchanged, rejected, created_at, created_by) VALUES (?1, ?2, ?3, ?4, ?5, 'saved', 0, 0, ?6, ?7, ?8) "
        "RETURNING id",
        b.file_name, b.sha256, b.sender, b.list_date, b.campaign_year, b.rejected, actor.at, actor.user))};
}

Result<> finish_batch(db::Transaction& tx, BatchId id, std::int64_t saved, std::int64_t unchanged) {
    TRY(tx.exec("UPDATE import_batch SET saved = ?2, unchanged = ?3 WHERE id = ?1", id, saved, unchanged));
    return {};
}

Result<std::optional<Batch>> find_batch(db::Transaction& tx, BatchId id) {
    return tx.find(
        read_batch,
        "SELECT id, file_name, sha256, sender_unit_id, list_date, campaign_year, status, saved, unchanged, "
        "rejected, created_at, created_by FROM import_batch WHERE id = ?1",
        id);
}

Result<std::vector<Batch>> batches(db::Transaction& tx, int limit) {
    return tx.all(
        read_batch,
        "SELECT id, file_name, sha256, sender_unit_id, list_date, campaign_year, status, saved, unchanged, "
        "rejected, created_at, created_by FROM import_batch ORDER BY id DESC LIMIT ?1",
        limit);
}

Result<std::vector<Registered>> live_of_batch(db::Transaction& tx, BatchId id) {
    return tx.all(
        [](const Row& row) { return Registered{row.get<RegistrationId>(0), row.get<InitiativeId>(1), {}}; },
        "SELECT id, initiative_id FROM registration WHERE import_id = ?1 AND undone_at IS NULL ORDER BY id",
        id);
}

Result<> mark_undone(db::Transaction& tx, BatchId id, const Actor& actor) {
    TRY(tx.exec("UPDATE registration SET undone_at = ?2 WHERE import_id = ?1 AND undone_at IS NULL", id,
                actor.at));
    TRY(tx.exec("UPDATE import_batch SET status = 'undone', undone_at = ?2, undone_by = ?3 WHERE id = ?1", id,
                actor.at, actor.user));
    return {};
}

}  // namespace kheo::registry::store
