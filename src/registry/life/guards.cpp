// SPDX-License-Identifier: Apache-2.0
// The guards that life answers itself, and the asking of the others (docs/decisions/0080-life.md).
#include "registry/life/guards.hpp"

#include <algorithm>

#include "registry/life/deeds.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/perform.hpp"
#include "registry/life/process_guards.hpp"
#include "registry/life/service.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/statement.hpp"
#include "registry/life/store.hpp"

namespace kheo::registry::life {

namespace {

using Answer = Result<std::optional<Sentence>>;

std::optional<Sentence> unless(bool holds, const Message& why) {
    if (holds) return std::nullopt;
    return Sentence(why);
}

Answer complete(const Question& q) {
    const auto left = missing(TRY(statement_of(q.tx, q.cycle)), q.cycle.basis);
    if (left.empty()) return std::optional<Sentence>();
    return std::optional(Sentence(msg::hindered_incomplete, {{"fields", labels_of(left)}}));
}

Answer not_creator(const Question& q) {
    return must_not_judge(q.tx, q.cycle, q.who.user);
}

Answer not_appraiser(const Question& q) {
    if (q.cycle.appraised.by == q.who.user) return std::optional<Sentence>(msg::hindered_appraiser);
    const auto judged = TRY(store::judged(q.tx, q.cycle.id, q.cycle.round));
    if (std::ranges::any_of(judged, [&](const auto& j) { return j.step.by == q.who.user; }))
        return std::optional<Sentence>(msg::hindered_appraiser);
    bool examined = false;
    const std::array subject{q.cycle.id.value};
    TRY(ledger::each_doer(q.tx, kExaminations, subject,
                          [&](const ledger::Doer& doer) { examined |= doer.user == q.who.user; }));
    return unless(!examined, msg::hindered_appraiser);
}

Answer plan_examined(const Question& q) {
    const auto sheet = TRY(examination_of(q.tx, q.cycle, q.today));
    const auto open =
        std::ranges::count_if(sheet.items, [](const auto& i) { return i.verdict == Verdict::open; });
    if (open == 0) return std::optional<Sentence>();
    return std::optional(Sentence(msg::hindered_unexamined, {{"count", std::to_string(open)}}));
}

bool recognises_above(const Question& q) {
    return life::recognises_above(q.atlas, q.who, q.cycle.book_unit, q.today);
}

bool is_provincial(const Question& q) {
    const auto* unit = q.atlas.find(q.cycle.book_unit, q.today);
    return unit && unit->level == territory::Level::province;
}

/// The recognitions that stand, lowest level first.
Result<std::vector<Recognition>> standing_levels(const Question& q) {
    auto all = TRY(recognitions(q.tx, q.cycle.id));
    std::erase_if(all, [](const Recognition& r) { return r.revoked_on.has_value(); });
    std::ranges::stable_sort(all, {}, &Recognition::level);
    return all;
}

Answer below_province(const Question& q) {
    if (is_provincial(q)) return std::optional<Sentence>(msg::hindered_highest);
    for (const auto& r : TRY(recognitions(q.tx, q.cycle.id)))
        if (r.level == RecognitionLevel::province)
            return std::optional<Sentence>(r.revoked_on ? msg::hindered_revoked_above
                                                        : msg::hindered_highest);
    return std::optional<Sentence>();
}

/// The highest level that stands is taken back by who may recognise for the unit that decided it; where that
/// unit is gone, by a level above the register.
Answer recognised_here(const Question& q) {
    const auto levels = TRY(standing_levels(q));
    if (levels.empty()) return std::optional<Sentence>();
    const auto unit = levels.back().unit;
    const bool decides = may_in(q.atlas, q.who, auth::Permission::recognise, unit, q.today) ||
                         (!q.atlas.present(unit, q.today) && recognises_above(q));
    return unless(decides, msg::hindered_by_above);
}

Answer one_level(const Question& q) {
    return unless(TRY(standing_levels(q)).size() < 2, msg::hindered_several_levels);
}

Answer several_levels(const Question& q) {
    return unless(TRY(standing_levels(q)).size() > 1, msg::hindered_one_level);
}

/// What is registered for a later year has gone on.
Answer year_over(const Question& q) {
    if (!TRY(store::is_newest(q.tx, q.cycle))) return std::optional<Sentence>(msg::hindered_registered_again);
    if (may_go_on(q.cycle, q.today)) return std::optional<Sentence>();
    return std::optional(
        Sentence(msg::year_not_begun, {{"year", std::to_string(q.cycle.campaign_year + 1)}}));
}

/// Who made or sent it takes it back, and the owner's side with no office here; the commune's officers take
/// another's back only with a reason that is told.
bool sent_it(const Question& q) {
    if (q.cycle.created.by == q.who.user || q.cycle.submitted.by == q.who.user) return true;
    return own_side(q.atlas, q.who, q.cycle, q.today) &&
           !may_in(q.atlas, q.who, auth::Permission::appraise, q.cycle.unit, q.today);
}

Answer not_nominator(const Question& q) {
    auth::UserId nominated;
    for (const auto& act : TRY(store::acts(q.tx, q.cycle.id)))
        if (act.act == "nominate") nominated = act.step.by;
    return unless(!nominated || nominated != q.who.user, msg::hindered_nominator);
}

/// Who sent a dossier back examined it: by sending it again in its maker's place that person would become one
/// of its writers and be shut out of it for good.
Answer not_returner(const Question& q) {
    if (q.cycle.state != "returned") return std::optional<Sentence>();
    const auto acts = TRY(store::acts(q.tx, q.cycle.id));
    return unless(acts.empty() || acts.back().step.by != q.who.user, msg::hindered_side);
}

/// Only what the program never decided on, of a year that is over.
Answer decided_before(const Question& q) {
    if (q.cycle.approved.at != 0) return std::optional<Sentence>(msg::hindered_approved_here);
    return unless(q.cycle.campaign_year < q.today.year(), msg::hindered_this_year);
}

struct Own {
    std::string_view name;
    Answer (*answer)(const Question&);
};

const std::array kOwn{
    Own{guard::kComplete, complete},
    Own{guard::kNotCreator, not_creator},
    Own{guard::kNotAppraiser, not_appraiser},
    Own{guard::kPlanExamined, plan_examined},
    Own{guard::kBelowProvince, below_province},
    Own{guard::kRecognisedHere, recognised_here},
    Own{guard::kDecidedBefore, decided_before},
    Own{guard::kOneLevel, one_level},
    Own{guard::kSeveralLevels, several_levels},
    Own{guard::kNotNominator, not_nominator},
    Own{guard::kYearOver, year_over},
    Own{guard::kNotReturner, not_returner},
    Own{guard::kSentIt,
        [](const Question& q) -> Answer { return unless(sent_it(q), msg::hindered_not_sender); }},
    Own{guard::kSentByOthers,
        [](const Question& q) -> Answer { return unless(!sent_it(q), msg::hindered_sender); }},
    Own{guard::kProposingSide,
        [](const Question& q) -> Answer {
            return unless(proposing_side(q.atlas, q.who, q.cycle, q.today), msg::hindered_side);
        }},
    Own{guard::kFromAbove,
        [](const Question& q) -> Answer { return unless(recognises_above(q), msg::hindered_not_above); }},
    Own{guard::kNotScorer,
        [](const Question& q) -> Answer {
            return unless(!q.cycle.scored_by || q.cycle.scored_by != q.who.user, msg::hindered_scorer);
        }},
};

/// What life says, then every other room that answers this name; the first hindrance counts.
Answer answer(std::string_view name, const Question& question, const Parts& parts);

/// A nomination goes where the threshold of that level is asked; while there were districts it may go to one,
/// which asked no more than the commune had.
Answer threshold_above(const Question& q, const Parts& parts) {
    if (districts_stood(q.atlas, first_possible_day(q.cycle))) return std::optional<Sentence>();
    return answer(guard::kThreshold, {q.tx, q.cycle, q.who, q.atlas, q.today, RecognitionLevel::province},
                  parts);
}

Answer answer(std::string_view name, const Question& question, const Parts& parts) {
    if (name == guard::kThresholdAbove) return threshold_above(question, parts);
    // decided outside of the program: there were no scores here
    if (name == guard::kThreshold && !question.cycle.scored_by) return std::optional<Sentence>();
    for (const auto& own : kOwn)
        if (own.name == name)
            if (auto why = TRY(own.answer(question))) return why;
    for (const auto& other : parts.guards)
        if (other.name == name)
            if (auto why = TRY(other.hindrance(question))) return why;
    return std::optional<Sentence>();
}

}  // namespace

bool decides_above(const Acting& acting, const Cycle& cycle) {
    return recognises_above(acting.atlas, acting.who, cycle.book_unit, acting.today);
}

bool asked_by_form(std::string_view name, const Parts& parts) {
    if (name == guard::kDecision) return true;
    return name == guard::kSelfAssessed &&
           std::ranges::none_of(parts.guards, [&](const Guard& other) { return other.name == name; });
}

Result<Standing> Standing::of(db::Transaction& tx, const Cycle& cycle, const Acting& acting,
                              const Given& given) {
    Standing out(cycle, acting);
    const auto on = day_typed(given.decided_on).value_or(acting.today);
    const Question question{tx,           cycle,        acting.who,
                            acting.atlas, acting.today, level_of(cycle, given.level, on, acting.atlas)};
    for (const auto& act : process().acts) {
        const bool here = std::ranges::find(act.from, cycle.state) != act.from.end();
        if (!here || !may_in(acting.atlas, acting.who, act.permission, cycle.unit, acting.today)) continue;
        for (const auto name : act.guards)
            if (!out.answers_.contains(name))
                out.answers_.emplace(name, TRY(answer(name, question, acting.parts)));
    }
    return out;
}

workflow::Asking Standing::asking() const {
    return {cycle_.state,
            [this](auth::Permission permission) {
                return may_in(acting_.atlas, acting_.who, permission, cycle_.unit, acting_.today);
            },
            [this](std::string_view name) {
                const auto found = answers_.find(name);
                return found == answers_.end() ? std::optional<Sentence>() : found->second;
            }};
}

Result<std::vector<workflow::Offer>> offers(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    const auto standing = TRY(Standing::of(tx, cycle, acting));
    return workflow::offers(process(), standing.asking());
}

}  // namespace kheo::registry::life
