// SPDX-License-Identifier: Apache-2.0
#include "app/erasures.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/erasure_store.hpp"
#include "app/messages.gen.hpp"
#include "base/nesting.hpp"
#include "bodies/bodies.hpp"
#include "office/erasure.hpp"
#include "platform/archive/file.hpp"
#include "platform/db/making.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/import/erasure.hpp"
#include "registry/import/kept_files.hpp"
#include "registry/life/life.hpp"
#include "registry/publication/publication.hpp"
#include "registry/replication/replication.hpp"
#include "registry/scoring/scoring.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string line_of(const Erased& e) {
    Json line{{"kind", e.kind}, {"id", e.subject}, {"made_at", e.made_at}, {"erased_at", e.erased_at}};
    if (e.kind == "owner") {
        line["owners"] = Json::parse(store::owners_text(e));
        line["lists"] = Json(e.lists);
    }
    return line.dump() + "\n";
}

std::optional<Erased> erased_of(const std::string& line) {
    constexpr int kDeepest = 8;  // levels of brackets; our own lines have three
    if (nests_deeper(line, kDeepest)) return std::nullopt;
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    try {
        Erased out{json.at("kind"), json.at("id"), json.at("made_at"), json.at("erased_at"), {}, {}};
        if (out.kind == "owner") store::read_owners(out, json.at("owners").dump(), json.at("lists").dump());
        if (out.kind == "owner" || out.kind == "account" || out.kind == "attachment") return out;
    } catch (const nlohmann::json::exception&) {
    }
    return std::nullopt;
}

void add(std::set<Erased>& all, const Erased& e) {
    const auto found = all.find(e);
    const auto both = found == all.end() ? e : merged(*found, e);
    if (found != all.end()) all.erase(found);
    all.insert(both);
}

/// Does the second say nothing that the first does not?
bool covers(const std::set<Erased>& all, const Erased& e) {
    const auto found = all.find(e);
    return found != all.end() && found->erased_at >= e.erased_at &&
           std::ranges::includes(found->owners, e.owners) && std::ranges::includes(found->lists, e.lists);
}

/// A line is there whole or it is the torn end of a crash: an empty line follows it, so that it is left out.
Result<> append_to_journal(const fs::path& file, const std::vector<Erased>& erased) {
    if (erased.empty()) return {};
    std::string text = "\n\n";
    for (const auto& e : erased) text += line_of(e);
    const auto written = archive::append_whole(file, text);
    if (written) return {};
    return fail(ErrorKind::environment, msg::journal_unwritten, {{"file", file.string()}},
                written.error().detail);
}

/// True when it was there and is gone; what cannot be deleted is added to left.
bool remove_file(const fs::path& file, std::vector<std::string>& left) {
    std::error_code error;
    const bool removed = fs::remove(file, error);
    if (error) left.push_back(file.string());
    return removed && !error;
}

/// A list's name says nothing about directories, whoever wrote the journal or the copy it stands in.
bool is_list_name(std::string_view hash) {
    return hash.size() > 2 && hash.find_first_of("/\\.") == std::string_view::npos;
}

/// The lists that hold an erased name. They can be uploaded again without it.
std::size_t remove_lists(const fs::path& dir, const std::vector<std::string>& hashes,
                         std::vector<std::string>& left) {
    std::size_t removed = 0;
    for (const auto& hash : hashes) {
        const auto file = registry::import::kept_file(dir / "files", hash);
        removed += is_list_name(hash) && remove_file(file, left) ? 1 : 0;
    }
    return removed;
}

/// The copies that upgrades made before that moment ("before-0055-20261122T021500123Z.db"); nullopt: all.
std::size_t remove_copies(const fs::path& dir, std::optional<Millis> before, std::vector<std::string>& left) {
    auto limit = before ? iso_moment(*before) : std::string();
    std::erase_if(limit, [](char c) { return c == '-' || c == ':' || c == '.'; });
    std::error_code error;
    std::vector<fs::path> copies;
    for (const auto& entry : fs::directory_iterator(dir / "backups", error)) {
        const auto name = entry.path().filename().string();
        const auto moment = name.starts_with("before-") && name.size() > 12 ? name.substr(12) : "";
        if (!moment.empty() && (!before || moment < limit)) copies.push_back(entry.path());
    }
    return static_cast<std::size_t>(
        std::ranges::count_if(copies, [&](const fs::path& copy) { return remove_file(copy, left); }));
}

/// The lists stand with the first dossier.
std::vector<Erased> to_record(const registry::Erasure& erasure, const std::vector<std::string>& lists,
                              Millis at) {
    std::vector<Erased> out;
    out.reserve(erasure.dossiers.size());
    for (const auto& dossier : erasure.dossiers)
        out.push_back({"owner", dossier.id.value, dossier.made_at, at, dossier.owners, {}});
    if (!out.empty()) out.front().lists = lists;
    return out;
}

