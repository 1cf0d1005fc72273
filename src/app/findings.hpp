// SPDX-License-Identifier: Apache-2.0
// What `kheo check` and the page of settings say about an installation: each line has a state, what was
// found, why it matters and what to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/data_dir.hpp"

namespace kheo::app {

enum class State { ok, warning, bad };
/// "ok", "warning", "bad" in JSON.
std::string_view state_name(State state);

/// An entry so far ahead of the clock says that the clock is wrong.
inline constexpr Millis kClockTolerance = 5 * 60'000;

struct Finding {
    std::string_view code;  // stable word: "ledger_changed"
    State state = State::ok;
    Sentence what, why, todo;               // why and todo may be empty when all is well
    std::vector<std::string> details = {};  // which rows, files …: for the operator's screen
};

/// The data themselves: engine, references, ledger, registry, imports, files, keys, clock. Only what is not
/// well is listed. Reads every ledger entry.
Result<std::vector<Finding>> check_data(OpenData& data, const Clock& clock);

/// Beside the database: modes of keys and data, files that nothing needs or that are missing. `needed` names
/// them below `dir`: "files/ab/ab12…".
void check_files(std::vector<Finding>& out, const std::filesystem::path& dir,
                 const std::vector<std::string>& needed);
/// Only the modes; empty when they are right.
std::vector<std::string> open_modes(const std::filesystem::path& dir);

}  // namespace kheo::app
