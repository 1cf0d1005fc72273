// SPDX-License-Identifier: Apache-2.0
// /tep/{id}/{size}: attachments to those who may see them. A published photo is for everybody; anything else
// only for whom the subject's owner says so. Whatever is not there, or not for the asker, looks the same.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "platform/file/file.hpp"
#include "platform/http/message.hpp"

namespace kheo::file {

/// May this person see what is attached to the subject today? Asked in the transaction that reads it.
using MaySee =
    std::function<Result<bool>(db::Transaction& tx, const auth::Principal& who, std::int64_t subject_id)>;
/// Is the subject one that everybody may see at all?
using IsPublic = std::function<Result<bool>(db::Transaction& tx, std::int64_t subject_id)>;

struct SubjectRules {
    MaySee may_see;
    IsPublic is_public;
};

struct ServeServices {
    db::Database& database;
    Vault vault;
    /// By subject type; what does not stand here is for nobody.
    std::map<std::string, SubjectRules, std::less<>> subjects;
};

/// Photos are shown, papers only downloaded. Every answer has its ETag and is asked for again each time, so
/// that a right that ended ends here too; what is open to everybody is kept for five minutes.
http::Route serve_route(ServeServices services);

/// "/tep/7/medium"
std::string address_of(AttachmentId id, Size size);

}  // namespace kheo::file
