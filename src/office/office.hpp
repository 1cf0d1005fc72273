// SPDX-License-Identifier: Apache-2.0
// The door of office: sign-in, the desk, one's own account, accounts and grants for administrators. Other
// slices show themselves on the desk through cards that app registers; office knows none of them.
// An Office is made once by app, immutable, shared by all threads.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "platform/auth/factor_rule.hpp"
#include "platform/auth/principal.hpp"
#include "platform/auth/sessions.hpp"
#include "platform/db/database.hpp"
#include "platform/http/message.hpp"
#include "platform/view/shell.hpp"
#include "territory/territory.hpp"

namespace kheo::office {

/// One line of a desk card: what it is and where it leads.
struct DeskLine {
    std::string text;
    std::string note;  // date, unit, count; may be empty
    std::string href;  // may be empty
};

/// What a slice has to say on the desk. An empty card is not shown.
struct DeskCard {
    const Message* title = nullptr;
    std::vector<DeskLine> lines;
    const Message* all_label = nullptr;  // "Xem tất cả"; none = no link
    std::string all_href;
    std::string note{};  // under the title; may be empty
};
using DeskCardProvider = std::function<Result<DeskCard>(const http::Request&)>;

/// A button of "Làm nhanh"; shown to those who may.
struct QuickLink {
    const Message* label = nullptr;
    std::string href;
    view::IconName icon = "chevron-right";
    auth::Permission permission = auth::Permission::administer;
};

/// A dossier as an urgent opening shows it: read-only, all of its content (decision 0072).
struct UrgentDossier {
    std::string code, title;
    auth::ScopeUnit unit;
    std::string_view subject;  // of the ledger's entry: "cycle"
    std::int64_t id = 0;
    const Message* state = nullptr;
    std::vector<std::pair<const Message*, std::string>> lines;
};

/// Due work as a letter may say it: what is to be done and where, no title and no name.
struct DueLine {
    const Message* what = nullptr;
    Date due;
    std::string why, href;
};
struct DueWork {
    std::int64_t late = 0, soon = 0;
    std::vector<DueLine> lines;  // of these, the first ones by day
};
using DueWorkOf = std::function<Result<DueWork>(db::Transaction&, const auth::Principal&)>;
inline constexpr std::size_t kMostInDigest = 20;  // lines of one letter
/// "3 việc quá hạn, 2 việc còn không quá 3 ngày làm việc".
Sentence due_said(std::int64_t late, std::int64_t soon);

/// What app hands over; all references outlive the Office.
struct Parts {
    db::Database& database;
    auth::Sessions& sessions;
    const Clock& clock;
    const view::Site& site;
    const auth::Scope& scope;
    std::function<std::shared_ptr<const territory::Atlas>()> atlas;
    std::vector<DeskCardProvider> cards;  // in the order of the desk
    std::vector<QuickLink> quick_links;
    /// Finds a dossier by its neutral code, without asking for a right; empty: nothing can be opened
    /// urgently.
    std::function<Result<std::optional<UrgentDossier>>(db::Transaction&, std::string_view code)>
        urgent_dossier{};
    /// Patterns of pages that show nothing restricted: what an administrator sees who looks at the pages as
    /// another account (decision 0073). All others are refused then.
    std::vector<std::string_view> viewable{};
    /// "https://danvankheo.hoasen.vn"; "" when not set: then no link goes out by e-mail. May be empty.
    std::function<Result<std::string>()> public_address{};
    DueWorkOf due_work{};  // empty: no letters about due work
};

class Office {
  public:
    explicit Office(Parts parts);
    ~Office();
    Office(const Office&) = delete;

    std::vector<http::Route> routes() const;
    /// "Tài khoản của tôi", "Tài khoản và quyền", "Lịch làm việc": entries of the account menu
    /// (view::Site::account_nav).
    static std::vector<view::NavItem> account_menu();
    /// For http::SiteOptions: who asks, and what a POST without a live session gets.
    Result<auth::Principal> identify(const http::Request& request) const;
    http::Response resume_page(const http::Request& request) const;
    /// For http::SiteOptions: who was given a password by somebody else changes it before anything else, who
    /// must have the second step sets it up.
    Result<std::optional<http::Response>> hold(const http::Request& request) const;
    /// For http::SiteOptions: who looks at the pages as another account reads so at the head of each.
    void decorate(const http::Request& request, http::Response& response) const;

    /// Queues today's letter about due work for everybody who wants one and has something due: at most one a
    /// day each, by its key; none on a day off. False: it is too early in the morning.
    Result<bool> send_digests() const;

  private:
    std::shared_ptr<const Parts> parts_;
};

/// Names of form fields that hold a password, a code or a secret; no page shows them again
/// (http::SiteOptions::secret_fields).
std::vector<std::string_view> password_fields();

/// Reasons of viewings that are not what the ledger's entry committed to; none in a sound database.
Result<std::vector<std::string>> faults(db::Transaction& tx);

// --- for the command line and for demonstration data
// ---------------------------------------------------------

struct NewUser {
    std::string name;
    std::string display_name;  // empty: the name
    std::string password;
    auth::Role role = auth::Role::reader;
    std::string unit_code;            // official code on the grant's first day; "" = the whole country
    std::optional<Date> from, until;  // absent: today, open
    bool must_change = false;
};

/// For an administrator who lost his telephone and has nobody above: switches the second step off and ends
/// all sessions. False when it was off; not_found when there is no such account.
Result<bool> reset_factor_of(db::Database& database, std::string_view name, const Clock& clock);

/// One more dated rule about for whom the second step is required. `actor` none = the command line.
Result<> set_factor_rule(db::Database& database, const auth::FactorRule& rule, auth::UserId actor,
                         const Clock& clock);

/// Makes the account, its grant and the ledger's entries. All faults of the input at once, by field: name,
/// password, unit, from, until. `actor` none = the command line.
Result<auth::UserId> add_user(db::Database& database, const territory::Atlas& atlas, const NewUser& user,
                              auth::UserId actor, const Clock& clock);

struct FirstAdministrator {
    std::string name, password;
};

/// For `kheo init`: the administrator of the whole country, with a random password that is told once, and the
/// rule that such administrators need the second step.
Result<FirstAdministrator> add_first_administrator(db::Database& database, const Clock& clock);

}  // namespace kheo::office
