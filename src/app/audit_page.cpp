// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include "app/audit_view.hpp"
#include "app/messages.gen.hpp"
#include "app/settings_audit.hpp"
#include "app/views/audit_page.view.hpp"
#include "platform/http/address.hpp"
#include "platform/view/layout.hpp"

namespace kheo::app {

namespace {

Connection connection_of(const http::Request& request) {
    return {request.secure, http::is_forwarded(request.headers), http::is_loopback(request.remote)};
}

view::Tone tone_of(State state) {
    return state == State::ok ? view::Tone::ok : state == State::warning ? view::Tone::warn : view::Tone::bad;
}

const Message& word_of(State state) {
    return state == State::ok ? msg::state_ok : state == State::warning ? msg::state_warning : msg::state_bad;
}

/// What is wrong comes first; otherwise the order of the audit.
AuditPage page_of(const std::vector<Finding>& findings) {
    AuditPage page;
    for (const auto state : {State::bad, State::warning, State::ok})
        for (const auto& finding : findings)
            if (finding.state == state)
                page.rows.push_back(
                    {tone_of(state), &word_of(state), finding.what, finding.why, finding.todo});
    for (const auto& finding : findings) {
        page.bad += finding.state == State::bad;
        page.warnings += finding.state == State::warning;
    }
    return page;
}

}  // namespace

http::Route audit_route(const AuditServices& services) {
    return {http::Method::get, "/quan-tri/kiem-tra", auth::Permission::administer,
            [services](const http::Request& request) -> Result<http::Response> {
                const auto findings =
                    TRY(audit_settings(services.data, services.clock, services.site.demonstration,
                                       connection_of(request), log_place(STDOUT_FILENO, services.log_off)));
                const auto shell = view::make_shell(request, services.site);
                view::Html out(shell.language);
                views::audit_page(out, shell, page_of(findings));
                return view::respond(out);
            }};
}

}  // namespace kheo::app
