// SPDX-License-Identifier: Apache-2.0
// Private to the room: what stands against an act for one person, guard by guard.
#pragma once

#include <map>

#include "registry/life/life.hpp"

namespace kheo::registry::life {

/// Is the guard fulfilled by what the form of the act asks, so that no button is closed by it?
bool asked_by_form(std::string_view guard, const Parts& parts);

/// Everything the engine asks about a dossier and a person. The guards of the acts that start here are
/// answered beforehand.
class Standing {
  public:
    /// given: what the form holds; without it a nomination is for the province.
    static Result<Standing> of(db::Transaction& tx, const Cycle& cycle, const Acting& acting,
                               const Given& given = {});
    /// Refers to this object and to what it was made of.
    workflow::Asking asking() const;

  private:
    Standing(const Cycle& cycle, const Acting& acting) : cycle_(cycle), acting_(acting) {}

    const Cycle& cycle_;
    const Acting& acting_;
    std::map<std::string_view, std::optional<Sentence>> answers_;
};

/// Does a grant valid today let the person recognise above the level of the dossier's register?
bool decides_above(const Acting& acting, const Cycle& cycle);

}  // namespace kheo::registry::life
