// SPDX-License-Identifier: Apache-2.0
// The tabs of a dossier's page (showing.hpp): examination, statement, questions, recognitions, log.
#include <algorithm>

#include "platform/auth/looking_on.hpp"
#include "platform/file/serve.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/view/layout.hpp"
#include "registry/initiative_form.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/showing.hpp"
#include "registry/life/waiting_talk.hpp"
#include "registry/pages.hpp"
#include "registry/rules.hpp"

namespace kheo::registry::life {

namespace {

/// What of the plan an item of the examination looks at.
std::string_view heading_of(std::string_view item) {
    if (item == "needed") return "problem";
    if (item == "measurable") return "goals";
    if (item == "voluntary") return "method";
    if (item == "affordable") return "resources";
    if (item == "kept") return "outputs";
    if (item == "joined") return "forces";
    if (item == "useful") return "goals";
    return item == "assigned" ? "forces" : item == "safe" ? "area" : "";
}

view::Label act_label(std::string_view verb) {
    for (const auto& act : process().acts)
        if (act.verb == verb) return *act.label;
    if (verb == "registry.cycle_begun") return msg::act_began;
    if (verb == "registry.cycle_revised") return msg::act_revised;
    if (verb == "registry.cycle_examined") return msg::act_examined;
    if (verb == "registry.cycle_remarked") return msg::act_remarked;
    if (verb == "registry.cycle_followed") return msg::act_followed;
    if (verb == "office.opened_urgently") return msg::act_opened_urgently;
    if (verb == "registry.cycle_namesake_cleared") return msg::act_namesake_cleared;
    return {};
}

Result<> examination(Showing& on) {
    const auto sheet = TRY(examination_of(on.tx, on.cycle, on.acting().today));
    const auto values = values_of(on.statement);
    for (const auto& item : sheet.items) {
        ItemRow row{item.item, item.label, item.remark, {}, {}, {}};
        if (item.verdict == Verdict::passed) row.verdict = "passed", ++on.page.passed;
        if (item.verdict == Verdict::to_amend) row.verdict = "to_amend", ++on.page.to_amend;
        const auto in_plan = std::ranges::find(values, heading_of(item.item), &NamedValue::key);
        if (in_plan != values.end()) row.in_dossier = beginning(in_plan->value);
        on.page.items.push_back(std::move(row));
    }
    on.page.summary = sheet.summary;
    on.page.examiner = TRY(on.names.of(sheet.by));
    const auto offered = TRY(offers(on.tx, on.cycle, on.acting()));
    const auto returns = std::ranges::find_if(offered, [](const auto& o) { return o.act->code == "return"; });
    on.page.may_examine = on.cycle.state == "submitted" && returns != offered.end() && returns->open();
    return {};
}

Result<RemarkRow> row_of(Showing& on, const Remark& remark) {
    return RemarkRow{remark.id.value,
                     TRY(on.names.of(remark.written.by)),
                     format_moment(remark.written.at),
                     remark.text,
                     remark.text.empty(),
                     {}};
}

Sentence waits_for(const store::OpenRemark& open) {
    const bool answer = open.awaits == Awaits::answer;
    if (!open.due) return answer ? msg::remark_waits : msg::remark_unread;
    return {answer ? msg::remark_waits_until : msg::remark_unread_until, {{"date", open.due->vietnamese()}}};
}

/// Says of each thread what it waits for.
Result<> waiting_threads(Showing& on) {
    std::vector<store::OpenRemark> open;
    TRY(store::each_open_remark(on.tx, on.cycle.id,
                                [&](store::OpenRemark one) { open.push_back(std::move(one)); }));
    for (const auto& one : open) {
        const auto row = std::ranges::find(on.page.remarks, one.thread.value, &RemarkRow::id);
        if (row == on.page.remarks.end()) continue;
        row->waits = waits_for(one);
        row->due_why = one.due_why;
    }
    return {};
}

Result<> talk(Showing& on) {
    for (const auto& remark : TRY(life::remarks(on.tx, on.cycle.id))) {
        auto row = TRY(row_of(on, remark));
        const auto asked = std::ranges::find(on.page.remarks, remark.answers.value, &RemarkRow::id);
        (asked == on.page.remarks.end() ? on.page.remarks : asked->answers).push_back(std::move(row));
    }
    on.page.remark_key = view::new_request_key();
    on.page.answers_typed = on.request.query.get("tra-loi");  // chosen at its thread
    return waiting_threads(on);
}

/// "" where none was sent, or where it was taken out since.
Result<std::string> paper_href(Showing& on, file::AttachmentId id) {
    if (!id) return std::string();
    const auto found = TRY(file::find(on.tx, id));
    if (!found || found->removed_at != 0) return std::string();
    return file::address_of(id, file::Size::whole);
}

Result<> decisions(Showing& on) {
    for (const auto& r : TRY(recognitions(on.tx, on.cycle.id))) {
        RecognitionRow row{name_of_level(r.level), unit_label(on.acting().atlas, r.unit, r.decided_on),
                           r.body};
        row.decision =
            Sentence(msg::decision_of, {{"number", r.decision_number}, {"date", r.decided_on.vietnamese()}})
                .in(on.request.language);
        row.signer = r.signer;
        row.grade = r.grade;
        row.reason = r.revoke_reason;
        row.recorded = r.recorded;
        row.paper = TRY(paper_href(on, r.paper));
        row.revoke_paper = TRY(paper_href(on, r.revoke_paper));
        if (r.revoked_on)
            row.revoked = Sentence(msg::revoked_by,
                                   {{"number", r.revoke_decision}, {"date", r.revoked_on->vietnamese()}})
                              .in(on.request.language);
        on.page.recognitions.push_back(std::move(row));
    }
    return {};
}

/// Does the person examine or decide here, and need not stay apart? Who only looks on does neither.
Result<bool> judges_here(Showing& on) {
    if (auth::looks_on(on.acting().who)) return false;
    const bool may = std::ranges::any_of(
        std::array{auth::Permission::appraise, auth::Permission::approve, auth::Permission::recognise},
        [&](auth::Permission permission) {
            return may_in(on.acting().atlas, on.acting().who, permission, on.cycle.unit, on.acting().today);
        });
    return may && !TRY(must_not_judge(on.tx, on.cycle, on.acting().who.user));
}

Result<> log(Showing& on) {
    const auto acts = TRY(store::acts(on.tx, on.cycle.id));
    auto lines = TRY(ledger::history(on.tx, "cycle", on.cycle.id.value));
    std::ranges::move(TRY(ledger::history(on.tx, "initiative_cycle", on.cycle.id.value)),
                      std::back_inserter(lines));
    std::ranges::sort(lines, std::ranges::greater(), &ledger::HistoryLine::id);
    const bool judges = TRY(judges_here(on));
    for (const auto& line : lines) {
        auto label = act_label(line.verb);
        const auto other = std::ranges::find(on.services.parts.log, line.verb, &LogWord::verb);
        if (other != on.services.parts.log.end()) label = *other->label;
        const bool hidden = other != on.services.parts.log.end() && other->judges_only && !judges &&
                            line.actor != on.acting().who.user;
        if (label.empty() || hidden) continue;
        LogRow row{label,
                   line.actor ? TRY(on.names.of(line.actor)) : on.said(msg::act_by_system),
                   format_moment(line.at),
                   {}};
        const auto act = std::ranges::find(acts, line.id, &store::ActRow::entry_id);
        if (act != acts.end()) row.said = said_in(*act, "text");
        on.page.log.push_back(std::move(row));
    }
    return {};
}

}  // namespace

Result<> show_tab(Showing& on) {
    if (on.page.tab == Tab::examination) return examination(on);
    if (on.page.tab == Tab::remarks) return talk(on);
    if (on.page.tab == Tab::recognition) return decisions(on);
    if (on.page.tab == Tab::log) return log(on);
    for (const auto& [key, value] : values_of(on.statement)) {
        static constexpr std::string_view kHeadings =
            " problem goals method area forces resources schedule outputs sustainability note ";
        if (!value.empty() && kHeadings.find(" " + key + " ") != std::string_view::npos)
            on.page.headings.push_back({*label_of(key), value});
    }
    return {};
}

}  // namespace kheo::registry::life
