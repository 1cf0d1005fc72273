// SPDX-License-Identifier: Apache-2.0
// The acts of hamlet teams and on their slips: rules → store → ledger in the caller's transaction. Whoever
// calls has asked for the permission. The same request_key again changes nothing and answers as before.
#pragma once

#include "bodies/team_model.hpp"

namespace kheo::bodies {

/// Errors: invalid with all field errors (ho_ten, vai_tro, tu_ngay, den_ngay).
Result<> add_member(db::Transaction& tx, const Member& member, std::string_view request_key,
                    const Actor& actor);
/// last: the last day. Errors: invalid (ngay: before or after the term, or another last day is kept already).
Result<> end_member(db::Transaction& tx, MemberId id, Date last, const Actor& actor);
/// On request of the person: the name goes now, only the count stays.
Result<> erase_member(db::Transaction& tx, const Member& member, const Actor& actor);

/// Errors: invalid; field noi_dung when the text names a household, with the words that do. nullopt: a form
/// with this key made it before.
Result<std::optional<std::int64_t>> add_activity(db::Transaction& tx, const Activity& activity,
                                                 std::string_view request_key, Date today,
                                                 const Actor& actor);
/// What is wrong with it, all at once.
std::vector<FieldError> faults_of(const Activity& activity, Date today);

/// What is missing or too long in a slip, all at once (ten, lam_gi, ai_lam, o_dau).
std::vector<FieldError> faults_of(const Slip& slip);
/// A slip of somebody else under the same key is a conflict; nothing is changed.
Result<ReportId> send_slip(db::Transaction& tx, const Report& report, std::string_view request_key);

/// sent → asked. Errors: conflict when the slip is done already; invalid (cau_hoi) without a question.
Result<> ask(db::Transaction& tx, const Report& report, std::string_view question,
             std::string_view request_key, const Actor& actor);
/// asked → sent; what the team adds to a slip nobody asked about is kept too.
Result<> answer(db::Transaction& tx, const Report& report, std::string_view text,
                std::string_view request_key, const Actor& actor);
/// → closed with a reason that the team reads.
Result<> close(db::Transaction& tx, const Report& report, std::string_view reason, const Actor& actor);
/// → taken_over; dossier: its address.
Result<> take_over(db::Transaction& tx, const Report& report, std::string_view dossier, const Actor& actor);

/// A Vietnamese telephone number as people write it: 10 digits (mobile) or 11 (landline), foreign with +;
/// blanks and dots allowed. Answers it without them, or nullopt.
std::optional<std::string> phone_number(std::string_view typed);

struct Swept {
    std::int64_t members = 0, slips = 0;
};
/// Once a day: names of those who left before the time of retention become a count, texts of slips that were
/// done before it are emptied.
Result<Swept> forget(db::Transaction& tx, Date today, Millis at);

}  // namespace kheo::bodies
