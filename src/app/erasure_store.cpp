// SPDX-License-Identifier: Apache-2.0
#include "app/erasure_store.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace kheo::app::store {

namespace {

using Json = nlohmann::json;

constexpr std::string_view kColumns =
    "SELECT kind, subject_id, subject_made_at, erased_at, owners, lists FROM erasure";

Erased read(const db::Row& row) {
    Erased out{row.get<std::string>(0), row.integer(1), row.integer(2), row.integer(3), {}, {}};
    read_owners(out, row.get<std::string>(4), row.get<std::string>(5));
    return out;
}

}  // namespace

std::string owners_text(const Erased& erased) {
    auto out = Json::array();
    for (const auto& owner : erased.owners) out.push_back(Json::array({owner.position, owner.number}));
    return out.dump();
}

void read_owners(Erased& erased, const std::string& owners, const std::string& lists) {
    for (const auto& owner : Json::parse(owners))
        erased.owners.push_back({owner.at(0).get<int>(), owner.at(1).get<std::string>()});
    erased.lists = Json::parse(lists).get<std::vector<std::string>>();
    std::ranges::sort(erased.owners);
    std::ranges::sort(erased.lists);
}

Result<> remember(db::Transaction& tx, const Erased& e) {
    const auto before = TRY(
        tx.find(read, std::string(kColumns) + " WHERE kind = ?1 AND subject_id = ?2 AND subject_made_at = ?3",
                e.kind, e.subject, e.made_at));
    const auto now = before ? merged(*before, e) : e;
    TRY(
        tx.exec("INSERT INTO erasure (kind, subject_id, subject_made_at, erased_at, owners, lists) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (kind, subject_id, subject_made_at) "
                "DO UPDATE SET erased_at = excluded.erased_at, owners = excluded.owners, "
                "lists = excluded.lists",
                now.kind, now.subject, now.made_at, now.erased_at, owners_text(now), Json(now.lists).dump()));
    return {};
}

Result<std::set<Erased>> recorded(db::Transaction& tx) {
    std::set<Erased> out;
    TRY(tx.each([&](const db::Row& row) { out.insert(read(row)); }, kColumns));
    return out;
}

}  // namespace kheo::app::store
