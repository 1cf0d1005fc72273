// SPDX-License-Identifier: Apache-2.0
// The guards that life answers itself, and the asking of the others (docs/decisions/0080-life.md).
#include "registry/life/guards.hpp"

#include <algorithm>

#include "registry/life/messages.gen.hpp"
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

/// Whoever wrote on the proposal made the dossier.
Answer not_creator(const Question& q) {
    const auto who = q.who.user;
    if (q.cycle.created.by == who || q.cycle.submitted.by == who)
        return std::optional<Sentence>(msg::hindered_creator);
    const auto authors = TRY(store::authors(q.tx, q.cycle.id));
    return unless(std::ranges::find(authors, who) == authors.end(), msg::hindered_creator);
}

Answer not_appraiser(const Question& q) {
    if (q.cycle.appraised.by == q.who.user) return std::optional<Sentence>(msg::hindered_appraiser);
    const auto judged = TRY(store::judged(q.tx, q.cycle.id, q.cycle.round));
    return unless(std::ranges::none_of(judged, [&](const auto& j) { return j.step.by == q.who.user; }),
                  msg::hindered_appraiser);
}

Answer plan_examined(const Question& q) {
    const auto sheet = TRY(examination_of(q.tx, q.cycle, q.today));
    const auto open =
        std::ranges::count_if(sheet.items, [](const auto& i) { return i.verdict == Verdict::open; });
    if (open == 0) return std::optional<Sentence>();
    return std::optional(Sentence(msg::hindered_unexamined, {{"count", std::to_string(open)}}));
}

Answer recognised_here(const Question& q);

bool recognises_above(const Question& q) {
    const auto book = q.atlas.restate(q.cycle.book_unit, q.today).unit;
    return std::ranges::any_of(q.who.grants, [&](const auth::Grant& grant) {
        if (!grant.gives(auth::Permission::recognise, q.today)) return false;
        if (!grant.unit) return true;
        return q.atlas.restate(grant.unit, q.today).unit != book &&
               territory::reaches(q.atlas, grant.unit, q.cycle.book_unit, q.today);
    });
}

bool is_provincial(const Question& q) {
    const auto* unit = q.atlas.find(q.cycle.book_unit, q.today);
    return unit && unit->level == territory::Level::province;
}

Result<bool> recognised_above(const Question& q) {
    for (const auto& r : TRY(recognitions(q.tx, q.cycle.id)))
        if (r.level == RecognitionLevel::province && !r.revoked_on) return true;
    return false;
}

Answer below_province(const Question& q) {
    if (is_provincial(q)) return std::optional<Sentence>(msg::hindered_highest);
    return unless(!TRY(recognised_above(q)), msg::hindered_highest);
}

Answer recognised_here(const Question& q) {
    if (is_provincial(q) || recognises_above(q)) return std::optional<Sentence>();
    return unless(!TRY(recognised_above(q)), msg::hindered_by_above);
}

struct Own {
    std::string_view name;
    Answer (*answer)(const Question&);
};

const std::array kOwn{
    Own{"complete", complete},
    Own{"not_creator", not_creator},
    Own{"not_appraiser", not_appraiser},
    Own{"plan_examined", plan_examined},
    Own{"below_province", below_province},
    Own{"recognised_here", recognised_here},
    Own{"proposing_side",
        [](const Question& q) -> Answer {
            return unless(proposing_side(q.atlas, q.who, q.cycle, q.today), msg::hindered_side);
        }},
    Own{"from_above",
        [](const Question& q) -> Answer { return unless(recognises_above(q), msg::hindered_not_above); }},
    Own{"not_scorer",
        [](const Question& q) -> Answer {
            return unless(!q.cycle.scored_by || q.cycle.scored_by != q.who.user, msg::hindered_scorer);
        }},
};

/// What life says, then every other room that answers this name; the first hindrance counts.
Answer answer(std::string_view guard, const Question& question, const Parts& parts) {
    for (const auto& own : kOwn)
        if (own.name == guard)
            if (auto why = TRY(own.answer(question))) return why;
    for (const auto& other : parts.guards)
        if (other.name == guard)
            if (auto why = TRY(other.hindrance(question))) return why;
    return std::optional<Sentence>();
}

}  // namespace

bool asked_by_form(std::string_view guard, const Parts& parts) {
    if (guard == "decision_given") return true;
    return guard == "self_assessment_given" &&
           std::ranges::none_of(parts.guards, [&](const Guard& other) { return other.name == guard; });
}

Result<Standing> Standing::of(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    Standing out(cycle, acting);
    const Question question{tx, cycle, acting.who, acting.atlas, acting.today};
    for (const auto& act : process().acts) {
        const bool here = std::ranges::find(act.from, cycle.state) != act.from.end();
        if (!here || !territory::may_over(acting.atlas, acting.who, act.permission, cycle.unit, acting.today))
            continue;
        for (const auto guard : act.guards)
            if (!out.answers_.contains(guard))
                out.answers_.emplace(guard, TRY(answer(guard, question, acting.parts)));
    }
    return out;
}

workflow::Asking Standing::asking() const {
    return {cycle_.state,
            [this](auth::Permission permission) {
                return territory::may_over(acting_.atlas, acting_.who, permission, cycle_.unit,
                                           acting_.today);
            },
            [this](std::string_view guard) {
                const auto found = answers_.find(guard);
                return found == answers_.end() ? std::optional<Sentence>() : found->second;
            }};
}

Result<std::vector<workflow::Offer>> offers(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    const auto standing = TRY(Standing::of(tx, cycle, acting));
    return workflow::offers(process(), standing.asking());
}

}  // namespace kheo::registry::life
