// SPDX-License-Identifier: Apache-2.0
// Private to the room: what the use cases of visits and amounts share.
#pragma once

#include "registry/evidence/service.hpp"
#include "registry/evidence/store.hpp"

namespace kheo::registry::evidence {

/// The ledger's entry on the dossier, committing to the values.
Result<store::Committed> write_entry(const Acting& acting, std::string_view verb, const std::string& values);

/// not_found of what the person may not see, forbidden of what he may not do.
Result<> refuse_unless(bool allowed, const Rights& rights);
/// invalid with all of them, unless there are none.
Result<> refuse(std::vector<FieldError> wrong);

/// A visit that is right, with its entry.
Result<VisitId> write(const Acting& acting, Visit visit);

}  // namespace kheo::registry::evidence
