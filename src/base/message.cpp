// SPDX-License-Identifier: Apache-2.0
#include "base/message.hpp"

#include <algorithm>

namespace kheo {

std::string_view language_code(Language language) {
    constexpr std::array<std::string_view, 3> codes{"vi", "en", "lo"};
    return codes[static_cast<std::size_t>(language)];
}

std::string fill(std::string_view text, const std::vector<Sentence::Argument>& arguments) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        const auto open = text.find('{', at);
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) break;
        out.append(text.substr(at, open - at));
        const auto name = text.substr(open + 1, close - open - 1);
        const auto found = std::ranges::find(arguments, name, &Sentence::Argument::first);
        out.append(found == arguments.end() ? text.substr(open, close - open + 1)
                                            : std::string_view(found->second));
        at = close + 1;
    }
    out.append(text.substr(at));
    return out;
}

std::string Sentence::in(Language language) const {
    return message_ ? fill(message_->in(language), arguments_) : std::string{};
}

}  // namespace kheo
