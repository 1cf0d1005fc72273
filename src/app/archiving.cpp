// SPDX-License-Identifier: Apache-2.0
#include "app/archiving.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/archiving_store.hpp"
#include "app/erasures.hpp"
#include "app/invariants.hpp"
#include "app/messages.gen.hpp"
#include "app/public_copy.hpp"
#include "app/sources.hpp"
#include "base/digest.hpp"
#include "base/text.hpp"
#include "platform/db/integrity.hpp"
#include "platform/db/migrations.hpp"
#include "platform/file/file.hpp"
#include "platform/ledger/upkeep.hpp"
#include "statistics/cli.hpp"
#include "territory/territory.hpp"

namespace kheo::app {

namespace {

namespace fs = std::filesystem;

/// Directories of a data directory whose files belong to the data.
constexpr const char* kFileDirectories[] = {"files", "templates"};

/// Sessions, whole and half ones, end with the machine; the key of visitors' forms is made anew; running
/// processes tell each other.
const std::set<std::string> kLeftOut{"sign_in_session", "half_sign_in", "installation_key", "announcement",
                                     "writer_turn"};

/// What a copy is compared by. Any figure would do; these touch every registration, owner, unit and field.
std::vector<statistics::PivotArguments> questions(Date today) {
    const auto period = fmt::format("2000..{}", today.year() + 1);
    std::vector<statistics::PivotArguments> all(3);
    all[0].measures = {"initiatives", "practices", "exemplars", "owners", "units_with_initiatives"};
    all[0].rows = "unit:province";
    all[1].measures = {"initiatives"};
    all[1].rows = "field";
    all[1].columns = "year";
    all[2].measures = {"initiatives", "owners"};
    all[2].rows = "owner_type";
    for (auto& question : all) {
        question.period = period;
        question.map = "now";
    }
    return all;
}

Json ledger_facts(const ledger::Verification& v) {
    return {{"entries", v.entries}, {"unsealed", v.unsealed}, {"head", to_hex(v.root)}, {"ok", v.ok}};
}

/// Nothing where the directory does not exist; one that cannot be read to its end fails the copy.
Result<> add_files_of(const fs::path& dir, const char* name, std::vector<archive::AttachedFile>& files) {
    std::error_code error;
    const auto unreadable = [&] {
        return fail(ErrorKind::environment, msg::directory_unusable, {{"dir", (dir / name).string()}},
                    error.message());
    };
    auto entry = fs::recursive_directory_iterator(dir / name, error);
    if (error == std::errc::no_such_file_or_directory) return {};
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        const auto relative = entry->path().lexically_relative(dir).generic_string();
        const bool regular = entry->is_regular_file(error);
        if (error && error != std::errc::no_such_file_or_directory) return unreadable();
        if (regular && archive::is_safe_name(relative)) files.push_back({relative, entry->path()});
    }
    if (error) return unreadable();
    return {};
}

Result<> add_files(const fs::path& dir, std::vector<archive::AttachedFile>& files) {
    for (const auto* name : kFileDirectories) TRY(add_files_of(dir, name, files));
    std::ranges::sort(files, {}, &archive::AttachedFile::name);
    return {};
}

/// Photos and papers that the rows speak of, by their names below the data directory.
Result<std::vector<std::string>> attached_files(db::Transaction& tx) {
    auto out = TRY(file::needed_files(tx));
    for (auto& name : out) name = file::Vault::name_of(name);
    return out;
}

/// Those of `needed` that are not among the others.
std::vector<std::string> missing_of(std::vector<std::string> needed,
                                    const std::vector<archive::AttachedFile>& files) {
    std::set<std::string_view> there;
    for (const auto& file : files) there.insert(file.name);
    std::erase_if(needed, [&](const std::string& name) { return there.contains(name); });
    return needed;
}

Result<std::int64_t> count_missing(db::Transaction& tx, const fs::path& dir) {
    std::error_code ignored;
    return std::ranges::count_if(TRY(attached_files(tx)), [&](const std::string& name) {
        return !fs::is_regular_file(dir / name, ignored);
    });
}

/// The parts of an answer that are figures; words may change with the program.
Json figures_only(const std::string& answer) {
    const auto json = Json::parse(answer);
    Json figures;
    for (const auto* part : {"totals", "not_attributable"}) figures[part] = json.at(part);
    for (const auto& row : json.at("rows"))
        figures["rows"].push_back({{"key", row.at("key")}, {"values", row.at("values")}});
    return figures;
}

/// What was inconsistent when the copy was made comes back as it was: the copy may be all that is left. What
/// became so on the way is refused. Copies of before 2026-11-22 did not count.
Result<std::int64_t> faults_as_recorded(db::Transaction& tx, const Json& recorded) {
    const auto faults = TRY(all_faults(tx));
    // What was changed past the program refuses no copy either: the certificate counts it.
    if (std::ssize(faults) <= recorded.value("faults", std::int64_t{0}))
        return std::ssize(faults) + std::ssize(TRY(altered(tx)));
    return fail(ErrorKind::invalid, msg::copy_inconsistent, {{"count", format_count(std::ssize(faults))}},
                faults.front());
}

/// Everything that must hold before a copy becomes a system; runs in the loading transaction.
Result<Json> certify(db::Transaction& tx, const archive::Loaded& loaded, const fs::path& dir) {
    const auto recorded = Json::parse(loaded.facts);
    const auto faults = TRY(faults_as_recorded(tx, recorded));
    const auto today = Date::parse_iso(recorded.value("today", "")).value_or(Date{});
    const auto found = TRY(is_public(recorded) ? take_public_facts(tx, today) : take_facts(tx, today));
    if (const auto different = differences(recorded, found); !different.empty())
        return fail(ErrorKind::invalid, msg::copy_differs, {{"what", different.front()}});
    const auto& s = loaded.summary;
    const auto missing = TRY(count_missing(tx, dir));
    return Json{{"made_at", iso_moment(loaded.made_at)},
                {"public", is_public(recorded)},
                {"signed_by", to_hex(loaded.signer)},
                {"tables", s.tables},
                {"rows", s.rows},
                {"files", s.files},
                {"missing_files", missing},
                {"bytes", s.bytes},
                {"ledger", found.at("ledger")},  // "ok": false when it was broken already: said, not refused
                {"figures", found.at("figures").size()},
                {"faults", faults},
                {"made_at_ms", loaded.made_at}};
}

Result<> refuse_other_signer(const archive::Loaded& loaded, const RestoreOptions& options) {
    const auto refuse = [&](const Message& sentence, const std::string& key) {
        return fail(ErrorKind::invalid, sentence,
                    {{"signed", to_hex(loaded.signer)}, {"given", to_hex(key)}});
    };
    if (options.ledger_key && options.ledger_key->public_key != loaded.signer)
        return refuse(msg::other_ledger_key, options.ledger_key->public_key);
    if (!options.signer.empty() && options.signer != loaded.signer)
        return refuse(msg::other_signer, options.signer);
    return {};
}

/// Neither the key that signs nor a journal of erasures belongs on a machine that everybody reaches.
Result<> become_public_copy(db::Transaction& tx, const archive::Loaded& loaded,
                            const RestoreOptions& options) {
    if (options.ledger_key || !options.erasures.empty())
        return fail(ErrorKind::invalid, msg::public_takes_no_key);
    return mark_public_copy(tx, loaded.made_at);
}

/// With the old system's key the ledger goes on as it was; without it a new key signs from here on. All keys
/// that signed heads before are kept as such: the signature over the copy vouches for them.
Result<> hand_over_key(OpenData& data, Json& certificate, const RestoreOptions& options) {
    certificate["ledger_key"] = is_public(certificate) ? "none" : options.ledger_key ? "kept" : "new";
    if (options.ledger_key) {
        TRY(ledger::save_key(data.dir, *options.ledger_key));
        data.key = *options.ledger_key;
    }
    for (const auto& key : TRY(data.database->read(store::head_signers)))
        if (key != data.key.public_key) TRY(ledger::trust_former_key(data.dir, key));
    return {};
}

}  // namespace

