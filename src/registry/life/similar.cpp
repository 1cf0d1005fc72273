// SPDX-License-Identifier: Apache-2.0
// Titles like this one in the same register (life.hpp, similar): half of the words of both are the same.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "registry/life/store.hpp"
#include "registry/pages.hpp"

namespace kheo::registry::life {

namespace {

constexpr std::size_t kShown = 5, kLookedAt = 50;

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

/// Cycles among them that the person may open: what is examined for others is nobody's business.
Result<std::set<CycleId>> open_ones(db::Transaction& tx, const std::vector<store::Titled>& all,
                                    const Acting& acting) {
    std::vector<CycleId> asked;
    for (const auto& one : all)
        if (one.cycle) asked.push_back(one.cycle);
    std::set<CycleId> out;
    TRY(store::each_of(tx, asked, [&](const Cycle& cycle) {
        if (may_open(acting.atlas, acting.who, cycle, acting.today)) out.insert(cycle.id);
    }));
    return out;
}

}  // namespace

Result<std::vector<Similar>> similar(db::Transaction& tx, const Cycle& cycle, const Acting& acting) {
    const auto mine = words_of(fold_words(cycle.title));
    std::vector<store::Titled> found;
    TRY(store::each_title(tx, cycle, [&](const store::Titled& other) {
        if (found.size() < kLookedAt && alike(mine, words_of(other.folded))) found.push_back(other);
    }));
    const auto open = TRY(open_ones(tx, found, acting));
    std::vector<Similar> out;
    for (const auto& one : found) {
        const bool seen = one.cycle ? open.contains(one.cycle)
                                    : may_in(acting.atlas, acting.who, auth::Permission::read_registry,
                                             one.unit, acting.today);
        if (seen && out.size() < kShown)
            out.push_back(
                {one.name + " – " + one.title, one.cycle ? cycle_href(one.name) : dossier_href(one.name)});
    }
    return out;
}

}  // namespace kheo::registry::life
