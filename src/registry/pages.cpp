// SPDX-License-Identifier: Apache-2.0
// The registry's rows of the route table.
#include "registry/pages.hpp"

#include <algorithm>

namespace kheo::registry {

std::string unit_label(const territory::Atlas& atlas, territory::UnitId id, Date on) {
    const auto* unit = atlas.find(id, on);
    if (!unit) return {};
    if (unit->level != territory::Level::hamlet) return unit->full_name;
    const auto* parent = atlas.find(unit->parent, on);
    return parent ? unit->full_name + ", " + parent->full_name : unit->full_name;
}

view::Tone tone_of(State state) {
    switch (state) {
        case State::registered:
            return view::Tone::info;
        case State::running:
            return view::Tone::neutral;
        case State::recognised:
            return view::Tone::ok;
        case State::stopped:
        case State::suspended:
        case State::not_recognised:
        case State::revoked:
            return view::Tone::warn;
    }
    return view::Tone::neutral;
}

std::string field_name(const std::vector<Field>& fields, std::string_view code) {
    const auto found = std::ranges::find(fields, code, &Field::code);
    return found == fields.end() ? std::string(code) : found->name;
}

std::string dossier_href(std::string_view number) {
    return std::string("/so-dang-ky/").append(number);
}

std::vector<http::Route> routes(Services services) {
    using enum http::Method;
    using enum auth::Permission;
    const auto with = [&](auto handler) {
        return [services, handler](const http::Request& request) { return handler(services, request); };
    };
    constexpr std::size_t kFormLimit = 512 * 1024;  // ten headings of 5,000 characters
    return {
        {get, "/so-dang-ky", read_registry, with(show_list)},
        {get, "/so-dang-ky/xuat", read_registry, with(export_list)},
        {get, "/so-dang-ky/moi", edit_registry, with(show_create)},
        {post, "/so-dang-ky/moi", edit_registry, with(do_create), kFormLimit},
        {get, "/so-dang-ky/{number}", read_registry, with(show_dossier)},
        {get, "/so-dang-ky/{number}/sua", edit_registry, with(show_edit)},
        {post, "/so-dang-ky/{number}/sua", edit_registry, with(do_edit), kFormLimit},
    };
}

}  // namespace kheo::registry
