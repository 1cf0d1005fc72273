// SPDX-License-Identifier: Apache-2.0
// The door of the life of an initiative (docs/decisions/0080-life.md): cycles under the engine of
// platform/workflow. Other sub-rooms (scoring, evidence, replication …) hang on it and are never included by
// it: it asks their guards by name and shows their parts through functions that app wires. Functions that
// take a Transaction run inside the caller's; safe on any thread that holds one.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/file/file.hpp"
#include "platform/workflow/process.hpp"
#include "registry/life/model.hpp"
#include "registry/registry.hpp"

namespace kheo::registry::life {

/// States, steps, acts and guards (domain.md §2.5).
const workflow::Process& process();
/// Every guard that the table names.
const std::set<std::string_view>& guard_names();

/// nullopt when absent. They check no permission: see may_open.
Result<std::optional<Cycle>> find(db::Transaction& tx, std::string_view code);
Result<std::optional<Cycle>> find(db::Transaction& tx, CycleId id);
/// When an act ("self_assess", "reopen") was done last on a cycle; 0 = never. What another room recorded
/// before counts for the work before.
Result<Millis> last_done(db::Transaction& tx, CycleId cycle, std::string_view act);
/// The newest cycle of an initiative that was registered or continues it.
Result<std::optional<Cycle>> current_of(db::Transaction& tx, InitiativeId initiative);

/// "/ho-so/7K4M92QXH3".
std::string cycle_href(std::string_view code);

// --- who stands where
// --------------------------------------------------------------------------------------------

/// Is the person of the owner's side? The person made or submitted the dossier, or holds a grant to propose,
/// valid today, over exactly its unit, both as they stand on today's map: after a merger of the two units
/// they are one. Who is, never scores it.
bool own_side(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle, Date today);
/// May the person open the dossier at all? A draft is open to the proposing side; from submission on also to
/// those who examine, decide, check or score over its unit; after registration to all who read there.
/// Who may not sees no difference to a dossier that is not there.
bool may_open(const territory::Atlas& atlas, const auth::Principal& who, const Cycle& cycle, Date today);
/// Does the person hold the permission over the dossier's unit, as the subtree stands on that day? A grant
/// over a unit that is gone lets a person read, never act: who acts for its successor was given that.
bool may_in(const territory::Atlas& atlas, const auth::Principal& who, auth::Permission permission,
            territory::UnitId unit, Date today);

// --- who stays apart
// ------------------------------------------------------------------------------------------------

/// Who worked on the dossier for the owner's side: wrote the proposal or sent it, did one of the owner's acts
/// (began, launched, reported), filled in the self sheet, edited the registered text since. Ascending.
Result<std::vector<auth::UserId>> writers(db::Transaction& tx, const Cycle& cycle);
/// Another room's writing for the owner's side (the self sheet). Once noted it stays.
Result<> note_writer(db::Transaction& tx, CycleId cycle, auth::UserId user);
/// Why this person neither examines, decides, checks, surveys, scores nor recognises this dossier: one of its
/// writers, or with the name of its owner as long as no colleague says that it is somebody else.
Result<std::optional<Sentence>> must_not_judge(db::Transaction& tx, const Cycle& cycle, auth::UserId user);

/// The same, read once for many accounts.
struct Apart {
    std::vector<auth::UserId> writers;  // ascending
    std::string owners;                 // as written; "" when no person owns it
    std::vector<auth::UserId> cleared;  // bear an owner's name and were said to be somebody else

