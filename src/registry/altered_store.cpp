// SPDX-License-Identifier: Apache-2.0
// What somebody changed past the program (registry.hpp, altered).
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/messages.gen.hpp"
#include "registry/prepare.hpp"
#include "registry/store.hpp"

namespace kheo::registry {

namespace {

constexpr int kInitiativesAtOnce = 500;

struct KeptVersion {
    std::string number;
    std::int64_t version = 0, newest = 0, entry_id = 0;
    std::string values, salt;
};

KeptVersion read_version(const db::Row& row) {
    return {row.get<std::string>(0), row.integer(1),          row.integer(2),
            row.integer(3),          row.get<std::string>(4), row.get<std::string>(5)};
}

/// Versions whose values were not erased, of the initiatives behind `after` up to `last`.
Result<std::vector<KeptVersion>> kept_versions(db::Transaction& tx, std::int64_t after, std::int64_t last) {
    return tx.all(read_version,
                  "SELECT i.number, v.version, i.row_version, v.entry_id, v.value_json, v.salt "
                  "FROM initiative_version v JOIN initiative i ON i.id = v.initiative_id "
                  "WHERE v.initiative_id > ?1 AND v.initiative_id <= ?2 AND v.value_json IS NOT NULL "
                  "ORDER BY v.initiative_id, v.version",
                  after, last);
}

/// Equal when two statements say the same; a theme is known by its folded name, in whatever order.
nlohmann::json comparable(const std::string& values) {
    auto json = nlohmann::json::parse(values, nullptr, false);
    if (!json.is_object() || !json.contains("themes") || !json["themes"].is_string()) return json;
    std::set<std::string> themes;
    for (const auto theme : split(json["themes"].get_ref<const std::string&>(), ';'))
        themes.insert(fold_words(theme));
    json["themes"] = themes;
    return json;
}

Result<> look_at(db::Transaction& tx, const KeptVersion& kept, std::vector<std::string>& out) {
    if (TRY(ledger::commitment_of(tx, kept.entry_id)) != ledger::commit(kept.salt, kept.values))
        out.push_back(
            Sentence(msg::altered_kept, {{"name", kept.number}, {"version", std::to_string(kept.version)}})
                .in(Language::vi));
    if (kept.version != kept.newest) return {};
    const auto dossier = TRY(store::find(tx, kept.number));
    if (dossier && comparable(to_json(dossier->statement)) != comparable(kept.values))
        out.push_back(Sentence(msg::altered_shown, {{"name", kept.number}}).in(Language::vi));
    return {};
}

}  // namespace

Result<std::vector<std::string>> altered(db::Transaction& tx) {
    std::vector<std::string> out;
    for (std::int64_t after = 0;;) {
        const auto last = TRY(
            tx.value("SELECT coalesce(max(id), 0) FROM (SELECT id FROM initiative WHERE id > ?1 ORDER BY id "
                     "LIMIT ?2) page",
                     after, kInitiativesAtOnce));
        if (last == 0) return out;
        for (const auto& kept : TRY(kept_versions(tx, after, last))) TRY(look_at(tx, kept, out));
        after = last;
    }
}

}  // namespace kheo::registry
