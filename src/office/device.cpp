// SPDX-License-Identifier: Apache-2.0
#include "office/device.hpp"

#include <array>
#include <span>

namespace kheo::office {

namespace {

struct Known {
    std::string_view part, name;
};
// The first that is found: browsers name those they are made of, too.
constexpr auto kBrowsers = std::to_array<Known>({{"coc_coc", "Cốc Cốc"},
                                                 {"Zalo", "Zalo"},
                                                 {"Edg", "Edge"},
                                                 {"OPR/", "Opera"},
                                                 {"SamsungBrowser", "Samsung Internet"},
                                                 {"Firefox", "Firefox"},
                                                 {"FxiOS", "Firefox"},
                                                 {"CriOS", "Chrome"},
                                                 {"Chrome", "Chrome"},
                                                 {"Safari", "Safari"}});
constexpr auto kSystems = std::to_array<Known>({{"Android", "Android"},
                                                {"iPhone", "iPhone"},
                                                {"iPad", "iPad"},
                                                {"Windows", "Windows"},
                                                {"Macintosh", "Mac"},
                                                {"CrOS", "ChromeOS"},
                                                {"Linux", "Linux"}});

std::string_view find(std::span<const Known> all, std::string_view text) {
    for (const auto& known : all)
        if (text.find(known.part) != std::string_view::npos) return known.name;
    return {};
}

}  // namespace

std::string device_words(std::string_view user_agent) {
    const auto browser = find(kBrowsers, user_agent), system = find(kSystems, user_agent);
    std::string out(browser);
    if (!browser.empty() && !system.empty()) out += " · ";
    return out.append(system);
}

}  // namespace kheo::office
