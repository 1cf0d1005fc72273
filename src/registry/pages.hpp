// SPDX-License-Identifier: Apache-2.0
// What the page files of the registry share. Handlers are a few lines; each page file fills its view model.
#pragma once

#include <memory>
#include <string>

#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "registry/registry.hpp"
#include "registry/views.hpp"

namespace kheo::registry {

/// One request's question to the registry: a snapshot of the map, today, what this person may read.
class Asking {
  public:
    Asking(const Services& services, const http::Request& request,
           auth::Permission permission = auth::Permission::read_registry)
        : atlas_(services.atlas()),
          reading_{*atlas_, visible_to(request.who, permission, services.clock.today()),
                   services.clock.today(), services.lists} {}
    Asking(const Asking&) = delete;
    const Reading& reading() const { return reading_; }

  private:
    std::shared_ptr<const territory::Atlas> atlas_;
    Reading reading_;
};

/// "Tổ 5, Phường Quảng An" for a hamlet, else the unit's full name, on a day.
std::string unit_label(const territory::Atlas& atlas, territory::UnitId id, Date on);

view::Tone tone_of(State state);
std::string field_name(const std::vector<Field>& fields, std::string_view code);
/// Short name of one dossier's address.
std::string dossier_href(std::string_view number);

// One handler per route (pages.cpp).
Result<http::Response> show_list(const Services& services, const http::Request& request);
Result<http::Response> export_list(const Services& services, const http::Request& request);
Result<http::Response> show_dossier(const Services& services, const http::Request& request);
Result<http::Response> show_create(const Services& services, const http::Request& request);
Result<http::Response> do_create(const Services& services, const http::Request& request);
Result<http::Response> show_edit(const Services& services, const http::Request& request);
Result<http::Response> do_edit(const Services& services, const http::Request& request);

/// The tab "Nhật ký": ledger entries joined with the versions that are still kept, newest first.
Result<std::vector<HistoryRow>> history_of(db::Transaction& tx, const Initiative& initiative,
                                           const Reading& reading, const std::vector<Field>& fields,
                                           Language language);

}  // namespace kheo::registry
