// SPDX-License-Identifier: Apache-2.0
// Dated statuses of units and site-clearance campaigns: acts and their store. Whoever calls has asked for the
// permission over the unit; the same request_key again changes nothing.
#pragma once

#include "bodies/model.hpp"
#include "bodies/small_cells.hpp"

namespace kheo::bodies {

/// What a unit is: "commune", "Phường".
struct UnitSort {
    std::string level, type;
};
struct StatusKind {
    std::string code, name, levels;
    Date from, until;
    std::string types{};  // of units, "Xã,Đặc khu"; "" = every type

    bool serves(const UnitSort& unit) const;
};
struct UnitStatus {
    std::int64_t id = 0;
    UnitId unit;
    std::string code, name;
    Date from, until;
    Document document;
};

struct Campaign {
    std::int64_t id = 0;
    UnitId unit;
    std::string title;
    Document document;
    Date from;
};
struct Stretch {
    std::string name;
    Stages counts{};  // to move, agreed, handed over
    Date counted_on;
};

/// Errors: invalid (danh_hieu, ngay: also a day to come, so_van_ban, noi_ban_hanh); conflict field danh_hieu
/// when it holds already.
Result<> award_status(db::Transaction& tx, const UnitStatus& status, const UnitSort& unit, Date today,
                      std::string_view request_key, const Actor& actor);
/// last: its last day. Errors: invalid (ngay: before it began, later than it ends anyhow, or ended already).
Result<> end_status(db::Transaction& tx, std::int64_t status, Date last, Date today, const Actor& actor);

/// The same request_key again: the campaign it made. Errors: invalid (ten, so_van_ban, noi_ban_hanh).
Result<std::int64_t> begin_campaign(db::Transaction& tx, const Campaign& campaign,
                                    std::string_view request_key, const Actor& actor);
/// The counts of a stretch as of a day, in place of older ones. Errors: invalid (ten: empty, or it names a
/// household; so_ho, dong_thuan, ban_giao: not one inside the other; ngay: in the future, or there are newer
/// counts: a form that arrives late replaces nothing).
Result<> count_stretch(db::Transaction& tx, const Campaign& campaign, const Stretch& stretch, Date today,
                       const Actor& actor);

namespace store {
Result<std::vector<StatusKind>> status_kinds(db::Transaction& tx);
/// Newest first.
Result<std::vector<UnitStatus>> statuses(db::Transaction& tx, UnitId unit);
/// Of all units, by the day they began.
Result<std::vector<UnitStatus>> statuses_of_kind(db::Transaction& tx, std::string_view code);
Result<std::optional<UnitStatus>> status(db::Transaction& tx, std::int64_t id);
Result<bool> insert_status(db::Transaction& tx, const UnitStatus& row, std::string_view request_key,
                           const Actor& actor);
Result<bool> is_status_request(db::Transaction& tx, std::string_view request_key);
Result<> close_status(db::Transaction& tx, std::int64_t id, Date last);
Result<std::vector<Campaign>> campaigns(db::Transaction& tx, UnitId unit);
Result<std::optional<Campaign>> campaign(db::Transaction& tx, std::int64_t id);
Result<std::optional<std::int64_t>> campaign_by_request(db::Transaction& tx, std::string_view request_key);
Result<std::int64_t> insert_campaign(db::Transaction& tx, const Campaign& row, std::string_view request_key,
                                     const Actor& actor);
Result<std::vector<Stretch>> stretches(db::Transaction& tx, std::int64_t campaign);
/// false: there are counts of a later day, and they stay.
Result<bool> put_stretch(db::Transaction& tx, std::int64_t campaign, const Stretch& row, const Actor& actor);
}  // namespace store

}  // namespace kheo::bodies
