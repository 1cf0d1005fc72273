// SPDX-License-Identifier: Apache-2.0
// What a citizen or an officer reads when the fault is ours (5xx). The error's own sentence is for the
// operator: it may name files, commands and drivers, and goes to the log under the same number. Pure.
#pragma once

#include <span>
#include <string_view>

#include "platform/http/message.hpp"

namespace kheo::http {

struct Outage {
    Error shown;          // kind and machine word as they were; the sentence is for everybody
    int retry_after = 0;  // seconds until it is worth trying again
};

/// What happened, what became of what was typed, when to try again, whom to tell; in the reader's language.
/// saved: a write was committed while the request was handled, before it failed.
Outage outage_of(const Request& request, const Error& error, bool saved);

/// Whether the page of the fault itself can offer to send the form again: it is whole, without files.
bool can_be_sent_again(const Request& request);

/// Takes a form out of the request that holds one of these fields with something in it: nobody finds a
/// password in a page.
void forget_secrets(Request& request, std::span<const std::string_view> secret_fields);

}  // namespace kheo::http
