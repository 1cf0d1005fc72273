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
