// SPDX-License-Identifier: Apache-2.0
// Anybody may ask; answers hold numbers, hashes and heads, never an entry. Not cached: a head is news.
#include "portal/ledger_api.hpp"

#include <nlohmann/json.hpp>

#include "base/number.hpp"
#include "platform/ledger/proof_file.hpp"
#include "portal/messages.gen.hpp"

namespace kheo::portal {

namespace {

/// A whole number of at most 18 digits, or −1.
std::int64_t number(std::string_view text) {
    if (text.size() > 18 || text.starts_with('-')) return -1;
    return parse_number<std::int64_t>(text).value_or(-1);
}

http::Response answer(const ledger::Json& json) {
    return http::Response::json(json.dump()).set("Cache-Control", "no-store");
}

std::unexpected<Error> absent() {
    return fail(ErrorKind::not_found, msg::ledger_absent);
}

Result<http::Response> show_head(const Services& services, const http::Request&) {
    const auto head = TRY(services.database.read(public_head));
    if (!head) return absent();
    return answer(ledger::head_json(*head));
}

/// What cannot be shown looks like what is not there.
Result<http::Response> show_proof(const Services& services, const http::Request& request) {
    const auto seq = number(request.captures.get("seq"));
    auto proof =
        TRY(services.database.read([&](db::Transaction& tx) { return ledger::prove_inclusion(tx, seq); }));
    if (proof.guessable) return absent();
    proof.entry.clear();
    return answer(ledger::proof_json(proof));
}

Result<http::Response> show_consistency(const Services& services, const http::Request& request) {
    const auto from = number(request.query.get("from"));
    const auto typed_to = request.query.get("to");
    const auto to = typed_to.empty() ? 0 : number(typed_to);
    if (from < 1 || to < 0) return fail(ErrorKind::invalid, msg::ledger_bad_sizes);
    const auto proof = TRY(
        services.database.read([&](db::Transaction& tx) { return ledger::prove_consistency(tx, from, to); }));
    if (proof.guessable) return absent();
    return answer(ledger::proof_json(proof));
}

}  // namespace

Result<std::optional<ledger::Head>> public_head(db::Transaction& tx) {
    auto head = TRY(ledger::head(tx));
    if (head && TRY(ledger::is_guessable(tx, *head))) head.reset();
    return head;
}

void add_ledger_api(std::vector<http::Route>& routes, const Services& services) {
    const auto add = [&](const char* pattern, auto handler) {
        routes.push_back(
            {http::Method::get, pattern, auth::Permission::everyone,
             [services, handler](const http::Request& request) { return handler(services, request); }});
    };
    add("/api/v1/ledger/head", show_head);
    add("/api/v1/ledger/proof/{seq}", show_proof);
    add("/api/v1/ledger/consistency", show_consistency);
}

}  // namespace kheo::portal
