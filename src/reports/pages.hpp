// SPDX-License-Identifier: Apache-2.0
// View models of this room's pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"
#include "platform/view/html.hpp"
#include "reports/model.hpp"

namespace kheo::reports {

/// /bao-cao: choose unit and period; what will be made of it.
struct DeskPage {
    std::string unit, period;             // as typed
    std::vector<std::string> unit_names;  // offered while typing
    std::vector<view::Option> periods;
    std::optional<Error> error;            // shown above the form, nothing typed is lost
    std::vector<view::Choice> candidates;  // units an ambiguous name may mean
    bool ready = false;                    // the rest says what will be made
    std::string title, issuer;
    Sentence form;      // Party or State form, by the issuing body
    std::string basis;  // legal basis of the issuer's row
    bool verified = true;
    std::string preview_href, download_href;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

/// /bao-cao/xem: the draft on paper.
struct PreviewPage {
    std::string title, back_href, download_href;
    bool own_template = false;
    view::Markup paper = view::Markup::trusted({});
};

/// /bao-cao/co-quan: which body runs the movement in a unit, from a day on.
struct StandingBodyPage {
    std::string request_key;
    std::string unit, body, from, basis;  // as typed
    std::vector<view::Option> bodies;
    std::optional<Error> error;
    bool saved = false;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

}  // namespace kheo::reports
