// SPDX-License-Identifier: Apache-2.0
// What the form of an act asks, and what follows from an act (perform.hpp).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/entering.hpp"
#include "registry/life/guards.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/perform.hpp"
#include "registry/life/process_guards.hpp"
#include "registry/life/service.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/store.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {

namespace {

using territory::Level;

constexpr std::size_t kLongestText = 2000, kLongestLine = 200;

class Reader {
  public:
    Reader(Doing& doing, const Acting& acting) : doing_(doing), acting_(acting) {}

    std::vector<FieldError> read() {
        const auto asked = asks(doing_.act, acting_.parts);
        text(asked.text);
        if (asked.day) day("day", doing_.given.day);
        if (asked.decision) decision();
        if (asked.level) level();
        if (asked.any_level) any_level();
        return std::move(wrong_);
    }

  private:
    void wrong(const char* field, const Message& why) { wrong_.push_back({field, why}); }

    void text(TextKind kind) {
        if (length(doing_.given.text) > kLongestText)
            wrong_.push_back({"text", Sentence(msg::text_too_long, {{"limit", format_count(kLongestText)}})});
        if (!trim(doing_.given.text).empty()) return;
        if (kind == TextKind::reason) wrong("text", msg::reason_missing);
        if (kind == TextKind::self_assessment) wrong("text", msg::self_assessment_missing);
        if (kind == TextKind::finding) wrong("text", msg::finding_missing);
    }

    void day(const char* field, const std::string& typed) {
        doing_.day = day_typed(typed);
        if (!doing_.day)
            wrong(field, typed.empty() ? msg::day_missing : msg::day_unreadable);
        else if (acting_.today < *doing_.day)
            wrong(field, msg::day_in_future);
        else if (*doing_.day < first_possible_day(doing_.cycle))
            wrong_.push_back({field, Sentence(msg::day_too_early,
                                              {{"date", first_possible_day(doing_.cycle).vietnamese()}})});
    }

    void line(const char* field, const std::string& value, const Message& missing) {
        if (trim(value).empty()) wrong(field, missing);
        if (length(value) > kLongestLine)
            wrong_.push_back({field, Sentence(msg::text_too_long, {{"limit", format_count(kLongestLine)}})});
    }

    void decision() {
        line("decision_number", doing_.given.decision_number, msg::decision_number_missing);
        day("decided_on", doing_.given.decided_on);
        if (doing_.act.asks_reason) return;  // taken back: the decision is enough
        line("signer", doing_.given.signer, msg::signer_missing);
        line("body", doing_.given.body, msg::body_missing);
    }

    bool had_district(Date on) const { return districts_stood(acting_.atlas, on); }

    void level() {
        if (doing_.given.level.empty() && !had_district(first_possible_day(doing_.cycle))) return;
        const auto chosen = parse_code<RecognitionLevel>(doing_.given.level);
        if (chosen != RecognitionLevel::province && chosen != RecognitionLevel::district)
            return wrong("level", msg::level_missing);
        if (chosen == RecognitionLevel::district && doing_.day && !had_district(*doing_.day))
            wrong("level", msg::no_district_any_more);
    }

    /// Of a decision that is only noted down: its day, and whose it is to say so.
    void any_level() {
        const auto chosen = parse_code<RecognitionLevel>(doing_.given.level);
        if (!chosen) return wrong("level", msg::level_missing);
        if (doing_.day && doing_.day->year() < doing_.cycle.campaign_year)
            wrong("decided_on", msg::day_too_early_recorded);
        if (*chosen == RecognitionLevel::district && doing_.day && !had_district(*doing_.day))
            return wrong("level", msg::no_district_any_more);
        auto registered = doing_.cycle;
        registered.state = "registered";
        const auto lowest = level_of(registered, {}, doing_.day.value_or(acting_.today), acting_.atlas);
        if (*chosen < lowest) return wrong("level", msg::level_below_dossier);
        const bool own = *chosen == lowest && *chosen != RecognitionLevel::district;
        if (!own && !decides_above(acting_, doing_.cycle)) wrong("level", msg::level_not_yours);
    }

