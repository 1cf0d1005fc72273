// SPDX-License-Identifier: Apache-2.0
// The wizard's pages: upload → columns and problems → save → undo, the history of imports, progress of long
// files. Everything works without JavaScript. The door of this part of the registry for app, with cli.hpp.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "registry/import/desk.hpp"

namespace kheo::registry::import {

struct PageServices {
    Desk& desk;
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    ListIndex* lists = nullptr;
};

/// GET and POST below /nhap-du-lieu. The services must outlive the routes.
std::vector<http::Route> routes(PageServices services);

}  // namespace kheo::registry::import
