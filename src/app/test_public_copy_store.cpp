// SPDX-License-Identifier: Apache-2.0
// The SQL of test_public_copy.hpp.
#include "app/test_public_copy.hpp"

namespace kheo::app {

void PublicCopy::run(const std::string& sql) {
    const auto done = data.database->write([&](db::Transaction& tx) -> Result<> {
        TRY(tx.exec(sql));
        return {};
    });
    ASSERT_TRUE(done) << sql << ": " << done.error().detail;
}

std::int64_t PublicCopy::count(const std::string& table) {
    return data.database
        ->read([&](db::Transaction& tx) { return tx.value("SELECT count(*) FROM \"" + table + "\""); })
        .value();
}

void PublicCopy::fill_the_rest() {
    for (const char* sql : {
             "INSERT INTO setting VALUES ('portal_name', 'Dân vận khéo Hoa Sen', 5)",
             "INSERT INTO setting VALUES ('managing_body', 'Ban chỉ đạo', 5)",
             "INSERT INTO setting VALUES ('backup_public_key', 'SECRET1', 5)",
             "INSERT INTO account (id, name, display_name, password_hash, must_change, created_at) "
             "VALUES (7, 'SECRET1', 'SECRET1', 'SECRET1', 0, 1)",
             "INSERT INTO role_grant (account_id, role, valid_from, valid_to, granted_at) "
             "VALUES (7, 'officer', '2026-01-01', '2027-01-01', 1)",
             "INSERT INTO sign_in_session VALUES ('SECRET1', 7, 1, 1, 1, 1, 'SECRET1')",
             "INSERT INTO half_sign_in VALUES ('SECRET1', 7, 0, 0, 1)",
             "INSERT INTO recovery_code VALUES (7, 'SECRET1')",
             "INSERT INTO urgent_opening (account_id, dossier, reason, opened_at, ends_at) "
             "VALUES (7, 'SECRET1', 'SECRET1', 1, 2)",
             "INSERT INTO account (id, name, display_name, password_hash, must_change, created_at) "
             "VALUES (8, 'SECRET8', 'SECRET8', 'SECRET8', 0, 1)",
             "INSERT INTO viewing (viewer_id, viewed_id, session_hash, reason, salt, entry_id, begun_at, "
             "ends_at) VALUES (7, 8, 'SECRET1', 'SECRET1', 'SECRET1', 1, 1, 2)",
             "INSERT INTO invitation (account_id, code_hash, pin_hash, first_use, last_day, made_at, tries) "
             "VALUES (7, 'SECRET1', 'SECRET1', 1, '2026-12-01', 1, 0)",
             "INSERT INTO second_factor_rule (role, whole_country, required, valid_from, basis, set_at) "
             "VALUES ('officer', 0, 0, '2026-01-01', 'SECRET1', 1)",
             "INSERT INTO sign_in_count VALUES ('SECRET1', 1, 1, 1)",
             "INSERT INTO erasure (kind, subject_id, subject_made_at, erased_at, owners, lists) "
             "VALUES ('owner', 1, 1, 1, 'SECRET1', 'SECRET1')",
             "INSERT INTO territory_act (id, resolution, effective) VALUES (1, '1656/NQ', '2025-07-01')",
             "INSERT INTO territory_clause (id, act_id, number, citation) VALUES (1, 1, '2', 'Thành lập "
             "…')",
             "INSERT INTO territory_lineage (from_unit_id, to_unit_id, act_id, clause_id, kind, extent, "
             "extent_text, default_target, confidence, provenance) "
             "VALUES (2, 2, 1, 1, 'renamed', 'whole', '', '', '', 'SECRET1')",
             "INSERT INTO territory_body (id, seat_unit_id) VALUES (1, 1)",
             "INSERT INTO territory_body_version (body_id, name, folded_name, short_name, sector, "
             "valid_from, "
             "valid_to) VALUES (1, 'SECRET1', 'SECRET1', '', 'party', '2025-07-01', '9999-12-31')",
             "INSERT INTO body (id, kind, unit_id, level, created_at, created_by) "
             "VALUES (1, 'SECRET1', 1, 'commune', 1, 7)",
             "INSERT INTO body_version (body_id, name, valid_from, valid_to) "
             "VALUES (1, 'SECRET1', '2026-01-01', '9999-12-31')",
             "INSERT INTO body_act (body_id, kind, day, document_number, document_day, document_issuer, "
             "successor_id, done_by, done_at, request_key) "
             "VALUES (1, 'established', '2026-01-01', 'SECRET1', '', 'SECRET1', NULL, 7, 1, 'SECRET1')",
             "INSERT INTO work_programme (id, body_id, title, document_number, document_day, "
             "document_issuer, "
             "valid_from, valid_to, request_key, created_at, created_by) VALUES (1, 1, 'SECRET1', 'SECRET1', "
             "'', "
             "'SECRET1', '2026-01-01', '2027-01-01', 'SECRET1', 1, 7)",
             "INSERT INTO programme_link (programme_id, subject_type, subject_id, linked_at, linked_by) "
             "VALUES (1, 'SECRET1', 1, 1, 7)",
             "INSERT INTO team_member (body_id, name, post, role, call, account_id, term_from, term_to, "
             "left_on, request_key, created_at, created_by) VALUES (1, 'SECRET1', 'SECRET1', 'head', "
             "'SECRET1', 7, '2026-01-01', '9999-12-31', '', 'SECRET1', 1, 7)",
             "INSERT INTO team_left VALUES (1, 1)",
             "INSERT INTO team_activity (body_id, day, kind, people, text, request_key, created_at) "
             "VALUES (1, '2026-01-01', 'meeting', 1, 'SECRET1', 'SECRET1', 1)",
             "INSERT INTO team_report (id, body_id, unit_id, account_id, title, what, who_did, place, state, "
             "sent_at, changed_at, changed_by, dossier, reason, request_key) VALUES (1, 1, 1, 7, 'SECRET1', "
             "'SECRET1', 'SECRET1', 'SECRET1', 'sent', 1, 1, 7, 'SECRET1', 'SECRET1', 'SECRET1')",
             "INSERT INTO team_report_line (report_id, kind, text, said_by, said_at, request_key) "
             "VALUES (1, 'question', 'SECRET1', 7, 1, 'SECRET1')",
             "INSERT INTO unit_status (unit_id, code, valid_from, valid_to, document_number, document_day, "
             "document_issuer, request_key, created_at) VALUES (1, 'SECRET1', '2026-01-01', '9999-12-31', "
             "'SECRET1', '', 'SECRET1', 'SECRET1', 1)",
             "INSERT INTO clearance_campaign (id, unit_id, title, document_number, document_day, "
             "document_issuer, valid_from, request_key, created_at) VALUES (1, 1, 'SECRET1', 'SECRET1', '', "
             "'SECRET1', '2026-01-01', 'SECRET1', 1)",
             "INSERT INTO clearance_stretch (campaign_id, name, to_move, agreed, handed_over, counted_on, "
             "changed_at) VALUES (1, 'SECRET1', 9, 8, 7, '2026-01-01', 1)",
             "INSERT INTO unit_contact VALUES (1, 'SECRET1', 1, 7)",
             "INSERT INTO registry_request VALUES ('SECRET1', 1, 1)",
             "INSERT INTO import_upload (request_key, file_name, sha256, bytes, unit_code, choices, "
             "decisions, "
             "state, refusal, refusal_text, row_count, valid_count, created_at, changed_at) VALUES "
             "('SECRET1', "
             "'SECRET1', 'SECRET1', 1, '98', 'SECRET1', 'SECRET1', 'ready', '', '', 1, 1, 1, 1)",
             "INSERT INTO initiative_cycle (id, code, campaign_year, unit_id, book_unit_id, kind, title, "
             "title_folded, "
             "statement_json, basis, state, row_version, round, state_since, due_why, created_at) VALUES (7, "
             "'SECRET1', 2026, 1, 1, 'practice', 'SECRET1', 'SECRET1', 'SECRET1', 'new', 'draft', 1, 0, 1, "
             "'SECRET1', 1)",
             "INSERT INTO cycle_version VALUES (7, 1, 'SECRET1', NULL, 1, 7)",
             "INSERT INTO cycle_writer VALUES (7, 7)",
             "INSERT INTO cycle_namesake VALUES (7, 7, 'SECRET1', NULL, 1, 1, 7)",
             "INSERT INTO cycle_act (cycle_id, act, from_state, to_state, at, said_json, entry_id) "
             "VALUES (7, 'submit', 'draft', 'submitted', 1, 'SECRET1', 1)",
             "INSERT INTO cycle_remark (cycle_id, text, at, entry_id) VALUES (7, 'SECRET1', 1, 1)",
             "INSERT INTO cycle_examination VALUES (7, 1, 'needed', 'passed', 'SECRET1', 7, 1)",
             "INSERT INTO recognition (cycle_id, level, unit_id, body, decision_number, decided_on, signer, "
             "grade, "
             "made_at) VALUES (7, 'commune', 1, 'SECRET1', 'SECRET1', '2026-11-01', 'SECRET1', 'SECRET1', 1)",
             "INSERT INTO publication (id, unit_id, title, publisher, year, row_version, created_at, "
             "created_by, request_key) VALUES (7, 1, 'SECRET1', 'SECRET1', 2026, 1, 1, 7, 'SECRET1')",
             "INSERT INTO publication_entry (publication_id, initiative_id, position, title, text, consent, "
             "consent_paper, row_version, edited_at, edited_by) VALUES (7, 1, 1, 'SECRET1', 'SECRET1', "
             "'given', 'SECRET1', 1, 1, 7)",
             "INSERT INTO replication VALUES (7, 1, 'SECRET1', 'SECRET1', 1, 7, 'SECRET1')",
             "INSERT INTO silent_reminder (initiative_id, day, letter, reminded_by, reminded_at) VALUES (1, "
             "'SECRET1', 1, 7, 1)",
             "INSERT INTO initiative_pulse (initiative_id, day, alive, note, told_at, told_by, request_key) "
             "VALUES (1, 'SECRET1', 1, 'SECRET1', 1, 7, 'SECRET1')",
             "INSERT INTO calendar_day (day, working, name, legal_basis, verified) "
             "VALUES ('2030-01-01', 0, 'SECRET1', 'SECRET1', 0)",
             "INSERT INTO movement_drive (id, movement, kind, unit_id, title, valid_from, valid_to, "
             "legal_basis, "
             "request_key, created_by, created_at) VALUES (1, 'dan_van_kheo', 'theme', 1, 'SECRET1', "
             "'2026-01-01', "
             "'2026-12-31', 'SECRET1', 'SECRET1', 7, 1)",
             "INSERT INTO movement_window (id, movement, unit_id, title, campaign_year, first_day, last_day, "
             "legal_basis, "
             "strict, quota_each, closed, request_key, created_by, created_at) VALUES (1, 'dan_van_kheo', 1, "
             "'SECRET1', "
             "2026, '2026-01-01', '2026-12-31', 'SECRET1', 0, 1, 0, 'SECRET1', 7, 1)",
             "INSERT INTO movement_quota (window_id, unit_id, sector, required) VALUES (1, 1, 'SECRET1', 1)",
             "INSERT INTO movement_call (id, code, window_id, unit_id, title, message, asked_on, due, "
             "due_reason, "
             "remind_before, request_key, created_by, created_at) VALUES (1, 'SECRET1', 1, 1, 'SECRET1', "
             "'SECRET1', "
             "'2026-01-01', '2026-12-31', 'SECRET1', '1', 'SECRET1', 7, 1)",
             "INSERT INTO movement_call_unit (call_id, unit_id) VALUES (1, 1)",
             "INSERT INTO movement_reminder (call_id, unit_id, day, scheduled, letter, reminded_by, "
             "reminded_at) "
             "VALUES (1, 1, '2026-01-01', 0, 0, 7, 1)",
             "INSERT INTO published_figure (reference, indicator, area, period, period_note, written, "
             "value_thousandths, measured_in, comparison, check_note, source, recorded_at) VALUES "
             "('SECRET1', "
             "'SECRET1', 'SECRET1', 'SECRET1', 'SECRET1', 'SECRET1', 1, 'SECRET1', 'SECRET1', 'SECRET1', "
             "'SECRET1', 1)",
             "INSERT INTO movement_contact (unit_id, address, changed_by, changed_at) VALUES (1, 'SECRET1', "
             "7, 1)",
             "INSERT INTO mail_message (mail_key, purpose, state, recipient, subject, body, token, "
             "content_hash, "
             "attempts, problem, not_before, queued_at, done_at, sealed_with) VALUES ('SECRET1', 'SECRET1', "
             "'waiting', 'SECRET1', 'SECRET1', 'SECRET1', 'SECRET1', 'SECRET1', 0, 'SECRET1', 1, 1, 1, "
             "'SECRET1')",
             "INSERT INTO published_funnel (id, unit_id, campaign_year, source, entered_at, removed_reason) "
             "VALUES (7, 1, 2017, 'SECRET1', 1, 'SECRET1')",
             "INSERT INTO published_funnel_part (funnel_id, owner_type) VALUES (7, 'collective')",
             "INSERT INTO writer_turn VALUES (3)",
             "INSERT INTO rubric (id, unit_id, subject, manner, name, scale, step, commune_from, "
             "province_from, "
             "legal_basis, verified, state, valid_from, valid_to, row_version, created_at, request_key) "
             "VALUES (70, 1, "
             "'collective', 'points', 'SECRET1', 1000, 5, 500, 700, 'SECRET1', 1, 'draft', 'SECRET1', "
             "'SECRET1', 1, 1, "
             "'SECRET1')",
             "INSERT INTO rubric_criterion (id, rubric_id, position, name, explanation, evidence, most, "
             "is_result) "
             "VALUES (70, 70, 1, 'SECRET1', 'SECRET1', 'SECRET1', 1000, 1)",
             "INSERT INTO rubric_grade VALUES (70, 1, 'SECRET1', 500)",
             "INSERT INTO score_round VALUES (7, 7, 70, 2, 15, 40, 'SECRET1', 1, 'SECRET1', 1, 7)",
             "INSERT INTO score_sheet (id, round_id, kind, scorer_id, state, remark, row_version, made_at, "
             "withdrawn_reason) VALUES (7, 7, 'appraised', 7, 'open', 'SECRET1', 1, 1, 'SECRET1')",
             "INSERT INTO score_point VALUES (7, 70, 5, 'SECRET1', 'SECRET1')",
             "INSERT INTO score_unlock (sheet_id, reason, total, after_reveal, at) VALUES (7, 'SECRET1', 5, "
             "1, 1)",
             "INSERT INTO survey VALUES (7, 7, 'SECRET1', 'open', 10, 'SECRET1', 1, 'SECRET1', 7, 'SECRET1')",
             "INSERT INTO survey_question VALUES (7, 7, 1, 'scale', 'SECRET1')",
             "INSERT INTO survey_option VALUES (7, 1, 'SECRET1', 3)",
             "INSERT INTO survey_batch VALUES (7, 7, 10, 'SECRET1', 7, 0, 'SECRET1')",
             "INSERT INTO survey_token VALUES ('SECRET1', 7)",
             "INSERT INTO attachment (id, subject_type, subject_id, kind, type, sha256, bytes, width, "
             "height, "
             "file_name, caption, phase, consent, children, consent_note, published_at, created_at, "
             "request_key, removal, removed_reason) VALUES (9, 'SECRET1', 7, 'photo', 'jpeg', 'SECRET1', 1, "
             "1, 1, 'SECRET1', 'SECRET1', 'before', 'people', 0, 'SECRET1', 1, 1, 'SECRET1', 'mistake', "
             "'SECRET1')",
             "INSERT INTO attachment_file VALUES (9, 'large', 'SECRET1', 1, 1, 1)",
             "INSERT INTO file_staging VALUES ('SECRET1', 1)",
             "INSERT INTO score_evidence VALUES (7, 70, 9)",
             "INSERT INTO cycle_visit (id, cycle_id, kind, visited_on, place, bodies, findings, conclusion, "
             "created_at, request_key, salt, entry_id) VALUES (9, 7, 'check', 'SECRET1', 'SECRET1', "
             "'SECRET1', "
             "'SECRET1', 'passed', 1, 'SECRET1', '', 1)",
             "INSERT INTO cycle_visit_person VALUES (9, 7)",
             "INSERT INTO cycle_follow_up (visit_id, text, due_on) VALUES (9, 'SECRET1', 'SECRET1')",
             "INSERT INTO cycle_quantity (cycle_id, side, kind, planned, source, amount, note, created_at, "
             "request_key, salt, entry_id) VALUES (7, 'resource', 'SECRET1', 0, 'SECRET1', 1, 'SECRET1', 1, "
             "'SECRET1', '', 1)",
         })
        run(sql);
    // Enough entries for a kept subtree of the ledger.
    for (int i = 0; i < 40; ++i)
        ASSERT_TRUE(data.database->write([&](db::Transaction& tx) {
            return ledger::append(tx, {auth::UserId{7}, "registry.SECRET1", "SECRET1", i, "SECRET1", kSecret},
                                  clock.now());
        }));
    ASSERT_TRUE(data.database->write([&](db::Transaction& tx) {
        return tx.exec("INSERT INTO second_factor VALUES (7, ?1, 'SECRET1', 1, 1, ?1)",
                       db::Param::Blob{kSecret});
    }));
    run("INSERT INTO account_notice VALUES (7, 'SECRET1', 1, 1)");
    if (count("announcement") == 0) run("INSERT INTO announcement VALUES ('SECRET1', 1)");
    if (count("installation_key") == 0) {
        ASSERT_TRUE(data.database->write([&](db::Transaction& tx) {
            return tx.exec("INSERT INTO installation_key VALUES ('SECRET1', ?1)", db::Param::Blob{kSecret});
        }));
    }
    const auto file = data.dir / "files" / "se" / "SECRET1.xlsx";
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << "SECRET1";
}

bool PublicCopy::mark(const std::string& table, const db::Column& column) {
    const auto set = column.type == db::ColumnType::integer ? "?1"
                     : column.type == db::ColumnType::bytes ? "?1"
                     : column.key > 0                       ? "\"" + column.name + "\" || ?1"
                                      : "COALESCE(\"" + column.name + "\", '') || ?1 || id_text";
    auto sql = "UPDATE \"" + table + "\" SET \"" + column.name + "\" = " + set;
    // Unique columns stay unique by the row's own number.
    const auto own = std::string(data.database->engine() == db::Engine::sqlite ? "rowid" : "ctid");
    if (const auto at = sql.find("id_text"); at != std::string::npos)
        sql.replace(at, 7, "CAST(" + own + " AS TEXT)");
    return data.database
        ->write([&](db::Transaction& tx) -> Result<> {
            if (column.type == db::ColumnType::integer)
                TRY(tx.exec(sql, kSecretNumber));
            else if (column.type == db::ColumnType::bytes)
                TRY(tx.exec(sql, db::Param::Blob{kSecret}));
            else
                TRY(tx.exec(sql, kSecret));
            return {};
        })
        .has_value();
}

std::set<std::string> PublicCopy::mark_everything() {
    std::set<std::string> unmarked;
    for (const auto& table : tables()) {
        if (table.name == "schema_migration") continue;
        for (const auto& column : table.columns) {
            const bool number_key = column.type == db::ColumnType::integer && column.key > 0;
            // The sealer writes the one; the other decides what is public.
            const bool sealing = table.name == "ledger_entry" && column.name == "blind";
            const bool taken_back = table.name == "registration" && column.name == "undone_at";
            if (declared(table.name, column.name) || number_key || !column.references.empty() || sealing ||
                taken_back)
                continue;
            if (!mark(table.name, column) && column.type != db::ColumnType::integer)  // too large for it
                unmarked.insert(table.name + "." + column.name);
        }
    }
    return unmarked;
}

}  // namespace kheo::app
