// SPDX-License-Identifier: Apache-2.0
#include "app/test_route_samples.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "bodies/achieved.hpp"
#include "bodies/acts.hpp"
#include "bodies/photos.hpp"
#include "bodies/teams.hpp"

namespace kheo::app {

test::Samples public_samples(const std::string& head, std::int64_t unit) {
    return {
        {"GET /giao-dien", {"/giao-dien", false, {303}}},
        {"GET /ban-lam-viec", {"/ban-lam-viec", false, {200, 303}}},  // hamlet teams: to the phone home
        {"GET /dang-nhap", {"/dang-nhap", false, {200, 303}}},        // signed in: to the desk
        {"GET /dang-nhap/ma-xac-nhan", {"/dang-nhap/ma-xac-nhan", false, {200, 303}}},
        {"GET /v/{code}", {"/v/8WQ4TN7XK3HD", false, {422, 429}}},
        {"POST /v/{code}", {"/v/8WQ4TN7XK3HD", false, {422, 429}}},
        {"GET /so-nhat-ky/dau/{size}", {head}},
        {"GET /api/v1/ledger/head", {"/api/v1/ledger/head"}},
        {"GET /api/v1/ledger/proof/{seq}", {"/api/v1/ledger/proof/1"}},
        {"GET /api/v1/ledger/consistency", {"/api/v1/ledger/consistency?from=1"}},
        {"GET /don-vi/{id}", {fmt::format("/don-vi/{}", unit)}},
        {"GET /huong-dan/trang", {"/huong-dan/trang?la=/so-dang-ky", false, {303}}},
        {"GET /huong-dan/{code}", {"/huong-dan/xa"}},
        {"GET /bao-cao/mau/{ten}", {"/bao-cao/mau/state_half_year"}},
    };
}

test::Samples dossier_samples(const std::string& number) {
    return {
        {"GET /mo-hinh/{number}", {"/mo-hinh/" + number}},
        {"GET /so-dang-ky/{number}", {"/so-dang-ky/" + number, true}},
        {"GET /so-dang-ky/{number}/sua", {"/so-dang-ky/" + number + "/sua", true}},
        {"POST /so-dang-ky/{number}/sua", {"/so-dang-ky/" + number + "/sua", true}},
        {"GET /danh-sach-lam-san", {"/danh-sach-lam-san?don_vi=98001", true}},
        {"GET /bao-cao/xem", {"/bao-cao/xem?don_vi=98001&ky=2026-H1", true}},
        {"GET /bao-cao/tai", {"/bao-cao/tai?don_vi=98001&ky=2026-H1", true}},
    };
}

test::Samples cycle_samples(const std::string& number, const std::string& followed,
                            const std::string& draft) {
    const auto page = "/ho-so/" + followed, act = page + "/buoc/start", begun = "/ho-so/" + draft;
    const std::vector<std::string> others{"quantri", "hoasen.reader", "hoasen.scorer", "hoasen.leader",
                                          "hoasen.administrator"};
    return {
        {"POST /so-dang-ky/{number}/theo-doi", {"/so-dang-ky/" + number + "/theo-doi", true}},
        {"GET /ho-so/{code}", {page, true}},
        {"GET /ho-so/{code}/sua", {begun + "/sua", true}},
        {"POST /ho-so/{code}/sua", {begun + "/sua", true}},
        {"POST /ho-so/{code}/tham-dinh", {page + "/tham-dinh", true}},
        {"POST /pheu/{id}/gach", {"/pheu/1/gach"}},
        {"POST /ho-so/{code}/trao-doi", {page + "/trao-doi", true}},
        {"POST /ho-so/{code}/trung-ten",
         {page + "/trung-ten",
          true,
          {200},
          404,
          {"quantri", "hoasen.team", "hoasen.reader", "hoasen.scorer", "hoasen.administrator"}}},
        {"GET /ho-so/{code}/buoc/{act}", {act, true, {200}, 404, others}},
        {"POST /ho-so/{code}/buoc/{act}", {act, true, {200}, 404, others}},
    };
}

test::Samples replication_samples(const std::string& number) {
    const auto page = "/so-dang-ky/" + number;
    return {
        {"GET /so-dang-ky/{number}/lam-theo", {page + "/lam-theo"}},  // a practice is public
        {"POST /so-dang-ky/{number}/lam-theo", {page + "/lam-theo"}},
        {"GET /so-dang-ky/{number}/nhan-rong", {page + "/nhan-rong", true}},
        {"POST /so-dang-ky/{number}/ket-qua-lam-theo", {page + "/ket-qua-lam-theo", true}},
        {"POST /so-dang-ky/{number}/con-hoat-dong", {page + "/con-hoat-dong", true}},
    };
}

test::Samples book_samples(const std::string& page, const std::string& entry) {
    // It is open: only who works on it sees its print.
    const std::vector<std::string> readers{"quantri",       "hoasen.team",   "hoasen.reader",
                                           "hoasen.scorer", "hoasen.leader", "hoasen.administrator"};
    return {
        {"GET /sach/{id}", {page, true}},
        {"GET /sach/{id}/in", {page + "/in", true, {200}, 404, readers}},
        {"POST /sach/{id}/bai", {page + "/bai", true}},
        {"POST /sach/{id}/thu-tu", {page + "/thu-tu", true}},
        {"POST /sach/{id}/chot", {page + "/chot", true}},
        {"POST /sach/{id}/mo-lai", {page + "/mo-lai", true}},
        {"GET /sach/{id}/bai/{entry}", {entry, true}},
        {"POST /sach/{id}/bai/{entry}", {entry, true}},
    };
}

test::Samples evidence_samples(const std::string& code, std::int64_t paper, std::int64_t follow_up,
                               std::int64_t quantity) {
    const auto page = "/ho-so/" + code, photos = page + "/minh-chung", visits = page + "/kiem-tra",
               amounts = page + "/nguon-luc", one = fmt::format("{}/{}", photos, paper);
    const std::vector<std::string> readers{"quantri", "hoasen.reader", "hoasen.scorer", "hoasen.leader",
                                           "hoasen.administrator"};
    auto and_team = readers;
    and_team.emplace_back("hoasen.team");
    const auto post = [](std::string path, const std::vector<std::string>& refused) {
        return test::Sample{std::move(path), true, {200}, 404, refused};
    };
    return {
        {"GET /tep/{id}/{size}", {fmt::format("/tep/{}/whole", paper), false, {200, 404}}},
        {"GET /ho-so/{code}/minh-chung", {photos, true}},
        {"POST /ho-so/{code}/minh-chung/anh", post(photos + "/anh", readers)},
        {"POST /ho-so/{code}/minh-chung/giay-to", post(photos + "/giay-to", readers)},
        {"GET /ho-so/{code}/minh-chung/{id}", {one, true}},
        {"POST /ho-so/{code}/minh-chung/{id}", post(one, and_team)},
        {"POST /ho-so/{code}/minh-chung/{id}/cong-khai", post(one + "/cong-khai", and_team)},
        {"POST /ho-so/{code}/minh-chung/{id}/bo", post(one + "/bo", and_team)},
        {"POST /ho-so/{code}/minh-chung/{id}/xoa", post(one + "/xoa", and_team)},
        {"GET /ho-so/{code}/kiem-tra", {visits, true}},
        {"POST /ho-so/{code}/kiem-tra", post(visits, and_team)},
        {"POST /ho-so/{code}/kiem-tra/{visit}/tep", post(visits + "/1/tep", and_team)},
        {"POST /ho-so/{code}/kiem-tra/viec/{id}",
         post(fmt::format("{}/viec/{}", visits, follow_up), and_team)},
        {"GET /ho-so/{code}/kiem-tra/{visit}/sua", {visits + "/1/sua", true}},
        {"POST /ho-so/{code}/kiem-tra/{visit}/sua", post(visits + "/1/sua", and_team)},
        {"POST /ho-so/{code}/kiem-tra/{visit}/rut", post(visits + "/1/rut", and_team)},
        {"GET /ho-so/{code}/nguon-luc", {amounts, true}},
        {"POST /ho-so/{code}/nguon-luc", post(amounts, readers)},
        {"POST /ho-so/{code}/nguon-luc/{id}/bo", post(fmt::format("{}/{}/bo", amounts, quantity), readers)},
    };
}

test::Samples upload_samples(const std::string& page) {
    return {
        {"GET /nhap-du-lieu/{id}", {page, true}},
        {"GET /nhap-du-lieu/{id}/tep-danh-dau", {page + "/tep-danh-dau", true}},
        {"POST /nhap-du-lieu/{id}/cot", {page + "/cot", true}},
        {"POST /nhap-du-lieu/{id}/dong", {page + "/dong", true}},
        {"POST /nhap-du-lieu/{id}/luu", {page + "/luu", true}},
        {"POST /nhap-du-lieu/{id}/huy", {page + "/huy", true}},
        {"POST /nhap-du-lieu/{id}/hoan-tac", {page + "/hoan-tac", true}},
    };
}

test::Samples account_samples(const std::string& page, std::int64_t grant) {
    return {
        {"GET /quan-tri/tai-khoan/{id}", {page, true}},
        {"POST /quan-tri/tai-khoan/{id}/quyen", {page + "/quyen", true}},
        {"POST /quan-tri/tai-khoan/{id}/quyen/{grant}/thoi",
         {fmt::format("{}/quyen/{}/thoi", page, grant), true}},
        {"POST /quan-tri/tai-khoan/{id}/khoa", {page + "/khoa", true}},
        {"POST /quan-tri/tai-khoan/{id}/mat-khau", {page + "/mat-khau", true}},
        {"POST /quan-tri/tai-khoan/{id}/hai-buoc", {page + "/hai-buoc", true}},
        {"POST /quan-tri/loi-moi/{so}/huy", {"/quan-tri/loi-moi/1/huy", true}},
        {"POST /uy-quyen/{id}/rut", {"/uy-quyen/1/rut"}},
        {"POST /quan-tri/tai-khoan/{id}/xem-nhu",  // the account was locked by a form before
         {page + "/xem-nhu", true, {200}, 404, {"quantri", "hoasen.administrator"}}},
        {"GET /quan-tri/mo-khan/{code}", {"/quan-tri/mo-khan/7K4M92QXH3", false, {404}}},  // never opened
    };
}

test::Samples country_samples() {
    const std::vector<std::string> narrow{"hoasen.administrator",
                                          "trenga.administrator"};  // it holds for the country
    return {
        {"GET /quan-tri/hai-buoc", {"/quan-tri/hai-buoc", false, {200}, 404, narrow}},
        {"POST /quan-tri/hai-buoc", {"/quan-tri/hai-buoc", false, {422}, 404, narrow}},
        {"GET /quan-tri/quy-dinh/{table}/{code}",
         {"/quan-tri/quy-dinh/process_term/submitted", false, {200}, 404, narrow}},
        {"POST /quan-tri/quy-dinh/{table}/{code}",
         {"/quan-tri/quy-dinh/process_term/submitted", false, {422}, 404, narrow}},
        {"POST /quan-tri/lich-lam-viec", {"/quan-tri/lich-lam-viec", false, {200}, 404, narrow}},
        {"POST /quan-tri/lich-lam-viec/{day}/bo",
         {"/quan-tri/lich-lam-viec/2026-09-02/bo", false, {200}, 404, narrow}},
        {"POST /quan-tri/thu-dien-tu/thu-lai", {"/quan-tri/thu-dien-tu/thu-lai", false, {200}, 404, narrow}},
        {"POST /quan-tri/thu-dien-tu/thu", {"/quan-tri/thu-dien-tu/thu", false, {200}, 404, narrow}},
    };
}

test::Samples rubric_samples(std::int64_t in_force, std::int64_t draft) {
    const auto fixed = fmt::format("/thang-diem/{}", in_force), open = fmt::format("/thang-diem/{}", draft);
    return {
        {"GET /thang-diem/{id}", {fixed, true}},
        {"POST /thang-diem/{id}/ket-thuc", {fixed + "/ket-thuc", true}},
        {"GET /thang-diem/{id}/sua", {open + "/sua", true}},
        {"POST /thang-diem/{id}/sua", {open + "/sua", true}},
        {"POST /thang-diem/{id}/ap-dung", {open + "/ap-dung", true}},
        {"POST /thang-diem/{id}/bo", {open + "/bo", true}},
    };
}

test::Samples body_samples(db::Database& database, territory::UnitId commune, Date on) {
    const auto end = *Date::parse_iso(kEndOfTime);
    std::int64_t team = 0, committee = 0, photo = 0;
    const auto made = database.write([&](db::Transaction& tx) -> Result<> {
        const bodies::Actor actor{{}, 1};
        const auto hamlet = TRY(territory::ensure_hamlet(tx, commune, "Thôn Đông (mẫu)", on));
        bodies::Wanted wanted{"mobilisation_team",
                              "Tổ dân vận (mẫu)",
                              hamlet,
                              "hamlet",
                              on,
                              {"1-QĐ", "Đảng ủy (mẫu)", {}},
                              {},
                              "team"};
        const auto id = TRY(bodies::establish(tx, wanted, actor));
        team = id.value;
        TRY(bodies::add_member(tx, {{}, id, "Người (mẫu)", "", "head", "bác", {}, on, end, {}, 0}, "m",
                               actor));
        const auto slip = TRY(bodies::send_slip(
            tx, {{}, id, hamlet, auth::UserId{1}, {"Việc", "Làm", "", ""}, "", 1, 1, "", ""}, "s"));
        const file::Staged picture{file::Type::jpeg, "", {{file::Size::large, "ab", 1, 1, 1}}};
        photo = TRY(file::add(tx, bodies::photos_of(slip), picture, {}, {})).value;
        wanted.kind = "steering_committee";
        wanted.unit = commune;
        wanted.level = "commune";
        wanted.request_key = "committee";
        const auto steering = TRY(bodies::establish(tx, wanted, actor));
        committee = steering.value;
        TRY(bodies::award_status(tx, {0, commune, "civilised_urban", "", on, end, wanted.document},
                                 {"commune", "Phường"}, on, "status", actor));
        TRY(bodies::begin_campaign(tx, {0, commune, "Đường mẫu", wanted.document, on}, "campaign", actor));
        return bodies::add_programme(tx, {0, steering, "Chương trình", wanted.document, on, end}, "p", actor);
    });
    EXPECT_TRUE(made) << made.error().detail;
    const auto one = fmt::format("/to-chuc/{}", team), other = fmt::format("/to-chuc/{}", committee);
    const auto at = fmt::format("?don_vi={}", commune.value);
    test::Samples out{{"GET /to-chuc/{id}", {one, true}},
                      {"GET /to-dan-van/phieu/{id}", {"/to-dan-van/phieu/1", true}},
                      {"POST /to-dan-van/phieu/{id}/tra-loi", {"/to-dan-van/phieu/1/tra-loi", true}},
                      {"GET /phieu-to-dan-van/{id}", {"/phieu-to-dan-van/1", true}}};
    out["GET /to-chuc/giai-phong-mat-bang/{id}"] = {"/to-chuc/giai-phong-mat-bang/1", true};
    for (const std::string method : {"GET ", "POST "}) {
        for (const auto* path : {"/lap", "/lap-to", "/dien-thoai", "/danh-hieu", "/giai-phong-mat-bang"})
            out[method + "/to-chuc" + path] = {std::string("/to-chuc") + path + at, true};
        for (const auto* path : {"/doi-ten", "/ket-thuc", "/thay-the", "/thanh-vien", "/hoat-dong"})
            out[method + "/to-chuc/{id}" + path] = {one + path, true};
        for (const auto* path : {"/hoi", "/dong", "/lap-ho-so"})
            out[method + "/phieu-to-dan-van/{id}" + path] = {std::string("/phieu-to-dan-van/1") + path, true};
        for (const auto* path : {"/thoi", "/xoa"})
            out[method + "/to-chuc/thanh-vien/{id}" + path] = {std::string("/to-chuc/thanh-vien/1") + path,
                                                               true};
        out[method + "/to-chuc/anh/{id}/xoa"] = {fmt::format("/to-chuc/anh/{}/xoa", photo), true};
        out[method + "/to-chuc/danh-hieu/{id}/het"] = {"/to-chuc/danh-hieu/1/het", true};
        out[method + "/to-chuc/giai-phong-mat-bang/{id}/doan"] = {"/to-chuc/giai-phong-mat-bang/1/doan",
                                                                  true};
        out[method + "/to-chuc/{id}/chuong-trinh"] = {other + "/chuong-trinh", true};
        out[method + "/to-chuc/chuong-trinh/{id}/gan"] = {"/to-chuc/chuong-trinh/1/gan", true};
    }
    return out;
}

test::Samples scoring_samples(const std::string& code) {
    const auto score = "/ho-so/" + code + "/cham-diem", self = "/ho-so/" + code + "/tu-cham";
    const std::vector<std::string> other_side{"hoasen.team",
                                              "hoasen.officer"};  // of the city, not of the ward
    return {
        {"GET /ho-so/{code}/cham-diem", {score, true}},
        {"POST /ho-so/{code}/cham-diem", {score, true}},
        {"POST /ho-so/{code}/cham-diem/mo-khoa", {score + "/mo-khoa", true}},
        {"POST /ho-so/{code}/cham-diem/tu-choi", {score + "/tu-choi", true}},
        {"POST /ho-so/{code}/cham-diem/phan-cong", {score + "/phan-cong", true}},
        {"POST /ho-so/{code}/cham-diem/rut", {score + "/rut", true}},
        {"GET /ho-so/{code}/cham-diem/tong-hop", {score + "/tong-hop", true}},
        {"POST /ho-so/{code}/cham-diem/trao-doi", {score + "/trao-doi", true}},
        {"GET /ho-so/{code}/tu-cham", {self, true}},
        {"POST /ho-so/{code}/tu-cham", {self, true, {200}, 404, other_side}},
        {"POST /ho-so/{code}/tu-cham/mo-khoa", {self + "/mo-khoa", true, {200}, 404, other_side}},
    };
}

test::Samples survey_samples(const std::string& code, const std::string& page) {
    const auto list = "/ho-so/" + code + "/khao-sat";
    return {
        {"GET /ho-so/{code}/khao-sat", {list, true}},
        {"GET /ho-so/{code}/khao-sat/moi", {list + "/moi", true}},
        {"POST /ho-so/{code}/khao-sat/moi", {list + "/moi", true}},
        {"GET /ho-so/{code}/khao-sat/{id}", {page, true}},
        {"POST /ho-so/{code}/khao-sat/{id}/phieu", {page + "/phieu", true}},
        {"POST /ho-so/{code}/khao-sat/{id}/huy-phieu", {page + "/huy-phieu", true}},
        {"POST /ho-so/{code}/khao-sat/{id}/dong", {page + "/dong", true}},
        {"GET /khao-sat/{token}", {"/khao-sat/7K4M-92QX-H3DT", false, {404}}},
    };
}

test::Samples call_samples(const std::string& window, const std::string& call) {
    return {
        {"GET /phong-trao/dot/{id}", {window, true}},
        {"POST /phong-trao/dot/{id}/chi-tieu", {window + "/chi-tieu", true}},
        {"POST /phong-trao/dot/{id}/thu-hoi", {window + "/thu-hoi", true}},
        {"GET /phong-trao/dot/{id}/keu-goi", {window + "/keu-goi", true}},
        {"POST /phong-trao/dot/{id}/keu-goi", {window + "/keu-goi", true}},
        {"GET /phong-trao/chu-de/{id}", {"/phong-trao/chu-de/1", true}},
        {"GET /phong-trao/chu-de/{id}/thoi", {"/phong-trao/chu-de/1/thoi", true}},
        {"POST /phong-trao/chu-de/{id}/thoi", {"/phong-trao/chu-de/1/thoi", true}},
        {"GET /phong-trao/keu-goi/{code}", {call, true}},
        {"POST /phong-trao/keu-goi/{code}/nhac", {call + "/nhac", true}},
        {"POST /phong-trao/keu-goi/{code}/lich", {call + "/lich", true}},
        {"POST /phong-trao/keu-goi/{code}/ket-thuc", {call + "/ket-thuc", true}},
        {"GET /k/{code}", {"/k" + call.substr(call.rfind('/')), true, {303}}},
    };
}

}  // namespace kheo::app
