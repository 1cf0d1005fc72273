// SPDX-License-Identifier: Apache-2.0
// /quan-tri/thu-dien-tu: what waits, what failed and why, a test letter. Every administrator reads it; those
// of the whole country press.
#pragma once

#include <vector>

#include "app/data_dir.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"

namespace kheo::app {

struct MailServices {
    db::Database& database;  // all outlive the routes
    const Clock& clock;
    const view::Site& site;
};

std::vector<http::Route> mail_routes(const MailServices& services);

/// One letter past the outbox, at once: does the mail server take it? The error says what is wrong.
Result<> send_test_letter(db::Database& database, std::string_view to, const Clock& clock);

}  // namespace kheo::app
