// SPDX-License-Identifier: Apache-2.0
#include "bodies/achieved.hpp"

namespace kheo::bodies::store {

namespace {

std::string day_text(const Document& document) {
    return document.day ? document.day->iso() : std::string();
}

Document read_document(const db::Row& row, int first) {
    return {row.get<std::string>(first), row.get<std::string>(first + 2),
            Date::parse_iso(row.text(first + 1))};
}

constexpr std::string_view kStatuses =
    "SELECT s.id, s.unit_id, s.code, COALESCE((SELECT c.name FROM unit_status_code c WHERE c.code = s.code "
    "ORDER BY c.valid_from DESC LIMIT 1), s.code), s.valid_from, s.valid_to, s.document_number, "
    "s.document_day, s.document_issuer FROM unit_status s ";

UnitStatus read_status(const db::Row& row) {
    return {row.get<std::int64_t>(0), row.get<UnitId>(1), row.get<std::string>(2), row.get<std::string>(3),
            row.get<Date>(4),         row.get<Date>(5),   read_document(row, 6)};
}

constexpr std::string_view kCampaigns =
    "SELECT id, unit_id, title, document_number, document_day, document_issuer, valid_from FROM "
    "clearance_campaign ";

Campaign read_campaign(const db::Row& row) {
    return {row.get<std::int64_t>(0), row.get<UnitId>(1), row.get<std::string>(2), read_document(row, 3),
            row.get<Date>(6)};
}

}  // namespace

Result<std::vector<StatusKind>> status_kinds(db::Transaction& tx) {
    return tx.all(
        [](const db::Row& row) {
            return StatusKind{row.get<std::string>(0), row.get<std::string>(1), row.get<std::string>(2),
                              row.get<Date>(3),        row.get<Date>(4),        row.get<std::string>(5)};
        },
        "SELECT code, name, levels, valid_from, valid_to, unit_types FROM unit_status_code ORDER BY "
        "position");
}

Result<std::vector<UnitStatus>> statuses(db::Transaction& tx, UnitId unit) {
    return tx.all(read_status,
                  std::string(kStatuses) + "WHERE s.unit_id = ?1 ORDER BY s.valid_from DESC, s.id DESC",
                  unit);
}

Result<std::vector<UnitStatus>> statuses_of_kind(db::Transaction& tx, std::string_view code) {
    return tx.all(read_status, std::string(kStatuses) + "WHERE s.code = ?1 ORDER BY s.valid_from, s.id",
                  code);
}

Result<std::optional<UnitStatus>> status(db::Transaction& tx, std::int64_t id) {
    return tx.find(read_status, std::string(kStatuses) + "WHERE s.id = ?1", id);
}

Result<bool> is_status_request(db::Transaction& tx, std::string_view request_key) {
    return TRY(tx.value("SELECT count(*) FROM unit_status WHERE request_key = ?1", request_key)) > 0;
}

Result<bool> insert_status(db::Transaction& tx, const UnitStatus& row, std::string_view request_key,
                           const Actor& actor) {
    return TRY(tx.exec("INSERT INTO unit_status (unit_id, code, valid_from, valid_to, document_number, "
                       "document_day, document_issuer, request_key, created_at, created_by) VALUES (?1, ?2, "
                       "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (request_key) DO NOTHING",
                       row.unit, row.code, row.from, row.until, row.document.number, day_text(row.document),
                       row.document.issuer, request_key, actor.at, actor.user)) > 0;
}

Result<> close_status(db::Transaction& tx, std::int64_t id, Date last) {
    TRY(tx.exec("UPDATE unit_status SET valid_to = ?2 WHERE id = ?1", id, last));
    return {};
}

Result<std::vector<Campaign>> campaigns(db::Transaction& tx, UnitId unit) {
    return tx.all(read_campaign,
                  std::string(kCampaigns) + "WHERE unit_id = ?1 ORDER BY valid_from DESC, id DESC", unit);
}

Result<std::optional<Campaign>> campaign(db::Transaction& tx, std::int64_t id) {
    return tx.find(read_campaign, std::string(kCampaigns) + "WHERE id = ?1", id);
}

Result<std::optional<std::int64_t>> campaign_by_request(db::Transaction& tx, std::string_view request_key) {
    return tx.find([](const db::Row& row) { return row.integer(0); },
                   "SELECT id FROM clearance_campaign WHERE request_key = ?1", request_key);
}

Result<std::int64_t> insert_campaign(db::Transaction& tx, const Campaign& row, std::string_view request_key,
                                     const Actor& actor) {
    return tx.value(
        "INSERT INTO clearance_campaign (unit_id, title, document_number, document_day, "
        "document_issuer, valid_from, request_key, created_at, created_by) VALUES (?1, ?2, ?3, ?4, "
        "?5, ?6, ?7, ?8, ?9) RETURNING id",
        row.unit, row.title, row.document.number, day_text(row.document), row.document.issuer, row.from,
        request_key, actor.at, actor.user);
}

Result<std::vector<Stretch>> stretches(db::Transaction& tx, std::int64_t campaign) {
    return tx.all(
        [](const db::Row& row) {
            return Stretch{row.get<std::string>(0),
                           {row.get<std::int64_t>(1), row.get<std::int64_t>(2), row.get<std::int64_t>(3)},
                           row.get<Date>(4)};
        },
        "SELECT name, to_move, agreed, handed_over, counted_on FROM clearance_stretch WHERE campaign_id = ?1 "
        "ORDER BY id",
        campaign);
}

Result<bool> put_stretch(db::Transaction& tx, std::int64_t campaign, const Stretch& row, const Actor& actor) {
    return TRY(tx.exec(
               "INSERT INTO clearance_stretch (campaign_id, name, to_move, agreed, handed_over, counted_on, "
               "changed_at, changed_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (campaign_id, "
               "name) DO UPDATE SET to_move = ?3, agreed = ?4, handed_over = ?5, counted_on = ?6, "
               "changed_at = ?7, changed_by = ?8 WHERE clearance_stretch.counted_on <= excluded.counted_on",
               campaign, row.name, row.counts[0], row.counts[1], row.counts[2], row.counted_on, actor.at,
               actor.user)) > 0;
}

}  // namespace kheo::bodies::store
