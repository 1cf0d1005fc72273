// SPDX-License-Identifier: Apache-2.0
// Erasing personal data on request, so that no restore brings it back. What was erased is remembered twice,
// without the data themselves: in the table `erasure`, which travels in every copy, and in the journal
// DIR/erasures.jsonl, which also knows what was erased after a copy was made. A journal is a file of JSON
// lines; keep a copy of it where the backups are.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "app/data_dir.hpp"

namespace kheo::app {

inline constexpr const char* kJournal = "erasures.jsonl";

struct Erased {
    std::string kind;          // account, owner
    std::int64_t subject = 0;  // id of the account or of the initiative
    Millis made_at = 0;        // of the subject: an id given anew after a restore is somebody else
    Millis erased_at = 0;
    auto key() const { return std::tuple(kind, subject, made_at); }
    bool operator<(const Erased& other) const { return key() < other.key(); }
};

/// The account of that name. Erased in the database first, then in the journal.
Result<> erase_user(OpenData& data, const std::string& name, const Clock& clock);
/// The owners of that dossier wherever they own one; the answer is the numbers of the dossiers.
Result<std::vector<std::string>> erase_owner(OpenData& data, const std::string& number, const Clock& clock);

/// Invalid for a line that is none: a torn last line of a crash is left out.
Result<std::set<Erased>> read_journal(const std::filesystem::path& file);

struct Reapplied {
    std::int64_t known = 0, applied = 0;  // erasures on record; of which had come back and are gone again
    Millis until = 0;                     // when the newest of them was decided
};

/// Brings database and journal together: erases again what came back with an old copy, writes down in each
/// what only the other knew.
Result<Reapplied> reapply_erasures(OpenData& data, const std::vector<std::filesystem::path>& journals,
                                   const Clock& clock);

}  // namespace kheo::app
