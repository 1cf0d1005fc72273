// SPDX-License-Identifier: Apache-2.0
#include "registry/model.hpp"

#include <algorithm>

namespace kheo::registry {

namespace {

// Codes by enumerator, in order.
constexpr std::array<std::string_view, 2> kKinds{"practice", "exemplar"};
constexpr std::array<std::string_view, 3> kOwnerTypes{"collective", "individual", "household"};
constexpr std::array<std::string_view, 4> kSectors{"party", "state", "front_and_organisations",
                                                   "armed_forces"};
constexpr std::array<std::string_view, 2> kBases{"new", "maintained"};
constexpr std::array<std::string_view, 7> kStates{"registered", "running",        "recognised", "stopped",
                                                  "suspended",  "not_recognised", "revoked"};
constexpr std::array<std::string_view, 3> kLevels{"commune", "district", "province"};
constexpr std::array<std::string_view, 4> kPrecisions{"day", "month", "quarter", "year"};

template <typename E, std::size_t N>
std::optional<E> parse_from(const std::array<std::string_view, N>& codes, std::string_view text) {
    const auto found = std::ranges::find(codes, text);
    if (found == codes.end()) return std::nullopt;
    return static_cast<E>(found - codes.begin());
}

template <typename E>
std::size_t at(E value) {
    return static_cast<std::size_t>(value);
}

}  // namespace

std::string_view code(Kind value) {
    return kKinds[at(value)];
}
std::string_view code(OwnerType value) {
    return kOwnerTypes[at(value)];
}
std::string_view code(Sector value) {
    return kSectors[at(value)];
}
std::string_view code(Basis value) {
    return kBases[at(value)];
}
std::string_view code(State value) {
    return kStates[at(value)];
}
std::string_view code(RecognitionLevel value) {
    return kLevels[at(value)];
}
std::string_view code(Precision value) {
    return kPrecisions[at(value)];
}

template <>
std::optional<Kind> parse_code<Kind>(std::string_view text) {
    return parse_from<Kind>(kKinds, text);
}
template <>
std::optional<OwnerType> parse_code<OwnerType>(std::string_view text) {
    return parse_from<OwnerType>(kOwnerTypes, text);
}
template <>
std::optional<Sector> parse_code<Sector>(std::string_view text) {
    return parse_from<Sector>(kSectors, text);
}
template <>
std::optional<Basis> parse_code<Basis>(std::string_view text) {
    return parse_from<Basis>(kBases, text);
}
template <>
std::optional<State> parse_code<State>(std::string_view text) {
    return parse_from<State>(kStates, text);
}
template <>
std::optional<RecognitionLevel> parse_code<RecognitionLevel>(std::string_view text) {
    return parse_from<RecognitionLevel>(kLevels, text);
}
template <>
std::optional<Precision> parse_code<Precision>(std::string_view text) {
    return parse_from<Precision>(kPrecisions, text);
}

}  // namespace kheo::registry
