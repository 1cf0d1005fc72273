// SPDX-License-Identifier: Apache-2.0
#include "statistics/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "statistics/messages.gen.hpp"
#include "statistics/vocabulary.hpp"

namespace kheo::statistics {

namespace {

const territory::Unit* unit_of(const Question& question, const territory::Atlas& atlas,
                               const std::string& key) {
    UnitId id;
    std::from_chars(key.data(), key.data() + key.size(), id.value);
    return id ? atlas.find(id, question.plan.map_day) : nullptr;
}

Label field_label(const Question& question, const std::string& key) {
    const auto found = std::ranges::find(question.fields, key, &CodeName::code);
    return {found == question.fields.end() ? key : found->name, {}};
}

Label fixed_label(Dimension dimension, const std::string& key) {
    for (const auto& value : fixed_values(dimension))
        if (value.code == key) return {{}, *value.name};
    return {key, {}};
}

/// Position in a code list; unknown codes stand after the known ones.
std::size_t position(const Question& question, Dimension dimension, const std::string& key) {
    std::size_t i = 0;
    for (const auto& value : fixed_values(dimension)) {
        if (value.code == key) return i;
        ++i;
    }
    if (dimension != Dimension::field) return i;
    const auto found = std::ranges::find(question.fields, key, &CodeName::code);
    return static_cast<std::size_t>(found - question.fields.begin());
}

}  // namespace

Label label_of(const Question& question, const territory::Atlas& atlas, const Axis& axis,
               const std::optional<std::string>& key) {
    if (!key) return {{}, axis.dimension == Dimension::unit ? msg::above_columns : msg::not_stated};
    if (axis.dimension == Dimension::unit) {
        const auto* unit = unit_of(question, atlas, *key);
        return {unit ? unit->full_name : *key, {}};
    }
    if (axis.dimension == Dimension::field) return field_label(question, *key);
    if (is_time(axis.dimension)) {
        const auto period = Period::parse(*key);
        return period ? Label{{}, period_name(*period)} : Label{*key, {}};
    }
    return fixed_label(axis.dimension, *key);
}

std::string shown_key(const Question& question, const territory::Atlas& atlas, const Axis& axis,
                      const std::optional<std::string>& key) {
    if (!key) return std::string(kNotStated);
    if (axis.dimension != Dimension::unit) return *key;
    const auto* unit = unit_of(question, atlas, *key);
    return unit && !unit->code.empty() ? unit->code : "id:" + *key;
}

std::string sort_key(const Question& question, const territory::Atlas& atlas, const Axis& axis,
                     const std::optional<std::string>& key) {
    if (!key) return "\xFF";
    if (is_time(axis.dimension)) return *key;
    if (axis.dimension == Dimension::theme) return collation_key(*key);
    if (axis.dimension != Dimension::unit)
        return fmt::format("{:04}{}", position(question, axis.dimension, *key), *key);
    const auto* unit = unit_of(question, atlas, *key);
    if (!unit) return "~" + *key;
    // Hamlets have no code: they stand by commune, then by name.
    return unit->code.empty() ? unit->parent_code + collation_key(unit->name) : unit->code;
}

std::optional<std::string> shifted(const Axis& axis, std::optional<std::string> key, int years) {
    if (!key || years == 0 || !is_time(axis.dimension)) return key;
    int year = 0;
    std::from_chars(key->data(), key->data() + 4, year);
    return fmt::format("{:04}{}", year + years, key->substr(4));
}

std::string condition_value(const Question& question, const territory::Atlas& atlas,
                            const Condition& condition, Language language) {
    const auto& [axis, value] = condition;
    if (value == kNotStated) return std::string(msg::not_stated.in(language));
    if (axis.dimension == Dimension::theme) return "“" + value + "”";
    if (axis.dimension != Dimension::unit) return label_of(question, atlas, axis, value).in(language);
    const auto* unit = atlas.find_code(value, question.plan.map_day);
    return unit ? unit->full_name : value;
}

}  // namespace kheo::statistics
