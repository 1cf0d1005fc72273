// SPDX-License-Identifier: Apache-2.0
#include "registry/conflict.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "registry/messages.gen.hpp"
#include "registry/prepare.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"

namespace kheo::registry {

namespace {

struct Sides {
    Initiative theirs;
    nlohmann::json base;  // values both started from; null when that version was erased
};

Result<Sides> load_sides(db::Transaction& tx, const EditPage& page, const Reading& reading) {
    auto theirs = TRY(find(tx, page.number, reading));
    if (!theirs) return fail(ErrorKind::not_found, msg::dossier_unknown);
    Sides sides{*std::move(theirs), nullptr};
    for (const auto& version : TRY(store::versions(tx, sides.theirs.id)))
        if (version.version == page.row_version && version.value_json)
            sides.base = nlohmann::json::parse(*version.value_json, nullptr, false);
    return sides;
}

}  // namespace

Result<> show_differences(const Services& services, EditPage& page, const Statement& typed,
                          const FormSetting& setting, const http::Request&, const Reading& reading) {
    const auto sides =
        TRY(services.database.read([&](db::Transaction& tx) { return load_sides(tx, page, reading); }));
    const auto theirs = values_of(sides.theirs.statement), mine = values_of(prepared(typed));
    const auto their_form = values_of_form(sides.theirs.statement, reading, setting);
    const auto people = [&](const std::string& key, const std::string& value) {
        return value_for_people(key, value, reading, setting.fields, Language::vi);
    };
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        const auto& key = theirs[i].key;
        if (theirs[i].value == mine[i].value) continue;
        const bool untouched =
            sides.base.is_object() && sides.base.value(key, std::string()) == mine[i].value;
        if (untouched) page.values.set(key, std::string(their_form.get(key)));
        const auto* label = label_of(key);
        page.differences.push_back({label ? view::Label(*label) : view::Label(key),
                                    people(key, theirs[i].value), people(key, mine[i].value), untouched});
    }
    page.row_version = sides.theirs.row_version;
    return {};
}

}  // namespace kheo::registry
