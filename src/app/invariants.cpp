// SPDX-License-Identifier: Apache-2.0
#include "app/invariants.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <span>

#include "bodies/bodies.hpp"
#include "movement/movement.hpp"
#include "office/office.hpp"
#include "platform/auth/rights.hpp"
#include "platform/file/file.hpp"
#include "platform/mail/mail.hpp"
#include "registry/evidence/altered.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/life/life.hpp"
#include "registry/registry.hpp"
#include "registry/scoring/scoring.hpp"
#include "registry/survey/survey.hpp"

namespace kheo::app {

namespace {

using Lines = Result<std::vector<std::string>>;

struct Room {
    Part part;
    Lines (*look)(db::Transaction& tx);
};

constexpr std::array kBroken{
    Room{Part::registry, registry::faults},          Room{Part::registry, registry::life::faults},
    Room{Part::registry, registry::scoring::faults}, Room{Part::registry, registry::survey::faults},
    Room{Part::registry, movement::faults},          Room{Part::registry, mail::faults},
    Room{Part::attachments, file::faults},           Room{Part::attachments, registry::evidence::faults},
    Room{Part::rights, auth::right_faults},          Room{Part::bodies, bodies::faults},
};

constexpr std::array kAltered{
    Room{Part::registry, registry::altered},
    Room{Part::registry, registry::life::altered},
    Room{Part::registry, registry::scoring::altered},
    Room{Part::registry, registry::evidence::altered},
    Room{Part::viewings, office::faults},
};

Lines ask(db::Transaction& tx, std::span<const Room> rooms, std::optional<Part> part) {
    std::vector<std::string> out;
    for (const auto& room : rooms)
        if (!part || room.part == *part) std::ranges::move(TRY(room.look(tx)), std::back_inserter(out));
    return out;
}

}  // namespace

Lines broken(db::Transaction& tx, Part part) {
    return ask(tx, kBroken, part);
}

Lines altered(db::Transaction& tx, Part part) {
    return ask(tx, kAltered, part);
}

Lines broken(db::Transaction& tx) {
    return ask(tx, kBroken, {});
}

Lines altered(db::Transaction& tx) {
    return ask(tx, kAltered, {});
}

}  // namespace kheo::app