Result<std::vector<std::string>> all_faults(db::Transaction& tx) {
    auto faults = TRY(db::integrity_faults(tx));
    if (TRY(public_copy_taken(tx))) return faults;
    std::ranges::move(TRY(broken(tx)), std::back_inserter(faults));
    return faults;
}

Result<Json> take_facts(db::Transaction& tx, Date today) {
    Json facts{{"today", today.iso()}, {"faults", std::ssize(TRY(all_faults(tx)))}};
    facts["ledger"] = ledger_facts(TRY(ledger::verify(tx)));
    facts["figures"] = Json::array();
    const auto atlas = TRY(territory::load_atlas(tx));
    for (const auto& question : questions(today)) {
        const auto query = TRY(statistics::read_arguments(question));
        const auto answer = TRY(statistics::pivot(tx, *atlas, statistics_source(), query, today));
        facts["figures"].push_back({{"measures", question.measures},
                                    {"rows", question.rows},
                                    {"columns", question.columns},
                                    {"period", question.period},
                                    {"answer", figures_only(statistics::to_json(answer))}});
    }
    return facts;
}

std::vector<std::string> differences(const Json& recorded, const Json& found) {
    std::vector<std::string> out;
    const auto compare = [&](const std::string& name, const Json& before, const Json& now) {
        if (before != now) out.push_back(name);
    };
    const auto part = [](const Json& json, const char* key) { return json.value(key, Json()); };
    const auto before = part(recorded, "ledger"), now = part(found, "ledger");
    for (const auto* key : {"entries", "unsealed", "head", "ok"})
        compare(std::string("ledger.") + key, part(before, key), part(now, key));
    const auto figures = part(recorded, "figures");
    compare("figures", figures.size(), found.at("figures").size());
    for (std::size_t i = 0; i < std::min(figures.size(), found.at("figures").size()); ++i)
        compare("figures." + part(figures[i], "rows").dump(), figures[i], found.at("figures")[i]);
    return out;
}

