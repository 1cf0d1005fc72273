// SPDX-License-Identifier: Apache-2.0
// The routes of evidence. Who may do what is asked of the dossier (rights.hpp).
#include "registry/evidence/page_parts.hpp"

namespace kheo::registry::evidence {

namespace {
// Bytes. Twice what the rules may ever allow of a file: a photo that is too large is read all the same, so
// that the page can say which one it is and give back what was typed.
constexpr std::size_t kForm = 64u << 10, kUpload = 40u << 20;
}  // namespace

std::vector<http::Route> routes(Services services) {
    using enum http::Method;
    const auto shared = std::make_shared<const Services>(std::move(services));
    const auto route = [&](http::Method method, std::string below, auto handler, std::size_t limit = kForm) {
        return http::Route{
            method, "/ho-so/{code}/" + below, auth::Permission::read_registry,
            [shared, handler](const http::Request& request) { return handler(*shared, request); }, limit};
    };
    return {route(get, "minh-chung", show_evidence),
            route(post, "minh-chung/anh", send_photo, kUpload),
            route(post, "minh-chung/giay-to", send_paper, kUpload),
            route(get, "minh-chung/{id}", show_attachment),
            route(post, "minh-chung/{id}", change_attachment),
            route(post, "minh-chung/{id}/cong-khai", publish_attachment),
            route(post, "minh-chung/{id}/bo", remove_attachment),
            route(post, "minh-chung/{id}/xoa", erase_attachment),
            route(get, "kiem-tra", show_visits),
            route(post, "kiem-tra", send_visit),
            route(post, "kiem-tra/{visit}/tep", send_visit_file, kUpload),
            route(post, "kiem-tra/viec/{id}", finish_follow_up),
            route(get, "kiem-tra/{visit}/sua", show_visit_change),
            route(post, "kiem-tra/{visit}/sua", send_correction),
            route(post, "kiem-tra/{visit}/rut", send_withdrawal),
            route(get, "nguon-luc", show_quantities),
            route(post, "nguon-luc", send_quantity),
            route(post, "nguon-luc/{id}/bo", remove_quantity)};
}

}  // namespace kheo::registry::evidence
