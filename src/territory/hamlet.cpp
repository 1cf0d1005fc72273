// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "territory/levels.hpp"
#include "territory/messages.gen.hpp"
#include "territory/store.hpp"

namespace kheo::territory {

Result<UnitId> ensure_hamlet(db::Transaction& tx, UnitId commune, std::string_view name, Date) {
    const auto clean = tidy(name);
    const auto key = name_key(clean);
    if (key.empty()) return fail(ErrorKind::invalid, msg::empty_hamlet);
    for (const auto& hamlet : TRY(store::hamlets_under(tx, commune))) {
        if (name_key(hamlet.name) == key) return hamlet.id;
    }
    if (!TRY(store::is_commune(tx, commune))) return fail(ErrorKind::invalid, msg::no_such_commune);
    // A hamlet stands as long as its commune does, so its own ends stay open.
    const auto id =
        TRY(store::insert_hamlet(tx, commune, {"", "", clean, clean, kNoUnit, beginning(), ending()}));
    TRY(store::bump_revision(tx));
    return id;
}

}  // namespace kheo::territory
