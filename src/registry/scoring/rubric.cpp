// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/rubric.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "registry/scoring/messages.gen.hpp"

namespace kheo::registry::scoring {

namespace {

constexpr std::array<std::string_view, 2> kSubjects{"collective", "individual"};
constexpr std::array<std::string_view, 2> kManners{"points", "standards"};
constexpr std::array<std::string_view, 3> kStates{"draft", "in_force", "template"};

template <typename E, std::size_t N>
std::optional<E> among(const std::array<std::string_view, N>& codes, std::string_view text) {
    const auto found = std::ranges::find(codes, text);
    if (found == codes.end()) return std::nullopt;
    return static_cast<E>(found - codes.begin());
}

using Faults = std::vector<FieldError>;

std::string field(std::string_view part, std::size_t index, std::string_view what) {
    return std::string(part) + "-" + std::to_string(index) + "-" + std::string(what);
}

void check_criteria(const Rubric& rubric, Faults& out) {
    if (rubric.criteria.empty()) out.push_back({"criteria", msg::no_criteria});
    for (std::size_t i = 0; i < rubric.criteria.size(); ++i) {
        const auto& criterion = rubric.criteria[i];
        if (criterion.name.empty()) out.push_back({field("c", i, "name"), msg::criterion_unnamed});
        if (criterion.most <= 0 || criterion.most % rubric.step != 0)
            out.push_back({field("c", i, "most"),
                           Sentence(msg::criterion_most_wrong, {{"step", format_points(rubric.step)}})});
    }
    const auto results = std::ranges::count_if(rubric.criteria, &Criterion::is_result);
    if (rubric.manner == Manner::points && results != 1) out.push_back({"result", msg::no_result_criterion});
}

/// The sum must be the scale: what is missing or too much is said.
void check_total(const Rubric& rubric, Faults& out) {
    const auto total = total_of(rubric);
    if (total == rubric.scale) return;
    const auto& message = total < rubric.scale ? msg::total_missing : msg::total_too_much;
    out.push_back(
        {"scale", Sentence(message, {{"total", format_points(total)},
                                     {"scale", format_points(rubric.scale)},
                                     {"difference", format_points(std::abs(rubric.scale - total))}})});
}

void check_grades(const Rubric& rubric, Faults& out) {
    if (rubric.grades.empty()) out.push_back({"grades", msg::no_grades});
    for (std::size_t i = 0; i < rubric.grades.size(); ++i) {
        const auto& grade = rubric.grades[i];
        if (grade.name.empty()) out.push_back({field("g", i, "name"), msg::grade_unnamed});
        if (grade.least <= 0 || grade.least > rubric.scale)
            out.push_back({field("g", i, "least"),
                           Sentence(msg::grade_outside, {{"scale", format_points(rubric.scale)}})});
        else if (i > 0 && grade.least >= rubric.grades[i - 1].least)
            out.push_back({field("g", i, "least"), msg::grade_order});
    }
}

void check_levels(const Rubric& rubric, Faults& out) {
    const auto outside = [&](Tenths least) { return least <= 0 || least > rubric.scale; };
    const Sentence wrong(msg::grade_outside, {{"scale", format_points(rubric.scale)}});
    if (outside(rubric.commune_from)) out.push_back({"commune_from", wrong});
    if (outside(rubric.province_from)) out.push_back({"province_from", wrong});
    if (!outside(rubric.province_from) && rubric.province_from < rubric.commune_from)
        out.push_back({"province_from", msg::level_order});
}

}  // namespace

std::string_view code(Subject subject) {
    return kSubjects[static_cast<std::size_t>(subject)];
}
std::string_view code(Manner manner) {
    return kManners[static_cast<std::size_t>(manner)];
}
std::string_view code(RubricState state) {
    return kStates[static_cast<std::size_t>(state)];
}
template <>
std::optional<Subject> parse_code<Subject>(std::string_view text) {
    return among<Subject>(kSubjects, text);
}
template <>
std::optional<Manner> parse_code<Manner>(std::string_view text) {
    return among<Manner>(kManners, text);
}
template <>
std::optional<RubricState> parse_code<RubricState>(std::string_view text) {
    return among<RubricState>(kStates, text);
}

Tenths total_of(const Rubric& rubric) {
    Tenths total = 0;
    for (const auto& criterion : rubric.criteria) total += criterion.most;
    return total;
}

std::vector<FieldError> faults(const Rubric& rubric) {
    Faults out;
    if (rubric.name.empty()) out.push_back({"name", msg::rubric_unnamed});
    check_criteria(rubric, out);
    check_total(rubric, out);
    check_grades(rubric, out);
    check_levels(rubric, out);
    return out;
}

const Grade* grade_of(const Rubric& rubric, const Mean& mean) {
    const auto found =
        std::ranges::find_if(rubric.grades, [&](const Grade& grade) { return mean.reaches(grade.least); });
    return found == rubric.grades.end() ? nullptr : &*found;
}

bool is_possible(const Rubric& rubric, const Criterion& criterion, Tenths points) {
    return points >= 0 && points <= criterion.most && points % rubric.step == 0;
}

std::string canonical(const Rubric& r) {
    auto json = nlohmann::ordered_json{{"unit", r.unit.value},      {"subject", code(r.subject)},
                                       {"manner", code(r.manner)},  {"name", r.name},
                                       {"scale", r.scale},          {"step", r.step},
                                       {"commune", r.commune_from}, {"province", r.province_from},
                                       {"basis", r.legal_basis},    {"from", r.valid_from.iso()}};
    for (const auto& c : r.criteria)
        json["criteria"].push_back({c.name, c.explanation, c.evidence, c.most, c.is_result});
    for (const auto& g : r.grades) json["grades"].push_back({g.name, g.least});
    return json.dump();
}

}  // namespace kheo::registry::scoring
