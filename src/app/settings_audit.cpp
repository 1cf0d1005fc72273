// SPDX-License-Identifier: Apache-2.0
#include "app/settings_audit.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "app/demo/demo.hpp"
#include "app/mail_settings.hpp"
#include "app/messages.gen.hpp"
#include "platform/auth/accounts.hpp"
#include "platform/auth/factor_rule.hpp"
#include "platform/auth/password.hpp"
#include "platform/auth/second_factor.hpp"
#include "platform/db/migrations.hpp"
#include "platform/ledger/moments.hpp"
#include "platform/mail/mail.hpp"
#include "platform/workflow/store.hpp"

namespace kheo::app {

namespace {

constexpr Millis kHour = 3'600'000, kDay = 24 * kHour;
constexpr Millis kBackupEvery = 3 * kDay, kVerifyEvery = 32 * kDay, kSealWithin = 2 * 60'000;
constexpr Millis kGivenPasswordFor = 14 * kDay;
constexpr std::uintmax_t kScarce = 2ULL << 30, kTooLittle = 256ULL << 20;  // bytes free
constexpr int kManyAdministrators = 5;
constexpr int kHolidaysFrom = 10;  // the month from which the next year's should be known

using Findings = std::vector<Finding>;

/// One line of the page: what was found in three cases, one reason, one advice.
struct Line {
    std::string_view code;
    const Message& why;
    const Message& todo;
};

void add(Findings& out, const Line& line, State state, Sentence what) {
    Sentence todo = state == State::ok ? Sentence() : Sentence(line.todo);
    out.push_back({line.code, state, std::move(what), line.why, std::move(todo)});
}

Sentence with(const Message& message, const char* name, std::string value) {
    return Sentence(message, {{name, std::move(value)}});
}

Sentence with_count(const Message& message, std::int64_t count) {
    return with(message, "count", std::to_string(count));
}

void look_at_connection(Findings& out, const Connection& connection) {
    const Line line{"tls", msg::audit_tls_why, msg::audit_tls_todo};
    if (connection.secure)
        add(out, line, State::ok, msg::audit_tls_ok);
    else if (connection.local && !connection.forwarded)
        add(out, line, State::warning, msg::audit_tls_local);
    else
        add(out, line, State::bad, msg::audit_tls_bad);
    const Line cookie{"cookie", msg::audit_cookie_why, msg::audit_tls_todo};
    add(out, cookie, connection.secure ? State::ok : State::warning,
        connection.secure ? msg::audit_cookie_ok : msg::audit_cookie_bad);
}

Result<> look_at_backup(Findings& out, OpenData& data, Millis now) {
    const auto key = TRY(setting(*data.database, kBackupKey, ""));
    add(out, {"backup_key", msg::audit_key_why, msg::audit_key_todo},
        key.empty() ? State::warning : State::ok, key.empty() ? msg::audit_key_bad : msg::audit_key_ok);
    const auto last = TRY(setting(*data.database, kLastBackup, ""));
    const auto at = std::strtoll(last.c_str(), nullptr, 10);
    const Line line{"backup", msg::audit_backup_why, msg::audit_backup_todo};
    if (at <= 0)
        add(out, line, State::bad, msg::audit_backup_none);
    else
        add(out, line, now - at > kBackupEvery ? State::warning : State::ok,
            with(msg::audit_backup_at, "moment", format_moment(at)));
    return {};
}

Result<> look_at_ledger(Findings& out, OpenData& data, Millis now) {
    const auto waiting =
        TRY(data.database->read([](db::Transaction& tx) { return ledger::oldest_unsealed(tx); }));
    const Line sealing{"sealing", msg::audit_sealing_why, msg::audit_sealing_todo};
    if (waiting && now - *waiting > kSealWithin)
        add(out, sealing, State::bad, with(msg::audit_sealing_bad, "moment", format_moment(*waiting)));
    else
        add(out, sealing, State::ok, msg::audit_sealing_ok);

    const auto text = TRY(setting(*data.database, kLedgerVerified, ""));
    const auto json = nlohmann::json::parse(text, nullptr, false);
    const Line line{"ledger", msg::audit_ledger_why, msg::audit_ledger_todo};
    if (!json.is_object() || !json.contains("at")) {
        add(out, line, State::warning, msg::audit_ledger_never);
        return {};
    }
    const auto at = json.value("at", Millis{0});
    const bool ok = json.value("ok", false);
    add(out, line,
        !ok                       ? State::bad
        : now - at > kVerifyEvery ? State::warning
                                  : State::ok,
        with(ok ? msg::audit_ledger_at : msg::audit_ledger_bad, "moment", format_moment(at)));
    return {};
}

/// "512 MB", "73 GB": whole, rounded down; three digits read alike in every language.
std::string space_text(std::uintmax_t bytes) {
    auto amount = bytes / 1'000'000;
    std::string_view unit = "MB";
    for (const auto* larger : {"GB", "TB"}) {
        if (amount < 1000) break;
        amount /= 1000;
        unit = larger;
    }
    return std::to_string(amount) + ' ' + std::string(unit);
}

void look_at_disk(Findings& out, const OpenData& data) {
    if (data.dir.empty()) return;
    std::error_code error;
    const auto space = std::filesystem::space(data.dir, error);
    if (error) return;
    const Line line{"disk", msg::audit_disk_why, msg::audit_disk_todo};
    add(out, line,
        space.available < kTooLittle ? State::bad
        : space.available < kScarce  ? State::warning
                                     : State::ok,
        with(msg::audit_disk, "space", space_text(space.available)));
}

void look_at_modes(Findings& out, const OpenData& data) {
    const auto open = open_modes(data.dir);
    add(out, {"modes", msg::found_open_modes_why, msg::audit_modes_todo},
        open.empty() ? State::ok : State::bad,
        open.empty() ? Sentence(msg::audit_modes_ok) : with_count(msg::audit_modes_bad, std::ssize(open)));
}

struct Counts {
    std::int64_t enabled = 0, country_administrators = 0, given = 0, expired = 0, demo_passwords = 0;
    std::int64_t without_factor = 0;  // where a rule requires it
};

/// Demonstration passwords are tried on demonstration names only: each try takes a fifth of a second.
bool has_demo_password(db::Transaction& tx, const auth::Account& account) {
    const auto known =
        std::ranges::any_of(demo::accounts(), [&](const auto& a) { return a.name == account.name; });
    if (!known) return false;
    const auto hash = auth::password_hash(tx, account.id);
    return hash && auth::password_matches(*hash, demo::kPassword);
}

Result<bool> lacks_factor(db::Transaction& tx, const auth::Account& account,
                          const std::vector<auth::FactorRule>& rules, Date today) {
    std::vector<auth::Grant> grants;
    for (const auto& stored : account.grants) grants.push_back(stored.grant);
    if (!auth::factor_required(grants, rules, today)) return false;
    const auto factor = TRY(auth::factor_state(tx, account.id));
    return !factor.on;
}

Result<Counts> count_accounts(db::Transaction& tx, const Clock& clock, bool demonstration) {
    Counts counts;
    const auto rules = TRY(auth::load_factor_rules(tx));
    for (const auto& account : TRY(auth::list_accounts(tx))) {
        if (!account.enabled) continue;
        ++counts.enabled;
        bool any = false, country = false;
        for (const auto& stored : account.grants) {
            if (!stored.grant.valid_on(clock.today())) continue;
            any = true;
            country |= stored.grant.role == auth::Role::administrator && !stored.grant.unit;
        }
        counts.country_administrators += country;
        counts.expired += !any;
        counts.given += account.must_change && clock.now() - account.created_at > kGivenPasswordFor;
        counts.without_factor += TRY(lacks_factor(tx, account, rules, clock.today()));
        counts.demo_passwords += !demonstration && has_demo_password(tx, account);
    }
    return counts;
}

Result<> look_at_accounts(Findings& out, OpenData& data, const Clock& clock, bool demonstration) {
    const auto counts = TRY(
        data.database->read([&](db::Transaction& tx) { return count_accounts(tx, clock, demonstration); }));
    const auto line = [&](std::string_view code, const Message& what, const Message& why, const Message& todo,
                          std::int64_t count, State state) {
        add(out, {code, why, todo}, count > 0 ? state : State::ok, with_count(what, count));
    };
    if (!demonstration)  // there the line of the demonstration says it for all of them
        line("demo_passwords", msg::audit_demo_accounts, msg::audit_demo_accounts_why,
             msg::audit_demo_accounts_todo, counts.demo_passwords, State::bad);
    line("given_passwords", msg::audit_given, msg::audit_given_why, msg::audit_given_todo, counts.given,
         State::warning);
    line("without_rights", msg::audit_expired, msg::audit_expired_why, msg::audit_expired_todo,
         counts.expired, State::warning);
    line("second_factor", msg::audit_factor, msg::audit_factor_why, msg::audit_factor_todo,
         counts.without_factor, State::warning);
    const auto admins = counts.country_administrators;
    add(out, {"administrators", msg::audit_admins_why, msg::audit_admins_todo},
        admins == 0                    ? State::bad
        : admins > kManyAdministrators ? State::warning
                                       : State::ok,
        with_count(msg::audit_admins, admins));
    return {};
}

Result<> look_at_schema(Findings& out, OpenData& data) {
    const auto state = TRY(data.database->read([](db::Transaction& tx) { return db::schema_state(tx); }));
    const auto newest = state.applied.empty() ? 0 : state.applied.back();
    add(out, {"schema", msg::audit_schema_why, msg::audit_schema_todo},
        state.pending.empty() ? State::ok : State::bad,
        with(msg::audit_schema, "version", std::to_string(newest)));
    return {};
}

Result<> look_at_clock(Findings& out, OpenData& data, Millis now) {
    const auto latest = TRY(data.database->read([](db::Transaction& tx) { return ledger::last_moment(tx); }));
    const bool behind = latest > now + kClockTolerance;
    add(out, {"clock", msg::found_clock_why, msg::found_clock_todo}, behind ? State::bad : State::ok,
        with(behind ? msg::audit_clock_bad : msg::audit_clock_ok, "moment", format_moment(now)));
    return {};
}

/// Deadlines of a year whose holidays nobody entered skip weekends only: they fall too early.
Result<> look_at_calendar(Findings& out, OpenData& data, Date today) {
    const auto known =
        TRY(data.database->read([](db::Transaction& tx) { return workflow::load_calendar(tx); }));
    const int year = known.knows(today.year()) ? today.year() + 1 : today.year();
    const bool wanted = year == today.year() || today.month() >= kHolidaysFrom;
    const bool missing = wanted && !known.knows(year);
    const int said = missing || wanted ? year : today.year();
    add(out, {"calendar", msg::audit_calendar_why, msg::audit_calendar_todo},
        !missing               ? State::ok
        : year == today.year() ? State::bad
                               : State::warning,
        with(missing ? msg::audit_calendar_bad : msg::audit_calendar_ok, "year", std::to_string(said)));
    return {};
}

/// A password that others on the machine can read, or whose file is gone.
bool is_open_password(const mail::Smtp& smtp) {
    struct stat found{};
    if (smtp.user.empty() || ::stat(smtp.password_file.c_str(), &found) != 0) return false;
    return (found.st_mode & (S_IROTH | S_IWOTH | S_IWGRP)) != 0;
}

Result<> look_at_mail(Findings& out, OpenData& data, Millis now) {
    const Line line{"mail", msg::audit_mail_why, msg::audit_mail_todo};
    const auto smtp = smtp_settings(*data.database);
    const auto standing = TRY(data.database->read([](db::Transaction& tx) { return mail::standing(tx); }));
    const bool stuck = standing.oldest_waiting && now - *standing.oldest_waiting > kHour;
    if (!smtp)
        add(out, line, State::bad, smtp.error().message);
    else if (!*smtp)
        add(out, line, State::warning, msg::mail_unset);
    else if (is_open_password(**smtp))
        add(out, {"mail", msg::audit_mail_open_why, msg::audit_mail_open_todo}, State::bad,
            msg::audit_mail_open);
    else if (standing.failed > 0 || stuck)
        add(out, line, State::warning, with_count(msg::audit_mail_stuck, standing.failed + standing.waiting));
    else
        add(out, line, State::ok, msg::audit_mail_ok);
    return {};
}

void look_at_log(Findings& out, LogPlace place) {
    const auto& what = place == LogPlace::kept       ? msg::audit_log_ok
                       : place == LogPlace::terminal ? msg::audit_log_bad
                       : place == LogPlace::off      ? msg::audit_log_off
                                                     : msg::audit_log_lost;
    add(out, {"log", msg::audit_log_why, msg::audit_log_todo},
        place == LogPlace::kept ? State::ok : State::warning, what);
}

Result<> look_at_names(Findings& out, OpenData& data, bool demonstration) {
    if (demonstration)
        add(out, {"demonstration", msg::audit_demo_why, msg::audit_demo_todo}, State::warning,
            msg::audit_demo);
    const auto body = TRY(setting(*data.database, "managing_body", ""));
    add(out, {"managing_body", msg::audit_body_why, msg::audit_body_todo},
        body.empty() ? State::warning : State::ok, body.empty() ? msg::audit_body_bad : msg::audit_body_ok);
    return {};
}

}  // namespace

LogPlace log_place(int descriptor, bool off) {
    if (off) return LogPlace::off;
    if (::isatty(descriptor) == 1) return LogPlace::terminal;
    struct stat found{};
    if (::fstat(descriptor, &found) != 0) return LogPlace::lost;
    const bool goes_on = S_ISREG(found.st_mode) || S_ISFIFO(found.st_mode) || S_ISSOCK(found.st_mode);
    return goes_on ? LogPlace::kept : LogPlace::lost;
}

Result<std::vector<Finding>> audit_settings(OpenData& data, const Clock& clock, bool demonstration,
                                            const Connection& connection, LogPlace log) {
    Findings out;
    look_at_connection(out, connection);
    TRY(look_at_backup(out, data, clock.now()));
    TRY(look_at_ledger(out, data, clock.now()));
    look_at_disk(out, data);
    look_at_modes(out, data);
    TRY(look_at_accounts(out, data, clock, demonstration));
    TRY(look_at_schema(out, data));
    TRY(look_at_clock(out, data, clock.now()));
    TRY(look_at_calendar(out, data, clock.today()));
    TRY(look_at_mail(out, data, clock.now()));
    look_at_log(out, log);
    TRY(look_at_names(out, data, demonstration));
    return out;
}

Result<> remember_verified(OpenData& data, const ledger::Verification& result, const Clock& clock) {
    const nlohmann::json json{{"at", clock.now()}, {"ok", result.ok}, {"entries", result.entries}};
    return set_setting(*data.database, kLedgerVerified, json.dump(), clock.now());
}

}  // namespace kheo::app