    std::optional<Sentence> hindrance(auth::UserId user, std::string_view display_name) const;
    /// Bears an owner's name and nobody said that it is somebody else.
    bool is_namesake(auth::UserId user, std::string_view display_name) const;
};
Result<Apart> apart_of(db::Transaction& tx, const Cycle& cycle);

/// How many dossiers of a campaign year were submitted for this unit, or for a register it keeps, and wait
/// for a decision.
Result<std::int64_t> count_waiting(db::Transaction& tx, territory::UnitId unit, int campaign_year);

// --- other rooms
// -------------------------------------------------------------------------------------------------

/// What is asked of another room about one dossier.
struct Question {
    db::Transaction& tx;
    const Cycle& cycle;
    const auth::Principal& who;
    const territory::Atlas& atlas;
    Date today;
    RecognitionLevel level = RecognitionLevel::commune;  // at which the act would recognise
};

/// A guard answered by another room: window_open, visit_recorded, scores_complete, not_scorer,
/// threshold_reached, self_assessment_given. The answer: why it does not hold, in a sentence that says what
/// to do; nullopt = it holds. What life answers itself (not_scorer: who closed the scoring) must hold as
/// well. What nobody answers holds; self_assessment_given is then a text the form asks for.
struct Guard {
    std::string_view name;
    std::function<Result<std::optional<Sentence>>(const Question&)> hindrance;
};

/// What another room shows on the page of a dossier: a tab with a count, and a card with a sentence.
struct PartView {
    const Message* label = nullptr;     // "Minh chứng"
    std::string href;                   // page of that room
    std::optional<std::int64_t> count;  // behind the label
    Sentence said;                      // "Phiếu chấm mở sau khi kiểm tra."; may be empty
};
/// nullopt: nothing to show of this dossier to this person.
using Part = std::function<Result<std::optional<PartView>>(const Question&)>;

/// What a line of the log is called that another room wrote about a dossier.
struct LogWord {
    std::string_view verb;     // "scoring.sheet_locked"
    const Message* label;      // "Khóa phiếu chấm"
    bool judges_only = false;  // who did it, or who judges the dossier and need not stay apart, sees it
};

/// Wired by app; in the order of the tabs.
struct Parts {
    std::vector<Guard> guards;
    std::vector<Part> parts;
    std::vector<LogWord> log = {};  // a verb that nobody names is left out of the log
};

// --- acts
// --------------------------------------------------------------------------------------------------------

/// Who acts, when, on which map.
struct Acting {
    const auth::Principal& who;
    const territory::Atlas& atlas;
    Date today;
    Millis at = 0;
    const Parts& parts;
};

/// A new draft; the answer is its code. The person must hold `propose` over the unit (invalid with the field
/// "unit" otherwise). Only what a draft cannot do without is asked: a title and a unit. A repeated
/// request_key makes nothing and answers the first code.
Result<std::string> begin(db::Transaction& tx, const Statement& statement, int campaign_year, Basis basis,
                          std::string_view request_key, const Acting& acting);

/// Replaces the statement of a draft or of what was returned, by the proposing side. conflict, with who and
/// when, when it is no longer at row_version; nothing happens when it says the same already.
Result<> revise(db::Transaction& tx, std::string_view code, std::int64_t row_version,
                const Statement& statement, const Acting& acting);

/// What is proposed, or what the initiative says once it is registered.
Result<Statement> statement_of(db::Transaction& tx, const Cycle& cycle);
/// Keys of the form that must be filled before it can be sent (letter 249/MTTQ-BTT, domain.md §2.4): all ten
/// headings of a new one; fewer of one that is maintained.
std::vector<std::string> missing(const Statement& statement, Basis basis);

/// Begins to follow the life of an initiative that was imported or entered by hand: a cycle for one of its
/// registrations (year 0: the newest), in the state that the register knows. For who may edit it, approves
/// there or proposes for exactly its unit; the answer is the code, of the cycle that is there already where
/// there is one.
Result<std::string> follow(db::Transaction& tx, std::string_view number, int campaign_year,
                           const Acting& acting);

/// What the form of an act holds; which of it is asked says asks().
struct Given {
    std::string text;  // reason, self-assessment, finding
    std::string day;   // as typed: of the launch
    std::string decision_number, decided_on, signer, body, grade, level;
    std::optional<file::Staged> paper{};  // the decision, staged before the transaction
};
enum class TextKind { none, optional_note, reason, self_assessment, finding };
struct Asks {
    TextKind text = TextKind::none;
    bool day = false, decision = false, level = false;
    bool any_level = false;  // also the dossier's own

