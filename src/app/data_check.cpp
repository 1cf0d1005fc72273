// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "app/erasure_store.hpp"
#include "app/findings.hpp"
#include "app/invariants.hpp"
#include "app/messages.gen.hpp"
#include "app/public_copy.hpp"
#include "app/sources.hpp"
#include "base/text.hpp"
#include "platform/db/integrity.hpp"
#include "platform/file/file.hpp"
#include "platform/ledger/moments.hpp"
#include "platform/ledger/public_tables.hpp"
#include "registry/import/kept_files.hpp"
#include "registry/import/upkeep.hpp"
#include "statistics/fact_keeper.hpp"

namespace kheo::app {

namespace {

constexpr Millis kHour = 3'600'000;

using Findings = std::vector<Finding>;

Sentence counted(const Message& message, std::int64_t count) {
    return Sentence(message, {{"count", format_count(count)}});
}

/// One finding for all faults, when there are any; each is a detail.
void add_faults(Findings& out, std::string_view code, const Message& what, const Message& why,
                const Message& todo, std::vector<std::string> faults) {
    if (faults.empty()) return;
    const auto count = std::ssize(faults);
    out.push_back({code, State::bad, counted(what, count), why, todo, std::move(faults)});
}

Result<> check_engine(Findings& out, db::Transaction& tx) {
    add_faults(out, "engine", msg::found_engine, msg::found_engine_why, msg::found_restore,
               TRY(db::integrity_faults(tx)));
    return {};
}

Result<> check_registry(Findings& out, db::Transaction& tx) {
    if (TRY(public_copy_taken(tx))) return {};  // they speak of what a public copy leaves out
    add_faults(out, "registry", msg::found_registry, msg::found_registry_why, msg::found_report,
               TRY(broken(tx, Part::registry)));
    add_faults(out, "registry_altered", msg::found_altered, msg::found_altered_why, msg::found_altered_todo,
               TRY(altered(tx, Part::registry)));
    add_faults(out, "attachments", msg::found_attachments, msg::found_registry_why, msg::found_report,
               TRY(broken(tx, Part::attachments)));
    return {};
}

Result<> check_rights(Findings& out, db::Transaction& tx) {
    if (TRY(public_copy_taken(tx))) return {};
    add_faults(out, "rights", msg::found_rights, msg::found_rights_why, msg::found_rights_todo,
               TRY(broken(tx, Part::rights)));
    add_faults(out, "viewings", msg::found_altered, msg::found_altered_why, msg::found_altered_todo,
               TRY(altered(tx, Part::viewings)));
    return {};
}

Result<> check_bodies(Findings& out, db::Transaction& tx) {
    add_faults(out, "bodies", msg::found_bodies, msg::found_registry_why, msg::found_report,
               TRY(broken(tx, Part::bodies)));
    return {};
}

/// Both ways of counting over the same facts: from memory and in SQL.
Result<> check_figures(Findings& out, db::Transaction& tx, Date today) {
    if (TRY(public_copy_taken(tx))) return {};
    const auto atlas = TRY(territory::load_atlas(tx));
    add_faults(out, "figures", msg::found_figures, msg::found_figures_why, msg::found_report,
               TRY(statistics::differing_answers(tx, *atlas, statistics_source(), today)));
    return {};
}

Result<> check_ledger(Findings& out, db::Transaction& tx, const std::vector<std::string>& keys) {
    auto plain = TRY(ledger::verify(tx));
    const auto withheld = TRY(ledger::count_withheld(tx));
    if (withheld > 0 && !plain.first_bad && !TRY(public_copy_taken(tx))) plain.first_bad = 1;
    if (plain.first_bad)
        out.push_back({"ledger_changed", State::bad,
                       Sentence(msg::found_ledger_changed, {{"seq", format_count(*plain.first_bad)}}),
                       msg::found_ledger_changed_why, msg::found_ledger_changed_todo});
    else if (!plain.is_signed && plain.entries > 0)
        out.push_back({"ledger_unsigned", State::bad, msg::found_ledger_unsigned,
                       msg::found_ledger_changed_why, msg::found_ledger_changed_todo});
    if (!plain.derived_ok && !plain.first_bad)
        out.push_back({"ledger_derived", State::bad, msg::found_ledger_derived, msg::found_ledger_derived_why,
                       msg::found_ledger_derived_todo});
    const auto head = TRY(ledger::head(tx));
    if (head && std::ranges::find(keys, head->public_key) == keys.end())
        out.push_back({"ledger_key", State::bad, msg::found_ledger_key, msg::found_ledger_key_why,
                       msg::found_ledger_key_todo});
    return {};
}

/// An entry or head from the future: the clock went back, or was ahead.
Result<> check_clock(Findings& out, db::Transaction& tx, Millis now) {
    const auto latest = TRY(ledger::last_moment(tx));
    if (latest > now + kClockTolerance)
        out.push_back(
            {"clock", State::warning,
             Sentence(msg::found_clock, {{"last", format_moment(latest)}, {"now", format_moment(now)}}),
             msg::found_clock_why, msg::found_clock_todo});
    return {};
}

Result<> check_imports(Findings& out, db::Transaction& tx, Millis now) {
    const auto stuck = TRY(registry::import::count_cut_off(tx, now - kHour));
    if (stuck > 0)
        out.push_back({"imports_cut_off", State::warning, counted(msg::found_imports, stuck),
                       msg::found_imports_why, msg::found_imports_todo});
    return {};
}

/// Files below the data directory that the rows speak of ("files/ab/ab12…"): attachments, and lists that are
/// still needed; those that held an erased name are gone for good.
Result<std::vector<std::string>> files_to_expect(db::Transaction& tx) {
    auto needed = TRY(registry::import::needed_files(tx));
    std::set<std::string> erased;
    for (const auto& e : TRY(store::recorded(tx))) erased.insert(e.lists.begin(), e.lists.end());
    std::erase_if(needed, [&](const auto& hash) { return erased.contains(hash); });
    for (auto& name : needed) name = "files" / registry::import::kept_file({}, name);
    for (const auto& hash : TRY(file::needed_files(tx))) needed.push_back(file::Vault::name_of(hash));
    return needed;
}

}  // namespace

std::string_view state_name(State state) {
    return state == State::ok ? "ok" : state == State::warning ? "warning" : "bad";
}

Result<std::vector<Finding>> check_data(OpenData& data, const Clock& clock) {
    const auto keys = TRY(ledger::trusted_keys(data.dir, data.key));
    std::vector<std::string> needed;
    auto found = TRY(data.database->read([&](db::Transaction& tx) -> Result<Findings> {
        Findings out;
        TRY(check_engine(out, tx));
        TRY(check_ledger(out, tx, keys));
        TRY(check_registry(out, tx));
        TRY(check_rights(out, tx));
        TRY(check_bodies(out, tx));
        TRY(check_figures(out, tx, clock.today()));
        TRY(check_imports(out, tx, clock.now()));
        TRY(check_clock(out, tx, clock.now()));
        needed = TRY(files_to_expect(tx));
        return out;
    }));
    check_files(found, data.dir, needed);
    return found;
}

}  // namespace kheo::app
