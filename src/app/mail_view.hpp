// SPDX-License-Identifier: Apache-2.0
// View model of the outbox's page.
#pragma once

#include <string>
#include <vector>

#include "platform/mail/mail.hpp"
#include "platform/view/components.hpp"

namespace kheo::app {

struct MailRow {
    std::string queued, recipient, next;  // moments; next: when it is tried again
    const Message* purpose = nullptr;
    view::Tone tone = view::Tone::neutral;
    const Message* state = nullptr;
    const Message* problem = nullptr;
    int attempts = 0;
};

struct MailPage {
    bool is_set = false, may_change = false;
    Error wrong_settings;
    mail::Standing standing;
    std::vector<MailRow> rows;
    Sentence done, failed;
    std::string to;  // of the test letter, as typed
    Error error;
};

}  // namespace kheo::app
