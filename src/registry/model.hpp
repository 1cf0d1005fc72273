// SPDX-License-Identifier: Apache-2.0
// The words of the registry as plain structs and enums; part of its door (registry.hpp). An initiative is
// permanent; each campaign year it is registered anew or maintained, and each such act is a registration. The
// codes beside the enums are the ones of the database, of addresses, of JSON and of the pivot (contract.md,
// "Pivot").
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/ids.hpp"
#include "platform/auth/principal.hpp"
#include "territory/territory.hpp"

namespace kheo::registry {

using InitiativeId = Id<struct InitiativeTag>;
using RegistrationId = Id<struct RegistrationTag>;
using BatchId = Id<struct ImportBatchTag>;

enum class Kind { practice, exemplar };  // mô hình, điển hình
enum class OwnerType {
    collective,
    individual,
    household
};  // tập thể, cá nhân, hộ gia đình: independent of kind
enum class Sector { party, state, front_and_organisations, armed_forces };  // khối
enum class Basis { fresh, maintained };  // code "new" (đăng ký mới), "maintained" (duy trì)
/// What lists and figures know of the newest cycle (life/, docs/decisions/0080-life.md).
enum class State { registered, running, recognised, stopped, suspended, not_recognised, revoked };
/// Of the decision that recognises; districts decided until 30/06/2025.
enum class RecognitionLevel { commune, district, province };
enum class Precision { day, month, quarter, year };

std::string_view code(Kind value);
std::string_view code(OwnerType value);
std::string_view code(Sector value);
std::string_view code(Basis value);
std::string_view code(State value);
std::string_view code(RecognitionLevel value);
std::string_view code(Precision value);

/// The enumerator of a code, for the seven enums above; nullopt for any other text.
template <typename E>
std::optional<E> parse_code(std::string_view text);
template <>
std::optional<Kind> parse_code<Kind>(std::string_view text);
template <>
std::optional<OwnerType> parse_code<OwnerType>(std::string_view text);
template <>
std::optional<Sector> parse_code<Sector>(std::string_view text);
template <>
std::optional<Basis> parse_code<Basis>(std::string_view text);
template <>
std::optional<State> parse_code<State>(std::string_view text);
template <>
std::optional<RecognitionLevel> parse_code<RecognitionLevel>(std::string_view text);
template <>
std::optional<Precision> parse_code<Precision>(std::string_view text);

/// A field of the movement (lĩnh vực): one entry of a dated code list.
struct Field {
    std::string code;                   // economy, culture_society, defence_security, political_system …
    std::string name;                   // "Văn hóa - xã hội"
    std::vector<std::string> variants;  // other spellings; compare after kheo::fold_words
};

/// Headings 2–10 of the registration form (domain.md §2.4; heading 1 is the title) and a remark.
struct Headings {
    std::string problem;         // Thực trạng, lý do
    std::string goals;           // Mục tiêu, tiêu chí
    std::string method;          // Nội dung, cách thức thực hiện
    std::string area;            // Địa bàn, đối tượng
    std::string forces;          // Lực lượng thực hiện
    std::string resources;       // Nguồn lực thực hiện
    std::string schedule;        // Thời gian thực hiện
    std::string outputs;         // Sản phẩm, kết quả đầu ra
    std::string sustainability;  // Khả năng duy trì, nhân rộng
    std::string note;            // Ghi chú

    bool operator==(const Headings&) const = default;
};

/// What a person may state about an initiative; equal in form, import row and version.
struct Statement {
    Kind kind = Kind::practice;
    std::string title;  // tidy text, at most 500 characters
    std::optional<OwnerType> owner_type;
    std::string owner_text;  // as written; several owners are separated by ';' or a line break
    std::optional<Sector> sector;
    std::string field;         // code, "" when not known
    territory::UnitId unit;    // the finest unit known
    std::string starts, ends;  // partial dates of the work: YYYY, YYYY-MM, YYYY-Qn, YYYY-MM-DD or ""
    std::vector<std::string> themes;
    Headings headings;

    bool operator==(const Statement&) const = default;
};

/// One yearly act of registration.
struct Registration {
    RegistrationId id;
    int campaign_year = 0;
    Date date;  // the day that decides the period; the first day of a month, quarter or year known no finer
    Precision precision = Precision::day;
    std::optional<Basis> basis;
    territory::UnitId unit;  // the unit named then
    std::string level_note;
    BatchId import;
    int import_row = 0;  // from 1; 0 = not imported
};

/// A whole dossier.
struct Initiative {
    InitiativeId id;
    std::string number;  // MH-2026-00001 (mô hình), DH-2026-00001 (điển hình)
    Statement statement;
    State state = State::registered;
    std::int64_t row_version = 0;
    Millis created_at = 0, updated_at = 0;
    auth::UserId created_by, updated_by;
    std::vector<Registration> registrations;  // live ones, newest first
};

}  // namespace kheo::registry
