// SPDX-License-Identifier: Apache-2.0
#include "app/mail_page.hpp"

#include <algorithm>

#include "app/mail_settings.hpp"
#include "app/mail_view.hpp"
#include "app/messages.gen.hpp"
#include "app/views/mail_page.view.hpp"
#include "base/text.hpp"
#include "platform/auth/token.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/mail/address.hpp"
#include "platform/view/draw.hpp"

namespace kheo::app {

namespace {

constexpr int kShown = 100;
constexpr auto kPage = "/quan-tri/thu-dien-tu";

const Message& purpose_word(std::string_view purpose) {
    if (purpose == "movement.reminder") return msg::mail_purpose_reminder;
    if (purpose == "movement.call") return msg::mail_purpose_call;
    if (purpose.starts_with("auth.")) return msg::mail_purpose_account;
    return msg::mail_purpose_other;
}

MailRow row_of(const mail::Line& line) {
    MailRow row;
    row.queued = format_moment(line.queued_at);
    row.recipient = line.recipient;
    row.purpose = &purpose_word(line.purpose);
    row.attempts = line.attempts;
    const bool waiting = line.state == mail::MailState::waiting;
    row.tone = line.state == mail::MailState::failed ? view::Tone::bad
               : !waiting                            ? view::Tone::ok
               : line.attempts > 0                   ? view::Tone::warn
                                                     : view::Tone::neutral;
    row.state = line.state == mail::MailState::failed ? &msg::mail_failed
                : waiting                             ? &msg::mail_waiting
                                                      : &msg::mail_sent;
    if (waiting && line.attempts > 0) row.next = format_moment(line.next_at);
    if (!line.problem.empty()) row.problem = &mail::problem_message(line.problem);
    return row;
}

/// What is sent goes out for everybody: who administers the whole country presses.
bool may_press(const auth::Principal& who, Date today) {
    return std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
        return !grant.unit && grant.gives(auth::Permission::administer, today);
    });
}

Result<http::Response> show(const MailServices& services, const http::Request& request, MailPage page) {
    const auto smtp = smtp_settings(services.database);
    page.is_set = smtp && *smtp;
    if (!smtp) page.wrong_settings = smtp.error();
    page.may_change = may_press(request.who, services.clock.today());
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        page.standing = TRY(mail::standing(tx));
        page.rows.clear();
        for (const auto& line : TRY(mail::recent(tx, kShown))) page.rows.push_back(row_of(line));
        return {};
    }));
    return view::draw(request, services.site, views::mail_page, page, page.error.message.empty() ? 200 : 422);
}

Result<> allow(const MailServices& services, const http::Request& request) {
    if (may_press(request.who, services.clock.today())) return {};
    return fail(ErrorKind::forbidden, msg::mail_forbidden);
}

Result<http::Response> post_retry(const MailServices& services, const http::Request& request) {
    TRY(allow(services, request));
    const auto now = services.clock.now();
    TRY(services.database.write([&](db::Transaction& tx) -> Result<> {
        const auto many = TRY(mail::retry(tx, now));
        if (many > 0) TRY(ledger::append(tx, {request.who.user, "mail.retried", "mail", 0, "", {}}, now));
        return {};
    }));
    return http::Response::redirect(std::string(kPage) + "?xong=thu-lai");
}

Result<http::Response> post_test(const MailServices& services, const http::Request& request) {
    TRY(allow(services, request));
    MailPage page;
    page.to = tidy(request.form.get("to"));
    const auto sent = send_test_letter(services.database, page.to, services.clock);
    if (sent) {
        page.done = Sentence(msg::mail_test_sent, {{"to", page.to}});
        page.to.clear();
    } else {
        page.error = sent.error();
    }
    return show(services, request, std::move(page));
}

}  // namespace

Result<> send_test_letter(db::Database& database, std::string_view to, const Clock& clock) {
    const auto address = mail::read_address(to);
    if (!address)
        return fail(Error{ErrorKind::invalid, msg::mail_test_to, {{"to", msg::mail_test_to}}, {}, {}});
    const auto smtp = TRY(smtp_settings(database));
    if (!smtp) return fail(ErrorKind::invalid, msg::mail_unset);
    const mail::Written letter{smtp->from,
                               smtp->from_name,
                               *address,
                               std::string(msg::mail_test_subject.in(Language::vi)),
                               std::string(msg::mail_test_text.in(Language::vi)) + "\n",
                               auth::random_token(18),
                               clock.now()};
    const auto delivery = mail::make_smtp_courier(*smtp)->deliver(letter, {});
    if (delivery.outcome == mail::Outcome::delivered) return {};
    return fail(Error{ErrorKind::invalid, mail::problem_message(delivery.problem), {}, delivery.detail, {}});
}

std::vector<http::Route> mail_routes(const MailServices& services) {
    constexpr auto kMay = auth::Permission::administer;
    const auto get = [services](const http::Request& request) {
        MailPage page;
        if (request.query.get("xong") == "thu-lai") page.done = msg::mail_retried;
        return show(services, request, std::move(page));
    };
    return {{http::Method::get, kPage, kMay, get},
            {http::Method::post, std::string(kPage) + "/thu-lai", kMay,
             [services](const http::Request& r) { return post_retry(services, r); }},
            {http::Method::post, std::string(kPage) + "/thu", kMay,
             [services](const http::Request& r) { return post_test(services, r); }}};
}

}  // namespace kheo::app
