// SPDX-License-Identifier: Apache-2.0
// Who acted on subjects, for the separation of duties: it is never decided on a list that was cut, as
// history() is. Thread-safe; SQL is in store.cpp.
#pragma once

#include <functional>

#include "platform/ledger/ledger.hpp"

namespace kheo::ledger {

struct Deed {
    std::string_view subject_type, verb;
    std::string_view since = {};  // only after the subject's last entry with this verb; "" = ever
};

struct Doer {
    std::int64_t subject = 0;
    auth::UserId user;
    Millis last = 0;  // the last time
};

/// Everybody who did it to one of these subjects, once per subject, however many entries there are; without
/// the system. In no order.
Result<> each_doer(db::Transaction& tx, const Deed& deed, std::span<const std::int64_t> subjects,
                   const std::function<void(const Doer&)>& take);

}  // namespace kheo::ledger
