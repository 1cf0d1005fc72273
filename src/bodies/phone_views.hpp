// SPDX-License-Identifier: Apache-2.0
// View models of the phone's pages (mocks 14a, 14b): small, ready to print.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bodies/photos.hpp"
#include "bodies/team_model.hpp"
#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"

namespace kheo::bodies {

/// What stands around every page of the phone.
struct PhoneFrame {
    std::string title;       // of the tab
    std::string team, unit;  // "Tổ dân vận thôn Đông", "Xã Lúa Vàng"
    std::string given;       // "Lành"
    std::string call;        // "bác", as was chosen for this member; "" = without a pronoun
    std::string person;      // "Bác Lành"
    std::int64_t account = 0;
    bool home = false;  // the head names the team; else it leads home
    bool failed = false;
};

struct PhoneLine {
    std::string title, note, href;
    view::Tone tone = view::Tone::neutral;
    view::Label state;
};

struct PhoneHome {
    PhoneFrame frame;
    std::string today, hello, waiting_title;
    std::vector<PhoneLine> waiting, sent;
    bool saved = false;
    std::string log_href;           // the team's activity log; empty: there is no team
    std::string phone, phone_href;  // of the commune officer; may be empty
};

struct PhoneForm {
    PhoneFrame frame;
    Slip slip;
    std::string in_photo;  // what was answered about the persons in it
    std::vector<view::Input> photo;
    std::string request_key;
    std::optional<Error> error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

struct SaidLine {
    std::string who, when, text;
    bool question = false;
};

struct PhoneSlip {
    PhoneFrame frame;
    Report report;
    std::string sent;
    view::Tone tone = view::Tone::neutral;
    view::Label state;
    std::vector<SaidLine> lines;
    std::vector<Shot> shots;
    bool open = false;
    std::string answer, request_key;
    std::optional<Error> error;

    view::Label error_of(std::string_view field) const { return view::error_of(error, field); }
};

}  // namespace kheo::bodies
