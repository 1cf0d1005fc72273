// SPDX-License-Identifier: Apache-2.0
#include "registry/import/store.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/digest.hpp"
#include "registry/import/upkeep.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::array<std::string_view, 6> kStates = {"reading", "ready", "refused",
                                                     "saving",  "saved", "cancelled"};

}  // namespace

std::string_view code(UploadState state) {
    return kStates[static_cast<std::size_t>(state)];
}

namespace store {

namespace {

constexpr std::string_view kColumns =
    "SELECT id, request_key, file_name, sha256, bytes, unit_code, list_date, choices, decisions, state, "
    "refusal, "
    "refusal_text, row_count, valid_count, batch_id, created_at, created_by FROM import_upload ";

UploadState state_of(std::string_view code) {
    return static_cast<UploadState>(std::ranges::find(kStates, code) - kStates.begin());
}

Upload read(const db::Row& row) {
    Upload out;
    out.id = row.get<UploadId>(0);
    out.request_key = row.text(1);
    out.file_name = row.text(2);
    out.sha256 = row.text(3);
    out.bytes = row.integer(4);
    out.unit_code = row.text(5);
    if (!row.is_null(6)) out.date = row.get<Date>(6);
    out.choices = choices_from(row.text(7));
    out.decisions = decisions_from(row.text(8));
    out.state = state_of(row.text(9));
    out.refusal = row.text(10);
    out.refusal_text = row.text(11);
    out.rows = row.integer(12);
    out.valid = row.integer(13);
    out.batch = row.get<BatchId>(14);
    out.created_at = row.integer(15);
    out.created_by = row.get<auth::UserId>(16);
    return out;
}

Trace read_trace(const db::Row& row) {
    const bool undone = row.text(6) == "undone";
    return {row.get<auth::UserId>(0),
            row.integer(1),
            state_of(row.text(2)),
            row.get<std::string>(3),
            row.get<territory::UnitId>(4),
            undone || row.is_null(5) ? 0 : row.integer(5),
            undone};
}

std::string fresh_key() {
    std::string bytes(16, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return to_hex(bytes);
}

}  // namespace

Result<UploadId> insert(db::Transaction& tx, const Upload& upload) {
    const auto earlier =
        TRY(tx.find(read, std::string(kColumns) + "WHERE request_key = ?1", upload.request_key));
    const bool same = earlier && !upload.request_key.empty() && earlier->sha256 == upload.sha256 &&
                      earlier->created_by == upload.created_by;
    if (same) return earlier->id;
    const auto key = earlier || upload.request_key.empty() ? fresh_key() : upload.request_key;
    return UploadId{TRY(
        tx.value("INSERT INTO import_upload (request_key, file_name, sha256, bytes, unit_code, list_date, "
                 "choices, decisions, "
                 "state, refusal, refusal_text, row_count, valid_count, created_at, created_by, changed_at) "
                 "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '', '', 0, 0, ?10, ?11, ?10) RETURNING id",
                 key, upload.file_name, upload.sha256, upload.bytes, upload.unit_code, upload.date,
                 to_text(upload.choices), to_text(upload.decisions), code(upload.state), upload.created_at,
                 upload.created_by))};
}

Result<bool> needs_file(db::Transaction& tx, const std::string& sha256) {
    return TRY(tx.value("SELECT count(*) FROM import_upload WHERE sha256 = ?1 AND state NOT IN "
                        "('cancelled', 'refused')",
                        sha256)) > 0;
}

Result<bool> dropped_file(db::Transaction& tx, const std::string& sha256) {
    return TRY(tx.value("SELECT count(*) FROM import_upload WHERE sha256 = ?1", sha256)) > 0 &&
           !TRY(needs_file(tx, sha256));
}

Result<std::optional<Upload>> find(db::Transaction& tx, UploadId id) {
    return tx.find(read, std::string(kColumns) + "WHERE id = ?1", id);
}

Result<std::vector<Upload>> recent(db::Transaction& tx, auth::UserId person, int limit) {
    if (!person) return tx.all(read, std::string(kColumns) + "ORDER BY id DESC LIMIT ?1", limit);
    return tx.all(read,
                  std::string(kColumns) + "WHERE created_by = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2",
                  person, limit);
}

Result<std::vector<Trace>> traces(db::Transaction& tx, std::span<const auth::UserId> people, int limit) {
    std::vector<Trace> out;
    if (people.empty()) return out;
    std::vector<db::Param> params{limit};
    std::string places;
    for (const auto person : people.first(std::min(people.size(), kMostPeople))) {
        params.emplace_back(person);
        places += (places.empty() ? "?" : ", ?") + std::to_string(params.size());
    }
    TRY(tx.each_params(
        "SELECT u.created_by, u.created_at, u.state, u.unit_code, b.sender_unit_id, b.saved, b.status "
        "FROM import_upload u LEFT JOIN import_batch b ON b.id = u.batch_id WHERE u.created_by IN (" +
            places +
            ") AND u.state NOT IN ('refused', 'cancelled') ORDER BY u.created_at DESC, u.id DESC LIMIT ?1",
        params, [&](const db::Row& row) { out.push_back(read_trace(row)); }));
    return out;
}

Result<std::vector<UploadId>> unfinished(db::Transaction& tx, UploadState state) {
    return tx.all([](const db::Row& row) { return row.get<UploadId>(0); },
                  "SELECT id FROM import_upload WHERE state = ?1 ORDER BY id", code(state));
}

Result<> update(db::Transaction& tx, const Upload& u, Millis at) {
    TRY(tx.exec(
        "UPDATE import_upload SET unit_code = ?2, list_date = ?3, choices = ?4, decisions = ?5, state = ?6, "
        "refusal = ?7, refusal_text = ?8, row_count = ?9, valid_count = ?10, batch_id = ?11, changed_at = "
        "?12 "
        "WHERE id = ?1",
        u.id, u.unit_code, u.date, to_text(u.choices), to_text(u.decisions), code(u.state), u.refusal,
        u.refusal_text, u.rows, u.valid, u.batch, at));
    return {};
}

Result<bool> move(db::Transaction& tx, UploadId id, UploadState from, UploadState to, Millis at) {
    return TRY(tx.exec("UPDATE import_upload SET state = ?3, changed_at = ?4 WHERE id = ?1 AND state = ?2",
                       id, code(from), code(to), at)) == 1;
}

Result<std::vector<Description>> descriptions(db::Transaction& tx) {
    return tx.all(
        [](const db::Row& row) { return Description{row.get<std::string>(0), row.get<std::string>(1)}; },
        "SELECT sha256, file_name || ' ' || decisions FROM import_upload "
        "UNION ALL SELECT sha256, file_name FROM import_batch");
}

Result<> forget(db::Transaction& tx, const std::string& sha256, const std::string& name, Millis at) {
    TRY(
        tx.exec("UPDATE import_upload SET file_name = ?2, decisions = '[]', refusal_text = '', "
                "state = CASE WHEN state IN ('ready', 'reading', 'saving') THEN 'cancelled' ELSE state END, "
                "changed_at = ?3 "
                "WHERE sha256 = ?1",
                sha256, name, at));
    return {};
}

}  // namespace store

Result<std::vector<std::string>> needed_files(db::Transaction& tx) {
    return tx.all([](const db::Row& row) { return row.get<std::string>(0); },
                  "SELECT DISTINCT sha256 FROM import_upload WHERE state NOT IN ('cancelled', 'refused')");
}

Result<std::int64_t> count_cut_off(db::Transaction& tx, Millis before) {
    return tx.value(
        "SELECT count(*) FROM import_upload WHERE state IN ('reading', 'saving') AND changed_at < ?1",
        before);
}

}  // namespace kheo::registry::import
