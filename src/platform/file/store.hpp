// SPDX-License-Identifier: Apache-2.0
// The only SQL of the room (migration 0090).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/db/database.hpp"
#include "platform/file/file.hpp"

namespace kheo::file::store {

Result<AttachmentId> insert(db::Transaction& tx, const Subject& subject, const Staged& staged,
                            const Description& said, const Act& act);
Result<bool> has_live(db::Transaction& tx, const Subject& subject, std::string_view sha256);
Result<bool> was_erased(db::Transaction& tx, std::string_view sha256);
Result<std::vector<AttachmentId>> live_with(db::Transaction& tx, std::string_view sha256);
Result<> mark_removed(db::Transaction& tx, AttachmentId id, Removal removal, std::string_view reason,
                      const Act& act);
Result<> set_published(db::Transaction& tx, AttachmentId id, bool everybody, const Act& act);
Result<std::vector<std::string>> files_of(db::Transaction& tx, AttachmentId id);

Result<> stage(db::Transaction& tx, const std::vector<StoredFile>& files, Millis at);
Result<> unstage(db::Transaction& tx, const std::vector<StoredFile>& files);
/// Does a live row need it, or an upload that is younger than `since`?
Result<bool> is_needed(db::Transaction& tx, std::string_view sha256, Millis since);
/// Of removed attachments and of uploads older than `since`, as far as nothing needs them.
Result<std::vector<std::string>> left_over(db::Transaction& tx, Millis since);
Result<> forget_staged(db::Transaction& tx, Millis before);

Result<std::optional<Limit>> limit(db::Transaction& tx, std::string_view kind, Date on);

}  // namespace kheo::file::store