    bool nothing() const { return text == TextKind::none && !day && !decision && !level; }
};
Asks asks(const workflow::Act& act, const Parts& parts);

/// Does an act: right, state, guards, what the form must hold; then the state, its term, what follows from it
/// (the register, the next year, a recognition) and the ledger, in this transaction. The answer is the code
/// of the dossier to go on with: its own, or next year's after carry_over. A repeated request_key does
/// nothing. not_found for who may not open it; forbidden, invalid (all at once); conflict when somebody was
/// quicker, with who and when.
Result<std::string> perform(db::Transaction& tx, std::string_view code, std::int64_t row_version,
                            std::string_view act, const Given& given, std::string_view request_key,
                            const Acting& acting);

/// The buttons of a person on a dossier, closed ones with the reason.
Result<std::vector<workflow::Offer>> offers(db::Transaction& tx, const Cycle& cycle, const Acting& acting);

/// Recognitions of a cycle, lowest level first.
Result<std::vector<Recognition>> recognitions(db::Transaction& tx, CycleId cycle);

struct Namesake {
    auth::UserId user;
    std::string name;
};
/// Accounts that work on the unit's dossiers and bear the name of the owner, and are not cleared yet.
Result<std::vector<Namesake>> namesakes(db::Transaction& tx, const Cycle& cycle,
                                        const territory::Atlas& atlas, Date today);
/// May the person say of others that they are not the owner: who examines or decides there and need not stay
/// apart himself.
Result<bool> may_clear_namesakes(db::Transaction& tx, const Cycle& cycle, const Acting& acting);
/// The account bears the owner's name but is somebody else; the reason is asked (field "namesake_reason").
/// Nobody says it of himself.
Result<> clear_namesake(db::Transaction& tx, std::string_view code, auth::UserId user,
                        std::string_view reason, const Acting& acting);

// --- the end of a year
// --------------------------------------------------------------------------------------------

/// A dossier of which is asked whether a person may carry it over or end it; nothing is registered for a
/// later year. Of one that nobody follows yet (no id) the cycle holds what follow() would begin it with:
/// unit, year, state, who entered it and when.
struct YearEnd {
    Cycle cycle;
    Date registered_on;
    std::string owners;  // as written; "" when no person owns it
};
struct MayEnd {
    bool carry_over = false, stop = false;

