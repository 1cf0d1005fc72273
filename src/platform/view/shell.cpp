// SPDX-License-Identifier: Apache-2.0
#include "platform/view/shell.hpp"

#include "platform/asset/asset.hpp"

namespace kheo::view {

namespace {

std::string_view prefix(Language language) {
    switch (language) {
        case Language::en:
            return "/en";
        case Language::lo:
            return "/lo";
        default:
            return "";
    }
}

std::string here(const Shell& shell) {
    return shell.query.empty() ? shell.path : shell.path + '?' + shell.query;
}

}  // namespace

std::string Shell::link(std::string_view path_and_query) const {
    const auto before = prefix(language);
    if (path_and_query == "/" && !before.empty()) return std::string(before) + '/';
    return std::string(before).append(path_and_query);
}

std::string Shell::in_language(Language other) const {
    return std::string(prefix(other)) + here(*this);
}

std::string Shell::with_theme(Theme other) const {
    const std::string_view name = other == Theme::dark ? "toi" : other == Theme::light ? "sang" : "tu-dong";
    return "/giao-dien?mau=" + std::string(name) + "&ve=" + percent(link(here(*this)));
}

std::string Shell::with_font_size(FontSize other) const {
    const std::string_view name = other == FontSize::larger  ? "rat-lon"
                                  : other == FontSize::large ? "lon"
                                                             : "vua";
    return "/giao-dien?co=" + std::string(name) + "&ve=" + percent(link(here(*this)));
}

bool Shell::is_current(std::string_view href) const {
    if (path == href) return true;
    return href.size() > 1 && path.starts_with(href) && path[href.size()] == '/';
}

std::string_view asset_url(std::string_view name) {
    return asset::url(name);
}

}  // namespace kheo::view
