// SPDX-License-Identifier: Apache-2.0
// The use cases of @slice@: rules → store → ledger, in one transaction.
#pragma once

#include "@slice@/@slice@.hpp"
#include "@slice@/model.hpp"
#include "base/result.hpp"

namespace kheo::@slice@ {

/// Adds one; invalid with all field errors at once. The same request_key again changes nothing and succeeds.
Result<> add_@record@(const Services& services, auth::UserId who, const New@Record@& record);

}  // namespace kheo::@slice@