    bool any() const { return carry_over || stop; }
};
/// What perform() would ask of each for "carry_over" and "stop" before anything is typed, asked of all at
/// once with a few questions to the database. In the order of `all`.
Result<std::vector<MayEnd>> may_end(db::Transaction& tx, const std::vector<YearEnd>& all,
                                    const Acting& acting);

// --- examination of a plan, questions and answers
// ----------------------------------------------------------------

enum class Verdict { open, passed, to_amend };
struct Examined {
    std::string item, label;
    Verdict verdict = Verdict::open;
    std::string remark;
};
struct Examination {
    std::int64_t row_version = 0;  // of the cycle, as it was looked at
    std::vector<Examined> items;   // those in force when the round was sent; of a draft, today
    std::string summary;
    auth::UserId by;
    Millis at = 0;
};
Result<Examination> examination_of(db::Transaction& tx, const Cycle& cycle, Date today);
/// Keeps what is new of verdicts and remarks of the round, by who may appraise and did not make the dossier,
/// while it waits for examination. What a colleague said and nobody changed stays the colleague's. conflict,
/// with who and when, when the dossier is no longer at the sheet's row_version; nothing happens when the
/// sheet says the same already.
Result<> examine(db::Transaction& tx, std::string_view code, const Examination& sheet, const Acting& acting);

enum class Speaker { unknown, owner, judge };  // on whose side: the owner's, or of those who decide
/// What a remark is to the other side. What was asked once more stands in the same thread.
enum class Awaits { nothing, answer, reading };
struct Remark {
    RemarkId id, answers;  // the question that begins its thread
    std::string text;      // "" once erased
    Step written;
    Speaker side = Speaker::unknown;
    Awaits awaits = Awaits::nothing;
    std::optional<Date> due{};  // as made under the term of its day
    std::string due_why{};
};
Result<std::vector<Remark>> remarks(db::Transaction& tx, CycleId cycle);
enum class Reply { wanted, none };
/// A question, or an answer to one, by anybody who may open the dossier. Who wants a reply makes it work of
/// the other side, due by the term of the day.
Result<> remark(db::Transaction& tx, std::string_view code, const std::string& text, RemarkId answers,
                std::string_view request_key, const Acting& acting, Reply reply = Reply::wanted);

// --- work
// --------------------------------------------------------------------------------------------------------

/// One dossier that waits for a person: for its next step, for an answer, for what a visit asked for.
struct Task {
    Cycle cycle;  // without title and code where who looks on (auth::looks_on) may not open it; its due day
                  // and why are those of the task
    const Message* what = nullptr;  // "Thẩm định kế hoạch"
    std::string href{};             // where it is done; "" where it may not be opened
};
struct Tasks {
    std::vector<Task> first;  // by due day, those without one last; at most `limit`
    std::int64_t total = 0;
};
/// What waits for anybody, kept in memory and brought up to date from the ledger (work_index.hpp): a desk
/// asks for it with every view. Thread-safe; one per database.
class WorkIndex;
/// What visits asked for and nobody confirmed as done (another room's, wired by app): of one dossier, or of
/// all. Its changes are in the ledger under the subject "initiative_cycle".
struct OpenFollowUp {
    CycleId cycle;
    Date due;
    std::string why;  // who set the day
};
using FollowUps = std::function<Result<>(db::Transaction&, std::optional<CycleId>,
                                         const std::function<void(OpenFollowUp)>&)>;
std::shared_ptr<WorkIndex> make_work_index(FollowUps follow_ups = {});

enum class CountTasks { all, shown };  // shown: looks no further than the limit; total is what it found
Result<Tasks> tasks(db::Transaction& tx, const auth::Principal& who, const territory::Atlas& atlas,
                    Date today, std::size_t limit, CountTasks count = CountTasks::all,
                    WorkIndex* work = nullptr);

/// Titles of the same register that are like this one: other cycles, and initiatives without one, as far as
/// the person may open them. Registering is not refused for it; people look (domain.md §2.3).
struct Similar {
    std::string title, href;
};
Result<std::vector<Similar>> similar(db::Transaction& tx, const Cycle& cycle, const Acting& acting);

/// Broken invariants, one line each for the operator; empty when sound.
Result<std::vector<std::string>> faults(db::Transaction& tx);
/// What was changed past the program: kept texts that are not what their ledger entry committed to. As
/// registry::altered, no reason to refuse a backup.
Result<std::vector<std::string>> altered(db::Transaction& tx);

/// After the name of an owner was erased from the register (registry/erasure.hpp): what was written on the
/// cycles of that dossier goes, and what is proposed for its next year says what the register says now.
Result<> forget(db::Transaction& tx, InitiativeId initiative);
/// Puts instead in the place of these names in everything that is proposed and not registered yet; the kept
/// versions of what changed go, and whole what else was written on proposals with a name in it.
Result<> forget_in_drafts(db::Transaction& tx, const std::vector<std::string>& names,
                          std::string_view instead);

// --- wiring
// ------------------------------------------------------------------------------------------------------

/// How often an initiative was taken up elsewhere (replication); empty: not known.
using Copies = std::function<Result<std::int64_t>(db::Transaction&, InitiativeId)>;

/// What a form offers beforehand; whoever acts may write something else. Empty functions offer nothing.
struct Suggestions {
    /// Name of the body that runs the movement in a unit on a day; "" when nobody knows.
    std::function<Result<std::string>(db::Transaction&, territory::UnitId, Date)> body{};
    /// The grade that the scores reach; "" when there is none.
    std::function<Result<std::string>(const Question&)> grade{};
};

struct Services {
    db::Database& database;
    const Clock& clock;
    const view::Site& site;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;  // the current snapshot
    Parts parts;
    Copies copies = {};
    std::shared_ptr<WorkIndex> work = {};
    file::Files* files = nullptr;  // none: no papers can be sent with a decision
    Suggestions suggestions = {};
};

/// The pages of dossiers and of one's own work. What services refer to must outlive the routes.
std::vector<http::Route> routes(const Services& services);

/// Shows the newest cycle on the pages of the register (registry::Services).
std::unique_ptr<Cycles> make_cycles(const Services& services);

}  // namespace kheo::registry::life