    Doing& doing_;
    const Acting& acting_;
    std::vector<FieldError> wrong_;
};

/// The state that lists and figures show; nullopt: the register does not hear of it.
std::optional<State> shown_state(std::string_view state, Basis basis) {
    if (state == "registered") return State::registered;
    if (state == "running" || state == "self_assessed" || state == "checked" || state == "scored")
        return State::running;
    if (state == "suspended") return State::suspended;
    if (state == "recognised" || state == "nominated") return State::recognised;
    if (state == "not_recognised") return State::not_recognised;
    if (state == "revoked") return State::revoked;
    if (state == "stopped") return State::stopped;
    if (state == "declined" && basis == Basis::maintained)
        return State::stopped;  // found to be without effect
    return std::nullopt;
}

territory::UnitId deciding_unit(const Doing& doing, RecognitionLevel level, const Acting& acting) {
    const auto wanted = level == RecognitionLevel::province   ? Level::province
                        : level == RecognitionLevel::district ? Level::district
                                                              : Level::commune;
    const auto book = doing.cycle.book_unit;
    const auto standing = acting.atlas.restate(book, *doing.day).unit;  // of that day, also after a merger
    const auto found = acting.atlas.ancestor(standing ? standing : book, wanted, *doing.day);
    return found ? found : book;
}

Result<> write_recognition(db::Transaction& tx, const Doing& doing, const Acting& acting) {
    Recognition r;
    r.cycle = doing.cycle.id;
    auto before = doing.cycle;
    before.state = doing.from;
    r.recorded = records(doing.act);
    const auto chosen = r.recorded ? parse_code<RecognitionLevel>(doing.given.level) : std::nullopt;
    r.level = chosen.value_or(level_of(before, doing.given.level, *doing.day, acting.atlas));
    for (const auto& known : TRY(recognitions(tx, r.cycle)))
        if (known.level == r.level)
            return fail(Error{
                ErrorKind::invalid,
                {},
                {{"level", known.revoked_on ? msg::hindered_revoked_above : msg::level_recognised_already}},
                {},
                {}});
    r.unit = deciding_unit(doing, r.level, acting);
    r.body = tidy(doing.given.body);
    r.decision_number = tidy(doing.given.decision_number);
    r.decided_on = *doing.day;
    r.signer = tidy(doing.given.signer);
    r.grade = tidy(doing.given.grade);
    r.made = {acting.who.user, acting.at};
    r.paper = TRY(attach_paper(tx, doing, acting));
    return store::insert_recognition(tx, r);
}

/// Only the highest level that stands; those below it stay.
Result<> take_back(db::Transaction& tx, const Doing& doing, const Acting& acting) {
    std::optional<Recognition> highest;
    for (auto& known : TRY(recognitions(tx, doing.cycle.id)))
        if (!known.revoked_on && (!highest || highest->level < known.level)) highest = std::move(known);
    if (!highest) return {};
    if (*doing.day < highest->decided_on)
        return fail(Error{ErrorKind::invalid,
                          {},
                          {{"decided_on", Sentence(msg::day_before_recognition,
                                                   {{"date", highest->decided_on.vietnamese()}})}},
                          {},
                          {}});
    const auto paper = TRY(attach_paper(tx, doing, acting));
    return store::revoke(tx, highest->id, *doing.day, tidy(doing.given.decision_number), doing.given.text,
                         acting.who.user, paper);
}

/// Lists and figures hear of the highest level that stands.
Result<> tell_level(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    std::optional<RecognitionLevel> highest;
    for (const auto& known : TRY(recognitions(tx, cycle.id)))
        if (!known.revoked_on) highest = std::max(highest.value_or(known.level), known.level);
    return set_level(tx, cycle.initiative, cycle.registration, highest, actor_of(acting));
}

/// Next year's cycle begins as a draft: proposed by people again, examined again.
Result<> begin_next_year(db::Transaction& tx, Doing& doing, const Acting& acting) {
    const auto& c = doing.cycle;
    const int year = std::max(c.campaign_year + 1, acting.today.year());
    if (year > acting.today.year() + 1)
        return fail(ErrorKind::invalid, msg::year_not_begun, {{"year", std::to_string(year)}});
    if (const auto known = TRY(store::of_year(tx, c.initiative, year)))
        return fail(ErrorKind::conflict, msg::year_has_cycle,
                    {{"year", std::to_string(year)}, {"code", known->code}});
    const auto statement = TRY(statement_of(tx, c));
    auto next = fresh_cycle(statement, year, Basis::maintained, acting);
    next.initiative = c.initiative;
    next.continues = c.id;
    TRY(insert_draft(tx, next, statement, {}, acting));
    doing.go_on = next.code;
    return {};
}

}  // namespace

