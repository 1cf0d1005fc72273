// SPDX-License-Identifier: Apache-2.0
// Private to the room: one dossier being written onto its page (/ho-so/{code}) for one person. Lives for one
// request inside its transaction.
#pragma once

#include "registry/life/pages.hpp"

namespace kheo::registry::life {

struct Showing {
    db::Transaction& tx;
    const Services& services;
    const Visit& visit;
    const http::Request& request;
    DossierPage& page;
    Names names;
    Cycle cycle;
    Statement statement;

    const Acting& acting() const { return visit.acting(); }
    std::string said(const Message& message) const { return std::string(message.in(request.language)); }
};

/// Title, state and clock, buttons, stepper, tabs (dossier_head.cpp).
Result<> show_head(Showing& on);
/// What stands beside it: who does what, facts, the year before, namesakes, what is alike
/// (dossier_side.cpp).
Result<> show_side(Showing& on);
/// The tab that was chosen (dossier_tabs.cpp).
Result<> show_tab(Showing& on);

/// The first 240 bytes of a long text, whole letters only.
std::string beginning(std::string_view text);
/// Each account has a box of its own.
std::string box_of(auth::UserId user);

}  // namespace kheo::registry::life
