// SPDX-License-Identifier: Apache-2.0
// The rows of the route table.
#include "registry/scoring/rubric_pages.hpp"

namespace kheo::registry::scoring {

std::vector<http::Route> routes(Services services) {
    using enum http::Method;
    using enum auth::Permission;
    const auto with = [&](auto handler) {
        return [services, handler](const http::Request& request) { return handler(services, request); };
    };
    return {
        {get, "/thang-diem", read_registry, with(show_rubrics)},
        {get, "/thang-diem/moi", run_movement, with(show_new_rubric)},
        {post, "/thang-diem/moi", run_movement, with(do_new_rubric)},
        {get, "/thang-diem/{id}", read_registry, with(show_rubric)},
        {get, "/thang-diem/{id}/sua", run_movement, with(show_edit_rubric)},
        {post, "/thang-diem/{id}/sua", run_movement, with(do_edit_rubric)},
        {post, "/thang-diem/{id}/ap-dung", run_movement, with(do_put_in_force)},
        {post, "/thang-diem/{id}/ket-thuc", run_movement, with(do_end_rubric)},
        {post, "/thang-diem/{id}/bo", run_movement, with(do_discard_draft)},
    };
}

}  // namespace kheo::registry::scoring
