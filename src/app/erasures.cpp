// SPDX-License-Identifier: Apache-2.0
#include "app/erasures.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "app/erasure_store.hpp"
#include "app/messages.gen.hpp"
#include "office/erasure.hpp"
#include "platform/archive/file.hpp"
#include "registry/erasure.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string line_of(const Erased& e) {
    return Json{{"kind", e.kind}, {"id", e.subject}, {"made_at", e.made_at}, {"erased_at", e.erased_at}}
               .dump() +
           "\n";
}

std::optional<Erased> erased_of(const std::string& line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    try {
        return Erased{json.at("kind"), json.at("id"), json.at("made_at"), json.at("erased_at")};
    } catch (const nlohmann::json::exception&) {
        return std::nullopt;
    }
}

/// One write per call, flushed to the disk: a line is there whole or it is the torn end that is left out.
Result<> append_to_journal(const fs::path& file, const std::vector<Erased>& erased) {
    if (erased.empty()) return {};
    std::string text = "\n";  // behind the torn line of a crash, if there is one
    for (const auto& e : erased) text += line_of(e);
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    const bool written = descriptor >= 0 &&
                         ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                         ::fsync(descriptor) == 0;
    const auto* reason = std::strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    if (!written)
        return fail(ErrorKind::environment, msg::journal_unwritten, {{"file", file.string()}}, reason);
    archive::sync_directory(file.parent_path());
    return {};
}

/// The lists that hold an erased name. They can be uploaded again without it.
void remove_lists(const fs::path& dir, const std::vector<std::string>& hashes) {
    std::error_code ignored;
    for (const auto& hash : hashes)
        if (hash.size() > 2) fs::remove(dir / "files" / hash.substr(0, 2) / hash, ignored);
}

std::vector<Erased> to_record(const registry::Erasure& erasure, Millis at) {
    std::vector<Erased> out;
    for (const auto& dossier : erasure.dossiers)
        out.push_back({"owner", dossier.id.value, dossier.made_at, at});
    return out;
}

Result<bool> erase_again(db::Transaction& tx, const Erased& e, std::vector<std::string>& lists,
                         const Clock& clock) {
    if (e.kind == "account") return office::erase_user_again(tx, {auth::UserId{e.subject}, e.made_at}, clock);
    const auto number = TRY(registry::number_of(tx, registry::InitiativeId{e.subject}, e.made_at));
    if (!number) return false;
    const auto erased = TRY(registry::erase_owners(tx, *number, {{}, clock.now()}));
    std::ranges::copy(erased.files, std::back_inserter(lists));
    return !erased.dossiers.empty();
}

}  // namespace

Result<> erase_user(OpenData& data, const std::string& name, const Clock& clock) {
    const auto at = clock.now();
    std::vector<Erased> record(1);
    TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
        const auto account = TRY(office::erase_user(tx, name, {}, clock));
        record[0] = {"account", account.id.value, account.made_at, at};
        return store::remember(tx, record[0]);
    }));
    return append_to_journal(data.dir / kJournal, record);
}

Result<std::vector<std::string>> erase_owner(OpenData& data, const std::string& number, const Clock& clock) {
    const auto at = clock.now();
    registry::Erasure erasure;
    TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
        erasure = TRY(registry::erase_owners(tx, number, {{}, at}));
        for (const auto& e : to_record(erasure, at)) TRY(store::remember(tx, e));
        return {};
    }));
    remove_lists(data.dir, erasure.files);
    TRY(append_to_journal(data.dir / kJournal, to_record(erasure, at)));
    std::vector<std::string> numbers;
    for (const auto& dossier : erasure.dossiers) numbers.push_back(dossier.number);
    return numbers;
}

Result<std::set<Erased>> read_journal(const fs::path& file) {
    std::set<Erased> out;
    std::ifstream in(file, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        if (line.empty()) continue;
        if (auto erased = erased_of(line)) {
            out.insert(*std::move(erased));
            continue;
        }
        const bool torn = in.peek() == '\n' || in.peek() == std::ifstream::traits_type::eof();
        if (!torn) return fail(ErrorKind::invalid, msg::journal_damaged, {{"file", file.string()}}, line);
    }
    return out;
}

Result<Reapplied> reapply_erasures(OpenData& data, const std::vector<fs::path>& journals,
                                   const Clock& clock) {
    const auto own = TRY(read_journal(data.dir / kJournal));
    auto all = own;
    for (const auto& journal : journals) {
        std::error_code error;
        if (!fs::exists(journal, error))
            return fail(ErrorKind::environment, msg::cannot_read, {{"file", journal.string()}});
        all.merge(TRY(read_journal(journal)));
    }
    const auto recorded = TRY(data.database->read(store::recorded));
    all.insert(recorded.begin(), recorded.end());
    Reapplied out;
    std::vector<std::string> lists;
    if (!all.empty())
        TRY(data.database->write([&](db::Transaction& tx) -> Result<> {
            out = {};
            for (const auto& e : all) {
                out.applied += TRY(erase_again(tx, e, lists, clock)) ? 1 : 0;
                TRY(store::remember(tx, e));
                out.until = std::max(out.until, e.erased_at);
            }
            return {};
        }));
    out.known = static_cast<std::int64_t>(all.size());
    remove_lists(data.dir, lists);
    std::vector<Erased> missing;
    std::set_difference(all.begin(), all.end(), own.begin(), own.end(), std::back_inserter(missing));
    TRY(append_to_journal(data.dir / kJournal, missing));
    return out;
}

}  // namespace kheo::app