std::vector<Erased> records_of(const file::Erasure& erasure, Millis at) {
    std::vector<Erased> out;
    for (const auto& e : erasure.attachments)
        out.push_back({"attachment", e.id.value, e.created_at, at, {}, {}});
    return out;
}

/// In order, each once.
std::vector<std::string> united(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    std::ranges::sort(a);
    a.erase(std::ranges::unique(a).begin(), a.end());
    return a;
}

/// What other rooms say of the dossiers a name was erased from.
Result<> forget_elsewhere(db::Transaction& tx, registry::InitiativeId id) {
    TRY(registry::life::forget(tx, id));
    TRY(registry::evidence::forget(tx, id));
    TRY(registry::replication::forget(tx, id));
    TRY(registry::scoring::forget(tx, id));
    return registry::publication::forget(tx, id);
}

Result<bool> erase_again(db::Transaction& tx, const Erased& e, const Clock& clock) {
    if (e.kind == "attachment") {
        const file::Erased attachment{file::AttachmentId{e.subject}, e.made_at};
        return !TRY(file::erase_again(tx, attachment, {{}, clock.now(), {}})).attachments.empty();
    }
    if (e.kind == "account") {
        const bool erased = TRY(office::erase_user_again(tx, {auth::UserId{e.subject}, e.made_at}, clock));
        if (erased) TRY(bodies::erase_account(tx, auth::UserId{e.subject}, clock.now()));
        return erased;
    }
    TRY(registry::import::forget_lists(tx, e.lists, clock.now()));
    const registry::ErasedDossier dossier{registry::InitiativeId{e.subject}, e.made_at, {}, {}, e.owners};
    if (!TRY(registry::erase_owners_again(tx, dossier, {{}, clock.now()}))) return false;
    TRY(forget_elsewhere(tx, dossier.id));
    return true;
}

/// What this database does not hold is done in it and written down.
Result<std::int64_t> apply_missing(OpenData& data, const std::set<Erased>& all,
                                   const std::set<Erased>& recorded, const Clock& clock) {
    std::vector<Erased> missing;
    for (const auto& e : all)
        if (!covers(recorded, e)) missing.push_back(e);
    if (missing.empty()) return 0;
    return data.database->write([&](db::Transaction& tx) -> Result<std::int64_t> {
        std::int64_t applied = 0;
        for (const auto& e : missing) {
            applied += TRY(erase_again(tx, e, clock)) ? 1 : 0;
            TRY(store::remember(tx, e));
        }
        return applied;
    });
}

/// What all journals and the database know; the given journals that are torn are added to torn.
Result<std::set<Erased>> all_known(const std::set<Erased>& own, const std::set<Erased>& recorded,
                                   const std::vector<fs::path>& journals, std::vector<std::string>& torn) {
    auto all = own;
    for (const auto& e : recorded) add(all, e);
    for (const auto& journal : journals) {
        std::error_code error;
        if (!fs::exists(journal, error))
            return fail(ErrorKind::environment, msg::cannot_read, {{"file", journal.string()}});
        const auto read = TRY(read_journal(journal));
        if (read.torn && read.erased.empty())
            return fail(ErrorKind::invalid, msg::no_journal, {{"file", journal.string()}});
        for (const auto& e : read.erased) add(all, e);
        if (read.torn) torn.push_back(journal.string());
    }
    return all;
}

/// The lists, also those that were uploaded while the others were read.
Result<std::vector<std::string>> forget_late_lists(OpenData& data, const registry::import::FoundLists& found,
                                                   const std::vector<std::string>& names,
                                                   const registry::Erasure& erasure,
                                                   std::vector<std::string> lists, Millis at) {
    const auto late = registry::import::lists_that_name(data.dir / "files", names, found.looked_at);
    if (late.hashes.empty()) return lists;
    lists = united(std::move(lists), late.hashes);
    TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
        TRY(registry::import::forget_lists(tx, late.hashes, at));
        for (const auto& e : to_record(erasure, lists, at)) TRY(store::remember(tx, e));
        return {};
    }));
    return lists;
}

/// What was erased still stands in SQLite's log until that is taken over; readers of this moment hold it.
void empty_log(const OpenData& data, Left& left) {
    if (data.database->engine() != db::Engine::sqlite) return;
    const auto file = data.dir / kDatabaseFile;
    if (!db::empty_log(file)) left.log = file.string() + "-wal";
}

}  // namespace

std::vector<Sentence> sentences_of(const Left& left) {
    std::vector<Sentence> out;
    if (!left.log.empty())
        out.emplace_back(msg::erased_in_log, std::vector<Sentence::Argument>{{"file", left.log}});
    for (const auto& file : left.files)
        out.emplace_back(msg::erased_left, std::vector<Sentence::Argument>{{"file", file}});
    return out;
}

