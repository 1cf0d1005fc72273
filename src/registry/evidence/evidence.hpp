// SPDX-License-Identifier: Apache-2.0
// The door of evidence: photos and papers of a dossier, visits, resources and benefits. It hangs on life and
// is never included by it: app wires its guard and its parts. Functions that take a Transaction run inside
// the caller's and check no permission unless they say so; safe on any thread that holds one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/db/public_table.hpp"
#include "platform/file/file.hpp"
#include "platform/file/serve.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "registry/evidence/model.hpp"
#include "registry/life/life.hpp"

namespace kheo::registry::evidence {

using Snapshot = std::function<std::shared_ptr<const territory::Atlas>()>;

using file::ErasureHooks;

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    Snapshot atlas;
    file::Files& files;
    ErasureHooks erased{};
};

/// /ho-so/{code}/minh-chung, /kiem-tra, /nguon-luc. The services outlive the routes.
std::vector<http::Route> routes(Services services);

/// Who may see attachments of a dossier and of its visits (file::serve_route).
std::map<std::string, file::SubjectRules, std::less<>> file_rules(Snapshot atlas, const Clock& clock);
/// SQL over attachment.subject_type and subject_id: is it a dossier of a practice with a live registration?
std::string_view public_subject();
/// What a public copy takes, so that it knows which initiative a photo shows: of dossiers with a photo that
/// is open to everybody the neutral code, the year and the kind.
std::vector<db::PublicTable> public_tables();

/// visit_recorded: a check is recorded, the last one did not fail, and nothing it asked for is open.
life::Guard visit_guard();
/// scores_complete: where a check was corrected or withdrawn, one that holds stands in its place.
life::Guard ended_check_guard();
/// What visits asked for and nobody confirmed as done (life::FollowUps): of one dossier, or of all.
Result<> open_follow_ups(db::Transaction& tx, std::optional<life::CycleId> one,
                         const std::function<void(life::OpenFollowUp)>& take);
/// What its lines of a dossier's log are called.
std::vector<life::LogWord> log_words();
/// "Minh chứng", "Kiểm tra, khảo sát", "Nguồn lực, kết quả".
std::vector<life::Part> parts();

/// Attaches a photo that was staged to a dossier, in the transaction of the act that makes or changes it (the
/// hamlet team's short form): the person may open the dossier and work on it, else not_found or forbidden.
/// The same key answers the same photo. Writes the ledger.
Result<file::AttachmentId> add_photo(const life::Question& question, const file::Staged& staged,
                                     const file::Description& said, std::string_view request_key, Millis at);

/// What stood with something else that became this dossier (the slip of a hamlet team) stands with it from
/// now on, under the same condition; a second call moves nothing.
Result<> take_photos(const life::Question& question, const file::Subject& from, Millis at);

/// Of one cycle, or of all registered years of an initiative; kinds without any amount are left out.
Result<std::vector<Sum>> sums(db::Transaction& tx, life::CycleId cycle);
Result<std::vector<Sum>> sums_of_initiative(db::Transaction& tx, InitiativeId initiative);

/// Photos of an initiative's years that everybody may see, newest year first.
Result<std::vector<file::Attachment>> public_photos(db::Transaction& tx, InitiativeId initiative);

/// After the name of an owner was erased from the register (registry/erasure.hpp): what people wrote on the
/// visits, amounts, photos and papers of that dossier goes; the pictures, papers and numbers stay.
Result<> forget(db::Transaction& tx, InitiativeId initiative);
/// The same on proposals that are not registered yet, where one of these names stands.
Result<> forget_in_drafts(db::Transaction& tx, const std::vector<std::string>& names);

/// What contradicts itself, one line each.
Result<std::vector<std::string>> faults(db::Transaction& tx);

}  // namespace kheo::registry::evidence
