// SPDX-License-Identifier: Apache-2.0
// A visit that was entered wrongly: corrected or withdrawn by who entered it, as long as nothing was decided
// upon it. The old one stays as it was and counts no more.
#include <algorithm>
#include <array>

#include "base/household.hpp"
#include "base/text.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/writing.hpp"

namespace kheo::registry::evidence {

namespace {

constexpr std::size_t kLongestReason = 500;

/// Acts of life that are taken on what visits say.
constexpr std::array<std::string_view, 10> kDecisions{
    "close_scoring",  "recognise",   "not_recognise",   "record_recognition",
    "record_carried", "nominate",    "recognise_above", "refuse_nomination",
    "revoke",         "revoke_above"};

Result<bool> decided_since(const Acting& acting, Millis recorded) {
    for (const auto act : kDecisions)
        if (TRY(life::last_done(acting.tx(), acting.question.cycle.id, act)) >= recorded) return true;
    return false;
}

std::vector<FieldError> wrong_reason(std::string_view reason) {
    if (reason.empty()) return {{"reason", msg::visit_reason_missing}};
    if (length(reason) > kLongestReason)
        return {{"reason", Sentence(msg::too_long, {{"limit", std::to_string(kLongestReason)}})}};
    std::vector<FieldError> wrong;
    refuse_household(reason, "reason", wrong);
    return wrong;
}

/// What was done already after the old visit stays done.
void keep_done(Visit& visit, const Visit& old) {
    for (auto& now : visit.follow_ups)
        for (const auto& before : old.follow_ups)
            if (before.done.at != 0 && before.text == now.text && before.due == now.due)
                now.done = before.done;
}

Result<Visit> changeable(const Acting& acting, VisitId id) {
    auto visit = TRY(visit_of(acting, id));
    if (const auto why = TRY(hindrance(acting, visit)))
        return fail(Error{ErrorKind::conflict, *why, {}, {}, {}});
    return visit;
}

Result<> finish(const Acting& acting, const Visit& visit, VisitEnd::How how, const std::string& reason) {
    const auto corrected = how == VisitEnd::How::corrected;
    const auto committed =
        TRY(write_entry(acting, corrected ? "registry.visit_corrected" : "registry.visit_withdrawn", reason));
    const VisitEnd end{how, reason, {acting.question.who.user, acting.at}};
    if (TRY(store::end(acting.tx(), visit.id, end, acting.request_key, committed))) return {};
    return fail(ErrorKind::conflict, msg::visit_ended);
}

}  // namespace

Result<Visit> visit_of(const Acting& acting, VisitId id) {
    auto visit = TRY(store::find(acting.tx(), id));
    if (!acting.rights().open || !visit || visit->cycle != acting.question.cycle.id)
        return fail(ErrorKind::not_found, msg::dossier_unknown);
    return *std::move(visit);
}

Result<std::optional<Sentence>> hindrance(const Acting& acting, const Visit& visit) {
    if (visit.ended) return std::optional<Sentence>(msg::visit_ended);
    if (!TRY(acting.may_visit()) || visit.made.by != acting.question.who.user)
        return std::optional<Sentence>(msg::visit_of_others);
    if (TRY(decided_since(acting, visit.made.at))) return std::optional<Sentence>(msg::visit_decided_upon);
    return std::optional<Sentence>();
}

Result<> withdraw(const Acting& acting, VisitId id, std::string_view typed) {
    TRY(refuse_unless(TRY(acting.may_visit()), acting.rights()));
    if (TRY(store::find_end_request(acting.tx(), acting.request_key))) return {};
    const auto visit = TRY(changeable(acting, id));
    const auto reason = tidy(typed);
    TRY(refuse(wrong_reason(reason)));
    return finish(acting, visit, VisitEnd::How::withdrawn, reason);
}

Result<VisitId> correct(const Acting& acting, VisitId id, Visit visit, std::string_view typed) {
    TRY(refuse_unless(TRY(acting.may_visit()), acting.rights()));
    if (const auto before = TRY(store::find_visit_request(acting.tx(), acting.request_key))) return *before;
    const auto old = TRY(changeable(acting, id));
    const auto reason = tidy(typed);
    auto wrong = problems(visit, acting.question.cycle, acting.question.today);
    std::ranges::move(wrong_reason(reason), std::back_inserter(wrong));
    TRY(refuse(std::move(wrong)));
    TRY(finish(acting, old, VisitEnd::How::corrected, reason));
    visit.corrects = old.id;
    keep_done(visit, old);
    const auto made = TRY(write(acting, std::move(visit)));
    TRY(file::move_all(acting.tx(), {std::string(kVisitSubject), old.id.value},
                       {std::string(kVisitSubject), made.value}));
    return made;
}

}  // namespace kheo::registry::evidence
