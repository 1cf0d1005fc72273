// SPDX-License-Identifier: Apache-2.0
// The installation looks at its own settings, for the administrator: /quan-tri/kiem-tra. Shows states and
// counts, no path, no name and no key, since administrators of single units may read it too.
#pragma once

#include "app/findings.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"

namespace kheo::app {

/// Setting keys that commands write and the page reads.
inline constexpr std::string_view kBackupKey = "backup_public_key";     // hexadecimal
inline constexpr std::string_view kLastBackup = "last_backup";          // UTC milliseconds
inline constexpr std::string_view kLedgerVerified = "ledger_verified";  // JSON: at, ok, entries

struct AuditServices {
    OpenData& data;  // all outlive the route
    const Clock& clock;
    const view::Site& site;
    bool log_off = false;  // `kheo serve --log off`
};

/// How the page itself was reached.
struct Connection {
    bool secure = false;     // over TLS, as the proxy or the wire says
    bool forwarded = false;  // a proxy stood between
    bool local = false;      // the peer is this machine
};

/// Where this server's log goes.
enum class LogPlace {
    kept,      // a file, a pipe or a socket: systemd's journal or whoever reads it
    terminal,  // gone when the window is closed
    lost,      // /dev/null, or standard output is closed
    off,
};
LogPlace log_place(int descriptor, bool off);

/// Every line, also those that are well, in the order of the page.
Result<std::vector<Finding>> audit_settings(OpenData& data, const Clock& clock, bool demonstration,
                                            const Connection& connection, LogPlace log);

/// Remembers that the ledger was verified, for the page.
Result<> remember_verified(OpenData& data, const ledger::Verification& result, const Clock& clock);

http::Route audit_route(const AuditServices& services);

}  // namespace kheo::app
