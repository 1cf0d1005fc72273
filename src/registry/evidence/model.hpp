// SPDX-License-Identifier: Apache-2.0
// The words of evidence as plain structs; part of the door (evidence.hpp).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/file/model.hpp"
#include "registry/life/model.hpp"

namespace kheo::registry::evidence {

using VisitId = Id<struct VisitTag>;
using FollowUpId = Id<struct FollowUpTag>;
using QuantityId = Id<struct QuantityTag>;

/// Subjects of attachments.
inline constexpr std::string_view kCycleSubject = "initiative_cycle", kVisitSubject = "cycle_visit";

enum class VisitKind { check, survey };
enum class Conclusion { passed, to_fix, failed };
std::string_view code(VisitKind kind);
std::string_view code(Conclusion conclusion);
std::optional<VisitKind> visit_kind(std::string_view code);
std::optional<Conclusion> conclusion(std::string_view code);
const Message& label(VisitKind kind);
const Message& label(Conclusion conclusion);

/// Thousandths of a degree: some 100 metres.
struct Point {
    int latitude = 0, longitude = 0;
    bool operator==(const Point&) const = default;
};

struct FollowUp {
    FollowUpId id;
    std::string text;
    Date due;
    life::Step done;  // at 0: not yet
};

/// A visit that counts no more: another took its place, or there was none.
struct VisitEnd {
    enum class How { corrected, withdrawn };
    How how = How::withdrawn;
    std::string reason;  // "" once erased
    life::Step by;
};

struct Visit {
    VisitId id;
    life::CycleId cycle;
    VisitKind kind = VisitKind::check;
    Date on;
    std::string place, bodies, findings;
    Conclusion concluded = Conclusion::passed;
    std::optional<Point> point;
    std::vector<auth::UserId> people;
    std::vector<FollowUp> follow_ups;
    life::Step made;
    VisitId corrects{};  // whose place it takes
    std::optional<VisitEnd> ended{};
};

enum class Side { resource, benefit };
std::string_view code(Side side);

/// What is counted, and in what.
struct QuantityKind {
    Side side;
    std::string_view code;
    const Message* label;
    const Message* unit;
};
std::span<const QuantityKind> quantity_kinds();
const QuantityKind* find_kind(std::string_view code);

struct Source {
    std::string_view code;
    const Message* label;
};
std::span<const Source> sources();
const Source* find_source(std::string_view code);

struct Quantity {
    QuantityId id;
    life::CycleId cycle;
    const QuantityKind* kind = nullptr;
    bool planned = false;
    std::string source;  // of a resource
    std::int64_t amount = 0;
    std::string note;
    life::Step made;
};

/// Of one kind: all that was planned, and all that came in.
struct Sum {
    const QuantityKind* kind = nullptr;
    std::int64_t planned = 0, actual = 0;
    std::vector<std::pair<const Source*, std::int64_t>> actual_by_source;
};

}  // namespace kheo::registry::evidence
