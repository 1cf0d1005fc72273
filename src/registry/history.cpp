// SPDX-License-Identifier: Apache-2.0
// The history of a dossier (pages.hpp, history_of).
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/ledger/ledger.hpp"
#include "registry/initiative_form.hpp"
#include "registry/messages.gen.hpp"
#include "registry/pages.hpp"
#include "registry/store.hpp"
#include "registry/writing.hpp"

namespace kheo::registry {

namespace {

view::Label name_of_act(std::string_view act) {
    if (act == verb::kRegistered) return msg::act_registered;
    if (act == verb::kMaintained) return msg::act_maintained;
    if (act == verb::kEdited) return msg::act_edited;
    if (act == verb::kRenewed) return msg::act_renewed;
    if (act == verb::kUndone) return msg::act_undone;
    if (act == verb::kStateChanged) return msg::act_state_changed;
    if (act == verb::kErased) return msg::act_erased;
    return std::string(act);
}

using Values = std::map<std::string, std::string>;

Values values_of_version(const store::Version& version) {
    Values out;
    const auto json = nlohmann::json::parse(version.value_json.value_or("{}"), nullptr, false);
    if (!json.is_object()) return out;
    for (const auto& [key, value] : json.items())
        if (value.is_string()) out[key] = value.get<std::string>();
    return out;
}

class History {
  public:
    History(std::vector<store::Version> versions, const Reading& reading, const std::vector<Field>& fields,
            Language language)
        : versions_(std::move(versions)), reading_(reading), fields_(fields), language_(language) {}

    void add_changes(HistoryRow& row, const ledger::HistoryLine& line) const {
        const auto now = std::ranges::find(versions_, line.id, &store::Version::entry_id);
        if (now == versions_.end()) return;
        row.erased = !now->value_json;
        if (now == versions_.begin() || row.erased) return;
        const auto before = values_of_version(*std::prev(now)), after = values_of_version(*now);
        for (const auto key : split(line.changed, ',')) {
            const auto* label = label_of(key);
            if (label) row.changes.push_back({*label, readable(before, key), readable(after, key)});
        }
    }

  private:
    std::string readable(const Values& values, std::string_view key) const {
        const auto found = values.find(std::string(key));
        if (found == values.end()) return {};
        return value_for_people(key, found->second, reading_, fields_, language_);
    }

    std::vector<store::Version> versions_;
    const Reading& reading_;
    const std::vector<Field>& fields_;
    Language language_;
};

}  // namespace

Result<std::vector<HistoryRow>> history_of(db::Transaction& tx, const Initiative& initiative,
                                           const Reading& reading, const std::vector<Field>& fields,
                                           Language language) {
    const History history(TRY(store::versions(tx, initiative.id)), reading, fields, language);
    std::vector<HistoryRow> rows;
    for (const auto& line : TRY(ledger::history(tx, "initiative", initiative.id.value))) {
        HistoryRow row{name_of_act(line.verb), {}, format_moment(line.at), {}, false};
        row.person = line.actor ? TRY(auth::display_name(tx, line.actor))
                                : std::string(msg::act_by_system.in(language));
        history.add_changes(row, line);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace kheo::registry
