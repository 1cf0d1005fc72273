// SPDX-License-Identifier: Apache-2.0
// The pages of books, below /sach. Services outlive the routes.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "registry/registry.hpp"

namespace kheo::registry::publication {

struct PageServices {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
};

std::vector<http::Route> routes(PageServices services);

}  // namespace kheo::registry::publication
