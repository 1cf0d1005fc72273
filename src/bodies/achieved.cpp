// SPDX-License-Identifier: Apache-2.0
#include "bodies/achieved.hpp"

#include <algorithm>

#include "base/household.hpp"
#include "base/text.hpp"
#include "bodies/acts.hpp"
#include "bodies/messages.gen.hpp"
#include "bodies/rules.hpp"
#include "platform/ledger/ledger.hpp"

namespace kheo::bodies {

namespace {

constexpr std::int64_t kMostHouseholds = 1'000'000;

bool names(std::string_view list, std::string_view wanted) {
    return std::ranges::any_of(split(list, ','), [&](auto one) { return one == wanted; });
}

Result<> log(db::Transaction& tx, std::string_view verb, std::string_view subject, std::int64_t id,
             std::string_view changed, const Actor& actor) {
    TRY(ledger::append(tx, {actor.user, verb, subject, id, changed, {}}, actor.at));
    return {};
}

bool is_count(std::int64_t n) {
    return 0 <= n && n <= kMostHouseholds;
}

}  // namespace

bool StatusKind::serves(const UnitSort& unit) const {
    return names(levels, unit.level) && (types.empty() || names(types, unit.type));
}

Result<> award_status(db::Transaction& tx, const UnitStatus& status, const UnitSort& unit, Date today,
                      std::string_view request_key, const Actor& actor) {
    if (TRY(store::is_status_request(tx, request_key))) return {};
    std::vector<FieldError> faults;
    const auto kinds = TRY(store::status_kinds(tx));
    const bool known = std::ranges::any_of(kinds, [&](const StatusKind& kind) {
        return kind.code == status.code && kind.serves(unit) && kind.from <= status.from &&
               status.from <= kind.until;
    });
    if (!known) faults.push_back({"danh_hieu", msg::status_not_here});
    if (today < status.from) faults.push_back({"ngay", msg::status_ahead});
    if (status.until < status.from) faults.push_back({"den_ngay", msg::until_before_from});
    for (const auto& other : TRY(store::statuses(tx, status.unit)))
        if (other.code == status.code && other.from <= status.until && status.from <= other.until)
            faults.push_back({"danh_hieu", msg::status_is_there});
    add_document_faults(status.document, faults);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    if (!TRY(store::insert_status(tx, status, request_key, actor))) return {};
    return log(tx, "bodies.status_awarded", "unit", status.unit.value, "status,document", actor);
}

Result<> end_status(db::Transaction& tx, std::int64_t id, Date last, Date today, const Actor& actor) {
    const auto status = TRY(store::status(tx, id));
    if (!status) return fail(ErrorKind::not_found, msg::no_such_body);
    if (last == status->until) return {};  // the same form again
    const auto day = (last < status->from ? status->from : status->until).vietnamese();
    if (last < status->from)
        return fail(form_error({{"ngay", Sentence(msg::status_too_early, {{"day", day}})}}));
    if (last > status->until || status->until < today)
        return fail(form_error({{"ngay", Sentence(msg::status_over, {{"day", day}})}}));
    TRY(store::close_status(tx, id, last));
    return log(tx, "bodies.status_ended", "unit", status->unit.value, "status", actor);
}

Result<std::int64_t> begin_campaign(db::Transaction& tx, const Campaign& campaign,
                                    std::string_view request_key, const Actor& actor) {
    if (const auto known = TRY(store::campaign_by_request(tx, request_key))) return *known;
    std::vector<FieldError> faults;
    if (campaign.title.empty()) faults.push_back({"ten", msg::name_missing});
    refuse_household(campaign.title, "ten", faults);
    add_document_faults(campaign.document, faults);
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    const auto id = TRY(store::insert_campaign(tx, campaign, request_key, actor));
    TRY(log(tx, "bodies.clearance_begun", "clearance_campaign", id, "title,document", actor));
    return id;
}

Result<> count_stretch(db::Transaction& tx, const Campaign& campaign, const Stretch& stretch, Date today,
                       const Actor& actor) {
    std::vector<FieldError> faults;
    if (stretch.name.empty()) faults.push_back({"ten", msg::stretch_missing});
    if (length(stretch.name) > kLongestName)
        faults.push_back({"ten", Sentence(msg::too_long, {{"most", std::to_string(kLongestName)}})});
    refuse_household(stretch.name, "ten", faults);
    const auto& [to_move, agreed, handed] = stretch.counts;
    if (!is_count(to_move)) faults.push_back({"so_ho", msg::households_wrong});
    if (!is_count(agreed) || agreed > to_move) faults.push_back({"dong_thuan", msg::agreed_wrong});
    if (!is_count(handed) || handed > agreed) faults.push_back({"ban_giao", msg::handed_wrong});
    if (stretch.counted_on > today) faults.push_back({"ngay", msg::day_in_future});
    if (!faults.empty()) return fail(form_error(std::move(faults)));
    if (!TRY(store::put_stretch(tx, campaign.id, stretch, actor)))
        return fail(form_error({{"ngay", msg::counted_later}}));
    return log(tx, "bodies.stretch_counted", "clearance_campaign", campaign.id, "counts", actor);
}

}  // namespace kheo::bodies
