// SPDX-License-Identifier: Apache-2.0
// Names of units as people write them, in a small country. Promises: resolved means exactly one unit,
// ambiguous means several, and the answer does not depend on white space around it.
#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "territory/test_catalogue.hpp"

namespace {

using namespace kheo;
using namespace kheo::territory;
using fuzz::promise;

void check(const Atlas& atlas, std::string_view text, Date on, UnitId within) {
    const auto out = atlas.resolve(text, on, within);
    promise((out.status == ResolveStatus::resolved) == out.unit.has_value(), "resolved means a unit");
    promise(!out.unit || !out.unit->full_name.empty(), "a unit has a name");
    const auto again = atlas.resolve(" " + std::string(text) + " ", on, within);
    promise(again.status == out.status && again.candidates.size() == out.candidates.size(),
            "white space around a name decides nothing");
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto atlas = make_atlas(fixture::history());
    static const auto ha_noi = atlas->find_code("01", fixture::day("2024-06-01"))->id;
    const auto text = fuzz::text_of(data, size);
    if (!is_valid_utf8(text)) return 0;
    for (const auto* on : {"2024-06-01", "2026-06-01"}) {
        check(*atlas, text, fixture::day(on), {});
        check(*atlas, text, fixture::day(on), ha_noi);
    }
    return 0;
}
