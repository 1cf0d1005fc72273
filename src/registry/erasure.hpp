// SPDX-License-Identifier: Apache-2.0
// Part of the door, for app: taking the name of a person out of the registry on their request. The dossier,
// its registrations and its figures stay; the ledger keeps that something was erased, not what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registry/registry.hpp"

namespace kheo::registry {

/// An owner that was replaced: where it stood in its dossier (from 0) and the number in its stand-in. Enough
/// to do the same again on an older copy, and nothing about the person.
struct ErasedOwner {
    int position = 0;
    std::string number;  // "12", "12-2": digits and '-'
    auto operator<=>(const ErasedOwner&) const = default;
};

/// One dossier a name was taken out of.
struct ErasedDossier {
    InitiativeId id;
    Millis made_at = 0;  // of the dossier
    std::string number, title;
    std::vector<ErasedOwner> owners;  // by position
};

/// What the caller knows about the owners of the dossier.
enum class OwnersAre {
    as_the_dossier_says,
    persons,  // whatever the dossier says: lists call many a person a collective
};

struct Erasure {
    std::vector<ErasedDossier> dossiers;
    std::vector<std::string> files;  // SHA-256 of imported lists that hold the name: the caller deletes them
};

/// Replaces the names of the owners of a dossier, here and in every other dossier of the same owners (equal
/// owner_key), in owner, title and headings (mentions.hpp); empties the kept values of all earlier versions.
/// Two erased owners of one unit stay two. Refuses (invalid) a collective owner, whose name is no personal
/// data, unless the caller knows that it is a person; not_found for an unknown number. A dossier whose
/// registrations were all undone is like any other. Erasing twice changes nothing.
Result<Erasure> erase_owners(db::Transaction& tx, std::string_view number, OwnersAre known,
                             const Actor& actor);

/// The names that erase_owners would replace, as written; its refusals.
Result<std::vector<std::string>> names_to_erase(db::Transaction& tx, std::string_view number,
                                                OwnersAre known);

/// The same again, after a restore: these owners of this dossier, nobody else and nowhere else, whatever kind
/// the owner is. False when there is no such dossier (id and the moment it was made) or nothing was left to
/// replace. Refuses nothing.
Result<bool> erase_owners_again(db::Transaction& tx, const ErasedDossier& erased, const Actor& actor);

/// What stands where the name of a list was that held an erased person.
std::string erased_list_name();

/// The names of these imported lists go from the batches; their contents are known by SHA-256.
Result<> forget_list_names(db::Transaction& tx, const std::vector<std::string>& hashes);

/// The number of a dossier that was made at that moment; nullopt when there is none.
Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id, Millis made_at);

}  // namespace kheo::registry
