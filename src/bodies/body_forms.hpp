// SPDX-License-Identifier: Apache-2.0
// Private to the room: what the page of a body and the forms of its acts and programmes share.
#pragma once

#include "bodies/acts.hpp"
#include "bodies/office_views.hpp"
#include "bodies/pages.hpp"

namespace kheo::bodies {

/// {id} of the address; 0: no number.
std::int64_t captured_id(const http::Request& request);
bool holds_over(const Services& services, const http::Request& request, auth::Permission permission,
                UnitId unit);
/// The body, when the person holds the permission over its unit; else it is not there.
Result<Body> body_for(const Services& services, const http::Request& request, auth::Permission permission,
                      std::int64_t id);

/// "từ … đến …"; "từ …" while nobody knows the end.
std::string span(Date from, Date until);
/// "12-QĐ/TU ngày …, Thành ủy".
std::string words_of(const Document& document);

/// The boxes of a day and of the document behind it.
void add_document(std::vector<view::Input>& fields, const Message& day_label);
/// The document as typed; a day that cannot be read is a fault.
Document read_document(const http::Request& request, std::vector<FieldError>& faults);
/// All of a form with these boxes: day, document, name, kind and the request's key.
void read_form(const http::Request& request, Wanted& wanted, std::vector<FieldError>& faults);

/// Programmes of a body with what the person may see of their links (programme_pages.cpp).
Result<> add_programmes(db::Transaction& tx, const Services& services, const http::Request& request,
                        BodyId id, BodyPage& page);

}  // namespace kheo::bodies
