// SPDX-License-Identifier: Apache-2.0
// The rows of the route table.
#include "registry/scoring/sheet_pages.hpp"

namespace kheo::registry::scoring {

std::vector<http::Route> routes(Services services) {
    using enum http::Method;
    using enum auth::Permission;
    const auto with = [&](auto handler) {
        return [services, handler](const http::Request& request) { return handler(services, request); };
    };
    constexpr std::size_t kSheetLimit = 512 * 1024;  // two texts of 2,000 characters per criterion
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
        {get, "/ket-qua-cham", read_registry, with(show_results)},
        {get, "/cham-diem", score, with(show_my_sheets)},
        {get, "/ho-so/{code}/cham-diem", read_registry, with(show_score)},
        {post, "/ho-so/{code}/cham-diem", score, with(do_score), kSheetLimit},
        {post, "/ho-so/{code}/cham-diem/mo-khoa", score, with(do_unlock)},
        {post, "/ho-so/{code}/cham-diem/tu-choi", score, with(do_excuse)},
        {post, "/ho-so/{code}/cham-diem/phan-cong", appraise, with(do_assign)},
        {post, "/ho-so/{code}/cham-diem/rut", appraise, with(do_withdraw)},
        {get, "/ho-so/{code}/cham-diem/tong-hop", read_registry, with(show_summary)},
        {post, "/ho-so/{code}/cham-diem/trao-doi", appraise, with(do_discuss)},
        {get, "/ho-so/{code}/tu-cham", read_registry, with(show_self)},
        {post, "/ho-so/{code}/tu-cham", propose, with(do_self), kSheetLimit},
        {post, "/ho-so/{code}/tu-cham/mo-khoa", propose, with(do_unlock_self)},
    };
}

}  // namespace kheo::registry::scoring
