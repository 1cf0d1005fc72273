// SPDX-License-Identifier: Apache-2.0
// Erasing personal data on request, so that no restore brings it back. What was erased is remembered twice,
// without the data themselves: in the table `erasure`, which travels in every copy, and in the journal
// DIR/erasures.jsonl, which also knows what was erased after a copy was made. A journal is a file of JSON
// lines; keep a copy of it where the backups are. What the table of a database holds was done in it, in the
// same transaction: only what it does not hold is ever done again, and only to the owners that are named.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "app/data_dir.hpp"
#include "platform/file/file.hpp"
#include "registry/erasure.hpp"

namespace kheo::app {

inline constexpr const char* kJournal = "erasures.jsonl";

struct Erased {
    std::string kind;          // account, owner, attachment
    std::int64_t subject = 0;  // id of the account, of the initiative or of the attachment
    Millis made_at = 0;        // of the subject: an id given anew after a restore is somebody else
    Millis erased_at = 0;      // the latest
    std::vector<registry::ErasedOwner> owners{};  // kind owner: which of the dossier's, by position
    std::vector<std::string> lists{};             // SHA-256 of uploaded lists that held the name, in order
    auto key() const { return std::tuple(kind, subject, made_at); }
    bool operator<(const Erased& other) const { return key() < other.key(); }
};

/// Both about one subject: the later moment, all owners, all lists.
Erased merged(const Erased& a, const Erased& b);

/// Where an erased name still stands.
struct Left {
    std::vector<std::string> files;  // could not be deleted; every start of serve tries again
    std::string log;  // SQLite's, while others read: holds the newest data, nobody may delete it; every start
                      // of serve empties it; "": none
};
std::vector<Sentence> sentences_of(const Left& left);

/// The account of that name. Erased in the database first, then in the journal.
Result<Left> erase_user(OpenData& data, const std::string& name, const Clock& clock);

struct OwnersErased {
    std::vector<std::string> numbers;  // of the dossiers; empty when they were erased before
    std::size_t lists = 0;             // that held the name and were deleted
    std::size_t copies = 0;            // of upgrades, deleted because they hold the name
    std::vector<std::string> unread;   // kept files that are no readable list: somebody must look at them
    Left left;
};
/// The owners of that dossier wherever they own one, the lists that name them, the copies of upgrades.
/// Refuses what registry::erase_owners refuses.
Result<OwnersErased> erase_owner(OpenData& data, const std::string& number, registry::OwnersAre known,
                                 const Clock& clock);

/// Photos and papers erased on request (file::erase): in the transaction that erases them …
Result<> remember_attachments(db::Transaction& tx, const file::Erasure& erasure, Millis at);
/// … and, once that is committed, the journal. The upgrades' copies, which hold captions, go too.
Result<> journal_attachments(const OpenData& data, const file::Erasure& erasure, Millis at);

struct Journal {
    std::set<Erased> erased;  // one per subject, merged
    bool torn = false;        // ends in the torn line of a crash or of a cut copy: what it said is not known
};
/// Invalid for a line that is none. A torn line is left out; behind one that others follow, the writer wrote
/// down again what it held.
Result<Journal> read_journal(const std::filesystem::path& file);

struct Reapplied {
    std::int64_t known = 0, applied = 0;  // erasures on record; of which had come back and are gone again
    Millis until = 0;                     // when the newest of them was decided
    Left left;
    std::vector<std::string> torn;  // given journals that end in a torn line
};

/// Brings database and journal together: erases again what came back with an old copy, writes down in each
/// what only the other knew, deletes lists and copies of upgrades that hold what was erased.
Result<Reapplied> reapply_erasures(OpenData& data, const std::vector<std::filesystem::path>& journals,
                                   const Clock& clock);

}  // namespace kheo::app
