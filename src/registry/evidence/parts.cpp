// SPDX-License-Identifier: Apache-2.0
// What life and the files ask of evidence: the guard, the tabs, who may see an attachment.
#include <algorithm>

#include "base/text.hpp"
#include "registry/evidence/addresses.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/evidence/messages.gen.hpp"
#include "registry/evidence/service.hpp"
#include "registry/evidence/store.hpp"

namespace kheo::registry::evidence {

namespace {

using Hindrance = Result<std::optional<Sentence>>;

std::int64_t open_follow_ups(const std::vector<Visit>& visits) {
    std::int64_t open = 0;
    for (const auto& visit : visits)
        open += std::ranges::count_if(visit.follow_ups, [](const FollowUp& f) { return f.done.at == 0; });
    return open;
}

/// Surveys before the work count for nothing here, nor what was checked before the results were reported or
/// the work was taken up again; the newest check decides.
Hindrance visit_hindrance(const life::Question& question) {
    auto visits = TRY(store::visits(question.tx, question.cycle.id));
    std::erase_if(visits, [](const Visit& v) { return v.kind != VisitKind::check || v.ended; });
    if (visits.empty()) return std::optional<Sentence>(Sentence(msg::hindered_no_visit));
    const auto reopened = TRY(life::last_done(question.tx, question.cycle.id, "reopen"));
    const auto reported = local_date(TRY(life::last_done(question.tx, question.cycle.id, "self_assess")));
    std::erase_if(visits, [&](const Visit& v) { return v.on < reported || v.made.at < reopened; });
    if (visits.empty())
        return std::optional<Sentence>(Sentence(msg::hindered_old_visit, {{"date", reported.vietnamese()}}));
    if (visits.front().concluded == Conclusion::failed)
        return std::optional<Sentence>(Sentence(msg::hindered_failed));
    const auto open = open_follow_ups(visits);
    if (open == 0) return std::optional<Sentence>();
    return std::optional<Sentence>(Sentence(msg::hindered_follow_ups, {{"count", format_count(open)}}));
}

/// A check that was recorded and ended since may have been what the dossier was noted as checked on: then one
/// that holds must stand in its place before the scoring is closed.
Hindrance ended_check_hindrance(const life::Question& question) {
    const auto visits = TRY(store::visits(question.tx, question.cycle.id));
    if (std::ranges::none_of(visits, [](const Visit& v) { return v.kind == VisitKind::check && v.ended; }))
        return std::optional<Sentence>();
    return visit_hindrance(question);
}

/// "Đã rút lần kiểm tra ngày 20/11/2026 (ghi ngày 22/11/2026): nhầm hồ sơ." of the last one.
Result<Sentence> last_end(const life::Question& question) {
    auto visits = TRY(store::visits(question.tx, question.cycle.id));
    std::erase_if(visits, [](const Visit& v) { return !v.ended; });
    const auto last = std::ranges::max_element(visits, {}, [](const Visit& v) { return v.ended->by.at; });
    return last == visits.end() ? Sentence() : said_of_end(*last);
}

template <typename Count>
life::Part part(const Message& label, const Message& empty, std::string (*href)(std::string_view),
                Count count) {
    return [=, &label, &empty](const life::Question& q) -> Result<std::optional<life::PartView>> {
        if (!life::may_open(q.atlas, q.who, q.cycle, q.today)) return std::optional<life::PartView>();
        const std::int64_t counted = TRY(count(q));
        return std::optional(
            life::PartView{&label, href(q.cycle.code), counted, counted == 0 ? Sentence(empty) : Sentence()});
    };
}

life::Part with_ends(life::Part visits) {
    return [visits](const life::Question& q) -> Result<std::optional<life::PartView>> {
        auto view = TRY(visits(q));
        if (!view) return view;
        if (auto said = TRY(last_end(q)); !said.empty()) view->said = std::move(said);
        return view;
    };
}

Result<bool> may_see_cycle(db::Transaction& tx, const auth::Principal& who, life::CycleId id,
                           const Snapshot& atlas, const Clock& clock) {
    const auto cycle = TRY(life::find(tx, id));
    return cycle && life::may_open(*atlas(), who, *cycle, clock.today());
}

}  // namespace

Sentence said_of_end(const Visit& visit) {
    const auto& end = *visit.ended;
    const bool corrected = end.how == VisitEnd::How::corrected;
    return {corrected ? msg::visit_corrected_said : msg::visit_withdrawn_said,
            {{"visited", visit.on.vietnamese()},
             {"day", local_date(end.by.at).vietnamese()},
             {"reason", end.reason.empty() ? std::string(msg::erased_text.in(Language::vi)) : end.reason}}};
}

life::Guard visit_guard() {
    return {"visit_recorded", visit_hindrance};
}

life::Guard ended_check_guard() {
    return {"scores_complete", ended_check_hindrance};
}

std::vector<life::LogWord> log_words() {
    return {{"registry.visit_recorded", &msg::log_visit},
            {"registry.visit_corrected", &msg::log_visit_corrected},
            {"registry.visit_withdrawn", &msg::log_visit_withdrawn},
            {"registry.follow_up_done", &msg::log_follow_up},
            {"registry.quantity_noted", &msg::log_quantity},
            {"registry.quantity_crossed_out", &msg::log_quantity_out},
            {"registry.photo_added", &msg::log_photo},
            {"registry.paper_added", &msg::log_paper},
            {"registry.attachment_described", &msg::log_described},
            {"registry.photo_published", &msg::log_published},
            {"registry.photo_hidden", &msg::log_hidden},
            {"registry.attachment_removed", &msg::log_removed},
            {"registry.attachment_erased", &msg::log_erased}};
}

std::vector<life::Part> parts() {
    return {part(msg::part_photos, msg::photos_empty, photos_href,
                 [](const life::Question& q) {
                     return file::count(q.tx, {std::string(kCycleSubject), q.cycle.id.value});
                 }),
            with_ends(part(msg::part_visits, msg::visits_empty, visits_href,
                           [](const life::Question& q) { return store::count_visits(q.tx, q.cycle.id); })),
            part(msg::part_quantities, msg::quantities_empty, quantities_href,
                 [](const life::Question& q) { return store::count_quantities(q.tx, q.cycle.id); })};
}

std::map<std::string, file::SubjectRules, std::less<>> file_rules(Snapshot atlas, const Clock& clock) {
    file::SubjectRules cycles{
        [atlas, &clock](db::Transaction& tx, const auth::Principal& who, std::int64_t id) {
            return may_see_cycle(tx, who, life::CycleId{id}, atlas, clock);
        },
        store::is_public};
    file::SubjectRules visits{
        [atlas, &clock](db::Transaction& tx, const auth::Principal& who, std::int64_t id) -> Result<bool> {
            const auto visit = TRY(store::find(tx, VisitId{id}));
            return visit ? may_see_cycle(tx, who, visit->cycle, atlas, clock) : Result<bool>(false);
        },
        [](db::Transaction&, std::int64_t) { return Result<bool>(false); }};
    std::map<std::string, file::SubjectRules, std::less<>> out;
    out.emplace(kCycleSubject, std::move(cycles));
    out.emplace(kVisitSubject, std::move(visits));
    return out;
}

}  // namespace kheo::registry::evidence
