// SPDX-License-Identifier: Apache-2.0
#include "bodies/teams.hpp"

#include <algorithm>

#include "base/household.hpp"
#include "base/text.hpp"
#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/photos.hpp"
#include "bodies/team_store.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::bodies {

namespace {

constexpr std::size_t kLongestLine = 200, kLongestText = 2000, kLongestActivity = 300;  // characters
constexpr std::int64_t kMostPeople = 100'000;

Result<> log(db::Transaction& tx, std::string_view verb, std::string_view subject, std::int64_t id,
             std::string_view changed, const Actor& actor) {
    TRY(ledger::append(tx, {actor.user, verb, subject, id, changed, {}}, actor.at));
    return {};
}

void check_length(std::string_view text, std::size_t most, std::string field, std::vector<FieldError>& out) {
    if (length(text) > most)
        out.push_back({std::move(field), Sentence(msg::too_long, {{"most", std::to_string(most)}})});
}

template <std::size_t N>
bool is_one(const std::array<std::string_view, N>& list, std::string_view code) {
    return std::ranges::find(list, code) != list.end();
}

bool is_done(const Report& report) {
    return report.state == "taken_over" || report.state == "closed";
}

Result<> check_open(const Report& report) {
    if (is_done(report)) return fail(ErrorKind::conflict, msg::slip_is_done);
    return {};
}

Result<> move(db::Transaction& tx, Report report, std::string_view state, std::string_view verb,
              const Actor& actor) {
    report.state = state;
    TRY(store::set_report_state(tx, report, actor));
    return log(tx, verb, "team_report", report.id.value, "state", actor);
}

/// Their files go with the next sweep.
Result<> forget_photos(db::Transaction& tx, ReportId slip, Millis at) {
    for (const auto& photo : TRY(file::list(tx, photos_of(slip))))
        TRY(file::remove(tx, photo.id, msg::kept_long_enough.in(Language::vi), {{}, at, {}}));
    return {};
}

}  // namespace

Result<> add_member(db::Transaction& tx, const Member& member, std::string_view request_key,
                    const Actor& actor) {
    if (TRY(store::is_member_request(tx, request_key))) return {};
    std::vector<FieldError> faults;
    if (member.name.empty()) faults.push_back({"ho_ten", msg::person_missing});
    check_length(member.name, kLongestLine, "ho_ten", faults);
    check_length(member.post, kLongestLine, "chuc_vu", faults);
    if (!is_one(kRoles, member.role)) faults.push_back({"vai_tro", msg::role_missing});
    if (member.until < member.from) faults.push_back({"den_ngay", msg::until_before_from});
    for (const auto& other : TRY(store::members(tx, member.team)))
        if (member.role == "head" && other.role == "head" && other.serves_on(member.from))
            faults.push_back({"vai_tro", msg::head_is_there});
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    if (!TRY(store::insert_member(tx, member, request_key, actor))) return {};
    return log(tx, "bodies.member_added", "body", member.team.value, "members", actor);
}

Result<> end_member(db::Transaction& tx, MemberId id, Date last, const Actor& actor) {
    const auto member = TRY(store::member(tx, id));
    if (!member) return fail(ErrorKind::not_found, msg::no_such_body);
    if (member->left_on == last) return {};  // the same form again
    const auto refuse = [](const Message& why, Date day) -> Result<> {
        return fail(form_error({{"ngay", Sentence(why, {{"day", day.vietnamese()}})}}));
    };
    if (member->left_on) return refuse(msg::left_already, *member->left_on);
    if (last < member->from) return refuse(msg::left_too_early, member->from);
    if (last > member->until) return refuse(msg::left_too_late, member->until);
    TRY(store::set_left(tx, id, last));
    return log(tx, "bodies.member_left", "body", member->team.value, "members", actor);
}

Result<> erase_member(db::Transaction& tx, const Member& member, const Actor& actor) {
    TRY(store::forget_member(tx, member));
    return log(tx, "bodies.member_erased", "body", member.team.value, "members", actor);
}

std::vector<FieldError> faults_of(const Activity& activity, Date today) {
    std::vector<FieldError> faults;
    if (activity.day > today) faults.push_back({"ngay", msg::day_in_future});
    if (!is_one(kActivities, activity.kind)) faults.push_back({"loai", msg::activity_kind_missing});
    if (activity.people < 0 || activity.people > kMostPeople)
        faults.push_back({"so_nguoi", msg::people_wrong});
    if (activity.text.empty()) faults.push_back({"noi_dung", msg::activity_text_missing});
    check_length(activity.text, kLongestActivity, "noi_dung", faults);
    refuse_household(activity.text, "noi_dung", faults);
    return faults;
}

Result<std::optional<std::int64_t>> add_activity(db::Transaction& tx, const Activity& activity,
                                                 std::string_view request_key, Date today,
                                                 const Actor& actor) {
    auto faults = faults_of(activity, today);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    auto made = TRY(store::insert_activity(tx, activity, request_key, actor));
    if (made) TRY(log(tx, "bodies.activity_added", "body", activity.team.value, "activity", actor));
    return made;
}

