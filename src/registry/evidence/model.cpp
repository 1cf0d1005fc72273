// SPDX-License-Identifier: Apache-2.0
#include "registry/evidence/model.hpp"

#include <algorithm>

#include "registry/evidence/messages.gen.hpp"

namespace kheo::registry::evidence {

namespace {

constexpr std::array kConclusions{"passed", "to_fix", "failed"};

const auto& kinds() {
    using enum Side;
    static const std::array all{
        QuantityKind{resource, "money", &msg::kind_money, &msg::unit_dong},
        QuantityKind{resource, "land", &msg::kind_land, &msg::unit_square_metres},
        QuantityKind{resource, "work_days", &msg::kind_work_days, &msg::unit_work_days},
        QuantityKind{resource, "materials", &msg::kind_materials, &msg::unit_dong},
        QuantityKind{resource, "helpers", &msg::kind_helpers, &msg::unit_people},
        QuantityKind{benefit, "households", &msg::kind_households, &msg::unit_households},
        QuantityKind{benefit, "people", &msg::kind_people, &msg::unit_people},
        QuantityKind{benefit, "metres", &msg::kind_metres, &msg::unit_metres},
        QuantityKind{benefit, "square_metres", &msg::kind_square_metres, &msg::unit_square_metres},
        QuantityKind{benefit, "works", &msg::kind_works, &msg::unit_works},
    };
    return all;
}

const auto& all_sources() {
    static const std::array all{Source{"households", &msg::source_households},
                                Source{"business", &msg::source_business},
                                Source{"budget", &msg::source_budget}, Source{"other", &msg::source_other}};
    return all;
}

}  // namespace

std::string_view code(VisitKind kind) {
    return kind == VisitKind::check ? "check" : "survey";
}

std::string_view code(Conclusion conclusion) {
    return kConclusions[static_cast<std::size_t>(conclusion)];
}

std::optional<VisitKind> visit_kind(std::string_view text) {
    if (text == "check") return VisitKind::check;
    if (text == "survey") return VisitKind::survey;
    return std::nullopt;
}

std::optional<Conclusion> conclusion(std::string_view text) {
    for (const auto each : {Conclusion::passed, Conclusion::to_fix, Conclusion::failed})
        if (code(each) == text) return each;
    return std::nullopt;
}

const Message& label(VisitKind kind) {
    return kind == VisitKind::check ? msg::visit_check : msg::visit_survey;
}

const Message& label(Conclusion conclusion) {
    return conclusion == Conclusion::passed   ? msg::conclusion_passed
           : conclusion == Conclusion::to_fix ? msg::conclusion_to_fix
                                              : msg::conclusion_failed;
}

std::string_view code(Side side) {
    return side == Side::resource ? "resource" : "benefit";
}

std::span<const QuantityKind> quantity_kinds() {
    return kinds();
}

const QuantityKind* find_kind(std::string_view text) {
    const auto found = std::ranges::find(kinds(), text, &QuantityKind::code);
    return found == kinds().end() ? nullptr : &*found;
}

std::span<const Source> sources() {
    return all_sources();
}

const Source* find_source(std::string_view text) {
    const auto found = std::ranges::find(all_sources(), text, &Source::code);
    return found == all_sources().end() ? nullptr : &*found;
}

}  // namespace kheo::registry::evidence
