// SPDX-License-Identifier: Apache-2.0
// The components of the pages, each one partial with one HTML (anatomy and classes: web/css). Use them from a
// template, {% use view::tag(view::Tone::ok, msg::recognised) %}, or from C++. Labels are catalogue entries
// or plain text; everything is escaped.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "platform/view/html.hpp"
#include "platform/view/icons.hpp"
#include "platform/view/shell.hpp"

namespace kheo::view {

enum class Tone { neutral, info, ok, warn, bad };

// --- small parts ------------------------------------------------------------------------------------------

void icon(Html& out, IconName name);

/// Hidden _csrf field; every form that posts holds it (the compiler of templates checks).
void csrf(Html& out, const Shell& shell);
void hidden(Html& out, std::string_view name, const Label& value);
/// Hidden request_key: a retry of the same form changes nothing twice. Keep the key when a form comes back.
void request_key(Html& out, std::string_view key);
std::string new_request_key();

/// State as icon + word + colour. Not clickable.
void tag(Html& out, Tone tone, const Label& label);

/// Field of the movement by its code (economy, culture_society, defence_security, political_system) with icon
/// and colour; an unknown code is shown as a plain word.
void field_tag(Html& out, std::string_view code, const Label& label);

/// Class that carries the field's colour: "kt", "vh", "qp", "ht"; "" for an unknown code.
std::string_view field_class(std::string_view code);

/// <a class="btn …">: style "", "sec2", "ghost", "danger", with "sm", "lg".
void link_button(Html& out, std::string_view style, IconName name, const Label& label, std::string_view href);

/// role=status for ok and info, role=alert for bad and warn. text may be empty.
void alert(Html& out, Tone tone, const Label& title, const Label& text = {});

/// Icon, what happened, what to try; one button when href is given.
void empty_state(Html& out, IconName name, const Label& title, const Label& text, const Label& button = {},
                 std::string_view href = {});

/// Counts towards an end that is known, or a busy line when total is 0.
void progress(Html& out, const Label& what, std::int64_t done, std::int64_t total);

struct Crumb {
    Label label{};
    std::string href{};  // empty: this page
};
void crumbs(Html& out, std::span<const Crumb> path);

struct Choice {
    Label label{};
    std::string href{};
    bool current = false;
    std::string count{};  // shown behind the label; may be empty
};
void tabs(Html& out, const Label& name, std::span<const Choice> choices);
void chips(Html& out, std::span<const Choice> choices);
void segments(Html& out, const Label& name, std::span<const Choice> choices);

/// Page numbers from 1; addresses are base + number, where base ends in "trang=".
struct Pager {
    std::int64_t total = 0;
    int page = 1;
    int per_page = 20;
    std::string base{};
};
void pager(Html& out, const Pager& pager);

/// <th> whose link sorts; direction 0 none, 1 ascending, −1 descending.
void sort_header(Html& out, const Label& label, std::string_view href, int direction, bool numeric = false);

enum class StepState { done, now, ahead };
struct Step {
    Label label{};
    Label note{};  // date, person
    StepState state = StepState::ahead;
};
void steps(Html& out, std::span<const Step> steps);

struct Moment {
    Label what{};
    Label note{};        // may be empty
    std::string when{};  // "21/11/2026 14:05"
    StepState state = StepState::done;
};
void timeline(Html& out, std::span<const Moment> moments);

struct Kpi {
    Label label{};
    Label value{};
    Label note{};        // period, comparison, source
    std::string href{};  // the list behind the number; may be empty
    Markup sparkline = Markup::trusted({});
};
void kpi(Html& out, const Kpi& figure);

// --- forms ------------------------------------------------------------------------------------------------

struct Option {
    std::string value{};
    Label label{};
};

enum class InputKind {
    text,
    search,
    date,
    number,
    email,
    password,
    file,
    textarea,
    select,
    radio,
    checkboxes
};

/// One field with label, hint, error and control; its id is "f-" + name.
struct Input {
    std::string name{};
    Label label{};
    InputKind kind = InputKind::text;
    std::string value{};                // as typed
    std::vector<std::string> values{};  // ticked check boxes
    Label hint{}, error{};
    std::vector<Option> options{};  // select, radio, checkboxes; select shows them as given
    bool required = true;           // false: "(không bắt buộc)" beside the label
    bool plain = false;             // filters: no mark of optional fields, small label
    std::string autocomplete{};     // "username", "current-password" …
    std::string accept{};           // file types
    int max_length = 0;             // code points; 0 = no limit shown
    int rows = 4;
};
void field(Html& out, const Input& input);

/// First thing in <main> when a form comes back; links to the fields by name.
void error_summary(Html& out, const Error& error);

// --- parts of the layout ----------------------------------------------------------------------------------

struct RailGroup {
    const Message* label = nullptr;
    std::vector<const NavItem*> items{};
};
std::vector<RailGroup> rail_groups(const Shell& shell);

}  // namespace kheo::view
