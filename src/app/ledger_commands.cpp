// SPDX-License-Identifier: Apache-2.0
// kheo ledger verify [FILE] | head | prove SEQ [FILE] | check-head HEAD [FILE] | verify-proof PROOF.
// Proofs and heads go to standard output as JSON, what they mean to standard error.
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/messages.gen.hpp"
#include "app/public_copy.hpp"
#include "app/settings_audit.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "platform/ledger/proof_file.hpp"
#include "platform/ledger/public_tables.hpp"

namespace kheo::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr command_line::Range kEntries{1, 1'000'000'000};

/// What verify() found, up to which head, and how many entries only a public copy may withhold.
struct Verified {
    ledger::Verification found;
    std::optional<ledger::Head> newest{};
    std::int64_t withheld = 0;
};

Json to_json(const Verified& verified) {
    const auto& v = verified.found;
    return {
        {"ok", v.ok},
        {"entries", v.entries},
        {"unsealed", v.unsealed},
        {"withheld", verified.withheld},
        {"head", to_hex(v.root)},
        {"signed", v.is_signed},
        {"first_bad", v.first_bad ? Json(*v.first_bad) : Json(nullptr)},
        {"derived_ok", v.derived_ok},
        {"sealed_at", verified.newest ? ledger::head_json(*verified.newest)["sealed_at"] : Json(nullptr)}};
}

Result<> answer(Program& program, const Verified& v) {
    program.out << to_json(v).dump() << "\n";
    if (v.newest)
        say(program,
            {msg::verified_until,
             {{"size", format_count(v.found.entries)}, {"moment", format_moment(v.newest->sealed_at)}}});
    if (!v.found.ok) program.exit_code = 1;
    return {};
}

/// Entries may be withheld in a public copy only: anywhere else somebody has emptied them.
Result<Verified> verified(db::Transaction& tx, const std::vector<std::string>& trusted_keys) {
    Verified v;
    v.found = TRY(ledger::verify(tx, trusted_keys));
    v.newest = TRY(ledger::head(tx));
    v.withheld = TRY(ledger::count_withheld(tx));
    if (v.withheld == 0 || TRY(public_copy_taken(tx))) return v;
    v.found.ok = false;
    if (!v.found.first_bad) v.found.first_bad = 1;
    return v;
}

Result<> verify(Program& program, db::Database& database, const std::vector<std::string>& trusted_keys) {
    const auto v = TRY(database.read([&](db::Transaction& tx) { return verified(tx, trusted_keys); }));
    if (v.newest && !trusted_keys.empty() && v.newest->public_key != trusted_keys.front())
        say(program, {msg::verified_other_key, {{"signer", to_hex(v.newest->public_key)}}});
    return answer(program, v);
}

/// The key that --key names, as `ledger head` prints it; none when nothing was typed.
Result<std::vector<std::string>> typed_keys(const std::string& hex) {
    if (hex.empty()) return std::vector<std::string>();
    auto key = from_hex(hex);
    if (key.size() != 32) return fail(ErrorKind::usage, msg::bad_key, {{"text", hex}});
    return std::vector{std::move(key)};
}

/// The installation's own ledger: the page of settings shows when this was done last. With a key of the
/// reader's own, that one decides instead of those kept beside the data.
Result<> verify_data(Program& program, OpenData& data, const std::string& key_hex) {
    const auto typed = TRY(typed_keys(key_hex));
    if (!typed.empty()) return verify(program, *data.database, typed);
    const auto keys = TRY(ledger::trusted_keys(data.dir, data.key));
    const auto v = TRY(data.database->read([&](db::Transaction& tx) { return verified(tx, keys); }));
    TRY(answer(program, v));
    if (data.public_copy) return {};
    // A full disk or a busy database must not take the answer away.
    if (const auto kept = remember_verified(data, v.found, program.clock); !kept)
        say(program, {msg::verified_not_kept, {{"reason", kept.error().message.in(Language::vi)}}});
    return {};
}

/// A copied file is opened read-only and never migrated or sealed. Without a key the signatures are checked
/// against the key that stands beside them: that shows damage, not a forger who signed anew.
Result<> verify_file(Program& program, const std::filesystem::path& file, const std::string& key_hex) {
    const auto typed = TRY(typed_keys(key_hex));
    const auto database = TRY(db::Database::open(file, {.readers = 1, .read_only = true}));
    return verify(program, *database, typed);
}

Result<ledger::Head> newest_head(db::Database& database) {
    auto newest = TRY(database.read([](db::Transaction& tx) { return ledger::head(tx); }));
    if (!newest) return fail(ErrorKind::not_found, msg::ledger_empty);
    return *std::move(newest);
}

Result<> head(Program& program, OpenData& data, bool on_paper) {
    TRY(data.seal(program.clock));
    const auto newest = newest_head(*data.database);
    if (!newest && newest.error().kind == ErrorKind::not_found && !on_paper) {
        program.out << Json{{"size", 0}}.dump() << "\n";
        return {};
    }
    const auto found = TRY(newest);
    if (!on_paper) {
        program.out << ledger::head_json(found).dump() << "\n";
        return {};
    }
    say(program, {msg::head_on_paper,
                  {{"size", format_count(found.size)}, {"moment", format_moment(found.sealed_at)}}});
    program.out << ledger::head_line(found) << "\n";
    return {};
}

struct Wanted {
    std::string file, key, kept;
    std::int64_t seq = 0, from = 0, to = 0;
    bool bare = false, on_paper = false;
};

/// The copied file when one is named, else --data, sealed.
Result<> with_ledger(Program& program, const std::string& file,
                     const std::function<Result<>(db::Database&)>& body) {
    if (!file.empty()) {
        const auto copy = TRY(db::Database::open(file, {.readers = 1, .read_only = true}));
        return body(*copy);
    }
    TRY(need_location(program));
    const auto data = TRY(open_data(program.location, program.clock));
    TRY(data.seal(program.clock));
    return body(*data.database);
}

Result<> prove(Program& program, db::Database& database, const Wanted& wanted) {
    if (wanted.from != 0) {
        const auto proof = TRY(database.read(
            [&](db::Transaction& tx) { return ledger::prove_consistency(tx, wanted.from, wanted.to); }));
        program.out << ledger::proof_json(proof).dump() << "\n";
        say(program, {msg::proved_consistency,
                      {{"from", format_count(proof.from)}, {"size", format_count(proof.to.size)}}});
        return {};
    }
    auto proof =
        TRY(database.read([&](db::Transaction& tx) { return ledger::prove_inclusion(tx, wanted.seq); }));
    if (wanted.bare) proof.entry.clear();
    program.out << ledger::proof_json(proof).dump() << "\n";
    say(program,
        {msg::proved_inclusion, {{"seq", format_count(proof.seq)}, {"size", format_count(proof.head.size)}}});
    return {};
}

std::string_view word(ledger::KeptHead state) {
    switch (state) {
        case ledger::KeptHead::prefix:
            return "prefix";
        case ledger::KeptHead::differs:
            return "differs";
        case ledger::KeptHead::shorter:
            return "shorter";
        case ledger::KeptHead::bad_signature:
            return "bad_signature";
        case ledger::KeptHead::other_key:
            return "other_key";
        case ledger::KeptHead::unknown_key:
            return "unknown_key";
    }
    return "differs";
}

const Message& meaning(ledger::KeptHead state) {
    switch (state) {
        case ledger::KeptHead::prefix:
            return msg::kept_prefix;
        case ledger::KeptHead::differs:
            return msg::kept_differs;
        case ledger::KeptHead::shorter:
            return msg::kept_shorter;
        case ledger::KeptHead::bad_signature:
            return msg::kept_bad_signature;
        case ledger::KeptHead::other_key:
            return msg::kept_other_key;
        case ledger::KeptHead::unknown_key:
            return msg::kept_unknown_key;
    }
    return msg::kept_differs;
}

Result<> check_head(Program& program, db::Database& database, const ledger::Head& kept) {
    const auto state = TRY(database.read([&](db::Transaction& tx) { return ledger::compare(tx, kept); }));
    const bool ok = state == ledger::KeptHead::prefix;
    program.out << Json{{"ok", ok}, {"state", word(state)}, {"kept", ledger::head_json(kept)}}.dump() << "\n";
    say(program, {meaning(state),
                  {{"size", format_count(kept.size)},
                   {"moment", format_moment(kept.sealed_at)},
                   {"signer", to_hex(kept.public_key)}}});
    if (!ok) program.exit_code = 1;
    return {};
}

/// What else a proof must agree with: the key one knows, the head one kept.
Result<std::vector<const Message*>> disagreements(const ledger::AnyProof& proof, const Wanted& wanted) {
    TRY(typed_keys(wanted.key));
    std::vector<const Message*> out;
    const auto* inclusion = std::get_if<ledger::InclusionProof>(&proof);
    const auto& newest = inclusion ? inclusion->head : std::get<ledger::ConsistencyProof>(proof).to;
    if (!wanted.key.empty() && from_hex(wanted.key) != newest.public_key)
        out.push_back(&msg::proof_other_key);
    if (wanted.kept.empty()) return out;
    const auto text = TRY(read_whole_file(wanted.kept));
    const auto kept = TRY(ledger::parse_head(text));
    if (!ledger::signature_holds(kept)) out.push_back(&msg::kept_bad_signature);
    if (kept.public_key != newest.public_key) out.push_back(&msg::proof_other_key);
    const bool starts = !inclusion && std::get<ledger::ConsistencyProof>(proof).from == kept.size;
    const auto& seen = starts ? std::get<ledger::ConsistencyProof>(proof).from_root : newest.root;
    if (!starts && newest.size != kept.size)
        out.push_back(&msg::proof_not_about_kept);
    else if (seen != kept.root)
        out.push_back(&msg::proof_kept_differs);
    return out;
}

Result<> verify_proof(Program& program, const Wanted& wanted) {
    const auto text = TRY(read_whole_file(wanted.file));
    const auto proof = TRY(ledger::parse_proof(text));
    auto faults = TRY(disagreements(proof, wanted));
    if (!std::visit([](const auto& p) { return ledger::holds(p); }, proof))
        faults.insert(faults.begin(), &msg::proof_broken);
    const auto* inclusion = std::get_if<ledger::InclusionProof>(&proof);
    Json json{{"ok", faults.empty()},
              {"kind", inclusion ? "inclusion" : "consistency"},
              {"head", ledger::head_json(inclusion ? inclusion->head
                                                   : std::get<ledger::ConsistencyProof>(proof).to)}};
    if (inclusion && faults.empty() && !inclusion->entry.empty())
        json["entry"] = ledger::entry_json(inclusion->entry);
    program.out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << "\n";
    for (const auto* fault : faults) say(program, *fault);
    if (faults.empty()) say(program, inclusion ? msg::proof_holds_inclusion : msg::proof_holds_consistency);
    if (!faults.empty()) program.exit_code = 1;
    return {};
}

void add_verify(CLI::App& group, Program& program) {
    auto* command = group.add_subcommand("verify", words(help::ledger_verify));
    auto wanted = std::make_shared<Wanted>();
    command->add_option("FILE", wanted->file, words(help::ledger_file));
    command->add_option("--key", wanted->key, words(help::ledger_verify_key))->type_name("KEY");
    add_location(*command, program);
    command->callback([&program, wanted] {
        if (wanted->file.empty())
            program.with_data(
                true, [&](OpenData& d) { return verify_data(program, d, wanted->key); }, On::public_copy_too);
        else
            program.attempt(true, [&] { return verify_file(program, wanted->file, wanted->key); });
    });
}

void add_head(CLI::App& group, Program& program) {
    auto* command = group.add_subcommand("head", words(help::ledger_head));
    auto wanted = std::make_shared<Wanted>();
    command->add_flag("--print", wanted->on_paper, words(help::ledger_print));
    add_location(*command, program);
    command->callback([&program, wanted] {
        program.with_data(
            true, [&](OpenData& d) { return head(program, d, wanted->on_paper); }, On::public_copy_too);
    });
}

void add_prove(CLI::App& group, Program& program) {
    auto* command = group.add_subcommand("prove", words(help::ledger_prove));
    auto wanted = std::make_shared<Wanted>();
    command_line::add_whole(*command, "SEQ", wanted->seq, kEntries, help::ledger_seq);
    command->add_option("FILE", wanted->file, words(help::ledger_file));
    command_line::add_whole(*command, "--from", wanted->from, kEntries, help::ledger_from);
    command_line::add_whole(*command, "--to", wanted->to, kEntries, help::ledger_to);
    command->add_flag("--bare", wanted->bare, words(help::ledger_bare));
    add_location(*command, program);
    command->callback([&program, wanted] {
        program.attempt(true, [&]() -> Result<> {
            if ((wanted->seq == 0) == (wanted->from == 0)) return fail(ErrorKind::usage, msg::prove_what);
            return with_ledger(program, wanted->file,
                               [&](db::Database& database) { return prove(program, database, *wanted); });
        });
    });
}

void add_check_head(CLI::App& group, Program& program) {
    auto* command = group.add_subcommand("check-head", words(help::ledger_check_head));
    auto wanted = std::make_shared<Wanted>();
    command->add_option("HEAD", wanted->kept, words(help::ledger_kept))->required();
    command->add_option("FILE", wanted->file, words(help::ledger_file));
    add_location(*command, program);
    command->callback([&program, wanted] {
        program.attempt(true, [&]() -> Result<> {
            const auto text = TRY(read_whole_file(wanted->kept));
            const auto kept = TRY(ledger::parse_head(text));
            return with_ledger(program, wanted->file,
                               [&](db::Database& database) { return check_head(program, database, kept); });
        });
    });
}

void add_verify_proof(CLI::App& group, Program& program) {
    auto* command = group.add_subcommand("verify-proof", words(help::ledger_verify_proof));
    auto wanted = std::make_shared<Wanted>();
    command->add_option("PROOF", wanted->file, words(help::ledger_proof))->required();
    command->add_option("--key", wanted->key, words(help::ledger_known_key))->type_name("KEY");
    command->add_option("--kept", wanted->kept, words(help::ledger_kept))->type_name("FILE");
    command->callback(
        [&program, wanted] { program.attempt(true, [&] { return verify_proof(program, *wanted); }); });
}

}  // namespace

void add_ledger_commands(Program& program) {
    auto* group = program.cli.add_subcommand("ledger", words(help::ledger));
    group->require_subcommand(1);
    add_verify(*group, program);
    add_head(*group, program);
    add_prove(*group, program);
    add_check_head(*group, program);
    add_verify_proof(*group, program);
}

}  // namespace kheo::app