Result<Written> write_system(OpenData& data, archive::Writer& writer, const Clock& clock) {
    TRY(data.seal(clock));
    archive::Contents contents;
    contents.left_out = kLeftOut;
    contents.made_at = clock.now();
    contents.public_key = data.key.public_key;
    contents.secret_key = data.key.secret_key;
    return data.database->read([&](db::Transaction& tx) -> Result<Written> {
        contents.files.clear();
        TRY(add_files(data.dir, contents.files));
        auto missing = missing_of(TRY(attached_files(tx)), contents.files);
        auto facts = TRY(take_facts(tx, clock.today()));
        facts["missing_files"] = missing.size();
        contents.facts = facts.dump();
        const auto summary = TRY(archive::write_archive(tx, contents, writer));
        return Written{summary, std::move(missing)};
    });
}

Result<Json> load_system(const Location& location, archive::Reader& reader, const RestoreOptions& options,
                         const Clock& clock) {
    Json certificate;
    const auto fill = [&](OpenData& data) -> Result<> {
        const auto load = [&](db::Transaction& tx) -> Result<Json> {
            const auto loaded = TRY(archive::load_archive(tx, reader, data.dir, clock.now()));
            TRY(refuse_other_signer(loaded, options));
            // Steps of later programs first: what looks at the data knows this program's schema only.
            const auto now = TRY(db::migrate_in(tx, db::all_migrations(), clock.now())).version;
            TRY(ledger::fill_nodes(tx));
            if (is_public(Json::parse(loaded.facts)))
                TRY(become_public_copy(tx, loaded, options));
            else if (!options.signer.empty())  // --signed-by is how a public machine loads
                return fail(ErrorKind::invalid, msg::not_a_public_copy);
            auto made = TRY(certify(tx, loaded, data.dir));
            made["schema"] = {{"copy", loaded.version}, {"now", now}};
            return made;
        };
        certificate = TRY(data.database->write_schema(load));  // never run again: the reader has no beginning
        TRY(hand_over_key(data, certificate, options));
        const auto erasures =
            is_public(certificate) ? Reapplied{} : TRY(reapply_erasures(data, options.erasures, clock));
        certificate["erasures"] = {{"known", erasures.known},
                                   {"applied", erasures.applied},
                                   {"until", erasures.known > 0 ? iso_moment(erasures.until) : ""},
                                   {"until_ms", erasures.until},
                                   {"torn", erasures.torn}};
        return data.seal(clock);
    };
    TRY(make_aside(location, clock, Schema::none, fill));
    return certificate;
}

}  // namespace kheo::app
