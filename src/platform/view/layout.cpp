// SPDX-License-Identifier: Apache-2.0
#include "platform/view/layout.hpp"

#include "platform/http/outage.hpp"
#include "platform/view/messages.gen.hpp"
#include "platform/view/views/error_content.view.hpp"
#include "platform/view/views/public_layout.view.hpp"
#include "platform/view/views/workspace_layout.view.hpp"

namespace kheo::view {

void public_page(Html& out, const Shell& shell, const Page& page, Body body) {
    views::public_layout(out, shell, page, body);
}

void workspace_page(Html& out, const Shell& shell, const Page& page, Body body) {
    views::workspace_layout(out, shell, page, body);
}

namespace {

const Message& heading(int status) {
    switch (status) {
        case 401:
            return msg::error_sign_in;
        case 403:
            return msg::error_forbidden;
        case 404:
            return msg::error_not_found;
        case 409:
            return msg::error_conflict;
        case 413:
            return msg::error_too_large;
        case 503:
            return msg::error_busy;
        case 501:
            return msg::error_refused;
        default:
            return status < 500 ? msg::error_refused : msg::error_ours;
    }
}

}  // namespace

std::string error_page(const Shell& shell, const Error& error, int status, const http::Request& request) {
    Html out(shell.language);
    const auto& title = heading(status);
    auto inner = shell;  // a form is sent again with the token it came with: nobody may know now whose it is
    if (http::can_be_sent_again(request)) inner.csrf = request.form.get("_csrf");
    const auto content = [&] { views::error_content(out, inner, title, error, status, request); };
    const Page page{.title = shell.say(title)};
    if (shell.signed_in())
        workspace_page(out, shell, page, content);
    else
        public_page(out, shell, page, content);
    return out.take();
}

}  // namespace kheo::view
