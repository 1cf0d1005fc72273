// SPDX-License-Identifier: Apache-2.0
// Heads and proofs as text, for files, public addresses and paper (docs/ledger.md). Pure; what is read may
// come from anybody: sizes are bounded, everything unexpected is an invalid Error, nothing is trusted before
// holds() said so.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <variant>

#include "platform/ledger/ledger.hpp"

namespace kheo::ledger {

using Json = nlohmann::ordered_json;
/// Levels of brackets that are read; our own have four.
inline constexpr int kDeepest = 16;
/// 1970 to 9999: a moment that is written as a date and read again the same.
constexpr bool is_writable(Millis at) {
    return at >= 0 && at < 253'402'300'800'000;
}

using AnyProof = std::variant<InclusionProof, ConsistencyProof>;

Json head_json(const Head& head);
/// One line for paper and QR: "KHEO-HEAD 1 SIZE ROOT SEALED_AT PUBLIC_KEY SIGNATURE".
std::string head_line(const Head& head);
/// Reads either form, and the "head" member of an answer that has one.
Result<Head> parse_head(std::string_view text);

Json proof_json(const InclusionProof& proof);
Json proof_json(const ConsistencyProof& proof);
Result<AnyProof> parse_proof(std::string_view text);

/// The fields of an entry's bytes, for people; empty when the bytes are no entry.
Json entry_json(std::string_view encoded);

}  // namespace kheo::ledger
