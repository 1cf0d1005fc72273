// SPDX-License-Identifier: Apache-2.0
// The mail server of the installation as settings: mail_url, mail_from, mail_user, mail_password_file,
// mail_ca_file; and the address under which people reach the site.
#pragma once

#include <optional>

#include "app/data_dir.hpp"
#include "platform/mail/courier.hpp"

namespace kheo::app {

/// nullopt: no mail server is set. Says what is wrong with one that is (invalid).
Result<std::optional<mail::Smtp>> smtp_settings(db::Database& database);

/// "https://danvankheo.hoasen.vn", without a slash at the end; "" when not set.
Result<std::string> public_address(db::Database& database);

/// Refuses (invalid) a value that cannot be right for this setting; "" where it may be emptied again.
Result<> check_setting(std::string_view name, const std::string& value);

}  // namespace kheo::app
