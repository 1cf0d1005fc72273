// SPDX-License-Identifier: Apache-2.0
// The door of the guides: how to work with Khéo, one guide per role, and what "?" on each page opens.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "territory/territory.hpp"

namespace kheo::guide {

/// What "?" leads to; the page's own path follows as ?la=…
inline constexpr const char* kHelpHref = "/huong-dan/trang";

/// What app hands over; all references outlive the routes.
struct Services {
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
};

/// /huong-dan, /huong-dan/{code}, /huong-dan/trang: for everybody with an account.
std::vector<http::Route> routes(Services services);

}  // namespace kheo::guide
