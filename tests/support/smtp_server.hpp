// SPDX-License-Identifier: Apache-2.0
// A real SMTP server on loopback (smtp_server.py), for as long as the object lives.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"

namespace kheo::test {

class SmtpServer {
  public:
    /// More arguments of smtp_server.py: {"--tls", certificate, key}, {"--user", name, password}, {"--greet",
    /// line}.
    explicit SmtpServer(std::vector<std::string> more = {});
    ~SmtpServer();
    SmtpServer(const SmtpServer&) = delete;

    std::string url() const { return "smtp://127.0.0.1:" + std::to_string(port_); }
    /// What it has accepted so far: from, to, tls, id, subject, sender, date, headers, text, defects, longest
    /// (line).
    std::vector<nlohmann::json> letters() const;
    /// The server goes away, and comes back on the same port with what it had.
    void stop();
    void start();

  private:
    TempDir dir_;
    std::vector<std::string> more_;
    std::uint16_t port_ = 0;
    pid_t process_ = 0;
    int input_ = -1;
};

}  // namespace kheo::test
