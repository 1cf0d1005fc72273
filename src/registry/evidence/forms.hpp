// SPDX-License-Identifier: Apache-2.0
// Private to the room: its forms as typed, so that they come back whole, and as read. Pure.
#pragma once

#include <string>
#include <vector>

#include "platform/http/message.hpp"
#include "platform/view/components.hpp"
#include "registry/evidence/evidence.hpp"

namespace kheo::registry::evidence {

using Errors = std::vector<FieldError>;

/// "1.280" → 1280; blanks and dots between digits are thousands. nullopt for anything else.
std::optional<std::int64_t> parse_amount(std::string_view text);

/// What is said about a photo or paper. A wrong day is an error of its field and left out.
file::Description read_description(const http::Fields& form, Errors& wrong);
std::vector<view::Input> description_inputs(const http::Fields& typed, const Errors& wrong, bool photo);
/// As the form shows what is known.
http::Fields fields_of(const file::Description& said);

/// The choices of who came along.
struct Colleague {
    auth::UserId id;
    std::string name;
};

Visit read_visit(const http::Fields& form, const std::vector<Colleague>& colleagues, Errors& wrong);
/// As the form of a visit shows what is known.
http::Fields fields_of(const Visit& visit);
/// Why it is corrected or withdrawn (field "reason").
view::Input reason_input(const http::Fields& typed, const Errors& wrong);
std::vector<view::Input> visit_inputs(const http::Fields& typed, const std::vector<Colleague>& colleagues,
                                      const Errors& wrong);

Quantity read_quantity(const http::Fields& form, Errors& wrong);
std::vector<view::Input> quantity_inputs(const http::Fields& typed, const Errors& wrong);

}  // namespace kheo::registry::evidence
