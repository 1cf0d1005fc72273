// SPDX-License-Identifier: Apache-2.0
// Last step of the template compiler: C++ text of one view, a header with the declaration and a source with
// the function, whose #line directives point back into the template.
#pragma once

#include <string>
#include <string_view>

namespace kheo::view::compiler {

struct Place {
    std::string room;  // "registry", "platform/view": path below src
    std::string file;  // name shown in messages: "src/registry/views/list_page.html"
    std::string stem;  // "list_page": must be the view's name
};

struct Output {
    std::string header;
    std::string source;
};

/// Throws Refusal when the template may not be compiled.
Output generate(std::string_view source, const Place& place);

/// "platform/view" → "kheo::view"
std::string namespace_of_room(std::string_view room);

}  // namespace kheo::view::compiler
