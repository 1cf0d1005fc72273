// SPDX-License-Identifier: Apache-2.0
// Part of the door, for app: taking the name of a person out of the registry on their request. The dossier,
// its registrations and its figures stay; the ledger keeps that something was erased, not what.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "registry/registry.hpp"

namespace kheo::registry {

/// One dossier a name was taken out of.
struct ErasedDossier {
    InitiativeId id;
    Millis made_at = 0;  // of the dossier
    std::string number, title;
};

struct Erasure {
    std::vector<ErasedDossier> dossiers;
    std::vector<std::string> files;  // SHA-256 of imported lists that hold the name: the caller deletes them
};

/// Replaces the names of the owners of a dossier, here and in every other dossier of the same owners (equal
/// owner_key), in owner, title and headings; empties the kept values of all earlier versions. The replacement
/// depends on the dossiers' ids only, so that doing it again after a restore gives the same. Refuses
/// (invalid) a collective owner, whose name is no personal data; not_found for an unknown number. Erasing
/// twice changes nothing.
Result<Erasure> erase_owners(db::Transaction& tx, std::string_view number, const Actor& actor);

/// The number of a dossier that was made at that moment; nullopt when there is none.
Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id, Millis made_at);

}  // namespace kheo::registry
