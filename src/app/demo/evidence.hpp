// SPDX-License-Identifier: Apache-2.0
// What stands behind the dossiers of the demonstration: drawn pictures before and after, visits, what came in
// and what came of it.
#pragma once

#include "app/demo/cast.hpp"
#include "app/demo/picture.hpp"
#include "platform/file/file.hpp"

namespace kheo::app::demo {

/// A picture of the scene with its caption, opened to everybody.
Result<> add_picture(const Cast& cast, file::Files& files, const std::string& code, Scene scene, bool after,
                     int days_ago);

/// What was meant to come in, with the plan, or what came in and who has it better for it.
Result<> add_quantities(const Cast& cast, const std::string& code, const std::string& who, bool planned,
                        int days_ago);

/// A visit of the ward; one that found something to mend asks for it.
Result<> add_visit(const Cast& cast, const std::string& code, bool to_mend, int days_ago);

}  // namespace kheo::app::demo
