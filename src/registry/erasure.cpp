// SPDX-License-Identifier: Apache-2.0
#include "registry/erasure.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "registry/erasure_store.hpp"
#include "registry/mentions.hpp"
#include "registry/messages.gen.hpp"
#include "registry/prepare.hpp"
#include "registry/rules.hpp"
#include "registry/store.hpp"
#include "registry/writing.hpp"

namespace kheo::registry {

namespace {

/// What stands in the place of a name. The number keeps two erased owners of one unit two owners.
std::string stand_in(const std::string& number) {
    return Sentence(msg::erased_owner, {{"number", number}}).in(Language::vi);
}

std::string number_for(InitiativeId first, std::size_t position) {
    return std::to_string(first.value) + (position > 0 ? "-" + std::to_string(position + 1) : "");
}

bool is_stand_in(std::string_view name) {
    const auto text = msg::erased_owner.in(Language::vi);
    return name.starts_with(text.substr(0, text.find('{')));
}

using Names =
    std::map<std::string, std::string, std::greater<>>;  // as written → stand-in; longest prefix first

/// Owner by owner: "Bà An" is not part of "Trần Thị An".
std::string owners_without(std::string_view owner_text, const Names& names) {
    std::string out;
    for (const auto& owner : split_owners(owner_text)) {
        const auto found = std::ranges::find_if(
            names, [&](const auto& name) { return fold_words(name.first) == fold_words(owner); });
        out += (out.empty() ? "" : "; ") + (found == names.end() ? owner : found->second);
    }
    return out;
}

Statement without(Statement s, const Names& names) {
    s.owner_text = owners_without(s.owner_text, names);
    auto& h = s.headings;
    for (auto* text : {&s.title, &h.problem, &h.goals, &h.method, &h.area, &h.forces, &h.resources,
                       &h.schedule, &h.outputs, &h.sustainability, &h.note})
        for (const auto& [name, instead] : names) take_out(*text, name, instead);
    return prepared(std::move(s));
}

std::string joined(const std::vector<std::string>& keys) {
    std::string out;
    for (const auto& key : keys) out += (out.empty() ? "" : ",") + key;
    return out;
}

using Numbers = std::map<std::string, std::string>;  // owner_key → number in its stand-in

/// Where the owner stands in the first of its dossiers; further on where that number is somebody else's
/// already.
Result<std::string> number_of_owner(db::Transaction& tx, territory::UnitId unit, const std::string& key,
                                    const Numbers& given) {
    const auto first = TRY(store::owned_by(tx, key)).front();
    const auto owners = TRY(store::owners(tx, first.id));
    auto position = static_cast<std::size_t>(std::ranges::find(owners, key, &store::OwnerRow::owner_key) -
                                             owners.begin());
    for (;; ++position) {
        auto number = number_for(first.id, position);
        const bool now = std::ranges::any_of(given, [&](const auto& g) { return g.second == number; });
        if (!now && TRY(store::owned_by(tx, owner_key(unit, stand_in(number)))).empty()) return number;
    }
}

/// The owners of the dossier that are to be erased.
Result<Numbers> numbers_for(db::Transaction& tx, const Initiative& dossier) {
    Numbers out;
    for (const auto& owner : TRY(store::owners(tx, dossier.id)))
        if (!is_stand_in(owner.name) && !out.contains(owner.owner_key))
            out.emplace(owner.owner_key,
                        TRY(number_of_owner(tx, dossier.statement.unit, owner.owner_key, out)));
    return out;
}

Result<Initiative> dossier_of_person(db::Transaction& tx, std::string_view number, OwnersAre known) {
    auto dossier = TRY(store::find(tx, number));
    if (!dossier) return fail(ErrorKind::not_found, msg::dossier_unknown);
    if (known != OwnersAre::persons && dossier->statement.owner_type == OwnerType::collective)
        return fail(ErrorKind::invalid, msg::erase_collective, {{"number", std::string(number)}});
    return *std::move(dossier);
}

/// Replaces these owners of one dossier.
Result<ErasedDossier> replace_owners(db::Transaction& tx, const Initiative& dossier,
                                     std::vector<ErasedOwner> erased, const Actor& actor) {
    const auto owners = TRY(store::owners(tx, dossier.id));
    Names names;
    for (const auto& e : erased)
        names.emplace(owners[static_cast<std::size_t>(e.position)].name, stand_in(e.number));
    const auto& before = dossier.statement;
    const auto after = without(before, names);
    TRY(store::update(tx, dossier.id, after, dossier.row_version, actor));
    TRY(store::empty_versions(tx, dossier.id));
    TRY(write_version(tx, dossier.id, dossier.row_version + 1, after, verb::kErased,
                      joined(changed_keys(before, after)), actor));
    return ErasedDossier{dossier.id, dossier.created_at, dossier.number, after.title, std::move(erased)};
}

Result<ErasedDossier> erase_in(db::Transaction& tx, const store::Owned& owned, const Numbers& numbers,
                               const Actor& actor) {
    const auto dossier = TRY(store::find(tx, owned.number));
    if (!dossier) return fail(ErrorKind::not_found, msg::dossier_unknown);
    std::vector<ErasedOwner> erased;
    int position = 0;
    for (const auto& owner : TRY(store::owners(tx, owned.id))) {
        if (const auto found = numbers.find(owner.owner_key); found != numbers.end())
            erased.push_back({position, found->second});
        ++position;
    }
    return replace_owners(tx, *dossier, std::move(erased), actor);
}

}  // namespace

Result<Erasure> erase_owners(db::Transaction& tx, std::string_view number, OwnersAre known,
                             const Actor& actor) {
    const auto dossier = TRY(dossier_of_person(tx, number, known));
    const auto numbers = TRY(numbers_for(tx, dossier));
    std::map<std::int64_t, store::Owned> affected;
    for (const auto& [key, instead] : numbers)
        for (auto& owned : TRY(store::owned_by(tx, key))) affected.emplace(owned.id.value, owned);
    Erasure out;
    for (const auto& [id, owned] : affected) {
        out.dossiers.push_back(TRY(erase_in(tx, owned, numbers, actor)));
        for (auto& file : TRY(store::source_files(tx, owned.id)))
            if (std::ranges::find(out.files, file) == out.files.end()) out.files.push_back(file);
    }
    return out;
}

Result<std::vector<std::string>> names_to_erase(db::Transaction& tx, std::string_view number,
                                                OwnersAre known) {
    const auto dossier = TRY(dossier_of_person(tx, number, known));
    std::vector<std::string> out;
    for (auto& owner : TRY(store::owners(tx, dossier.id)))
        if (!is_stand_in(owner.name)) out.push_back(std::move(owner.name));
    return out;
}

Result<bool> erase_owners_again(db::Transaction& tx, const ErasedDossier& erased, const Actor& actor) {
    const auto number = TRY(store::number_of(tx, erased.id, erased.made_at));
    if (!number) return false;
    const auto dossier = TRY(store::find(tx, *number));
    const auto owners = TRY(store::owners(tx, erased.id));
    std::vector<ErasedOwner> left;
    for (const auto& e : erased.owners)
        if (e.position >= 0 && static_cast<std::size_t>(e.position) < owners.size() &&
            !is_stand_in(owners[static_cast<std::size_t>(e.position)].name))
            left.push_back(e);
    if (!dossier || left.empty()) return false;
    TRY(replace_owners(tx, *dossier, std::move(left), actor));
    return true;
}

std::string erased_list_name() {
    return std::string(msg::erased_list.in(Language::vi));
}

Result<> forget_list_names(db::Transaction& tx, const std::vector<std::string>& hashes) {
    for (const auto& hash : hashes) TRY(store::rename_batches(tx, hash, erased_list_name()));
    return {};
}

Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id, Millis made_at) {
    return store::number_of(tx, id, made_at);
}

}  // namespace kheo::registry
