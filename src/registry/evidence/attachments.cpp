// SPDX-License-Identifier: Apache-2.0
// Photos and papers of a dossier: added, described, opened, taken out, erased.
#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/service.hpp"
#include "registry/evidence/store.hpp"

namespace kheo::registry::evidence {

namespace {

/// The hash stays for ever, so what an entry speaks of can be checked after the file is gone.
Result<> write_entry(const Acting& acting, std::string_view verb, std::string_view sha256,
                     std::string_view changed = {}) {
    TRY(ledger::append(acting.tx(),
                       {acting.question.who.user, verb, "initiative_cycle", acting.question.cycle.id.value,
                        changed, ledger::commit(sha256, "attachment")},
                       acting.at));
    return {};
}

Result<> refuse_unless(bool allowed, bool open) {
    if (allowed) return {};
    if (!open) return fail(ErrorKind::not_found, msg::dossier_unknown);
    return fail(ErrorKind::forbidden, msg::not_yours);
}

file::Act act_of(const Acting& acting) {
    return {acting.question.who.user, acting.at, acting.request_key};
}

Result<bool> is_of(const Acting& acting, const file::Subject& subject) {
    const auto cycle = acting.question.cycle.id;
    if (subject.type == kCycleSubject) return subject.id == cycle.value;
    if (subject.type != kVisitSubject) return false;
    const auto visit = TRY(store::find(acting.tx(), VisitId{subject.id}));
    return visit && visit->cycle == cycle;
}

}  // namespace

Result<file::AttachmentId> attach(const Acting& acting, VisitId visit, const file::Staged& staged,
                                  const file::Description& said) {
    const auto rights = acting.rights();
    TRY(refuse_unless(visit ? TRY(acting.may_visit()) : rights.add, rights.open));
    const file::Subject subject{std::string(visit ? kVisitSubject : kCycleSubject),
                                visit ? visit.value : acting.question.cycle.id.value};
    if (!TRY(is_of(acting, subject))) return fail(ErrorKind::not_found, msg::dossier_unknown);
    if (visit && TRY(visit_of(acting, visit)).ended) return fail(ErrorKind::conflict, msg::visit_ended);
    if (const auto before = TRY(file::added_before(acting.tx(), subject, staged, acting.request_key)))
        return *before;
    const auto id = TRY(file::add(acting.tx(), subject, staged, said, act_of(acting)));
    const bool photo = file::is_photo(staged.type);
    TRY(write_entry(acting, photo ? "registry.photo_added" : "registry.paper_added", staged.main().sha256));
    return id;
}

Result<file::Attachment> attachment_of(const Acting& acting, file::AttachmentId id) {
    auto found = TRY(file::find(acting.tx(), id));
    if (!acting.rights().open || !found || found->removed_at != 0 || !TRY(is_of(acting, found->subject)))
        return fail(ErrorKind::not_found, msg::dossier_unknown);
    return *std::move(found);
}

bool may_change(const Acting& acting, const file::Attachment& attachment) {
    const auto rights = acting.rights();
    return rights.manage || (rights.add && attachment.created_by == acting.question.who.user);
}

Result<> describe(const Acting& acting, file::AttachmentId id, std::int64_t row_version,
                  const file::Description& said) {
    const auto before = TRY(attachment_of(acting, id));
    TRY(refuse_unless(may_change(acting, before), true));
    TRY(file::describe(acting.tx(), id, row_version, said));
    return write_entry(acting, "registry.attachment_described", before.sha256, "caption,consent");
}

Result<> publish(const Acting& acting, file::AttachmentId id, bool everybody) {
    const auto attachment = TRY(attachment_of(acting, id));
    TRY(refuse_unless(acting.rights().manage, true));
    if (everybody && (attachment.subject.type != kCycleSubject ||
                      !TRY(store::is_public(acting.tx(), acting.question.cycle.id.value))))
        return fail(ErrorKind::conflict, msg::dossier_not_public);
    TRY(file::publish(acting.tx(), id, everybody, act_of(acting)));
    return write_entry(acting, everybody ? "registry.photo_published" : "registry.photo_hidden",
                       attachment.sha256);
}

Result<std::vector<std::string>> take_out(const Acting& acting, file::AttachmentId id,
                                          std::string_view reason) {
    const auto attachment = TRY(attachment_of(acting, id));
    TRY(refuse_unless(may_change(acting, attachment), true));
    if (trim(reason).empty()) return fail(ErrorKind::invalid, msg::reason_missing);
    auto files = TRY(file::remove(acting.tx(), id, reason, act_of(acting)));
    TRY(write_entry(acting, "registry.attachment_removed", attachment.sha256));
    return files;
}

Result<file::Erasure> erase_on_request(const Acting& acting, file::AttachmentId id, bool sure) {
    const auto attachment = TRY(attachment_of(acting, id));
    TRY(refuse_unless(acting.rights().manage, true));
    if (!sure) return fail(ErrorKind::invalid, msg::erase_unsure);
    auto erasure = TRY(file::erase(acting.tx(), id, act_of(acting)));
    TRY(write_entry(acting, "registry.attachment_erased", attachment.sha256));
    return erasure;
}

Result<file::AttachmentId> add_photo(const life::Question& question, const file::Staged& staged,
                                     const file::Description& said, std::string_view request_key, Millis at) {
    return attach({question, at, std::string(request_key)}, {}, staged, said);
}

Result<> take_photos(const life::Question& question, const file::Subject& from, Millis at) {
    const Acting acting{question, at, {}};
    TRY(refuse_unless(acting.rights().add, acting.rights().open));
    const file::Subject to{std::string(kCycleSubject), question.cycle.id.value};
    for (const auto& photo : TRY(file::move_all(question.tx, from, to)))
        TRY(write_entry(acting, "registry.photo_added", photo.sha256));
    return {};
}

}  // namespace kheo::registry::evidence
