// SPDX-License-Identifier: Apache-2.0
// Private to the room: the use cases. Permission → rules → store → ledger, in the caller's transaction. What
// a person may not see is not_found, what he may see but not do forbidden.
#pragma once

#include "registry/evidence/evidence.hpp"
#include "registry/evidence/rights.hpp"

namespace kheo::registry::evidence {

/// One person's act on one dossier.
struct Acting {
    life::Question question;
    Millis at = 0;
    std::string request_key;

    db::Transaction& tx() const { return question.tx; }
    Rights rights() const { return rights_of(question.atlas, question.who, question.cycle, question.today); }
    /// The right to record a visit, by nobody who must stay apart from the dossier.
    Result<bool> may_visit() const {
        if (!rights().visit) return false;
        return !TRY(life::must_not_judge(question.tx, question.cycle, question.who.user));
    }
    Actor actor() const { return {question.who.user, at}; }
};

/// To the dossier itself, or to one of its visits.
Result<file::AttachmentId> attach(const Acting& acting, VisitId visit, const file::Staged& staged,
                                  const file::Description& said);
/// An attachment of this dossier or of a visit of it, not removed; else not_found.
Result<file::Attachment> attachment_of(const Acting& acting, file::AttachmentId id);
bool may_change(const Acting& acting, const file::Attachment& attachment);
/// conflict when it is no longer at row_version.
Result<> describe(const Acting& acting, file::AttachmentId id, std::int64_t row_version,
                  const file::Description& said);
/// Refuses (conflict) a photo of a dossier that is not public itself.
Result<> publish(const Acting& acting, file::AttachmentId id, bool everybody);
/// Hashes of the files to drop after the commit.
Result<std::vector<std::string>> take_out(const Acting& acting, file::AttachmentId id,
                                          std::string_view reason);
Result<file::Erasure> erase_on_request(const Acting& acting, file::AttachmentId id, bool sure);

/// All that keeps the visit from being recorded, at once; fields as the form names them.
std::vector<FieldError> problems(const Visit& visit, const life::Cycle& cycle, Date today);
Result<VisitId> record(const Acting& acting, Visit visit);
Result<> follow_up_done(const Acting& acting, FollowUpId id);

/// That it counts no more, since when and why.
Sentence said_of_end(const Visit& visit);
/// Of this dossier, also one that counts no more; else not_found.
Result<Visit> visit_of(const Acting& acting, VisitId id);
/// Why the person neither corrects nor withdraws it; nullopt: may do both.
Result<std::optional<Sentence>> hindrance(const Acting& acting, const Visit& visit);
/// conflict with the hindrance; invalid (field "reason") without a reason.
Result<> withdraw(const Acting& acting, VisitId id, std::string_view reason);
/// Another visit takes its place, with its photos and what was done of what it asked for.
Result<VisitId> correct(const Acting& acting, VisitId id, Visit visit, std::string_view reason);

Result<QuantityId> note_quantity(const Acting& acting, Quantity quantity);
Result<> cross_out(const Acting& acting, QuantityId id);

}  // namespace kheo::registry::evidence