bool records(const workflow::Act& act) {
    return act.code == "record_recognition" || act.code == "record_carried";
}

bool districts_stood(const territory::Atlas& atlas, Date on) {
    return !atlas.list(Level::district, on, {}).empty();
}

std::optional<Date> day_typed(std::string_view typed) {
    return typed_day(typed);
}

Date first_possible_day(const Cycle& cycle) {
    if (cycle.approved.at > 0)
        return std::min(local_date(cycle.approved.at), *Date::of(cycle.campaign_year, 1, 1));
    return *Date::of(cycle.campaign_year - 1, 1, 1);
}

RecognitionLevel level_of(const Cycle& cycle, std::string_view chosen, Date on,
                          const territory::Atlas& atlas) {
    if (cycle.state == "nominated")
        return parse_code<RecognitionLevel>(chosen).value_or(RecognitionLevel::province);
    const auto* unit = atlas.find(cycle.book_unit, on);
    if (unit && unit->level == Level::province) return RecognitionLevel::province;
    if (unit && unit->level == Level::district)
        return districts_stood(atlas, on) ? RecognitionLevel::district : RecognitionLevel::province;
    return RecognitionLevel::commune;
}

Result<file::AttachmentId> attach_paper(db::Transaction& tx, const Doing& doing, const Acting& acting) {
    if (!doing.given.paper) return file::AttachmentId{};
    const auto& paper = *doing.given.paper;
    const file::Subject subject{"initiative_cycle", doing.cycle.id.value};
    for (const auto& known : TRY(file::list(tx, subject)))
        if (known.sha256 == paper.main().sha256) return known.id;
    const file::Description said{
        .caption = Sentence(msg::paper_of_decision, {{"number", tidy(doing.given.decision_number)}})
                       .in(Language::vi)};
    const auto id = TRY(file::add(tx, subject, paper, said, {acting.who.user, acting.at, {}}));
    TRY(ledger::append(tx,
                       {acting.who.user,
                        "registry.paper_added",
                        subject.type,
                        subject.id,
                        {},
                        ledger::commit(paper.main().sha256, "attachment")},
                       acting.at));
    return id;
}

Asks asks(const workflow::Act& act, const Parts& parts) {
    Asks out;
    const auto guarded = [&](std::string_view name) {
        return std::ranges::find(act.guards, name) != act.guards.end();
    };
    if (act.asks_reason) out.text = TextKind::reason;
    if (guarded(guard::kSelfAssessed))
        out.text =
            asked_by_form(guard::kSelfAssessed, parts) ? TextKind::self_assessment : TextKind::optional_note;
    if (act.code == "check")
        out.text = std::ranges::any_of(parts.guards, [](const Guard& g) { return g.name == guard::kVisited; })
                       ? TextKind::optional_note
                       : TextKind::finding;
    if (act.code == "nominate" || act.code == "appraise" || act.code == "register")
        out.text = TextKind::optional_note;
    out.day = act.code == "launch";
    out.decision = guarded(guard::kDecision);
    out.level = act.code == "recognise_above";
    out.any_level = records(act);
    return out;
}

std::vector<FieldError> read_given(Doing& doing, const Acting& acting) {
    return Reader(doing, acting).read();
}

Result<> follow_up(db::Transaction& tx, Doing& doing, const Acting& acting) {
    const auto act = doing.act.code;
    if (act == "register") TRY(enter_register(tx, doing, acting));
    if (act == "recognise" || act == "recognise_above" || records(doing.act))
        TRY(write_recognition(tx, doing, acting));
    if (act == "carry_over") TRY(begin_next_year(tx, doing, acting));
    if (act == "revoke" || act == "revoke_above") TRY(take_back(tx, doing, acting));
    if (doing.cycle.registered()) TRY(tell_level(tx, doing.cycle, acting));
    const auto state = shown_state(doing.cycle.state, doing.cycle.basis);
    if (!state || !doing.cycle.initiative || !TRY(store::is_newest(tx, doing.cycle))) return {};
    return set_state(tx, doing.cycle.initiative, *state, actor_of(acting));
}

}  // namespace kheo::registry::life
