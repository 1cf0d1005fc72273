// SPDX-License-Identifier: Apache-2.0
// The pages of replication, and what it shows on a dossier. Services outlive the routes.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <vector>

#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "registry/life/life.hpp"
#include "registry/replication/replication.hpp"

namespace kheo::registry::replication {

struct PageServices {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    const life::Parts& parts;
    /// Mailboxes of offices, and the address of the site for links; without them nothing goes by e-mail and
    /// links are short of their host. May be empty.
    Mailbox mailbox{};
    std::function<Result<std::string>()> public_address{};
    /// Mean totals ("81,5") of those of these dossiers whose scoring is closed (scoring); empty: not shown.
    std::function<Result<std::map<life::CycleId, std::string>>(db::Transaction&,
                                                               const std::vector<life::CycleId>&)>
        scores{};
};

/// /so-dang-ky/{number}/nhan-rong, /lam-theo, /ket-qua-lam-theo, /con-hoat-dong; /duy-tri, /duy-tri/nhac,
/// /duy-tri/can-xet.
std::vector<http::Route> routes(PageServices services);

/// "Nhân rộng" on the page of a registered dossier (life::Parts).
Result<std::optional<life::PartView>> part(const life::Question& question);

}  // namespace kheo::registry::replication