std::vector<FieldError> faults_of(const Slip& slip) {
    std::vector<FieldError> out;
    if (slip.title.empty()) out.push_back({"ten", msg::slip_title_missing});
    check_length(slip.title, kLongestLine, "ten", out);
    if (slip.what.empty()) out.push_back({"lam_gi", msg::slip_what_missing});
    check_length(slip.what, kLongestText, "lam_gi", out);
    check_length(slip.who_did, kLongestLine, "ai_lam", out);
    check_length(slip.place, kLongestLine, "o_dau", out);
    // Not in ai_lam: the person whose work it is may be an individual (the owner of the dossier to come).
    refuse_household(slip.title, "ten", out);
    refuse_household(slip.what, "lam_gi", out);
    refuse_household(slip.place, "o_dau", out);
    return out;
}

Result<ReportId> send_slip(db::Transaction& tx, const Report& report, std::string_view request_key) {
    if (const auto known = TRY(store::report_by_request(tx, request_key))) {
        if (known->account != report.account) return fail(ErrorKind::conflict, msg::slip_of_another);
        return known->id;
    }
    auto faults = faults_of(report.slip);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    const auto id = TRY(store::insert_report(tx, report, request_key));
    if (!id) return fail(ErrorKind::conflict, msg::slip_of_another);
    TRY(log(tx, "bodies.slip_sent", "team_report", id->value, "title,what,who,place",
            {report.account, report.sent_at}));
    return *id;
}

Result<> ask(db::Transaction& tx, const Report& report, std::string_view question,
             std::string_view request_key, const Actor& actor) {
    std::vector<FieldError> faults;
    if (question.empty()) faults.push_back({"cau_hoi", msg::question_missing});
    check_length(question, kLongestActivity, "cau_hoi", faults);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    TRY(check_open(report));
    if (!TRY(store::insert_line(tx, report.id, {"question", std::string(question), actor.user, actor.at},
                                request_key)))
        return {};
    return move(tx, report, "asked", "bodies.slip_asked", actor);
}

Result<> answer(db::Transaction& tx, const Report& report, std::string_view text,
                std::string_view request_key, const Actor& actor) {
    std::vector<FieldError> faults;
    if (text.empty()) faults.push_back({"tra_loi", msg::answer_missing});
    check_length(text, kLongestText, "tra_loi", faults);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    TRY(check_open(report));
    if (!TRY(store::insert_line(tx, report.id, {"answer", std::string(text), actor.user, actor.at},
                                request_key)))
        return {};
    return move(tx, report, "sent", "bodies.slip_answered", actor);
}

Result<> close(db::Transaction& tx, const Report& report, std::string_view reason, const Actor& actor) {
    if (report.state == "closed") return {};
    std::vector<FieldError> faults;
    if (reason.empty()) faults.push_back({"ly_do", msg::reason_missing});
    check_length(reason, kLongestActivity, "ly_do", faults);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    TRY(check_open(report));
    auto closed = report;
    closed.reason = reason;
    return move(tx, std::move(closed), "closed", "bodies.slip_closed", actor);
}

Result<> take_over(db::Transaction& tx, const Report& report, std::string_view dossier, const Actor& actor) {
    TRY(check_open(report));
    auto taken = report;
    taken.dossier = dossier;
    return move(tx, std::move(taken), "taken_over", "bodies.slip_taken_over", actor);
}

std::optional<std::string> phone_number(std::string_view typed) {
    std::string out;
    for (const char c : trim(typed)) {
        if (c == ' ' || c == '.' || c == '-') continue;
        const bool plus = c == '+' && out.empty();
        if (!plus && (c < '0' || c > '9')) return std::nullopt;
        out += c;
    }
    if (out.starts_with('+')) return out.size() >= 9 && out.size() <= 16 ? std::optional(out) : std::nullopt;
    return out.starts_with('0') && (out.size() == 10 || out.size() == 11) ? std::optional(out) : std::nullopt;
}

Result<Swept> forget(db::Transaction& tx, Date today, Millis at) {
    Swept out;
    const auto keep = TRY(store::parameter(tx, "left_member_days", today));
    if (keep > 0) {
        for (const auto& member :
             TRY(store::members_gone_before(tx, today.plus_days(-static_cast<int>(keep))))) {
            TRY(store::forget_member(tx, member));
            ++out.members;
        }
    }
    const auto slips = TRY(store::parameter(tx, "closed_slip_days", today));
    if (slips <= 0) return out;
    for (const auto slip : TRY(store::empty_reports(tx, at - slips * 86'400'000))) {
        TRY(forget_photos(tx, slip, at));
        ++out.slips;
    }
    return out;
}

}  // namespace kheo::bodies
