// SPDX-License-Identifier: Apache-2.0
#include "platform/view/components.hpp"

#include <sodium.h>

#include <array>

#include "platform/view/messages.gen.hpp"
#include "platform/view/views/alert_box.view.hpp"
#include "platform/view/views/empty_box.view.hpp"
#include "platform/view/views/error_list.view.hpp"
#include "platform/view/views/kpi_card.view.hpp"
#include "platform/view/views/progress_box.view.hpp"

namespace kheo::view {

namespace {

std::string_view tone_class(Tone tone) {
    switch (tone) {
        case Tone::info:
            return "info";
        case Tone::ok:
            return "ok";
        case Tone::warn:
            return "warn";
        case Tone::bad:
            return "bad";
        default:
            return "";
    }
}

IconName tone_icon(Tone tone) {
    switch (tone) {
        case Tone::ok:
            return "circle-check";
        case Tone::warn:
            return "clock";
        case Tone::bad:
            return "alert-triangle";
        default:
            return "info-circle";
    }
}

struct FieldLook {
    std::string_view code, css;
    IconName icon;
};
constexpr std::array<FieldLook, 4> kFieldLooks{{{"economy", "kt", "coin"},
                                                {"culture_society", "vh", "heart-handshake"},
                                                {"defence_security", "qp", "shield-check"},
                                                {"political_system", "ht", "building-bank"}}};

}  // namespace

void icon(Html& out, IconName name) {
    out.markup(R"(<svg class="i" viewBox="0 0 24 24" aria-hidden="true"><use href=")");
    out.url(asset_url("icons.svg"));
    out.markup("#");
    out.url_part(name.name());
    out.markup(R"("/></svg>)");
}

void hidden(Html& out, std::string_view name, const Label& value) {
    out.markup(R"(<input type="hidden" name=")");
    out.attribute(name);
    out.markup(R"(" value=")");
    out.attribute(value);
    out.markup(R"(">)");
}

void csrf(Html& out, const Shell& shell) {
    hidden(out, "_csrf", shell.csrf);
}

void request_key(Html& out, std::string_view key) {
    hidden(out, "request_key", key);
}

std::string new_request_key() {
    std::array<unsigned char, 16> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    std::string out;
    for (const auto byte : bytes)
        for (const int shift : {4, 0}) out += "0123456789abcdef"[(byte >> shift) & 15];
    return out;
}

void tag(Html& out, Tone tone, const Label& label) {
    out.markup(R"(<span class="tag )");
    out.markup(tone_class(tone));
    out.markup(R"(">)");
    if (tone != Tone::neutral && tone != Tone::info) icon(out, tone_icon(tone));
    out.text(label);
    out.markup("</span>");
}

void field_tag(Html& out, std::string_view code, const Label& label) {
    for (const auto& look : kFieldLooks)
        if (look.code == code) {
            out.markup(R"(<span class="fld )");
            out.markup(look.css);
            out.markup(R"(">)");
            icon(out, look.icon);
            out.text(label);
            out.markup("</span>");
            return;
        }
    out.text(label);
}

std::string_view field_class(std::string_view code) {
    for (const auto& look : kFieldLooks)
        if (look.code == code) return look.css;
    return {};
}

void link_button(Html& out, std::string_view style, IconName name, const Label& label,
                 std::string_view href) {
    out.markup(R"(<a class="btn )");
    out.attribute(style);
    out.markup(R"(" href=")");
    out.url(href);
    out.markup(R"(">)");
    icon(out, name);
    out.text(label);
    out.markup("</a>");
}

void alert(Html& out, Tone tone, const Label& title, const Label& text) {
    const bool urgent = tone == Tone::bad || tone == Tone::warn;
    views::alert_box(out, tone_class(tone), urgent ? "alert" : "status", tone_icon(tone), title, text);
}

void empty_state(Html& out, IconName name, const Label& title, const Label& text, const Label& button,
                 std::string_view href) {
    views::empty_box(out, name, title, text, button, href);
}

void progress(Html& out, const Label& what, std::int64_t done, std::int64_t total) {
    views::progress_box(out, what, done, total);
}

void kpi(Html& out, const Kpi& figure) {
    views::kpi_card(out, figure);
}

void error_summary(Html& out, const Error& error) {
    if (error.message.empty() && error.fields.empty()) return;
    views::error_list(out, error);
}

std::vector<RailGroup> rail_groups(const Shell& shell) {
    std::vector<RailGroup> out;
    for (const auto* item : shell.workspace_nav) {
        if (out.empty() || (item->group && item->group != out.back().label)) out.push_back({item->group, {}});
        out.back().items.push_back(item);
    }
    return out;
}

}  // namespace kheo::view
