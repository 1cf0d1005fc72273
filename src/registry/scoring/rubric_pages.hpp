// SPDX-License-Identifier: Apache-2.0
// /thang-diem: one handler per route (pages.cpp), and what the page files of scoring share.
#pragma once

#include "platform/view/shell.hpp"
#include "registry/scoring/rubrics.hpp"
#include "registry/scoring/views.hpp"

namespace kheo::registry::scoring {

/// One request's person with the map of now; lives as long as the request.
class Asked {
  public:
    Asked(const Services& services, const http::Request& request)
        : atlas_(services.atlas()),
          person_{request.who, *atlas_, services.clock.today(), services.clock.now()} {}
    Asked(const Asked&) = delete;
    const Person& person() const { return person_; }

  private:
    std::shared_ptr<const territory::Atlas> atlas_;
    Person person_;
};

/// "Phường Hồng Hà"; the default's words for none.
std::string unit_name(const Person& person, territory::UnitId unit);
const Message& subject_name(Subject subject);

Result<http::Response> show_rubrics(const Services& services, const http::Request& request);
Result<http::Response> show_rubric(const Services& services, const http::Request& request);
Result<http::Response> show_new_rubric(const Services& services, const http::Request& request);
Result<http::Response> do_new_rubric(const Services& services, const http::Request& request);
Result<http::Response> show_edit_rubric(const Services& services, const http::Request& request);
Result<http::Response> do_edit_rubric(const Services& services, const http::Request& request);
Result<http::Response> do_put_in_force(const Services& services, const http::Request& request);
Result<http::Response> do_end_rubric(const Services& services, const http::Request& request);
Result<http::Response> do_discard_draft(const Services& services, const http::Request& request);

}  // namespace kheo::registry::scoring
