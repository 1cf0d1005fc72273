// SPDX-License-Identifier: Apache-2.0
#include "registry/import/page_parts.hpp"

#include <algorithm>
#include <map>
#include <ranges>

#include "base/text.hpp"
#include "platform/auth/colleagues.hpp"
#include "platform/sheet/annotate.hpp"
#include "registry/import/marked.hpp"
#include "registry/import/messages.gen.hpp"
#include "registry/import/ready_list.hpp"
#include "registry/import/store.hpp"
#include "registry/import/texts.hpp"
#include "registry/import/units.hpp"
#include "registry/places.hpp"

namespace kheo::registry::import {

namespace {

constexpr std::string_view kXlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr int kNextYearFrom = 10;  // from October on a ready list is for the next campaign year
constexpr int kHistory = 30;
constexpr int kLookedAt = 10 * kHistory;  // of colleagues: some are not for this person
constexpr std::size_t kMostUnitsToChoose = 200;

Visible editable(const PageServices& s, const auth::Principal& who) {
    return visible_to(who, auth::Permission::edit_registry, s.clock.today());
}

void add_batch(HistoryRow& row, const Batch& batch) {
    row.counts = Sentence(msg::counts_saved, {{"saved", format_count(batch.saved)},
                                              {"unchanged", format_count(batch.unchanged)},
                                              {"rejected", format_count(batch.given.rejected)}})
                     .in(Language::vi);
    if (!batch.undone) return;
    row.state = msg::state_undone;
    row.tone = view::Tone::neutral;
}

Result<HistoryRow> history_row(db::Transaction& tx, const Upload& upload) {
    HistoryRow row{address(upload.id),       upload.file_name,         format_moment(upload.created_at), {},
                   state_tone(upload.state), state_label(upload.state)};
    if (upload.state == UploadState::ready)
        row.counts = Sentence(msg::counts_ready,
                              {{"valid", format_count(upload.valid)}, {"rows", format_count(upload.rows)}})
                         .in(Language::vi);
    if (upload.batch)
        if (const auto batch = TRY(find_batch(tx, upload.batch))) add_batch(row, *batch);
    return row;
}

/// Might the account edit, on that day, only what today lies in the reach of these roots?
bool is_within(const PageServices& s, const auth::Account& account, Date on, const Visible& mine) {
    auth::Principal person;
    for (const auto& stored : account.grants) person.grants.push_back(stored.grant);
    const auto theirs = visible_to(person, auth::Permission::edit_registry, on);
    const auto atlas = s.atlas();
    const auto covered = [&](territory::UnitId unit) {
        return std::ranges::any_of(mine.roots, [&](territory::UnitId root) {
            return territory::reaches(*atlas, root, unit, s.clock.today());
        });
    };
    return !theirs.all && !theirs.roots.empty() && std::ranges::all_of(theirs.roots, covered);
}

/// By id, without the person himself.
Result<std::map<auth::UserId, auth::Account>> colleagues_of(db::Transaction& tx, auth::UserId self,
                                                            const Visible& mine) {
    std::map<auth::UserId, auth::Account> out;
    for (const auto unit : mine.roots)
        for (auto& account : TRY(auth::accounts_at(tx, unit)))
            if (account.id != self) out.emplace(account.id, std::move(account));
    return out;
}

std::string sender_name(const store::Trace& trace, const territory::Atlas& atlas) {
    const auto day = local_date(trace.at);
    if (trace.sender)
        if (const auto* unit = atlas.find(trace.sender, day)) return unit->full_name;
    if (trace.unit_hint.empty()) return {};
    const auto named = hinted_unit(trace.unit_hint, atlas, day);
    return named ? named->full_name : std::string();
}

ColleagueRow colleague_row(const store::Trace& trace, const std::string& person,
                           const territory::Atlas& atlas) {
    auto sender = sender_name(trace, atlas);
    if (sender.empty()) sender = msg::sender_unknown.in(Language::vi);
    ColleagueRow row{person,
                     std::move(sender),
                     local_date(trace.at).vietnamese(),
                     format_count(trace.saved),
                     state_tone(trace.state),
                     state_label(trace.state)};
    if (!trace.undone) return row;
    row.state = msg::state_undone;
    row.tone = view::Tone::neutral;
    return row;
}

}  // namespace

std::string address(UploadId id) {
    return "/nhap-du-lieu/" + std::to_string(id.value);
}

Result<std::vector<HistoryRow>> history_rows(const PageServices& s, const auth::Principal& who) {
    const auto person = editable(s, who).all ? auth::UserId{} : who.user;
    return s.database.read([&](db::Transaction& tx) -> Result<std::vector<HistoryRow>> {
        std::vector<HistoryRow> out;
        const auto uploads = TRY(store::recent(tx, person, kHistory));
        out.reserve(uploads.size());
        for (const auto& upload : uploads) out.push_back(TRY(history_row(tx, upload)));
        return out;
    });
}

Result<std::vector<ColleagueRow>> colleagues_rows(const PageServices& s, const auth::Principal& who) {
    const auto mine = editable(s, who);
    if (mine.all) return std::vector<ColleagueRow>{};  // who sees everything has it in the history
    return s.database.read([&](db::Transaction& tx) -> Result<std::vector<ColleagueRow>> {
        const auto colleagues = TRY(colleagues_of(tx, who.user, mine));
        const auto ids = std::views::keys(colleagues);
        const std::vector<auth::UserId> people(ids.begin(), ids.end());
        const auto atlas = s.atlas();
        std::vector<ColleagueRow> out;
        for (const auto& trace : TRY(store::traces(tx, people, kLookedAt))) {
            const auto& account = colleagues.at(trace.person);
            if (out.size() < kHistory && is_within(s, account, local_date(trace.at), mine))
                out.push_back(colleague_row(trace, account.display_name, *atlas));
        }
        return out;
    });
}

std::vector<view::Option> units_to_choose(const PageServices& s, const auth::Principal& who, NamedBy by) {
    const auto value = [&](const territory::Unit& unit) {
        return by == NamedBy::code ? unit.code : identity(unit.id);
    };
    const auto atlas = s.atlas();
    const auto today = s.clock.today();
    std::vector<view::Option> out{{"", msg::unit_from_list}};
    for (const auto root : editable(s, who).roots) {
        if (const auto* unit = atlas->find(root, today)) out.push_back({value(*unit), unit->full_name});
        for (const auto* unit : atlas->list(territory::Level::commune, today, root))
            if (unit->id != root && out.size() < kMostUnitsToChoose)
                out.push_back({value(*unit), unit->full_name});
    }
    return out;
}

Result<http::Response> marked_response(const PageServices& s, const Upload& upload,
                                       const auth::Principal& who) {
    const auto analysis = TRY(s.desk.analysis(upload, who));
    const auto original = TRY(s.desk.content(upload));
    auto bytes = TRY(marked_file(original, upload.file_name, *analysis));
    return http::Response::download(std::move(bytes), std::string(kXlsx),
                                    sheet::annotated_name(upload.file_name));
}

Result<http::Response> ready_list_response(const PageServices& s, std::string_view unit_code,
                                           const auth::Principal& who) {
    const auto atlas = s.atlas();
    const auto today = s.clock.today();
    const auto* unit = atlas->find_code(unit_code, today);
    if (!unit || !may_edit(who, *atlas, unit->id, today))
        return fail(ErrorKind::not_found, msg::unit_foreign);
    ReadyList list{*unit, today.year() + (today.month() >= kNextYearFrom ? 1 : 0), {}, {}};
    TRY(s.database.read([&](db::Transaction& tx) -> Result<> {
        ListQuery query;
        query.unit_code = unit->code;
        query.map.kind = MapChoice::Kind::now;
        query.campaign_year = std::to_string(list.year - 1);
        query.descending = false;
        list.carried = TRY(registry::list(tx, query, {*atlas, editable(s, who), today, s.lists}, 0, 0));
        list.fields = TRY(fields(tx, today));
        return {};
    }));
    auto bytes = TRY(write_ready_list(list, *atlas, today));
    const Sentence name(msg::ready_file, {{"year", std::to_string(list.year)}, {"unit", unit->code}});
    return http::Response::download(std::move(bytes), std::string(kXlsx), name.in(Language::vi));
}

}  // namespace kheo::registry::import
