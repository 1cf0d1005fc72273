// SPDX-License-Identifier: Apache-2.0
// View models of the pages of movement, ready to print. Private to the slice.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "movement/service.hpp"
#include "movement/strip.hpp"
#include "platform/view/components.hpp"
#include "platform/view/errors.hpp"

namespace kheo::movement {

using view::error_of;

/// "Lực lượng vũ trang: 0/1"; "" for all sectors together.
Sentence shortfall(const Shortfall& gap);

struct CallCard {
    std::string code, title, unit, due;
    view::Tone tone = view::Tone::neutral;
    Sentence light, answered;
    std::string percent;  // "97%"
    view::Markup bar = view::Markup::trusted({});
    bool closed = false;
};

struct WindowRow {
    std::int64_t id = 0;
    std::string title, unit, year, from, until, basis;
    view::Tone tone = view::Tone::neutral;
    const Message* state = nullptr;
    bool strict = false;
};

struct DriveRow {
    const Message* kind = nullptr;
    std::string title, unit, from, until, basis;
    bool now = false, withdrawn = false;
    std::string reason;
    std::int64_t may_end = 0;  // its number; 0 = not by this person
    std::string href{};
};

struct DriveShown {
    DriveRow row;
    struct Programme {
        std::string title, body, href;
    };
    std::vector<Programme> programmes;
};

struct OverviewPage {
    std::string name, basis, standing_body, unit;
    bool unverified = false, may_run = false;
    std::vector<CallCard> calls;
    std::vector<WindowRow> windows;
    std::vector<DriveRow> drives;
    const Message* done = nullptr;
};

/// Forms as typed.
struct DrivePage {
    std::string kind = "theme", unit, title, from, until, basis, request_key;
    Error error;
};
struct DriveEndPage {
    std::int64_t id = 0;
    std::string title, from, until, how = "end", last, reason;
    Error error;
};
struct WindowForm {
    std::string unit, title, year, from, until, basis, quota = "1", request_key;
    bool strict = false;
    Error error;
};

struct QuotaRow {
    std::string unit, required;
    const Message* sector = nullptr;  // none: all together
};

struct WindowPage {
    WindowRow window;
    int quota_each = 1;
    std::vector<QuotaRow> quotas;
    std::vector<CallCard> calls;
    bool may_run = false, may_call = false;
    std::string table;  // as typed
    const Message* done = nullptr;
    Error error;
};

struct CallForm {
    std::int64_t window = 0;
    std::string window_title, unit, title, message, how = "days", days = "10", day, scope = "all", units,
                                                    request_key;
    std::vector<std::string> remind;  // "5", "1"
    std::string count;                // how many units "all" are
    const Message* below = nullptr;   // communes or hamlets
    Error error;
};

struct CallPage {
    OpenedCall opened;
    std::string unit;
    view::Markup bar = view::Markup::trusted({}), cells = view::Markup::trusted({}),
                 qr = view::Markup::trusted({});
    std::string percent, link, message, chat;
    std::string to_remind, without_address;  // counts; "" when none
    view::Tone tone = view::Tone::neutral;
    Sentence light;
    bool may_run = false, may_register = false;
    std::vector<std::string> remind;
    std::vector<std::string> log;  // "22/11/2026: nhắc 3 đơn vị, gửi 2 thư"
    std::string register_href;
    Sentence done;
};

struct ContactRow {
    std::string unit, address;
};
struct ContactsPage {
    std::vector<ContactRow> rows;
    std::string table;
    Sentence done;
    Error error;
};

}  // namespace kheo::movement
