// SPDX-License-Identifier: Apache-2.0
// How one letter gets out: SMTP through libcurl. A courier belongs to one thread; it keeps its connection
// between letters.
#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "base/message.hpp"
#include "base/result.hpp"
#include "platform/mail/message.hpp"

namespace kheo::mail {

/// Where letters go and who sends them: settings of the installation.
struct Smtp {
    std::string url{};                      // "smtp://mail.hoasen.vn:587", "smtps://mail.hoasen.vn"
    std::string from{}, from_name{};        // the office's own mailbox
    std::string user{};                     // empty: no sign-in
    std::filesystem::path password_file{};  // its first line; read anew for each connection
    std::filesystem::path ca_file{};        // empty: those the machine trusts
    bool may_be_plain = false;              // only for a server on this machine (read_smtp decides)
};

/// invalid, with a field error each under url, from, user, password_file: what is wrong with settings as
/// typed. STARTTLS (or smtps) is required unless the host is this machine.
Result<Smtp> read_smtp(Smtp typed);

enum class Outcome {
    delivered,
    later,    // this letter, another time
    away,     // nothing goes out now: the server or our settings are at fault, not the letter
    refused,  // never
};

/// problem: a word of problem_message(), "" when delivered. detail: the server's answer, for the log only.
struct Delivery {
    Outcome outcome = Outcome::delivered;
    std::string_view problem;
    std::string detail;
};

/// "recipient_refused" → "Máy chủ thư không nhận địa chỉ này …"; the sentence says what to do.
const Message& problem_message(std::string_view problem);

class Courier {
  public:
    virtual ~Courier() = default;
    /// Stops early (away) when asked to.
    virtual Delivery deliver(const Written& letter, std::stop_token stop) = 0;
};

std::unique_ptr<Courier> make_smtp_courier(const Smtp& smtp);

}  // namespace kheo::mail
