// SPDX-License-Identifier: Apache-2.0
// The table import_upload. Every function runs inside the caller's transaction; none checks a permission.
#pragma once

#include <span>

#include "registry/import/upload.hpp"

namespace kheo::registry::import::store {

/// The same request_key again answers the first upload of the same person and content; otherwise, and where
/// the key is empty, the upload gets a key of its own.
Result<UploadId> insert(db::Transaction& tx, const Upload& upload);
Result<std::optional<Upload>> find(db::Transaction& tx, UploadId id);
/// Is there an upload, neither cancelled nor refused, with this content?
Result<bool> needs_file(db::Transaction& tx, const std::string& sha256);
/// Were all uploads with this content, and there was one, cancelled or refused?
Result<bool> dropped_file(db::Transaction& tx, const std::string& sha256);
/// Newest first; without a person everybody's.
Result<std::vector<Upload>> recent(db::Transaction& tx, auth::UserId person, int limit);
/// What others may know of an upload: no word that somebody has typed, so neither the file's name.
struct Trace {
    auth::UserId person;
    Millis at = 0;
    UploadState state = UploadState::reading;
    std::string unit_hint;       // the sender as the person named it; "" = as the list says
    territory::UnitId sender{};  // once it is saved, when the list told
    std::int64_t saved = 0;      // rows; 0 once undone
    bool undone = false;
};
/// Newest first, of these people (at most kMostPeople are looked at), neither refused nor cancelled.
inline constexpr std::size_t kMostPeople = 500;
Result<std::vector<Trace>> traces(db::Transaction& tx, std::span<const auth::UserId> people, int limit);
/// Uploads whose reading or saving was cut off by the end of a process.
Result<std::vector<UploadId>> unfinished(db::Transaction& tx, UploadState state);

/// Writes everything that may change: hints, choices, decisions, state, refusal, counts, batch.
Result<> update(db::Transaction& tx, const Upload& upload, Millis at);
/// Moves from one state to another; false when it was in another state meanwhile.
Result<bool> move(db::Transaction& tx, UploadId id, UploadState from, UploadState to, Millis at);

/// What people wrote about a list: its file name, decisions about its rows.
struct Description {
    std::string sha256, text;
};
/// Of uploads and of batches.
Result<std::vector<Description>> descriptions(db::Transaction& tx);
/// The name, the decisions and the refusal's words of every upload of this content go; one that is not saved
/// yet is cancelled, also under the hands of its worker.
Result<> forget(db::Transaction& tx, const std::string& sha256, const std::string& name, Millis at);

}  // namespace kheo::registry::import::store
