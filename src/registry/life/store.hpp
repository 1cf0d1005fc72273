// SPDX-License-Identifier: Apache-2.0
// The tables of a cycle as structs: the only SQL of the room. Every function runs inside the caller's
// transaction; none checks a permission.
#pragma once

#include "platform/workflow/term.hpp"
#include "registry/life/life.hpp"

namespace kheo::registry::life {
struct Published;
struct WaitingRow;
}  // namespace kheo::registry::life

namespace kheo::registry::life::store {

// --- cycles (store.cpp)
Result<std::optional<std::string>> code_of_request(db::Transaction& tx, std::string_view request_key);
/// As given, without its id; the statement stands in it. row_version is 1.
Result<CycleId> insert(db::Transaction& tx, const Cycle& cycle, std::optional<std::string> statement_json,
                       std::string_view request_key);
/// "" once it is registered.
Result<std::string> statement_json(db::Transaction& tx, CycleId id);
/// False when it is no longer at that version. Title, kind and unit follow the statement.
Result<bool> revise(db::Transaction& tx, const Cycle& cycle, std::int64_t expected,
                    std::string_view statement_json);
/// Writes everything an act may change; false when it is no longer at `expected`. A registered cycle holds no
/// statement any more.
Result<bool> advance(db::Transaction& tx, const Cycle& cycle, std::int64_t expected);
Result<std::optional<Cycle>> of_year(db::Transaction& tx, InitiativeId initiative, int campaign_year);
/// Does this cycle, or a later one of the initiative, say what state it is in?
Result<bool> is_newest(db::Transaction& tx, const Cycle& cycle);
/// What else stands in the register of a cycle: initiatives, and cycles that are not registered yet.
struct Titled {
    std::string name, title, folded;  // number or code
    territory::UnitId unit;
    CycleId cycle;  // none: an initiative of the register
};
Result<> each_title(db::Transaction& tx, const Cycle& cycle, const std::function<void(const Titled&)>& take);
/// These cycles, in no order.
Result<> each_of(db::Transaction& tx, const std::vector<CycleId>& ids,
                 const std::function<void(Cycle)>& take);

// --- work (waiting_store.cpp)
/// Calls for every cycle that waits for somebody; for those of one initiative; for this one if it waits.
/// In no order; places of units are not filled in.
Result<> each_waiting(db::Transaction& tx, const std::function<void(const WaitingRow&)>& take);
/// Who worked on one for the owner's side (writers); who gave a verdict in its present round. Each pair once.
Result<> each_writer(db::Transaction& tx, const std::function<void(CycleId, auth::UserId)>& take);
Result<> each_examiner(db::Transaction& tx, const std::function<void(CycleId, auth::UserId)>& take);
Result<> waiting_of(db::Transaction& tx, InitiativeId initiative,
                    const std::function<void(const WaitingRow&)>& take);
Result<> waiting_of(db::Transaction& tx, CycleId cycle, const std::function<void(const WaitingRow&)>& take);
/// The last word of a thread that still waits for the other side, of one dossier or of all that wait for
/// somebody, oldest first. An answer that the dossier has gone past since waits no more, nor what was erased.
struct OpenRemark {
    CycleId cycle;
    RemarkId id, thread;
    Speaker side = Speaker::unknown;
    Awaits awaits = Awaits::answer;
    std::optional<Date> due;
    std::string due_why;
    auth::UserId by;
};
Result<> each_open_remark(db::Transaction& tx, std::optional<CycleId> one,
                          const std::function<void(OpenRemark)>& take);

// --- versions of what is proposed
/// What it said when it began; "" once erased.
Result<std::string> first_version(db::Transaction& tx, CycleId id);
Result<> insert_version(db::Transaction& tx, CycleId id, std::int64_t version, std::string_view value_json,
                        std::string_view salt, std::int64_t entry_id, auth::UserId by);
Result<std::int64_t> newest_version(db::Transaction& tx, CycleId id);

// --- who stays apart (apart_store.cpp)
/// Everybody who wrote on the proposal, did an act of the owner's side, or was noted.
Result<std::vector<auth::UserId>> writers(db::Transaction& tx, CycleId id);
Result<> note_writer(db::Transaction& tx, CycleId id, auth::UserId user);
/// "'submit', 'start', …" for SQL, by the table: the acts of the owner's side, and those that who worked for
/// it must not do.
std::string acts_of_owner();
std::string acts_of_judges();
/// The same for all cycles: SQL with the columns cycle_id, user_id.
std::string all_writers();
/// Dossiers on which this account worked for the owner's side; where it was said to be somebody else than
/// the owner.
Result<> each_of_writer(db::Transaction& tx, auth::UserId user, const std::function<void(CycleId)>& take);
Result<> each_cleared(db::Transaction& tx, auth::UserId user, const std::function<void(CycleId)>& take);
struct Cleared {
    std::string reason, salt;
    Step step;
    std::int64_t entry_id = 0;
};
Result<std::vector<auth::UserId>> cleared_namesakes(db::Transaction& tx, CycleId id);
Result<> clear_namesake(db::Transaction& tx, CycleId id, auth::UserId user, const Cleared& cleared);

// --- acts (acts_store.cpp)
struct ActRow {
    std::string act, from, to;
    std::string said, salt;  // JSON; "" when nothing was said
    Step step;
    std::int64_t entry_id = 0;
};
Result<std::optional<std::string>> code_of_act(db::Transaction& tx, std::string_view request_key);
Result<> insert_act(db::Transaction& tx, CycleId id, const ActRow& row, std::string_view request_key);
Result<std::vector<ActRow>> acts(db::Transaction& tx, CycleId id);  // oldest first
/// When an act was done last; 0 = never.
Result<Millis> last_done(db::Transaction& tx, CycleId id, std::string_view act);
/// The last writing of any kind on it, for who came too late.
Result<std::optional<Step>> last_writing(db::Transaction& tx, CycleId id);

Result<std::optional<workflow::Term>> term(db::Transaction& tx, std::string_view state, Date on);

struct Item {
    std::string code, label;
};
/// Those asked of a new plan, or of one that is maintained.
Result<std::vector<Item>> examination_items(db::Transaction& tx, Basis basis, Date on);
struct Judged {
    std::string item, verdict, remark;
    Step step;
};
Result<std::vector<Judged>> judged(db::Transaction& tx, CycleId id, int round);
Result<> save_judged(db::Transaction& tx, CycleId id, int round, const Judged& judged);
/// Who writes beside the acts lets the version grow too; false when it is no longer at `expected`.
Result<bool> touch(db::Transaction& tx, CycleId id, std::int64_t expected);

/// As they stand in the table; "" of what is not known.
std::string_view code(Speaker side);
std::string_view code(Awaits awaits);
Speaker speaker(std::string_view code);
Awaits awaits(std::string_view code);
Result<std::optional<RemarkId>> remark_of_request(db::Transaction& tx, std::string_view request_key);
Result<> insert_remark(db::Transaction& tx, CycleId id, const Remark& remark, std::string_view salt,
                       std::int64_t entry_id, std::string_view request_key);

/// What is kept beside the commitment of its ledger entry.
struct Kept {
    std::string code, values, salt;  // of which cycle
    std::int64_t entry_id = 0;
};
Result<> each_kept(db::Transaction& tx, const std::function<void(const Kept&)>& take);

// --- recognition
Result<> insert_recognition(db::Transaction& tx, const Recognition& recognition);
Result<> revoke(db::Transaction& tx, RecognitionId id, Date day, std::string_view decision,
                std::string_view reason, auth::UserId by, file::AttachmentId paper);

// --- the funnel (funnel_store.cpp)
struct FunnelRow {
    InitiativeId initiative;
    territory::UnitId unit;
    std::optional<OwnerType> owner;
    bool carried_out = false, recognised = false, not_recognised = false;
};
/// Every initiative with a live registration of the year.
Result<> each_of_funnel(db::Transaction& tx, int campaign_year,
                        const std::function<void(const FunnelRow&)>& take);
/// nullopt: none of this unit; false: crossed out already.
Result<std::optional<bool>> cross_out_published(db::Transaction& tx, territory::UnitId unit, std::int64_t id,
                                                std::string_view reason, auth::UserId by, Millis at);
/// False when a form with this key did it before.
Result<bool> insert_published(db::Transaction& tx, const Published& published, std::string_view request_key,
                              auth::UserId by, Millis at);

}  // namespace kheo::registry::life::store
