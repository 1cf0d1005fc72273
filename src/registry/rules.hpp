// SPDX-License-Identifier: Apache-2.0
// What holds for initiatives and registrations, as pure functions: values in, answer out; no SQL, no HTTP.
// Safe on any thread. Sources: contract.md "Import"; domain.md §2; shared/data/registration_lists/README.md
// "What is saved".
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "registry/registry.hpp"

namespace kheo::registry {

inline constexpr std::size_t kLongestTitle = 500;     // characters
inline constexpr std::size_t kLongestHeading = 5000;  // characters
inline constexpr std::size_t kLongestOwner = 500;     // characters

/// "MH-2026" for a mô hình, "DH-2026" for a điển hình; numbers count within it.
std::string series(Kind kind, int campaign_year);
/// "MH-2026-00001"; more digits once five are not enough.
std::string number_in(std::string_view series, std::int64_t n);

/// The owners an owner text names: separated by ';' or a line break, tidy, no empty ones.
std::vector<std::string> split_owners(std::string_view owner_text);

/// Equal keys mean the same owner: the unit and the folded name ("Hội Phụ nữ" of two wards are two owners).
std::string owner_key(territory::UnitId unit, std::string_view name);

/// Names of themes, tidy, without empty ones and without two that fold alike.
std::vector<std::string> distinct_themes(std::span<const std::string> themes);

/// 16 bytes that are equal when two rows say the same: unit, title and owner to the letter (white space
/// apart), kind, campaign year, date and basis. Two titles that only fold alike are two rows (near_duplicate
/// is a remark).
std::string content_key(const NewRow& row);

struct SectorRule {
    std::string pattern;  // folded whole words
    Sector sector = Sector::state;
};

/// The sector that the first matching rule proposes for an owner's name; nullopt when none does.
std::optional<Sector> propose_sector(std::string_view owner_text, std::span<const SectorRule> rules);

/// First and last day of a partial date YYYY, YYYY-MM, YYYY-Qn or YYYY-MM-DD; nullopt for any other text.
struct DayRange {
    Date first, last;
};
std::optional<DayRange> days_of(std::string_view partial);

/// "2024", "05/2024", "quý II/2024", "31/05/2024"; "" for "".
std::string partial_vietnamese(std::string_view partial);
/// What a person may type for a partial date ("5/2024", "31/05/2024", "2024", "quý 2/2024", ISO) as stored;
/// nullopt when it is none.
std::optional<std::string> parse_partial(std::string_view typed);

/// The date of a registration as far as it is known: "31/05/2024", "05/2024", "quý II/2024", "2024".
std::string registration_date(Date date, Precision precision);

/// Everything wrong with a statement at once; field keys are those of the form (form.hpp). fields: the codes
/// in force.
std::vector<FieldError> problems(const Statement& statement, std::span<const Field> fields);

/// Keys of what differs between two statements ("title", "goals" …), in the order of the form.
std::vector<std::string> changed_keys(const Statement& before, const Statement& after);

/// The values of a statement as text by key, as a version keeps and compares them.
struct NamedValue {
    std::string key, value;
};
std::vector<NamedValue> values_of(const Statement& statement);

}  // namespace kheo::registry
