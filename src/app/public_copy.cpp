// SPDX-License-Identifier: Apache-2.0
#include "app/public_copy.hpp"

#include <algorithm>

#include "app/demo/demo.hpp"
#include "app/messages.gen.hpp"
#include "base/digest.hpp"
#include "platform/file/file.hpp"
#include "platform/ledger/public_tables.hpp"
#include "registry/evidence/evidence.hpp"
#include "registry/public_tables.hpp"
#include "registry/registry.hpp"
#include "territory/public_tables.hpp"
#include "territory/territory.hpp"

namespace kheo::app {

namespace {

/// Who knows the leaf of such an entry may try entries until one fits (docs/decisions/0060).
Result<> refuse_guessable(db::Transaction& tx) {
    const auto count = TRY(ledger::count_guessable(tx));
    if (count == 0) return {};
    return fail(ErrorKind::conflict, msg::public_guessable, {{"count", std::to_string(count)}});
}

/// Photos that everybody may see, by the same words as their rows.
Result<std::vector<archive::AttachedFile>> published_files(db::Transaction& tx,
                                                           const std::filesystem::path& dir) {
    std::vector<archive::AttachedFile> out;
    for (const auto& hash : TRY(file::public_files(tx, registry::evidence::public_subject())))
        out.push_back({file::Vault::name_of(hash), dir / file::Vault::name_of(hash)});
    return out;
}

std::vector<std::string> missing_of(const std::vector<archive::AttachedFile>& files) {
    std::vector<std::string> out;
    std::error_code ignored;
    for (const auto& file : files)
        if (!std::filesystem::is_regular_file(file.path, ignored)) out.push_back(file.name);
    return out;
}

Result<std::int64_t> count_practices(db::Transaction& tx, Date today) {
    const auto atlas = TRY(territory::load_atlas(tx));
    registry::ListQuery query;
    query.kind = registry::code(registry::Kind::practice);
    const registry::Reading reading{*atlas, {true, {}}, today, nullptr};
    return TRY(registry::count(tx, query, reading)).initiatives;
}

}  // namespace

bool is_public(const Json& facts) {
    return facts.value("public", false);
}

Result<Json> take_public_facts(db::Transaction& tx, Date today) {
    const auto v = TRY(ledger::verify(tx));
    if (!v.ok && v.entries > 0) return fail(ErrorKind::conflict, msg::public_ledger_broken);
    // What is not sealed yet stays behind.
    const Json ledger{{"entries", v.entries}, {"unsealed", 0}, {"head", to_hex(v.root)}, {"ok", v.ok}};
    const auto practices = TRY(count_practices(tx, today));
    return Json{{"public", true},
                {"today", today.iso()},
                {"ledger", ledger},
                {"figures", Json::array({{{"rows", "practices"}, {"answer", practices}}})}};
}

Result<Written> write_public_copy(OpenData& data, archive::Writer& writer, const Clock& clock) {
    TRY(data.seal(clock));
    const bool demonstration = TRY(setting(*data.database, demo::kSetting, "")) == "1";
    archive::Contents contents;
    contents.only = public_tables(demonstration);
    contents.made_at = clock.now();
    contents.public_key = data.key.public_key;
    contents.secret_key = data.key.secret_key;
    return data.database->read([&](db::Transaction& tx) -> Result<Written> {
        TRY(refuse_guessable(tx));
        contents.files = TRY(published_files(tx, data.dir));
        contents.facts = TRY(take_public_facts(tx, clock.today())).dump();
        auto missing = missing_of(contents.files);
        const auto summary = TRY(archive::write_archive(tx, contents, writer));
        return Written{summary, std::move(missing)};
    });
}

std::vector<db::PublicTable> public_tables(bool demonstration) {
    std::vector<db::PublicTable> all{public_settings()};
    for (auto more :
         {ledger::public_tables(), territory::public_tables(), registry::public_tables(demonstration),
          registry::evidence::public_tables(), file::public_tables(registry::evidence::public_subject())})
        std::ranges::move(more, std::back_inserter(all));
    return all;
}

}  // namespace kheo::app
