// SPDX-License-Identifier: Apache-2.0
// From a view model to the response: the last step of most pages.
#pragma once

#include "platform/view/layout.hpp"

namespace kheo::view {

/// The page that `view` (a compiled template) makes of the model, in the layout and language of the request.
template <typename View, typename Model>
http::Response draw(const http::Request& request, const Site& site, View view, const Model& page,
                    int status = 200) {
    const auto shell = make_shell(request, site);
    Html out(shell.language);
    view(out, shell, page);
    return respond(out, status);
}

}  // namespace kheo::view
