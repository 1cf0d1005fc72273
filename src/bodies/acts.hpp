// SPDX-License-Identifier: Apache-2.0
// The acts on a body: rules → store → ledger in the caller's transaction. Whoever calls has asked for the
// permission over the unit. The same request_key again changes nothing and answers as before.
#pragma once

#include "bodies/model.hpp"

namespace kheo::bodies {

/// invalid with all field errors at once; conflict (field "loai") when the unit has such a body that day.
Result<BodyId> establish(db::Transaction& tx, const Wanted& wanted, const Actor& actor);
Result<> rename(db::Transaction& tx, BodyId id, const Wanted& wanted, const Actor& actor);
/// wanted.day: its last day.
Result<> end(db::Transaction& tx, BodyId id, const Wanted& wanted, const Actor& actor);
/// wanted.day: first day of the successor, a new body of wanted.kind and name or the existing
/// wanted.successor of the same unit; the old one's last day is the day before. Answers the successor.
Result<BodyId> replace(db::Transaction& tx, BodyId id, const Wanted& wanted, const Actor& actor);

/// A work programme of a steering committee or another body; nullopt-free: the same key answers its id again.
Result<> add_programme(db::Transaction& tx, const Programme& programme, std::string_view request_key,
                       const Actor& actor);

/// The Error of a form with its field errors.
Error form_error(std::vector<FieldError> faults);

}  // namespace kheo::bodies
