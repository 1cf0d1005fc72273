// SPDX-License-Identifier: Apache-2.0
#include "registry/scoring/rubric_form.hpp"

#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "registry/scoring/messages.gen.hpp"

namespace kheo::registry::scoring {

namespace {

constexpr std::size_t kLongestLine = 200, kLongestText = 1000;

std::string key(std::string_view part, std::size_t index, std::string_view what) {
    return std::string(part) + "-" + std::to_string(index) + "-" + std::string(what);
}

std::string points_or_empty(Tenths points) {
    return points > 0 ? format_points(points) : std::string();
}

/// "drop-c-3" with "drop-c-" → 3, when there is such a row.
std::optional<std::size_t> row_of(std::string_view button, std::string_view act, std::size_t rows) {
    if (!button.starts_with(act)) return std::nullopt;
    const auto row = parse_number<std::size_t>(button.substr(act.size()));
    return row && *row < rows ? row : std::nullopt;
}

/// The chosen result criterion follows its row.
void drop_criterion(RubricText& text, std::size_t row) {
    text.criteria.erase(text.criteria.begin() + static_cast<std::ptrdiff_t>(row));
    const auto chosen = parse_number<std::size_t>(text.result);
    if (!chosen) return;
    if (*chosen == row) text.result.clear();
    if (*chosen > row) text.result = std::to_string(*chosen - 1);
}

void raise_criterion(RubricText& text, std::size_t row) {
    if (row == 0) return;
    std::swap(text.criteria[row], text.criteria[row - 1]);
    const auto chosen = parse_number<std::size_t>(text.result);
    if (chosen == row)
        text.result = std::to_string(row - 1);
    else if (chosen == row - 1)
        text.result = std::to_string(row);
}

using Errors = std::vector<FieldError>;

Tenths read_points(const std::string& typed, std::string field, Errors& errors) {
    if (trim(typed).empty()) return 0;
    const auto points = parse_points(typed);
    if (!points) errors.push_back({std::move(field), Sentence(msg::points_unreadable, {{"text", typed}})});
    return points.value_or(0);
}

std::string kept(const std::string& typed, std::size_t most, std::string field, Errors& errors) {
    auto text = tidy(typed);
    if (length(text) > most)
        errors.push_back(
            {std::move(field),
             Sentence(msg::text_too_long, {{"most", format_count(static_cast<std::int64_t>(most))}})});
    return text;
}

Criterion read_criterion(const RubricText& text, std::size_t i, Manner manner, Errors& errors) {
    const auto& row = text.criteria[i];
    Criterion out;
    out.name = kept(row.name, kLongestLine, key("c", i, "name"), errors);
    out.explanation = kept(row.explanation, kLongestText, key("c", i, "explanation"), errors);
    out.evidence = kept(row.evidence, kLongestText, key("c", i, "evidence"), errors);
    out.most = manner == Manner::standards ? kPoint : read_points(row.most, key("c", i, "most"), errors);
    out.is_result = text.result == std::to_string(i);
    return out;
}

}  // namespace

RubricText text_of(const Rubric& rubric) {
    RubricText out{
        rubric.name,        format_points(rubric.scale),          std::to_string(rubric.step),
        rubric.legal_basis, points_or_empty(rubric.commune_from), points_or_empty(rubric.province_from)};
    for (const auto& c : rubric.criteria) {
        if (c.is_result) out.result = std::to_string(out.criteria.size());
        out.criteria.push_back({c.name, c.explanation, c.evidence, points_or_empty(c.most)});
    }
    for (const auto& g : rubric.grades) out.grades.push_back({g.name, points_or_empty(g.least)});
    return out;
}

RubricText read_text(const http::Fields& sent) {
    const auto get = [&](std::string_view name) { return std::string(sent.get(name)); };
    RubricText out{get("name"),  get("scale"),        get("step"),
                   get("basis"), get("commune_from"), get("province_from")};
    for (std::size_t i = 0; i < kMostCriteria && sent.find(key("c", i, "name")); ++i)
        out.criteria.push_back({get(key("c", i, "name")), get(key("c", i, "explanation")),
                                get(key("c", i, "evidence")), get(key("c", i, "most"))});
    out.result = get("result");
    for (std::size_t i = 0; i < kMostGrades && sent.find(key("g", i, "name")); ++i)
        out.grades.push_back({get(key("g", i, "name")), get(key("g", i, "least"))});
    return out;
}

void apply(RubricText& text, std::string_view button) {
    if (button == "add-c" && text.criteria.size() < kMostCriteria) text.criteria.emplace_back();
    if (button == "add-g" && text.grades.size() < kMostGrades) text.grades.emplace_back();
    if (const auto row = row_of(button, "drop-c-", text.criteria.size())) drop_criterion(text, *row);
    if (const auto row = row_of(button, "up-c-", text.criteria.size())) raise_criterion(text, *row);
    if (const auto row = row_of(button, "drop-g-", text.grades.size()))
        text.grades.erase(text.grades.begin() + static_cast<std::ptrdiff_t>(*row));
}

std::vector<FieldError> read_rubric(const RubricText& text, Rubric& rubric) {
    Errors errors;
    rubric.name = kept(text.name, kLongestLine, "name", errors);
    rubric.legal_basis = kept(text.basis, kLongestText, "basis", errors);
    rubric.step = text.step == "10" || rubric.manner == Manner::standards ? 10 : 5;
    rubric.criteria.clear();
    for (std::size_t i = 0; i < text.criteria.size(); ++i)
        rubric.criteria.push_back(read_criterion(text, i, rubric.manner, errors));
    rubric.scale =
        rubric.manner == Manner::standards ? total_of(rubric) : read_points(text.scale, "scale", errors);
    rubric.grades.clear();
    for (std::size_t i = 0; i < text.grades.size(); ++i)
        rubric.grades.push_back({kept(text.grades[i].name, kLongestLine, key("g", i, "name"), errors),
                                 read_points(text.grades[i].least, key("g", i, "least"), errors)});
    rubric.commune_from = read_points(text.commune_from, "commune_from", errors);
    rubric.province_from = read_points(text.province_from, "province_from", errors);
    return errors;
}

Tenths total_of(const RubricText& text) {
    Tenths total = 0;
    for (const auto& row : text.criteria) total += parse_points(row.most).value_or(0);
    return total;
}

}  // namespace kheo::registry::scoring
