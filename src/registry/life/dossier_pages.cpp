// SPDX-License-Identifier: Apache-2.0
// /ho-so/{code}: one dossier (mock 06): stepper, buttons, who does what, parts, questions, log.
#include <algorithm>

#include "base/number.hpp"
#include "platform/auth/looking_on.hpp"
#include "platform/file/serve.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/view/errors.hpp"
#include "platform/view/layout.hpp"
#include "platform/workflow/store.hpp"
#include "registry/initiative_form.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/pages.hpp"
#include "registry/life/service.hpp"
#include "registry/life/sides.hpp"
#include "registry/life/views/dossier.view.hpp"
#include "registry/pages.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"

namespace kheo::registry::life {

namespace {

constexpr std::array kTabs{std::pair{"tham-dinh", Tab::examination}, std::pair{"thong-tin", Tab::statement},
                           std::pair{"trao-doi", Tab::remarks}, std::pair{"cong-nhan", Tab::recognition},
                           std::pair{"nhat-ky", Tab::log}};

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

std::string beginning(std::string_view text) {
    constexpr std::size_t kLongest = 240;
    if (text.size() <= kLongest) return std::string(text);
    auto end = kLongest;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + "…";
}

/// Each account has a box of its own.
std::string box_of(auth::UserId user) {
    return "namesake_reason_" + std::to_string(user.value);
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

/// A button that is closed for a reason that concerns nobody here is left out.
bool says_nothing(const Sentence& why) {
    return why.key() == msg::hindered_one_level.key || why.key() == msg::hindered_approved_here.key ||
           why.key() == msg::hindered_this_year.key;
}

class Writer {
  public:
    Writer(db::Transaction& tx, const Services& services, const Visit& visit, const http::Request& request,
           DossierPage& page)
        : tx_(tx), services_(services), visit_(visit), request_(request), page_(page), names_(tx) {}

    Result<> write() {
        cycle_ = TRY(open(tx_, request_.captures.get("code"), acting()));
        statement_ = TRY(statement_of(tx_, cycle_));
        TRY(head());
        TRY(buttons());
        TRY(last_word());
        page_.steps = TRY(steps_of(tx_, cycle_, names_));
        TRY(tabs());
        TRY(side());
        if (!cycle_.registered() && !process().state(cycle_.state)->ends) TRY(add_similar());
        return tab();
    }

  private:
    const Acting& acting() const { return visit_.acting(); }
    std::string said(const Message& message) const { return std::string(message.in(request_.language)); }

    Result<> head() {
        page_.code = cycle_.code;
        page_.title = cycle_.title;
        page_.action = cycle_href(cycle_.code);
        page_.owner = statement_.owner_text;
        page_.field_code = statement_.field;
        page_.field_name = field_name(TRY(registry::fields(tx_, acting().today)), statement_.field);
        page_.state = name_of_state(cycle_.state);
        page_.tone = life::tone_of(cycle_.state);
        page_.row_version = cycle_.row_version;
        page_.subtitle =
            Sentence(msg::year_and_unit, {{"unit", unit_label(acting().atlas, cycle_.unit, acting().today)},
                                          {"year", std::to_string(cycle_.campaign_year)}});
        if (cycle_.registered())
            page_.number = TRY(registry::store::number_of(tx_, cycle_.initiative)).value_or("");
        const auto calendar = TRY(workflow::load_calendar(tx_));
        page_.due = due_said(cycle_, acting().today, calendar, page_.due_tone, request_.language);
        page_.due_why = cycle_.due_why;
        return {};
    }

    Result<> buttons() {
        for (const auto& offer : TRY(offers(tx_, cycle_, acting()))) {
            Button button{*offer.act->label, page_.action + "/buoc/" + std::string(offer.act->code)};
            if (!offer.open()) {
                if (says_nothing(offer.hindrances.front())) continue;
                button.hindrance = offer.hindrances.front();
                page_.closed.push_back(std::move(button));
                continue;
            }
            const auto* to = process().state(offer.act->to);
            button.direct = asks(*offer.act, services_.parts).nothing() && !to->ends;
            button.main =
                page_.buttons.empty() && page_.closed.empty() && !offer.act->asks_reason && !to->ends;
            if (button.direct) button.key = view::new_request_key();
            page_.buttons.push_back(std::move(button));
        }
        std::ranges::reverse(page_.buttons);
        const bool open = cycle_.state == "draft" || cycle_.state == "returned";
        if (open && proposing_side(acting().atlas, acting().who, cycle_, acting().today))
            page_.edit_href = page_.action + "/sua";
        return {};
    }

    /// Why it was returned, declined, stopped: what the owner must read first.
    Result<> last_word() {
        const auto acts = TRY(store::acts(tx_, cycle_.id));
        if (acts.empty() || life::tone_of(cycle_.state) != view::Tone::warn) return {};
        page_.last_reason = said_in(acts.back(), "text");
        const auto* act = process().act(acts.back().act);
        page_.last_reason_by = Sentence(msg::said_by, {{"act", act ? said(*act->label) : ""},
                                                       {"person", TRY(names_.of(acts.back().step.by))},
                                                       {"when", format_moment(acts.back().step.at)}})
                                   .in(request_.language);
        return {};
    }

    Tab chosen() const {
        const auto asked = request_.query.get("muc");
        for (const auto& [code, tab] : kTabs)
            if (asked == code) return tab;
        return cycle_.state == "submitted" || cycle_.state == "appraised" ? Tab::examination : Tab::statement;
    }

    Result<> tabs() {
        page_.tab = chosen();
        const auto add = [&](Tab tab, const Message& label, std::size_t count = 0) {
            const auto found = std::ranges::find(kTabs, tab, [](const auto& t) { return t.second; });
            page_.tabs.push_back({label, page_.action + "?muc=" + found->first, page_.tab == tab,
                                  count > 0 ? std::to_string(count) : ""});
        };
        if (cycle_.round > 0) add(Tab::examination, msg::tab_examination);
        add(Tab::statement, msg::tab_statement);
        add(Tab::remarks, msg::tab_remarks, TRY(life::remarks(tx_, cycle_.id)).size());
        if (const auto count = TRY(recognitions(tx_, cycle_.id)).size(); count > 0)
            add(Tab::recognition, msg::tab_recognition, count);
        for (const auto& part : services_.parts.parts)
            if (auto shown = TRY(part({tx_, cycle_, acting().who, acting().atlas, acting().today}))) {
                if (!shown->href.empty())
                    page_.tabs.push_back({*shown->label, shown->href, false,
                                          shown->count.value_or(0) > 0 ? std::to_string(*shown->count) : ""});
                if (!shown->said.empty()) page_.parts.push_back({*shown->label, shown->href, shown->said});
            }
        add(Tab::log, msg::tab_log);
        return {};
    }

    Result<std::string> person(const Step& step, bool imported) {
        if (!step.by) return said(imported ? msg::not_known : msg::nobody_yet);
        const auto name = TRY(names_.of(step.by));
        return step.by == acting().who.user ? Sentence(msg::you, {{"name", name}}).in(request_.language)
                                            : name;
    }

    void fact(const Message& name, std::string text) {
        if (!text.empty()) page_.facts.push_back({name, std::move(text)});
    }

    Result<> side() {
        const bool followed = cycle_.registered() && !cycle_.approved.by;
        page_.people.push_back({msg::person_created, TRY(person(cycle_.created, followed))});
        page_.people.push_back({msg::person_appraised, TRY(person(cycle_.appraised, followed))});
        page_.people.push_back({msg::person_approved, TRY(person(cycle_.approved, followed))});
        if (cycle_.scored_by)
            page_.people.push_back({msg::person_scored, TRY(person({cycle_.scored_by}, false))});
        fact(msg::fact_code, cycle_.code);
        fact(msg::fact_number, page_.number);
        if (cycle_.reg_no > 0)
            fact(msg::fact_reg_no,
                 Sentence(msg::number_in_book, {{"number", std::to_string(cycle_.reg_no)},
                                                {"year", std::to_string(cycle_.campaign_year)}})
                     .in(request_.language));
        fact(msg::fact_year, std::to_string(cycle_.campaign_year));
        fact(msg::fact_basis, said(name_of(cycle_.basis)));
        fact(msg::fact_unit, unit_label(acting().atlas, cycle_.unit, acting().today));
        fact(msg::fact_launched, cycle_.launched_on ? cycle_.launched_on->vietnamese() : "");
        if (!cycle_.registered()) fact(msg::fact_public, said(msg::public_not_yet));
        TRY(add_last_year());
        return add_namesakes();
    }

    std::string levels_of(const std::vector<Recognition>& all) const {
        std::string out;
        for (const auto& r : all)
            if (!r.revoked_on) out.append(out.empty() ? "" : ", ").append(said(name_of_level(r.level)));
        return out;
    }

    /// What came of the year before, for who examines whether it goes on.
    Result<> add_last_year() {
        const auto last = cycle_.continues ? TRY(find(tx_, cycle_.continues)) : std::optional<Cycle>();
        if (!last || !may_open(acting().atlas, acting().who, *last, acting().today)) return {};
        page_.last_year_href = cycle_href(last->code);
        const auto add = [&](const Message& name, std::string text) {
            if (!text.empty()) page_.last_year.push_back({name, std::move(text)});
        };
        add(msg::fact_year, std::to_string(last->campaign_year));
        add(msg::last_year_state, said(name_of_state(last->state)));
        add(msg::last_year_recognised, levels_of(TRY(recognitions(tx_, last->id))));
        for (const auto& act : TRY(store::acts(tx_, last->id)))
            if (act.act == "self_assess") add(msg::self_assessment, beginning(said_in(act, "text")));
        for (const auto& part : services_.parts.parts)
            if (const auto shown = TRY(part({tx_, *last, acting().who, acting().atlas, acting().today})))
                if (!shown->said.empty()) add(*shown->label, shown->said.in(request_.language));
        return {};
    }

    /// For who may say that they are somebody else.
    Result<> add_namesakes() {
        const bool open = cycle_.round > 0 || cycle_.registered();
        if (!open || process().state(cycle_.state)->ends || !TRY(may_clear_namesakes(tx_, cycle_, acting())))
            return {};
        for (const auto& one : TRY(namesakes(tx_, cycle_, acting().atlas, acting().today)))
            if (one.user != acting().who.user)
                page_.namesakes.push_back({std::to_string(one.user.value),
                                           box_of(one.user),
                                           Sentence(msg::namesake_text, {{"person", one.name}}),
                                           {},
                                           {}});
        return {};
    }

    Result<> add_similar() {
        for (auto& one : TRY(life::similar(tx_, cycle_)))
            page_.similar.push_back({std::move(one.title), std::move(one.href)});
        return {};
    }

    Result<> tab() {
        if (page_.tab == Tab::examination) return examination();
        if (page_.tab == Tab::remarks) return talk();
        if (page_.tab == Tab::recognition) return decisions();
        if (page_.tab == Tab::log) return log();
        for (const auto& [key, value] : values_of(statement_)) {
            static constexpr std::string_view kHeadings =
                " problem goals method area forces resources schedule outputs sustainability note ";
            if (!value.empty() && kHeadings.find(" " + key + " ") != std::string_view::npos)
                page_.headings.push_back({*label_of(key), value});
        }
        return {};
    }

    Result<> examination() {
        const auto sheet = TRY(examination_of(tx_, cycle_, acting().today));
        const auto values = values_of(statement_);
        for (const auto& item : sheet.items) {
            ItemRow row{item.item, item.label, item.remark, {}, {}, {}};
            if (item.verdict == Verdict::passed) row.verdict = "passed", ++page_.passed;
            if (item.verdict == Verdict::to_amend) row.verdict = "to_amend", ++page_.to_amend;
            const auto in_plan = std::ranges::find(values, heading_of(item.item), &NamedValue::key);
            if (in_plan != values.end()) row.in_dossier = beginning(in_plan->value);
            page_.items.push_back(std::move(row));
        }
        page_.summary = sheet.summary;
        page_.examiner = TRY(names_.of(sheet.by));
        const auto offered = TRY(offers(tx_, cycle_, acting()));
        const auto returns =
            std::ranges::find_if(offered, [](const auto& o) { return o.act->code == "return"; });
        page_.may_examine = cycle_.state == "submitted" && returns != offered.end() && returns->open();
        return {};
    }

    Result<RemarkRow> row_of(const Remark& remark) {
        return RemarkRow{remark.id.value,
                         TRY(names_.of(remark.written.by)),
                         format_moment(remark.written.at),
                         remark.text,
                         remark.text.empty(),
                         {}};
    }

    Result<> talk() {
        for (const auto& remark : TRY(life::remarks(tx_, cycle_.id))) {
            auto row = TRY(row_of(remark));
            const auto asked = std::ranges::find(page_.remarks, remark.answers.value, &RemarkRow::id);
            (asked == page_.remarks.end() ? page_.remarks : asked->answers).push_back(std::move(row));
        }
        page_.remark_key = view::new_request_key();
        return {};
    }

    /// "" where none was sent, or where it was taken out since.
    Result<std::string> paper_href(file::AttachmentId id) {
        if (!id) return std::string();
        const auto found = TRY(file::find(tx_, id));
        if (!found || found->removed_at != 0) return std::string();
        return file::address_of(id, file::Size::whole);
    }

    Result<> decisions() {
        for (const auto& r : TRY(recognitions(tx_, cycle_.id))) {
            RecognitionRow row{name_of_level(r.level), unit_label(acting().atlas, r.unit, r.decided_on),
                               r.body};
            row.decision = Sentence(msg::decision_of,
                                    {{"number", r.decision_number}, {"date", r.decided_on.vietnamese()}})
                               .in(request_.language);
            row.signer = r.signer;
            row.grade = r.grade;
            row.reason = r.revoke_reason;
            row.recorded = r.recorded;
            row.paper = TRY(paper_href(r.paper));
            row.revoke_paper = TRY(paper_href(r.revoke_paper));
            if (r.revoked_on)
                row.revoked = Sentence(msg::revoked_by,
                                       {{"number", r.revoke_decision}, {"date", r.revoked_on->vietnamese()}})
                                  .in(request_.language);
            page_.recognitions.push_back(std::move(row));
        }
        return {};
    }

    /// Does the person examine or decide here, and need not stay apart? Who only looks on does neither.
    Result<bool> judges_here() {
        if (auth::looks_on(acting().who)) return false;
        const bool may = std::ranges::any_of(
            std::array{auth::Permission::appraise, auth::Permission::approve, auth::Permission::recognise},
            [&](auth::Permission permission) {
                return may_in(acting().atlas, acting().who, permission, cycle_.unit, acting().today);
            });
        return may && !TRY(must_not_judge(tx_, cycle_, acting().who.user));
    }

    Result<> log() {
        const auto acts = TRY(store::acts(tx_, cycle_.id));
        auto lines = TRY(ledger::history(tx_, "cycle", cycle_.id.value));
        std::ranges::move(TRY(ledger::history(tx_, "initiative_cycle", cycle_.id.value)),
                          std::back_inserter(lines));
        std::ranges::sort(lines, std::ranges::greater(), &ledger::HistoryLine::id);
        const bool judges = TRY(judges_here());
        for (const auto& line : lines) {
            auto label = act_label(line.verb);
            const auto other = std::ranges::find(services_.parts.log, line.verb, &LogWord::verb);
            if (other != services_.parts.log.end()) label = *other->label;
            const bool hidden = other != services_.parts.log.end() && other->judges_only && !judges &&
                                line.actor != acting().who.user;
            if (label.empty() || hidden) continue;
            LogRow row{label,
                       line.actor ? TRY(names_.of(line.actor)) : said(msg::act_by_system),
                       format_moment(line.at),
                       {}};
            const auto act = std::ranges::find(acts, line.id, &store::ActRow::entry_id);
            if (act != acts.end()) row.said = said_in(*act, "text");
            page_.log.push_back(std::move(row));
        }
        return {};
    }

    db::Transaction& tx_;
    const Services& services_;
    const Visit& visit_;
    const http::Request& request_;
    DossierPage& page_;
    Names names_;
    Cycle cycle_;
    Statement statement_;
};

view::Label notice_of(std::string_view done) {
    if (done == "moi") return msg::done_begun;
    if (done == "luu") return msg::done_saved;
    if (done == "trao-doi") return msg::done_remark;
    if (done == "trung-ten") return msg::done_namesake;
    const auto* act = process().act(done);
    if (!act) return {};
    return Sentence(msg::done_act, {{"act", std::string(act->label->in(Language::vi))}});
}

/// What a colleague put on record meanwhile, where this sheet says something else.
view::Label on_record(const ItemRow& item, const http::Fields& form) {
    const auto verdict = form.get("verdict_" + item.code);
    if (item.verdict.empty() || (item.verdict == verdict && item.remark == form.get("remark_" + item.code)))
        return {};
    const auto& label = item.verdict == "passed" ? msg::verdict_passed : msg::verdict_to_amend;
    return Sentence(msg::on_record_now,
                    {{"verdict", std::string(label.in(Language::vi))},
                     {"remark", item.remark.empty() ? std::string() : "; " + item.remark}});
}

/// What was typed into the sheet or the remark stands on the page that comes back.
void keep_typed(DossierPage& page, const http::Fields& form, const Error& error) {
    page.error = error;
    for (auto& item : page.items) {
        item.error = error.kind == ErrorKind::conflict ? on_record(item, form)
                                                       : view::error_of(error, "remark_" + item.code);
        item.verdict = form.get("verdict_" + item.code);
        item.remark = form.get("remark_" + item.code);
    }
    if (!page.items.empty()) page.summary = form.get("summary");
    for (auto& one : page.namesakes) {
        if (one.user != form.get("user")) continue;
        one.typed = form.get(one.field);
        for (const auto& wrong : error.fields)
            if (wrong.field == one.field) one.error = wrong.message;
    }
    page.remark_typed = form.get("remark");
    page.answers_typed = form.get("answers");
    if (const auto key = form.get("request_key"); !key.empty()) page.remark_key = key;
}

Examination sheet_of(const http::Fields& form, const std::vector<store::Item>& items) {
    Examination sheet;
    sheet.row_version = parse_number<std::int64_t>(form.get("row_version")).value_or(0);
    for (const auto& item : items) {
        const auto verdict = form.get("verdict_" + item.code);
        sheet.items.push_back({item.code, item.label,
                               verdict == "passed"     ? Verdict::passed
                               : verdict == "to_amend" ? Verdict::to_amend
                                                       : Verdict::open,
                               std::string(form.get("remark_" + item.code))});
    }
    sheet.summary = form.get("summary");
    return sheet;
}

Result<http::Response> finished(const Services& services, const http::Request& request, const Result<>& done,
                                const char* tab, const char* notice) {
    if (done)
        return http::Response::redirect(cycle_href(request.captures.get("code")) + "?muc=" + tab +
                                        "&vua=" + notice);
    const auto kind = done.error().kind;
    if (kind != ErrorKind::invalid && kind != ErrorKind::conflict) return std::unexpected(done.error());
    auto again = request;
    again.query.add("muc", tab);
    return dossier_page(services, again, &done.error());
}

}  // namespace

Result<http::Response> dossier_page(const Services& services, const http::Request& request,
                                    const Error* error) {
    const Visit visit(services, request);
    DossierPage page;
    TRY(services.database.read([&](db::Transaction& tx) {
        page = {};
        return Writer(tx, services, visit, request, page).write();
    }));
    page.notice = notice_of(request.query.get("vua"));
    if (error) keep_typed(page, request.form, *error);
    const auto shell = view::make_shell(request, services.site);
    view::Html out(shell.language);
    views::dossier(out, shell, page);
    return view::respond(out, !error ? 200 : error->kind == ErrorKind::conflict ? 409 : 422);
}

Result<http::Response> show_dossier(const Services& services, const http::Request& request) {
    return dossier_page(services, request);
}

Result<http::Response> do_examine(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auto done = services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto cycle = TRY(open(tx, request.captures.get("code"), visit.acting()));
        const auto items = TRY(store::examination_items(tx, cycle.basis, visit.acting().today));
        return examine(tx, request.captures.get("code"), sheet_of(request.form, items), visit.acting());
    });
    return finished(services, request, done, "tham-dinh", "luu");
}

Result<http::Response> do_clear_namesake(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const auth::UserId user{parse_number<std::int64_t>(request.form.get("user")).value_or(0)};
    const auto box = box_of(user);
    auto done = services.database.write([&](db::Transaction& tx) {
        return clear_namesake(tx, request.captures.get("code"), user, request.form.get(box), visit.acting());
    });
    if (!done)
        for (auto& wrong : done.error().fields) wrong.field = box;
    return finished(services, request, done, "thong-tin", "trung-ten");
}

Result<http::Response> do_remark(const Services& services, const http::Request& request) {
    const Visit visit(services, request);
    const RemarkId answers{parse_number<std::int64_t>(request.form.get("answers")).value_or(0)};
    const auto done = services.database.write([&](db::Transaction& tx) {
        return remark(tx, request.captures.get("code"), std::string(request.form.get("remark")), answers,
                      request.form.get("request_key"), visit.acting());
    });
    return finished(services, request, done, "trao-doi", "trao-doi");
}

}  // namespace kheo::registry::life
