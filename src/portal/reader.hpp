// SPDX-License-Identifier: Apache-2.0
// From the registry to the view models: one Reader per request, inside one reading transaction.
#pragma once

#include "platform/view/shell.hpp"
#include "portal/model.hpp"
#include "portal/portal.hpp"
#include "registry/registry.hpp"

namespace kheo::portal {

class Reader {
  public:
    Reader(db::Transaction& tx, const territory::Atlas& atlas, const view::Shell& shell, Date today,
           registry::ListIndex* lists)
        : tx_(tx), shell_(shell), reading_{atlas, {true, {}}, today, lists} {}

    Result<HomePage> home();
    Result<ExplorerPage> explorer(Question question);
    /// not_found where there is no such initiative or it is not public: both look the same.
    Result<InitiativePage> initiative(std::string_view number, const PhotoSource& photos);

  private:
    Result<std::int64_t> count(registry::ListQuery query);
    Result<std::vector<Card>> cards(registry::ListQuery query, int offset, int limit);
    Card card(const registry::ListItem& item) const;
    Result<> count_fields(HomePage& page);
    Result<> count_years(HomePage& page);
    Result<> count_recognised(HomePage& page);
    /// Puts the unit's code into the query, or the fault and the candidates into the page.
    bool place(ExplorerPage& page, registry::ListQuery& query) const;
    void name_conditions(ExplorerPage& page) const;
    void offer_choices(ExplorerPage& page) const;
    std::string unit_name(territory::UnitId unit, Date on) const;
    std::vector<Fact> facts_of(const registry::Initiative& initiative, const Card& card) const;
    void name_units(const registry::Initiative& initiative, std::vector<Fact>& facts) const;
    Result<std::vector<Card>> similar_to(const Card& card);

    db::Transaction& tx_;
    const view::Shell& shell_;
    registry::Reading reading_;
    std::vector<registry::Field> fields_;
};

}  // namespace kheo::portal
