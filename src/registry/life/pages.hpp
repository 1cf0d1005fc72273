// SPDX-License-Identifier: Apache-2.0
// What the page files of the room share. Handlers are a few lines; each page file fills its view model.
#pragma once

#include <map>
#include <memory>

#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "registry/life/life.hpp"
#include "registry/life/store.hpp"
#include "registry/life/views.hpp"

namespace kheo::registry::life {

/// One request: the map of now, who asks.
class Visit {
  public:
    Visit(const Services& services, const http::Request& request)
        : atlas_(services.atlas()),
          acting_{request.who, *atlas_, services.clock.today(), services.clock.now(), services.parts} {}
    Visit(const Visit&) = delete;
    const Acting& acting() const { return acting_; }
    /// What the person reads with a right.
    Reading reading(auth::Permission permission) const {
        return {*atlas_, visible_to(acting_.who, permission, acting_.today), acting_.today};
    }

  private:
    std::shared_ptr<const territory::Atlas> atlas_;
    Acting acting_;
};

/// Names of persons, each asked once.
class Names {
  public:
    explicit Names(db::Transaction& tx) : tx_(tx) {}
    /// "" for nobody.
    Result<std::string> of(auth::UserId user);

  private:
    db::Transaction& tx_;
    std::map<auth::UserId, std::string> known_;
};

view::Tone tone_of(std::string_view state);
const Message& name_of_state(std::string_view state);
const Message& name_of_level(RecognitionLevel level);
/// "hạn 05/12/2026", "quá hạn …"; "" without one. tone says how near it is.
std::string due_said(const Cycle& cycle, Date today, const workflow::WorkingCalendar& calendar,
                     view::Tone& tone, Language language);
/// The stepper with day and name under each done step.
Result<std::vector<view::Step>> steps_of(db::Transaction& tx, const Cycle& cycle, Names& names);
/// A member of what was said with an act; "" when there is none.
std::string said_in(const store::ActRow& act, std::string_view key);
/// "09/11" of a moment.
std::string short_day(Millis at);

/// The dossier page with errors of a sheet or a remark, or as it is.
Result<http::Response> dossier_page(const Services& services, const http::Request& request,
                                    const Error* error = nullptr);

/// The box for the paper of a decision, and what was sent in it (field "paper"); nullopt when nothing was.
/// Refusals are errors of the field.
view::Input paper_input();
Result<std::optional<file::Staged>> staged_paper(const Services& services, const http::Request& request);

// One handler per route (pages.cpp).
Result<http::Response> show_dossier(const Services& services, const http::Request& request);
Result<http::Response> do_examine(const Services& services, const http::Request& request);
Result<http::Response> do_remark(const Services& services, const http::Request& request);
Result<http::Response> do_clear_namesake(const Services& services, const http::Request& request);
Result<http::Response> show_act(const Services& services, const http::Request& request);
Result<http::Response> do_act(const Services& services, const http::Request& request);
Result<http::Response> show_new(const Services& services, const http::Request& request);
Result<http::Response> do_new(const Services& services, const http::Request& request);
Result<http::Response> show_revise(const Services& services, const http::Request& request);
Result<http::Response> do_revise(const Services& services, const http::Request& request);
Result<http::Response> show_work(const Services& services, const http::Request& request);
Result<http::Response> show_funnel(const Services& services, const http::Request& request);
Result<http::Response> do_cross_out_figures(const Services& services, const http::Request& request);
Result<http::Response> do_hold_figures(const Services& services, const http::Request& request);
Result<http::Response> show_record(const Services& services, const http::Request& request);
Result<http::Response> do_record(const Services& services, const http::Request& request);
Result<http::Response> do_follow(const Services& services, const http::Request& request);

}  // namespace kheo::registry::life
