// SPDX-License-Identifier: Apache-2.0
// A system for a test, made and opened as `kheo init` and the commands after it do.
#pragma once

#include "app/data_dir.hpp"

namespace kheo::app {

inline Result<OpenData> make_data(const Location& location, const Clock& clock) {
    TRY(make_aside(location, clock, Schema::newest, [](OpenData&) { return Result<>(); }));
    return open_data(location, clock);
}

}  // namespace kheo::app
