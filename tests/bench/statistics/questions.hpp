// SPDX-License-Identifier: Apache-2.0
// The twelve questions of dev/bench statistics, asked of the run store.
#pragma once

#include <functional>

#include "facts.hpp"

namespace kheo::bench {

struct Stores {
    Map map;
    std::shared_ptr<const Runs> initiatives, petitions;
    statistics::runs::Changes changes;  // beside the initiatives
};

/// A line of an answer: numbers, keys first.
using Lines = std::vector<std::vector<std::int64_t>>;

struct Asked {
    std::string name;
    /// Answers the question; the lines are made afterwards by what it gives back and are not measured.
    std::function<std::function<Lines()>(const Stores&)> ask;
};
std::vector<Asked> questions();
std::uint32_t commune_of_q12(const Map& map);

}  // namespace kheo::bench
