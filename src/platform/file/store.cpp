// SPDX-License-Identifier: Apache-2.0
#include "platform/file/store.hpp"

#include "platform/file/messages.gen.hpp"

namespace kheo::file {

namespace {

constexpr std::string_view kColumns =
    "SELECT id, subject_type, subject_id, type, sha256, bytes, width, height, file_name, caption, taken_on, "
    "phase, consent, children, consent_note, published_at, created_at, created_by, removed_at, removal, "
    "row_version FROM attachment ";

Description read_description(const db::Row& row) {
    Description said;
    said.caption = row.get<std::string>(9);
    said.taken_on = row.get<std::optional<Date>>(10);
    said.phase = phase_of(row.text(11)).value_or(Phase::other);
    said.consent = consent_of(row.text(12)).value_or(Consent::none);
    said.children = row.get<bool>(13);
    said.consent_note = row.get<std::string>(14);
    return said;
}

Attachment read(const db::Row& row) {
    Attachment a;
    a.id = row.get<AttachmentId>(0);
    a.subject = {row.get<std::string>(1), row.integer(2)};
    a.type = type_of(row.text(3)).value_or(Type::jpeg);
    a.sha256 = row.get<std::string>(4);
    a.bytes = row.integer(5);
    a.width = row.get<int>(6);
    a.height = row.get<int>(7);
    a.file_name = row.get<std::string>(8);
    a.said = read_description(row);
    a.published_at = row.integer(15);
    a.created_at = row.integer(16);
    a.created_by = row.get<auth::UserId>(17);
    a.removed_at = row.integer(18);
    if (!row.is_null(19))
        a.removal = row.text(19) == code(Removal::request) ? Removal::request : Removal::mistake;
    a.row_version = row.integer(20);
    return a;
}

std::string text_of(const db::Row& row) {
    return row.get<std::string>(0);
}

// Live rows' files; NOT EXISTS (…) around it says that none needs f.sha256.
constexpr std::string_view kLiveFile =
    "SELECT 1 FROM attachment_file l JOIN attachment a ON a.id = l.attachment_id "
    "WHERE a.removed_at IS NULL AND l.sha256 = ";

std::string public_rows(std::string_view subject_is_public) {
    return "kind = 'photo' AND published_at IS NOT NULL AND removed_at IS NULL AND (consent IN ('nobody', "
           "'guardian') OR (consent = 'people' AND children = 0)) AND (" +
           std::string(subject_is_public) + ")";
}

}  // namespace

namespace store {

Result<AttachmentId> insert(db::Transaction& tx, const Subject& subject, const Staged& staged,
                            const Description& said, const Act& act) {
    const auto& main = staged.main();
    const auto id = TRY(tx.value<AttachmentId>(
        "INSERT INTO attachment (subject_type, subject_id, kind, type, sha256, bytes, width, height, "
        "file_name, "
        "caption, taken_on, phase, consent, children, consent_note, created_at, created_by, request_key, "
        "removed_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
        "?18, '') RETURNING id",
        subject.type, subject.id, is_photo(staged.type) ? "photo" : "paper", code(staged.type), main.sha256,
        main.bytes, main.width, main.height, staged.file_name, said.caption, said.taken_on, code(said.phase),
        code(said.consent), said.children, said.consent_note, act.at, act.who,
        act.request_key.empty() ? std::nullopt : std::optional(act.request_key)));
    for (const auto& file : staged.files)
        TRY(
            tx.exec("INSERT INTO attachment_file (attachment_id, size, sha256, bytes, width, height) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    id, code(file.size), file.sha256, file.bytes, file.width, file.height));
    return id;
}

Result<bool> has_live(db::Transaction& tx, const Subject& subject, std::string_view sha256) {
    return TRY(tx.value("SELECT count(*) FROM attachment WHERE subject_type = ?1 AND subject_id = ?2 AND "
                        "sha256 = ?3 AND removed_at IS NULL",
                        subject.type, subject.id, sha256)) > 0;
}

Result<bool> was_erased(db::Transaction& tx, std::string_view sha256) {
    return TRY(tx.value("SELECT count(*) FROM attachment WHERE sha256 = ?1 AND removal = 'request'",
                        sha256)) > 0;
}

Result<std::vector<AttachmentId>> live_with(db::Transaction& tx, std::string_view sha256) {
    return tx.all([](const db::Row& row) { return row.get<AttachmentId>(0); },
                  "SELECT id FROM attachment WHERE sha256 = ?1 AND removed_at IS NULL ORDER BY id", sha256);
}

Result<> mark_removed(db::Transaction& tx, AttachmentId id, Removal removal, std::string_view reason,
                      const Act& act) {
    TRY(
        tx.exec("UPDATE attachment SET removed_at = ?2, removed_by = ?3, removal = ?4, removed_reason = ?5, "
                "caption = '', consent_note = '', file_name = '', published_at = NULL, published_by = NULL "
                "WHERE id = ?1",
                id, act.at, act.who, code(removal), reason));
    return {};
}

Result<> set_published(db::Transaction& tx, AttachmentId id, bool everybody, const Act& act) {
    TRY(
        tx.exec("UPDATE attachment SET published_at = ?2, published_by = ?3, row_version = row_version + 1 "
                "WHERE id = ?1",
                id, everybody ? std::optional(act.at) : std::nullopt, everybody ? act.who : auth::UserId{}));
    return {};
}

Result<std::vector<std::string>> files_of(db::Transaction& tx, AttachmentId id) {
    return tx.all(text_of, "SELECT DISTINCT sha256 FROM attachment_file WHERE attachment_id = ?1", id);
}

Result<> stage(db::Transaction& tx, const std::vector<StoredFile>& files, Millis at) {
    for (const auto& file : files)
        TRY(
            tx.exec("INSERT INTO file_staging (sha256, staged_at) VALUES (?1, ?2) "
                    "ON CONFLICT (sha256) DO UPDATE SET staged_at = excluded.staged_at",
                    file.sha256, at));
    return {};
}

Result<> unstage(db::Transaction& tx, const std::vector<StoredFile>& files) {
    for (const auto& file : files) TRY(tx.exec("DELETE FROM file_staging WHERE sha256 = ?1", file.sha256));
    return {};
}

Result<bool> is_needed(db::Transaction& tx, std::string_view sha256, Millis since) {
    const auto live =
        TRY(tx.value("SELECT count(*) FROM attachment_file l JOIN attachment a ON a.id = "
                     "l.attachment_id WHERE a.removed_at IS NULL AND l.sha256 = ?1",
                     sha256));
    if (live > 0) return true;
    return TRY(tx.value("SELECT count(*) FROM file_staging WHERE sha256 = ?1 AND staged_at >= ?2", sha256,
                        since)) > 0;
}

Result<std::vector<std::string>> left_over(db::Transaction& tx, Millis since) {
    const auto unneeded = " AND NOT EXISTS (" + std::string(kLiveFile) + "f.sha256)";
    return tx.all(text_of,
                  "SELECT f.sha256 FROM file_staging f WHERE f.staged_at < ?1" + unneeded +
                      " UNION SELECT f.sha256 FROM attachment_file f JOIN attachment r ON r.id = "
                      "f.attachment_id WHERE r.removed_at IS NOT NULL" +
                      unneeded +
                      " AND NOT EXISTS (SELECT 1 FROM file_staging s WHERE s.sha256 = f.sha256 AND "
                      "s.staged_at >= ?1)",
                  since);
}

Result<> forget_staged(db::Transaction& tx, Millis before) {
    TRY(tx.exec("DELETE FROM file_staging WHERE staged_at < ?1", before));
    return {};
}

Result<std::optional<Limit>> limit(db::Transaction& tx, std::string_view kind, Date on) {
    return tx.find([](const db::Row& row) { return Limit{row.integer(0), row.integer(1), row.integer(2)}; },
                   "SELECT most_bytes, most_pixels, most_pages FROM file_limit "
                   "WHERE kind = ?1 AND valid_from <= ?2 AND valid_to >= ?2",
                   kind, on);
}

}  // namespace store

Result<std::optional<Attachment>> find_request(db::Transaction& tx, std::string_view request_key) {
    if (request_key.empty()) return std::nullopt;
    return tx.find(read, std::string(kColumns) + "WHERE request_key = ?1", request_key);
}

Result<std::vector<Attachment>> list(db::Transaction& tx, const Subject& subject) {
    return tx.all(read,
                  std::string(kColumns) +
                      "WHERE subject_type = ?1 AND subject_id = ?2 AND removed_at IS NULL ORDER BY id",
                  subject.type, subject.id);
}

Result<std::vector<Attachment>> move_all(db::Transaction& tx, const Subject& from, const Subject& to) {
    auto moved = TRY(list(tx, from));
    TRY(
        tx.exec("UPDATE attachment SET subject_type = ?3, subject_id = ?4 WHERE subject_type = ?1 AND "
                "subject_id = ?2 AND removed_at IS NULL",
                from.type, from.id, to.type, to.id));
    return moved;
}

Result<std::int64_t> count(db::Transaction& tx, const Subject& subject) {
    return tx.value(
        "SELECT count(*) FROM attachment WHERE subject_type = ?1 AND subject_id = ?2 AND "
        "removed_at IS NULL",
        subject.type, subject.id);
}

Result<std::optional<Attachment>> find(db::Transaction& tx, AttachmentId id) {
    return tx.find(read, std::string(kColumns) + "WHERE id = ?1", id);
}

Result<std::optional<StoredFile>> find_file(db::Transaction& tx, AttachmentId id, Size size) {
    return tx.find(
        [&](const db::Row& row) {
            return StoredFile{size, row.get<std::string>(0), row.integer(1), row.get<int>(2),
                              row.get<int>(3)};
        },
        "SELECT sha256, bytes, width, height FROM attachment_file WHERE attachment_id = ?1 AND size = ?2", id,
        code(size));
}

Result<> describe(db::Transaction& tx, AttachmentId id, std::int64_t row_version, const Description& said) {
    const auto changed =
        TRY(tx.exec("UPDATE attachment SET caption = ?3, taken_on = ?4, phase = ?5, consent = ?6, children = "
                    "?7, consent_note = ?8, row_version = row_version + 1 WHERE id = ?1 AND row_version = ?2 "
                    "AND removed_at IS NULL",
                    id, row_version, said.caption, said.taken_on, code(said.phase), code(said.consent),
                    said.children, said.consent_note));
    if (changed == 0) return fail(ErrorKind::conflict, msg::described_meanwhile);
    // What may no longer be shown to everybody is taken back at once.
    TRY(
        tx.exec("UPDATE attachment SET published_at = NULL, published_by = NULL WHERE id = ?1 AND "
                "(consent = 'none' OR (consent = 'people' AND children = 1))",
                id));
    return {};
}

Result<> forget_words(db::Transaction& tx, const Subject& subject) {
    // A paper keeps a name that only says what it is: "tep.pdf".
    TRY(tx.exec(
        "UPDATE attachment SET caption = '', consent_note = '', removed_reason = '', file_name = CASE "
        "WHEN file_name = '' THEN '' ELSE 'tep.' || type END WHERE subject_type = ?1 AND subject_id "
        "= ?2",
        subject.type, subject.id));
    return {};
}

Result<std::vector<std::int64_t>> subjects_naming(db::Transaction& tx, std::string_view subject_type,
                                                  const std::function<bool(std::string_view)>& names) {
    std::vector<std::int64_t> out;
    TRY(tx.each(
        [&](const db::Row& row) {
            bool found = !out.empty() && out.back() == row.integer(0);
            for (int column = 1; column < 5 && !found; ++column)
                if (names(row.text(column))) out.push_back(row.integer(0)), found = true;
        },
        "SELECT subject_id, caption, consent_note, removed_reason, file_name FROM attachment WHERE "
        "subject_type = ?1 AND (caption <> '' OR consent_note <> '' OR removed_reason <> '' OR file_name <> "
        "'') ORDER BY subject_id",
        subject_type));
    return out;
}

Result<std::vector<std::string>> needed_files(db::Transaction& tx) {
    return tx.all(text_of,
                  "SELECT DISTINCT f.sha256 FROM attachment_file f JOIN attachment a ON a.id = "
                  "f.attachment_id WHERE a.removed_at IS NULL ORDER BY f.sha256");
}

Result<std::vector<std::string>> faults(db::Transaction& tx) {
    std::vector<std::string> out;
    const auto add = [&](std::string_view what, std::string_view sql) {
        return tx.each(
            [&](const db::Row& row) {
                out.push_back("attachment " + row.get<std::string>(0) + ": " + std::string(what));
            },
            sql);
    };
    TRY(add(
        "a photo without its three sizes",
        "SELECT a.id FROM attachment a WHERE a.kind = 'photo' AND (SELECT count(*) FROM attachment_file f "
        "WHERE f.attachment_id = a.id AND f.size <> 'whole') <> 3 ORDER BY a.id"));
    TRY(add("a paper without its file",
            "SELECT a.id FROM attachment a WHERE a.kind = 'paper' AND NOT EXISTS (SELECT 1 FROM "
            "attachment_file f WHERE f.attachment_id = a.id AND f.size = 'whole') ORDER BY a.id"));
    TRY(add("its hash is none of its files'",
            "SELECT a.id FROM attachment a WHERE NOT EXISTS (SELECT 1 FROM attachment_file f WHERE "
            "f.attachment_id = a.id AND f.sha256 = a.sha256) ORDER BY a.id"));
    TRY(add("open to everybody without consent",
            "SELECT a.id FROM attachment a WHERE a.published_at IS NOT NULL AND (a.kind = 'paper' OR "
            "a.consent = 'none' OR (a.consent = 'people' AND a.children = 1) OR a.removed_at IS NOT NULL) "
            "ORDER BY a.id"));
    TRY(add(
        "removed, and says still what it was",
        "SELECT a.id FROM attachment a WHERE a.removed_at IS NOT NULL AND (a.caption <> '' OR a.file_name "
        "<> '' OR a.consent_note <> '' OR a.removal IS NULL) ORDER BY a.id"));
    TRY(add("erased on request, but its content stands elsewhere",
            "SELECT a.id FROM attachment a WHERE a.removed_at IS NULL AND EXISTS (SELECT 1 FROM attachment e "
            "WHERE e.sha256 = a.sha256 AND e.removal = 'request') ORDER BY a.id"));
    return out;
}

std::vector<db::PublicTable> public_tables(std::string_view subject_is_public) {
    // A declaration borrows its texts; there is one subject's condition in a program.
    static const auto rows = public_rows(subject_is_public);
    static const auto files =
        "EXISTS (SELECT 1 FROM attachment WHERE attachment.id = attachment_file.attachment_id AND " + rows +
        ")";
    return {{"attachment",
             {{"id"},
              {"subject_type"},
              {"subject_id"},
              {"kind"},
              {"type"},
              {"sha256"},
              {"bytes"},
              {"width"},
              {"height"},
              {"caption"},
              {"taken_on"},
              {"phase"},
              {"consent"},
              {"children"},
              {"published_at"},
              {"created_at"}},
             rows},
            {"attachment_file",
             {{"attachment_id"}, {"size"}, {"sha256"}, {"bytes"}, {"width"}, {"height"}},
             files}};
}

Result<std::vector<std::string>> public_files(db::Transaction& tx, std::string_view subject_is_public) {
    return tx.all(text_of,
                  "SELECT DISTINCT f.sha256 FROM attachment JOIN attachment_file f ON f.attachment_id "
                  "= attachment.id WHERE " +
                      public_rows(subject_is_public) + " ORDER BY f.sha256");
}

}  // namespace kheo::file
