// SPDX-License-Identifier: Apache-2.0
#include "app/mail_settings.hpp"

#include <algorithm>

#include "app/messages.gen.hpp"
#include "platform/mail/address.hpp"

namespace kheo::app {

namespace {

/// The sender's name is the site's own, when it can stand in a header.
Result<std::string> sender_name(db::Database& database) {
    auto name = TRY(setting(database, "portal_name", std::string(msg::portal_name.in(Language::vi))));
    return mail::is_header_text(name) && name.size() <= 100 ? name : std::string();
}

bool is_web_address(std::string_view text) {
    for (const std::string_view scheme : {"https://", "http://"})
        if (text.starts_with(scheme) && text.size() > scheme.size())
            return std::ranges::all_of(text.substr(scheme.size()), [](char c) {
                return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                       std::string_view(".-:/").contains(c);
            });
    return false;
}

}  // namespace

Result<std::optional<mail::Smtp>> smtp_settings(db::Database& database) {
    mail::Smtp smtp;
    smtp.url = TRY(setting(database, "mail_url", ""));
    if (smtp.url.empty()) return std::optional<mail::Smtp>();
    smtp.from = TRY(setting(database, "mail_from", ""));
    smtp.from_name = TRY(sender_name(database));
    smtp.user = TRY(setting(database, "mail_user", ""));
    smtp.password_file = TRY(setting(database, "mail_password_file", ""));
    smtp.ca_file = TRY(setting(database, "mail_ca_file", ""));
    return std::optional(TRY(mail::read_smtp(std::move(smtp))));
}

Result<std::string> public_address(db::Database& database) {
    auto address = TRY(setting(database, "public_address", ""));
    while (address.ends_with('/')) address.pop_back();
    return address;
}

Result<> check_setting(std::string_view name, const std::string& value) {
    if (name == "public_address" && !is_web_address(value))
        return fail(ErrorKind::invalid, msg::setting_address_wrong);
    if (name == "mail_from" && !mail::read_address(value))
        return fail(ErrorKind::invalid, msg::setting_mail_from_wrong);
    if (name != "mail_url") return {};
    const auto smtp = mail::read_smtp({.url = value, .from = "a@example.vn"});
    if (!smtp) return fail(ErrorKind::invalid, msg::setting_mail_url_wrong);
    return {};
}

}  // namespace kheo::app
