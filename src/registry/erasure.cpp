// SPDX-License-Identifier: Apache-2.0
#include "registry/erasure.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "registry/erasure_store.hpp"
#include "registry/messages.gen.hpp"
#include "registry/prepare.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"
#include "registry/writing.hpp"

namespace kheo::registry {

namespace {

/// What stands in the place of a name. The number keeps two erased owners of one unit two owners.
std::string stand_in(InitiativeId first, std::size_t position) {
    const auto number =
        std::to_string(first.value) + (position > 0 ? "-" + std::to_string(position + 1) : "");
    return Sentence(msg::erased_owner, {{"number", number}}).in(Language::vi);
}

bool is_stand_in(std::string_view name) {
    const auto text = msg::erased_owner.in(Language::vi);
    return name.starts_with(text.substr(0, text.find('{')));
}

/// "Ông Trần Văn Thử" is also written "Trần Văn Thử" in the text around it.
std::string_view bare(std::string_view name) {
    for (const std::string_view title :
         {"Ông ", "ông ", "Bà ", "bà ", "Anh ", "anh ", "Chị ", "chị ", "Đồng chí ", "đồng chí ", "Đ/c ",
          "đ/c ", "Hộ ông ", "Hộ bà ", "hộ ông ", "hộ bà "})
        if (name.starts_with(title)) return name.substr(title.size());
    return name;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    if (from.empty()) return;
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

using Names =
    std::map<std::string, std::string, std::greater<>>;  // as written → stand-in; longest prefix first

Statement without(Statement s, const Names& names) {
    auto& h = s.headings;
    for (auto* text : {&s.owner_text, &s.title, &h.problem, &h.goals, &h.method, &h.area, &h.forces,
                       &h.resources, &h.schedule, &h.outputs, &h.sustainability, &h.note})
        for (const auto& [name, instead] : names) {
            replace_all(*text, name, instead);
            replace_all(*text, bare(name), instead);
        }
    return prepared(std::move(s));
}

std::string joined(const std::vector<std::string>& keys) {
    std::string out;
    for (const auto& key : keys) out += (out.empty() ? "" : ",") + key;
    return out;
}

/// The owners to be erased by key, with what stands in their place in every dossier.
Result<std::map<std::string, std::string>> stand_ins(db::Transaction& tx, InitiativeId id) {
    std::map<std::string, std::string> out;
    const auto owners = TRY(store::owners(tx, id));
    for (std::size_t i = 0; i < owners.size(); ++i) {
        if (is_stand_in(owners[i].name)) continue;
        const auto owned = TRY(store::owned_by(tx, owners[i].owner_key));
        out.emplace(owners[i].owner_key, stand_in(owned.front().id, i));
    }
    return out;
}

Result<ErasedDossier> erase_in(db::Transaction& tx, const store::Owned& owned,
                               const std::map<std::string, std::string>& keys, const Actor& actor) {
    const auto dossier = TRY(store::find(tx, owned.number));
    if (!dossier) return fail(ErrorKind::not_found, msg::dossier_unknown);
    Names names;
    for (const auto& owner : TRY(store::owners(tx, owned.id)))
        if (const auto found = keys.find(owner.owner_key); found != keys.end())
            names.emplace(owner.name, found->second);
    const auto& before = dossier->statement;
    const auto after = without(before, names);
    TRY(store::update(tx, owned.id, owned.number, after, dossier->row_version, actor));
    TRY(store::empty_versions(tx, owned.id));
    TRY(write_version(tx, owned.id, dossier->row_version + 1, after, verb::kErased,
                      joined(changed_keys(before, after)), actor));
    return ErasedDossier{owned.id, dossier->created_at, owned.number, after.title};
}

}  // namespace

Result<Erasure> erase_owners(db::Transaction& tx, std::string_view number, const Actor& actor) {
    const auto dossier = TRY(store::find(tx, number));
    if (!dossier) return fail(ErrorKind::not_found, msg::dossier_unknown);
    if (dossier->statement.owner_type == OwnerType::collective)
        return fail(ErrorKind::invalid, msg::erase_collective, {{"number", std::string(number)}});
    const auto keys = TRY(stand_ins(tx, dossier->id));
    std::map<std::int64_t, store::Owned> affected;
    for (const auto& [key, instead] : keys)
        for (auto& owned : TRY(store::owned_by(tx, key))) affected.emplace(owned.id.value, owned);
    Erasure out;
    for (const auto& [id, owned] : affected) {
        out.dossiers.push_back(TRY(erase_in(tx, owned, keys, actor)));
        for (auto& file : TRY(store::source_files(tx, owned.id)))
            if (std::ranges::find(out.files, file) == out.files.end()) out.files.push_back(file);
    }
    return out;
}

Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id, Millis made_at) {
    return store::number_of(tx, id, made_at);
}

}  // namespace kheo::registry
