// SPDX-License-Identifier: Apache-2.0
#include "registry/mentions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/words.hpp"

namespace kheo::registry {

namespace {

std::string_view without_title(std::string_view name) {
    for (const std::string_view title :
         {"Ông ", "ông ", "Bà ", "bà ", "Anh ", "anh ", "Chị ", "chị ", "Đồng chí ", "đồng chí ", "Đ/c ",
          "đ/c ", "Hộ ông ", "Hộ bà ", "hộ ông ", "hộ bà "})
        if (name.starts_with(title)) return name.substr(title.size());
    return name;
}

bool is_one_word(std::string_view name) {
    return !name.contains(' ');
}

void replace_words(std::string& text, std::string_view words, std::string_view instead, bool short_name) {
    for (auto at = find_words(text, words); at != std::string::npos; at = find_words(text, words, at)) {
        if (short_name && capital_follows(text, at + words.size())) {
            at += words.size();
            continue;
        }
        text.replace(at, words.size(), instead);
        at += instead.size();
    }
}

}  // namespace

std::string_view telling_part(std::string_view name) {
    const auto bare = without_title(name);
    if (is_one_word(name)) return {};
    return is_one_word(bare) ? name : bare;
}

void take_out(std::string& text, std::string_view name, std::string_view instead) {
    if (telling_part(name).empty()) return;
    const bool short_name = is_one_word(without_title(name));
    for (const auto& form : {std::string(name), capitalized(name), uncapitalized(name), upper(name),
                             std::string(telling_part(name)), upper(telling_part(name))})
        replace_words(text, form, instead, short_name);
}

bool names_any(std::string_view text, const std::vector<std::string>& names) {
    return std::ranges::any_of(names, [&](const std::string& name) {
        std::string without(text);
        take_out(without, name, "");
        return without != text;
    });
}

}  // namespace kheo::registry
