// SPDX-License-Identifier: Apache-2.0
// Pictures of the demonstration, drawn in flat colours: nobody takes them for photographs, and nobody is in
// them. Pure: the same scene gives the same bytes.
#pragma once

#include <string>

namespace kheo::app::demo {

enum class Scene { none, lane, canal, gate, bins };

/// PNG of 800 × 600 pixels, before the work or after it.
std::string draw(Scene scene, bool after);

}  // namespace kheo::app::demo
