// SPDX-License-Identifier: Apache-2.0
// Attachments: photos that were made anew and papers as they came, each kept once under its content. The door
// of the room. Files first, rows second: stage() looks at what was uploaded, cleans it and writes the files;
// add() makes the rows in the transaction of the act. What was staged and never added is deleted after an
// hour (sweep). The uploaded bytes of a photo are never written anywhere. Safe to share between threads.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "platform/db/database.hpp"
#include "platform/db/public_table.hpp"
#include "platform/file/model.hpp"
#include "platform/file/picture.hpp"
#include "platform/file/vault.hpp"

namespace kheo::file {

/// What stage() made of an upload.
struct Staged {
    Type type = Type::jpeg;         // of what is kept: a photo always is jpeg
    std::string file_name;          // of a paper: last part, the extension that its content says
    std::vector<StoredFile> files;  // the largest first

    const StoredFile& main() const { return files.front(); }
};

/// Who and when.
struct Act {
    auth::UserId who;
    Millis at = 0;
    std::string request_key;  // of the form; "" = none
};

class Files {
  public:
    /// `database` and `clock` outlive it. `files` is DIR/files.
    Files(db::Database& database, const Clock& clock, std::filesystem::path files,
          Cleaner cleaner = clean_picture);

    /// Refuses with a sentence (invalid, too_large) what is no photo or paper, broken, a bomb, active, or
    /// over the limit of the day; environment when the disk does not keep it.
    Result<Staged> stage(std::string_view bytes, std::string_view file_name);
    /// Of the asked kind only: a paper where a photo is asked for is refused.
    Result<Staged> stage_photo(std::string_view bytes);
    Result<Staged> stage_paper(std::string_view bytes, std::string_view file_name);

    const Vault& vault() const { return vault_; }
    /// Deletes files that no live row needs: of removed attachments, and staged ones older than an hour;
    /// files that this database never knew stay, for another may need them (`kheo check` names them). For the
    /// start of a server and now and then afterwards.
    Result<> sweep();
    /// The same for the files of these hashes now; after the commit of remove() or erase().
    Result<> drop(const std::vector<std::string>& sha256s);

  private:
    Result<> keep(const std::vector<StoredFile>& files, const std::vector<std::string_view>& contents);
    Result<Limit> limit(std::string_view kind) const;
    Result<Staged> stage_photo_of(std::string_view bytes, Type type);
    Result<Staged> stage_paper_of(std::string_view bytes, Type type, std::string_view file_name);

    db::Database& database_;
    const Clock& clock_;
    Vault vault_;
    Cleaner cleaner_;
};

/// Most attachments of one subject that are not removed.
inline constexpr std::int64_t kMostOfSubject = 200;

/// Attaches what was staged. The same request key with the same content answers the same attachment again as
/// long as it stands there; another content, or one that was taken out meanwhile, is attached anew. Refuses
/// (conflict) what stands with this subject already, what was erased on somebody's request, and more than
/// kMostOfSubject; (invalid) a description that is too long.
Result<AttachmentId> add(db::Transaction& tx, const Subject& subject, const Staged& staged,
                         const Description& said, const Act& act);
/// What add() with this key made before; also what was removed since.
Result<std::optional<Attachment>> find_request(db::Transaction& tx, std::string_view request_key);
/// What add() would answer without attaching anything: it stands there since an earlier request.
Result<std::optional<AttachmentId>> added_before(db::Transaction& tx, const Subject& subject,
                                                 const Staged& staged, std::string_view request_key);
/// Not removed ones, in the order in which they came.
Result<std::vector<Attachment>> list(db::Transaction& tx, const Subject& subject);
Result<std::int64_t> count(db::Transaction& tx, const Subject& subject);
/// Also removed ones.
Result<std::optional<Attachment>> find(db::Transaction& tx, AttachmentId id);
Result<std::optional<StoredFile>> find_file(db::Transaction& tx, AttachmentId id, Size size);
/// conflict when it is no longer at row_version: consent that was taken back does not come again with a form
/// that was opened before.
Result<> describe(db::Transaction& tx, AttachmentId id, std::int64_t row_version, const Description& said);
/// All that stands with `from` stands with `to` from now on, as it was described. Answers what was moved;
/// nothing the second time.
Result<std::vector<Attachment>> move_all(db::Transaction& tx, const Subject& from, const Subject& to);
/// Opens a photo to everybody or takes it back. Refuses (conflict) without the consent that
/// may_be_published() asks.
Result<> publish(db::Transaction& tx, AttachmentId id, bool everybody, const Act& act);

/// Taken out of its subject by mistake. Answers the hashes of its files: drop() them after the commit.
Result<std::vector<std::string>> remove(db::Transaction& tx, AttachmentId id, std::string_view reason,
                                        const Act& act);
struct Erased {
    AttachmentId id;
    Millis created_at = 0;
};
struct Erasure {
    std::vector<Erased> attachments;  // all with this content, wherever they stood
    std::vector<std::string> files;   // hashes: drop() them after the commit
};
/// On request of a person in it: the content is gone everywhere, with captions and names; only the hash
/// stays, so that it is refused when it comes again.
Result<Erasure> erase(db::Transaction& tx, AttachmentId id, const Act& act);
/// What happens besides when something is erased on request: app keeps the list of erasures.
struct ErasureHooks {
    std::function<Result<>(db::Transaction& tx, const Erasure& erasure, Millis at)> in_transaction;
    std::function<Result<>(const Erasure& erasure, Millis at)> afterwards;  // once that is committed
};
/// After a restore. nothing when it is erased already or the id belongs to another attachment.
Result<Erasure> erase_again(db::Transaction& tx, const Erased& erased, const Act& act);

/// What people wrote about all that ever stood with the subject goes (captions, notes, names of papers,
/// reasons of removal); photos and papers stay.
Result<> forget_words(db::Transaction& tx, const Subject& subject);
/// Subjects of this type for whose words `names` answers yes, ascending; all are looked through at once.
Result<std::vector<std::int64_t>> subjects_naming(db::Transaction& tx, std::string_view subject_type,
                                                  const std::function<bool(std::string_view)>& names);

/// Which files (by hash) live rows need.
Result<std::vector<std::string>> needed_files(db::Transaction& tx);
/// Rows that contradict each other, one line each.
Result<std::vector<std::string>> faults(db::Transaction& tx);

/// What a public copy takes: published photos whose subject is public. `subject_is_public` is SQL over the
/// columns attachment.subject_type and attachment.subject_id, of the slice that owns the subject.
std::vector<db::PublicTable> public_tables(std::string_view subject_is_public);
/// The hashes of their files.
Result<std::vector<std::string>> public_files(db::Transaction& tx, std::string_view subject_is_public);

}  // namespace kheo::file
