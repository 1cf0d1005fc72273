// SPDX-License-Identifier: Apache-2.0
// A rubric (thang điểm): criteria with their most points, grades with their least, for collectives or for
// individuals. Plain values and the rules that need nothing else. A version in force is never changed; a new
// one begins at a day. Source: domain notes §2.7, a proposal where no document is named. Pure; safe on any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "platform/auth/principal.hpp"
#include "registry/scoring/points.hpp"

namespace kheo::registry::scoring {

using RubricId = Id<struct RubricTag>;
using CriterionId = Id<struct CriterionTag>;

enum class Subject { collective, individual };
enum class Manner {
    points,     // so many points of a criterion's most
    standards,  // met or not: one point or none
};
enum class RubricState { draft, in_force, copied_from };  // the last: a template
enum class Level { commune, province };                   // of recognition

std::string_view code(Subject subject);
std::string_view code(Manner manner);
std::string_view code(RubricState state);
template <typename E>
std::optional<E> parse_code(std::string_view text);
template <>
std::optional<Subject> parse_code<Subject>(std::string_view text);
template <>
std::optional<Manner> parse_code<Manner>(std::string_view text);
template <>
std::optional<RubricState> parse_code<RubricState>(std::string_view text);

struct Criterion {
    CriterionId id;
    std::string name, explanation, evidence;
    Tenths most = 0;
    bool is_result = false;  // decides between equal totals
};

struct Grade {
    std::string name;
    Tenths least = 0;
};

struct Rubric {
    RubricId id;
    auth::ScopeUnit unit;  // none: for every unit without its own
    Subject subject = Subject::collective;
    Manner manner = Manner::points;
    std::string name;
    Tenths scale = 1000;
    Tenths step = 5;  // the finest difference: 5 or 10
    std::vector<Criterion> criteria;
    std::vector<Grade> grades;                       // best first
    Tenths commune_from = 500, province_from = 700;  // least total for recognition at that level
    std::string legal_basis;
    bool verified = false;  // false: a proposal that no document confirms
    RubricState state = RubricState::draft;
    Date valid_from, valid_to;  // inclusive
    std::int64_t row_version = 0;

    bool valid_on(Date day) const {
        return state == RubricState::in_force && valid_from <= day && day <= valid_to;
    }
    Tenths least_for(Level level) const { return level == Level::commune ? commune_from : province_from; }
};

/// The sum of what the criteria give at most.
Tenths total_of(const Rubric& rubric);

/// Everything that keeps it from being put in force, with the fields of the editor; empty when it is ready.
std::vector<FieldError> faults(const Rubric& rubric);

/// The best grade the mean reaches; nullptr when it reaches none.
const Grade* grade_of(const Rubric& rubric, const Mean& mean);

/// May these points be given for the criterion?
bool is_possible(const Rubric& rubric, const Criterion& criterion, Tenths points);

/// What a ledger entry commits to: all that a scorer relies on, in one fixed order.
std::string canonical(const Rubric& rubric);

}  // namespace kheo::registry::scoring