Result<Left> erase_user(OpenData& data, const std::string& name, const Clock& clock) {
    const auto at = clock.now();
    std::vector<Erased> record(1);
    TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
        const auto account = TRY(office::erase_user(tx, name, {}, clock));
        TRY(bodies::erase_account(tx, account.id, at));
        record[0] = {"account", account.id.value, account.made_at, at, {}, {}};
        return store::remember(tx, record[0]);
    }));
    Left left;
    remove_copies(data.dir, std::nullopt, left.files);
    empty_log(data, left);
    TRY(append_to_journal(data.dir / kJournal, record));
    return left;
}

Result<> remember_attachments(db::Transaction& tx, const file::Erasure& erasure, Millis at) {
    for (const auto& e : records_of(erasure, at)) TRY(store::remember(tx, e));
    return {};
}

Result<> journal_attachments(const OpenData& data, const file::Erasure& erasure, Millis at) {
    TRY(append_to_journal(data.dir / kJournal, records_of(erasure, at)));
    Left left;  // every start of serve tries again
    remove_copies(data.dir, std::nullopt, left.files);
    empty_log(data, left);
    return {};
}

Erased merged(const Erased& a, const Erased& b) {
    auto out = a;
    out.erased_at = std::max(a.erased_at, b.erased_at);
    out.lists = united(a.lists, b.lists);
    out.owners.insert(out.owners.end(), b.owners.begin(), b.owners.end());
    std::ranges::sort(out.owners);
    out.owners.erase(std::ranges::unique(out.owners).begin(), out.owners.end());
    return out;
}

Result<OwnersErased> erase_owner(OpenData& data, const std::string& number, registry::OwnersAre known,
                                 const Clock& clock) {
    const auto names = TRY(data.database->read(
        [&](db::Transaction& tx) { return registry::names_to_erase(tx, number, known); }));
    auto found = registry::import::lists_that_name(data.dir / "files", names);
    const auto at = clock.now();
    registry::Erasure erasure;
    std::vector<std::string> lists;
    TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
        erasure = TRY(registry::erase_owners(tx, number, known, {{}, at}));
        for (const auto& dossier : erasure.dossiers) TRY(forget_elsewhere(tx, dossier.id));
        TRY(registry::life::forget_in_drafts(tx, names, msg::erased_in_draft.in(Language::vi)));
        TRY(registry::evidence::forget_in_drafts(tx, names));
        lists = united(found.hashes, erasure.files);
        if (!names.empty()) lists = united(lists, TRY(registry::import::lists_described_with(tx, names)));
        TRY(registry::import::forget_lists(tx, lists, at));
        for (const auto& e : to_record(erasure, lists, at)) TRY(store::remember(tx, e));
        return {};
    }));
    lists = TRY(forget_late_lists(data, found, names, erasure, std::move(lists), at));
    OwnersErased out;
    for (const auto& dossier : erasure.dossiers) out.numbers.push_back(dossier.number);
    out.unread = std::move(found.unread);
    out.lists = remove_lists(data.dir, lists, out.left.files);
    if (!out.numbers.empty()) out.copies = remove_copies(data.dir, std::nullopt, out.left.files);
    empty_log(data, out.left);
    TRY(append_to_journal(data.dir / kJournal, to_record(erasure, lists, at)));
    return out;
}

Result<Journal> read_journal(const fs::path& file) {
    Journal out;
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        const auto erased = erased_of(line);
        out.torn = !erased;
        if (erased) {
            add(out.erased, *erased);
            continue;
        }
        const bool last = in.peek() == '\n' || in.peek() == std::ifstream::traits_type::eof();
        if (!last) return fail(ErrorKind::invalid, msg::journal_damaged, {{"file", file.string()}}, line);
    }
    return out;
}

Result<Reapplied> reapply_erasures(OpenData& data, const std::vector<fs::path>& journals,
                                   const Clock& clock) {
    const auto own = TRY(read_journal(data.dir / kJournal)).erased;
    const auto recorded = TRY(data.database->read(store::recorded));
    Reapplied out;
    const auto all = TRY(all_known(own, recorded, journals, out.torn));
    out.applied = TRY(apply_missing(data, all, recorded, clock));
    out.known = static_cast<std::int64_t>(all.size());
    std::vector<Erased> unwritten;
    for (const auto& e : all) {
        out.until = std::max(out.until, e.erased_at);
        remove_lists(data.dir, e.lists, out.left.files);
        if (!covers(own, e)) unwritten.push_back(e);
    }
    if (out.applied > 0) TRY(file::Files(*data.database, clock, data.dir / "files").sweep());
    if (!all.empty()) {
        remove_copies(data.dir, out.applied > 0 ? std::nullopt : std::optional(out.until), out.left.files);
        empty_log(data, out.left);  // it may have been read when the name was erased
    }
    TRY(append_to_journal(data.dir / kJournal, unwritten));
    return out;
}

}  // namespace kheo::app
