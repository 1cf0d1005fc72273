// SPDX-License-Identifier: Apache-2.0
// The examination of a plan, and the questions and answers on a dossier (life.hpp).
#include <algorithm>

#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/life/guards.hpp"
#include "registry/life/messages.gen.hpp"
#include "registry/life/service.hpp"
#include "registry/life/store.hpp"
#include "registry/life/waiting_talk.hpp"

namespace kheo::registry::life {

namespace {

constexpr std::size_t kLongestRemark = 1000;
constexpr std::string_view kSummary;  // the item of the examiner's summary

std::string_view code_of(Verdict verdict) {
    if (verdict == Verdict::passed) return "passed";
    return verdict == Verdict::to_amend ? "to_amend" : "";
}

Sentence too_long() {
    return {msg::text_too_long, {{"limit", format_count(kLongestRemark)}}};
}

std::vector<FieldError> wrong_in(const Examination& sheet) {
    std::vector<FieldError> out;
    for (const auto& item : sheet.items) {
        if (item.verdict == Verdict::to_amend && trim(item.remark).empty())
            out.push_back({"remark_" + item.item, msg::amend_needs_remark});
        if (length(item.remark) > kLongestRemark) out.push_back({"remark_" + item.item, too_long()});
    }
    if (length(sheet.summary) > kLongestRemark) out.push_back({"summary", too_long()});
    return out;
}

/// May examine: the right, and not the maker of the dossier.
Result<> check_examiner(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    if (!may_in(acting.atlas, acting.who, auth::Permission::appraise, cycle.unit, acting.today))
        return fail(ErrorKind::forbidden, msg::cycle_unknown);
    if (cycle.state != "submitted") return fail(ErrorKind::conflict, msg::not_waiting_for_examination);
    const auto standing = TRY(Standing::of(tx, cycle, acting));
    if (auto why = standing.asking().hindrance("not_creator"))
        return fail(Error{ErrorKind::forbidden, *std::move(why), {}, {}, {}});
    return {};
}

/// What of the sheet is not on record yet. A box that was left open says nothing.
std::vector<store::Judged> news_of(const Examination& sheet, const std::vector<store::Judged>& known,
                                   Step now) {
    std::vector<store::Judged> out;
    const auto add = [&](std::string item, std::string_view verdict, const std::string& remark) {
        const auto text = std::string(trim(remark));
        const auto before = std::ranges::find(known, item, &store::Judged::item);
        const bool told = before == known.end() ? verdict.empty() && text.empty()
                                                : before->verdict == verdict && before->remark == text;
        if (!told) out.push_back({std::move(item), std::string(verdict), text, now});
    };
    for (const auto& item : sheet.items)
        if (item.verdict != Verdict::open) add(item.item, code_of(item.verdict), item.remark);
    add(std::string(kSummary), "", sheet.summary);
    return out;
}

/// What was sent is examined by the questions that stood when it was sent: a new rule asks the next ones.
Date asked_on(const Cycle& cycle, Date today) {
    return cycle.submitted.at > 0 ? local_date(cycle.submitted.at) : today;
}

}  // namespace

Verdict verdict_of(std::string_view code) {
    if (code == "passed") return Verdict::passed;
    return code == "to_amend" ? Verdict::to_amend : Verdict::open;
}

Result<Examination> examination_of(db::Transaction& tx, const Cycle& cycle, Date today) {
    const auto judged = TRY(store::judged(tx, cycle.id, cycle.round));
    const auto find = [&](std::string_view item) {
        return std::ranges::find(judged, item, &store::Judged::item);
    };
    Examination out;
    out.row_version = cycle.row_version;
    for (auto& item : TRY(store::examination_items(tx, cycle.basis, asked_on(cycle, today)))) {
        const auto found = find(item.code);
        const bool known = found != judged.end();
        out.items.push_back({item.code, item.label, known ? verdict_of(found->verdict) : Verdict::open,
                             known ? found->remark : std::string()});
    }
    if (const auto summary = find(kSummary); summary != judged.end()) {
        out.summary = summary->remark;
        out.by = summary->step.by;
        out.at = summary->step.at;
    }
    return out;
}

Result<> examine(db::Transaction& tx, std::string_view code, const Examination& sheet, const Acting& acting) {
    const auto cycle = TRY(open(tx, code, acting));
    TRY(check_examiner(tx, cycle, acting));
    if (auto wrong = wrong_in(sheet); !wrong.empty())
        return fail(Error{ErrorKind::invalid, {}, std::move(wrong), {}, {}});
    const auto news =
        news_of(sheet, TRY(store::judged(tx, cycle.id, cycle.round)), Step{acting.who.user, acting.at});
    if (news.empty()) return {};
    if (!TRY(store::touch(tx, cycle.id, sheet.row_version)))
        return fail(TRY(written_meanwhile(tx, cycle, acting.at)));
    for (const auto& one : news) TRY(store::save_judged(tx, cycle.id, cycle.round, one));
    TRY(ledger::append(
        tx, {acting.who.user, "registry.cycle_examined", "cycle", cycle.id.value, "examination", {}},
        acting.at));
    return {};
}

Result<> remark(db::Transaction& tx, std::string_view code, const std::string& text, RemarkId answers,
                std::string_view request_key, const Acting& acting, Reply reply) {
    if (!request_key.empty() && TRY(store::remark_of_request(tx, request_key))) return {};
    const auto cycle = TRY(open(tx, code, acting));
    const auto said = std::string(trim(text));
    if (said.empty() || length(said) > kLongestRemark)
        return fail(Error{ErrorKind::invalid,
                          {},
                          {{"remark", said.empty() ? Sentence(msg::remark_empty) : too_long()}},
                          {},
                          {}});
    const auto known = TRY(remarks(tx, cycle.id));
    if (answers && std::ranges::find(known, answers, &Remark::id) == known.end())
        return fail(ErrorKind::not_found, msg::cycle_unknown);
    const auto salt = ledger::new_salt();
    const auto entry = TRY(ledger::append(tx,
                                          {acting.who.user, "registry.cycle_remarked", "cycle",
                                           cycle.id.value, "remark", ledger::commit(salt, said)},
                                          acting.at));
    Remark row{{}, thread_of(known, answers), said, {acting.who.user, acting.at}};
    TRY(say_for_whom(tx, cycle, known, row, reply, acting));
    return store::insert_remark(tx, cycle.id, row, salt, entry, request_key);
}

}  // namespace kheo::registry::life
