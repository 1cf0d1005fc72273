// SPDX-License-Identifier: Apache-2.0
// Word splits a typed placeholder over several runs as it pleases (spelling marks, revisions, a changed
// letter). Here every {{…}} of one paragraph is put together again and becomes a mark. Used inside this room.
#pragma once

#include <pugixml.hpp>

#include "base/result.hpp"
#include "platform/document/markers.hpp"

namespace kheo::document {

/// After it no text of the paragraph contains {{ or }}; marks stand between or inside runs.
Result<> mark_paragraph(pugi::xml_node paragraph, Story story);

/// Calls f(node) for every node under root in document order, not entering nodes f answers false for.
template <typename F>
void walk(pugi::xml_node root, const F& f) {
    for (auto child = root.first_child(); child; child = child.next_sibling())
        if (f(child)) walk(child, f);
}

}  // namespace kheo::document
