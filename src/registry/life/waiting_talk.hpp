// SPDX-License-Identifier: Apache-2.0
// Private to the room: whom a remark waits for, and by when. A thread begins with a question; who speaks for
// the other side answers it, who speaks for the same side asks once more.
#pragma once

#include <array>

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// Codes of the terms in process_term, beside the states.
inline constexpr std::string_view kQuestionTerm = "question", kAnswerTerm = "answer";

/// Who holds one of these over the unit decides there.
inline constexpr std::array kDeciding{auth::Permission::appraise, auth::Permission::approve,
                                      auth::Permission::check, auth::Permission::score,
                                      auth::Permission::recognise};

/// On whose side does the person speak? Who worked for the owner's side, or belongs to it and decides nothing
/// over the unit; everybody else speaks for those who decide.
Result<Speaker> speaks_for(db::Transaction& tx, const Cycle& cycle, const Acting& acting);

/// The question that begins the thread of what is answered.
RemarkId thread_of(const std::vector<Remark>& known, RemarkId answered);

/// Fills in side, what it awaits and the deadline under the term of the day. An answer of those who decide,
/// and what nobody wants a reply to, waits for nobody.
Result<> say_for_whom(db::Transaction& tx, const Cycle& cycle, const std::vector<Remark>& known, Remark& row,
                      Reply reply, const Acting& acting);

}  // namespace kheo::registry::life
