// SPDX-License-Identifier: Apache-2.0
// Two people edited one dossier: three versions of each value, the one both started from, theirs (saved) and
// mine (typed).
#pragma once

#include "registry/initiative_form.hpp"
#include "registry/pages.hpp"

namespace kheo::registry {

/// Fills page.differences with every value that differs, keeps what was typed, takes over what only the other
/// person changed, and moves the form on to the saved version, so that saving again saves what is seen.
Result<> show_differences(const Services& services, EditPage& page, const Statement& mine,
                          const FormSetting& setting, const http::Request& request, const Reading& reading);

}  // namespace kheo::registry
