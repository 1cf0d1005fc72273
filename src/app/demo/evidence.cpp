// SPDX-License-Identifier: Apache-2.0
#include "app/demo/evidence.hpp"

#include "registry/evidence/service.hpp"

namespace kheo::app::demo {

namespace {

namespace evidence = registry::evidence;
namespace life = registry::life;

/// fn(Acting) in a transaction of its own, by one person on one dossier.
template <typename Do>
Result<> act(const Cast& cast, const std::string& code, const std::string& who, int days_ago, Do&& fn) {
    return cast.database().write([&](db::Transaction& tx) -> Result<> {
        const auto acting = cast.at(who, days_ago);
        const auto cycle = TRY(life::find(tx, code));
        const life::Question question{tx, *cycle, acting.who, acting.atlas, acting.today};
        return fn(evidence::Acting{question, acting.at, {}});
    });
}

std::string caption_of(Scene scene, bool after) {
    switch (scene) {
        case Scene::lane:
            return after ? "Ngõ 3 sau hai tháng (hình vẽ mẫu)" : "Ngõ 3 trước khi làm (hình vẽ mẫu)";
        case Scene::canal:
            return after ? "Đoạn kênh đã sạch, có hàng cây (hình vẽ mẫu)" : "Đoạn kênh đầy rác (hình vẽ mẫu)";
        case Scene::gate:
            return after ? "Cổng trường có vạch và biển báo (hình vẽ mẫu)"
                         : "Cổng trường khi chưa kẻ vạch (hình vẽ mẫu)";
        case Scene::bins:
            return after ? "Ba thùng cho ba loại rác (hình vẽ mẫu)"
                         : "Chỗ để rác chung lúc đầu (hình vẽ mẫu)";
        case Scene::none:
            break;
    }
    return {};
}

struct Amount {
    const char* kind;
    const char* source;
    int planned, actual;
    const char* note;
};
constexpr Amount kAmounts[] = {
    {"money", "households", 24'000'000, 26'500'000, "Niêm yết ở nhà văn hóa (mẫu)"},
    {"money", "business", 10'000'000, 8'000'000, "Một cửa hàng trên địa bàn (mẫu)"},
    {"work_days", "households", 120, 148, "Sáu buổi sáng Chủ Nhật (mẫu)"},
    {"land", "households", 0, 36, "Mở góc cua đầu ngõ (mẫu)"},
    {"households", "", 70, 78, ""},
    {"metres", "", 400, 460, "Ngõ, kênh trong tổ (mẫu)"},
};

}  // namespace

Result<> add_picture(const Cast& cast, file::Files& files, const std::string& code, Scene scene, bool after,
                     int days_ago) {
    const auto staged = TRY(files.stage_photo(draw(scene, after)));
    file::Description said;
    said.caption = caption_of(scene, after);
    said.taken_on = local_date(cast.moment(days_ago));
    said.phase = after ? file::Phase::after : file::Phase::before;
    said.consent = file::Consent::nobody;
    return act(cast, code, "lienhong", days_ago, [&](const evidence::Acting& acting) -> Result<> {
        const auto id = TRY(evidence::attach(acting, {}, staged, said));
        return evidence::publish(acting, id, true);
    });
}

Result<> add_quantities(const Cast& cast, const std::string& code, const std::string& who, bool planned,
                        int days_ago) {
    return act(cast, code, who, days_ago, [&](const evidence::Acting& acting) -> Result<> {
        for (const auto& amount : kAmounts) {
            evidence::Quantity quantity;
            quantity.kind = evidence::find_kind(amount.kind);
            quantity.planned = planned;
            quantity.source = amount.source;
            quantity.amount = planned ? amount.planned : amount.actual;
            quantity.note = amount.note;
            if (quantity.amount > 0) TRY(evidence::note_quantity(acting, quantity));
        }
        return {};
    });
}

Result<> add_visit(const Cast& cast, const std::string& code, bool to_mend, int days_ago) {
    return act(cast, code, "thamdinh", days_ago, [&](const evidence::Acting& acting) -> Result<> {
        evidence::Visit visit;
        visit.on = acting.question.today;
        visit.place = "Nhà văn hóa và ba ngõ của tổ dân phố số 4 (mẫu)";
        visit.bodies = "Ban Công tác Mặt trận, Chi hội Phụ nữ (mẫu)";
        visit.people = {acting.question.who.user};
        visit.findings = "Xem sổ ghi, đi hết ba ngõ, hỏi bà con: việc có thật, số liệu khớp với sổ.";
        if (to_mend) {
            visit.findings = "Việc có thật; bảng công khai đóng góp chưa ghi hai tháng gần đây.";
            visit.concluded = evidence::Conclusion::to_fix;
            visit.follow_ups.push_back({{}, "Ghi đủ bảng công khai đóng góp", visit.on.plus_days(14), {}});
        }
        TRY(evidence::record(acting, visit));
        return {};
    });
}

}  // namespace kheo::app::demo
