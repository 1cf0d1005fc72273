// SPDX-License-Identifier: Apache-2.0
// Use cases of rights: ended with a reason, handed on to a colleague for a time, looked at again twice a
// year, explained. Each writes its ledger entry in the transaction of the act. Private to the room.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "office/office.hpp"
#include "office/views.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/rights.hpp"

namespace kheo::office {

/// A right that nobody has looked at for this long is asked about; a right is handed on for at most so long.
inline constexpr Millis kReviewEvery = 182LL * 24 * 3'600'000;
inline constexpr int kLongestHandOn = 184;

/// The account's rights, for who administers it.
Result<std::vector<auth::Right>> rights_of(const Parts& parts, auth::UserId account);

/// By an administrator of the account, never his own. invalid ("reason") without a reason.
Result<> end_right(const Parts& parts, const auth::Principal& who, auth::UserId account, std::int64_t right,
                   std::string_view reason);

/// Rights of the person that may be handed on today: his own, in force, not administration, not handed on to
/// him.
Result<std::vector<auth::Right>> own_rights(const Parts& parts, const auth::Principal& who);
/// Accounts in use with a right in force inside this right's unit, but the person himself; by name.
Result<std::vector<auth::Account>> colleagues_for(const Parts& parts, const auth::Principal& who,
                                                  const auth::Right& right);
struct HandOn {
    std::string right, colleague, unit, from, until, request_key;
};
/// Never more than he has: the same role, inside the unit, no longer than his own and than half a year.
/// Faults by field: right, colleague, unit, from, until.
Result<> hand_on(const Parts& parts, const auth::Principal& who, const HandOn& typed);
struct HandedOn {
    auth::Right right;
    std::string colleague;
};
Result<std::vector<HandedOn>> handed_on(const Parts& parts, const auth::Principal& who);
Result<> take_back(const Parts& parts, const auth::Principal& who, std::int64_t right);

struct ReviewedRight {
    auth::Right right;
    auth::Account account;
};
/// Rights in the person's area that are to be looked at; none of his own.
Result<std::vector<ReviewedRight>> rights_to_review(const Parts& parts, const auth::Principal& who);
struct ReviewAnswer {
    std::int64_t right = 0;
    bool needed = true;
};
/// All or none. invalid ("reason") when one ends and no reason is given.
Result<> review(const Parts& parts, const auth::Principal& who, const std::vector<ReviewAnswer>& answers,
                std::string_view reason);

/// "Bà A có thể xem sổ … tại Phường Hoa Mai và cấp dưới, đến hết 30/06/2027": rights of one role and one time
/// are one sentence. An empty name is oneself.
std::vector<Sentence> right_sentences(std::string_view name, const std::vector<auth::Grant>& grants,
                                      const territory::Atlas& atlas, Language language);
/// "xem sổ đăng ký và hồ sơ, thẩm định hồ sơ và …": the rows of the permission table.
std::string what_role_may(auth::Role role, Language language);
/// Where one person would both appraise and approve, or both propose and score, today: allowed, and said.
std::vector<Sentence> duties_together(std::string_view name, const std::vector<auth::Grant>& grants,
                                      const territory::Atlas& atlas, Date today, const auth::Scope& scope);

}  // namespace kheo::office
