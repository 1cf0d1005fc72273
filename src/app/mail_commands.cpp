// SPDX-License-Identifier: Apache-2.0
// kheo mail status, retry, test.
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/mail_page.hpp"
#include "app/mail_settings.hpp"
#include "app/messages.gen.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/mail/mail.hpp"

namespace kheo::app {

using Json = nlohmann::ordered_json;

namespace {

Result<> status(Program& program, OpenData& data) {
    const auto smtp = TRY(smtp_settings(*data.database));
    const auto found = TRY(data.database->read([](db::Transaction& tx) { return mail::standing(tx); }));
    Json json{{"set", smtp.has_value()},
              {"waiting", found.waiting},
              {"sent", found.sent},
              {"failed", found.failed}};
    if (found.oldest_waiting) json["oldest_waiting"] = iso_moment(*found.oldest_waiting);
    program.out << json.dump() << "\n";
    if (!smtp) say(program, msg::mail_unset);
    say(program, {msg::mail_summary,
                  {{"waiting", std::to_string(found.waiting)},
                   {"sent", std::to_string(found.sent)},
                   {"failed", std::to_string(found.failed)}}});
    return {};
}

Result<> retry(Program& program, OpenData& data) {
    const auto now = program.clock.now();
    const auto many = TRY(data.database->write([&](db::Transaction& tx) -> Result<std::int64_t> {
        const auto changed = TRY(mail::retry(tx, now));
        if (changed > 0) TRY(ledger::append(tx, {{}, "mail.retried", "mail", 0, "", {}}, now));
        return changed;
    }));
    if (program.json) program.out << Json{{"letters", many}}.dump() << "\n";
    say(program, {msg::mail_retried_count, {{"count", std::to_string(many)}}});
    return {};
}

Result<> test(Program& program, OpenData& data, const std::string& to) {
    TRY(send_test_letter(*data.database, to, program.clock));
    if (program.json) program.out << Json{{"sent", true}}.dump() << "\n";
    say(program, {msg::mail_test_sent, {{"to", to}}});
    return {};
}

}  // namespace

void add_mail_commands(Program& program) {
    auto* group = program.cli.add_subcommand("mail", words(help::mail));
    group->require_subcommand(1);
    auto* shown = group->add_subcommand("status", words(help::mail_status));
    add_location(*shown, program);
    shown->callback([&program] { program.with_data(true, [&](OpenData& d) { return status(program, d); }); });
    auto* again = group->add_subcommand("retry", words(help::mail_retry));
    add_location(*again, program);
    again->callback([&program] { program.with_data(false, [&](OpenData& d) { return retry(program, d); }); });
    auto* tried = group->add_subcommand("test", words(help::mail_test));
    add_location(*tried, program);
    auto to = std::make_shared<std::string>();
    tried->add_option("ADDRESS", *to, words(help::mail_test_to))->required();
    tried->callback(
        [&program, to] { program.with_data(false, [&](OpenData& d) { return test(program, d, *to); }); });
}

}  // namespace kheo::app
