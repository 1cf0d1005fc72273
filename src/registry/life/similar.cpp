// SPDX-License-Identifier: Apache-2.0
// Titles like this one in the same register (life.hpp, similar): half of the words of both are the same.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "registry/life/store.hpp"
#include "registry/pages.hpp"

namespace kheo::registry::life {

namespace {

constexpr std::size_t kShown = 5;

std::set<std::string> words_of(std::string_view folded) {
    std::set<std::string> out;
    for (const auto word : split(folded, ' '))
        if (!word.empty()) out.emplace(word);
    return out;
}

bool alike(const std::set<std::string>& a, const std::set<std::string>& b) {
    const auto shared = std::ranges::count_if(a, [&](const auto& word) { return b.contains(word); });
    const auto all = static_cast<std::ptrdiff_t>(a.size() + b.size()) - shared;
    return all > 0 && 2 * shared >= all;
}

}  // namespace

Result<std::vector<Similar>> similar(db::Transaction& tx, const Cycle& cycle) {
    const auto mine = words_of(fold_words(cycle.title));
    std::vector<Similar> out;
    const auto take = [&](const store::Titled& other) {
        if (out.size() < kShown && alike(mine, words_of(other.folded)))
            out.push_back({other.name + " – " + other.title,
                           other.registered ? dossier_href(other.name) : cycle_href(other.name)});
    };
    TRY(store::each_title(tx, cycle, take));
    return out;
}

}  // namespace kheo::registry::life
