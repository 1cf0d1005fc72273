// SPDX-License-Identifier: Apache-2.0
#include "app/demo/dossiers.hpp"

#include <span>

#include "app/demo/evidence.hpp"
#include "registry/scoring/sheets.hpp"

namespace kheo::app::demo {

namespace {

namespace life = registry::life;
namespace scoring = registry::scoring;
using registry::Statement;

struct Turn {
    const char* who;
    const char* act;
};

// From the team to the province's recognition.
constexpr Turn kWay[] = {{"todanvan", "submit"},        {"thamdinh", "appraise"},    {"bithu", "register"},
                         {"todanvan", "start"},         {"todanvan", "self_assess"}, {"thamdinh", "check"},
                         {"thamdinh", "close_scoring"}, {"bithu", "recognise"},      {"bithu", "nominate"},
                         {"lanhdao", "recognise_above"}};
constexpr Turn kReturned[] = {{"todanvan", "submit"}, {"thamdinh", "return"}};
constexpr Turn kDeclined[] = {{"lienhong", "submit"}, {"thamdinh", "appraise"}, {"bithu", "decline"}};
constexpr Turn kSuspended[] = {{"todanvan", "submit"},
                               {"thamdinh", "appraise"},
                               {"bithu", "register"},
                               {"todanvan", "start"},
                               {"bithu", "suspend"}};

constexpr Turn kStopped[] = {{"lienhong", "submit"},
                             {"thamdinh", "appraise"},
                             {"bithu", "register"},
                             {"lienhong", "start"},
                             {"bithu", "stop"}};
constexpr Turn kNotRecognised[] = {{"todanvan", "submit"},        {"thamdinh", "appraise"},
                                   {"bithu", "register"},         {"todanvan", "start"},
                                   {"todanvan", "self_assess"},   {"thamdinh", "check"},
                                   {"thamdinh", "close_scoring"}, {"bithu", "not_recognise"}};
constexpr Turn kRevoked[] = {
    {"todanvan", "submit"},        {"thamdinh", "appraise"},    {"bithu", "register"},
    {"todanvan", "start"},         {"todanvan", "self_assess"}, {"thamdinh", "check"},
    {"thamdinh", "close_scoring"}, {"bithu", "recognise"},      {"bithu", "revoke"}};
constexpr Turn kCarriedOver[] = {
    {"todanvan", "submit"},        {"thamdinh", "appraise"},    {"bithu", "register"},
    {"todanvan", "start"},         {"todanvan", "self_assess"}, {"thamdinh", "check"},
    {"thamdinh", "close_scoring"}, {"bithu", "recognise"},      {"todanvan", "carry_over"}};

struct Play {
    const char* title;
    const char* field;
    const char* maker;
    std::span<const Turn> turns;
    int last_days_ago;  // of the last turn; the others came three days apart
    Scene scene = Scene::none;
};

constexpr auto kCanal = "Đoạn kênh không rác (mẫu)", kMarket = "Chợ sạch không túi ni lông (mẫu)",
               kRecognised = "Mỗi hộ một thùng phân loại rác (mẫu)",
               kToMend = "Tiếp dân ở tổ dân phố chiều thứ năm (mẫu)";

const std::array kPlays{
    Play{"Ngõ xanh tự quản (mẫu)", "culture_society", "todanvan", {}, 1},
    Play{"Bữa cơm cùng người già neo đơn (mẫu)", "culture_society", "todanvan", std::span(kWay).first(1), 2},
    Play{"Nhóm hộ cùng trồng rau sạch (mẫu)", "economy", "todanvan", std::span(kWay).first(1), 12},
    Play{"Tuyến đường nở hoa (mẫu)", "culture_society", "todanvan", kReturned, 3},
    Play{"Góp sức mở rộng đường ngõ (mẫu)", "economy", "todanvan", std::span(kWay).first(2), 1},
    Play{"Sân chơi cho trẻ ở nhà văn hóa (mẫu)", "culture_society", "lienhong", kDeclined, 5},
    Play{"Tổ liên gia phòng cháy (mẫu)", "defence_security", "todanvan", std::span(kWay).first(3), 4},
    Play{kMarket, "economy", "todanvan", std::span(kWay).first(4), 20, Scene::bins},
    Play{"Lớp học chữ buổi tối (mẫu)", "culture_society", "todanvan", kSuspended, 6},
    Play{kToMend, "political_system", "todanvan", std::span(kWay).first(5), 3},
    Play{"Cùng gỡ vướng mắc đền bù (mẫu)", "political_system", "todanvan", std::span(kWay).first(6), 2},
    Play{"Ngõ 3 trồng hoa thay rác (mẫu)", "culture_society", "todanvan", std::span(kWay).first(7), 4,
         Scene::lane},
    Play{"Cổng trường an toàn (mẫu)", "defence_security", "todanvan", std::span(kWay).first(8), 7,
         Scene::gate},
    Play{kCanal, "culture_society", "todanvan", std::span(kWay).first(9), 4, Scene::canal},
    Play{"Đổi giấy vụn lấy cây xanh (mẫu)", "culture_society", "lienhong", kStopped, 15},
    Play{"Góc đọc sách ở cổng chợ (mẫu)", "culture_society", "todanvan", kNotRecognised, 9},
    Play{"Sáng thứ Bảy cùng quét ngõ (mẫu)", "culture_society", "todanvan", kCarriedOver, 6},
    Play{kRecognised, "culture_society", "todanvan", kWay, 8, Scene::bins},
    Play{"Camera an ninh do dân góp (mẫu)", "defence_security", "todanvan", kRevoked, 5},
};

life::Given given_for(const std::string& act, Date today, bool above) {
    life::Given given;
    if (act == "return") given.text = "Cần thêm biên bản họp tổ dân phố lần hai và bảng công khai đóng góp.";
    if (act == "decline") given.text = "Việc này nhà văn hóa phường đang làm, không đăng ký trùng.";
    if (act == "stop") given.text = "Trường trong phường đã có việc này, hai bên gộp làm một.";
    if (act == "not_recognise") given.text = "Mới làm được một đợt, chưa thành nếp.";
    if (act == "suspend") given.text = "Nhà văn hóa đang sửa, chưa có chỗ học.";
    if (act == "self_assess")
        given.text = "78 trên 86 hộ cùng làm (mẫu); sổ ghi đủ từng tháng, còn hai ngõ chưa xong.";
    if (act == "check")
        given.text = "Đoàn kiểm tra đến tổ, xem sổ và hỏi bà con: việc có thật, số liệu khớp.";
    if (act == "revoke") given.text = "Camera hỏng ba tháng không ai sửa, bà con phản ánh (mẫu).";
    if (act != "recognise" && act != "recognise_above" && act != "revoke") return given;
    given.decided_on = today.vietnamese();
    given.decision_number = act == "revoke" ? "31-QĐ/ĐU (mẫu)" : above ? "18-QĐ/TU (mẫu)" : "25-QĐ/ĐU (mẫu)";
    given.signer = above ? "Phó Bí thư Thành ủy" : "Bí thư Đảng ủy";
    given.body = above ? "Thành ủy Hoa Sen (mẫu)" : "Đảng ủy phường Liên Hồng (mẫu)";
    given.grade = "Tốt";
    given.level = "province";
    return given;
}

class Stage {
  public:
    Stage(const Cast& cast, file::Files& files) : cast_(cast), files_(files) {}

    /// The answer is the dossier's code.
    Result<std::string> put_on(const Play& play) {
        const auto turns = static_cast<int>(play.turns.size());
        auto day = play.last_days_ago + 3 * turns;
        auto code = TRY(cast_.database().write([&](db::Transaction& tx) {
            const auto acting = cast_.at(play.maker, day);
            const auto statement = sample_statement(play.title, play.field, cast_.unit_of(play.maker));
            return life::begin(tx, statement, acting.today.year(), registry::Basis::fresh, {}, acting);
        }));
        for (const auto& turn : play.turns) {
            day -= 3;
            TRY(gather(play, code, turn.act, day));
            TRY(take(code, turn, day));
        }
        return code;
    }

  private:
    /// What must lie in the dossier before an act.
    Result<> gather(const Play& play, const std::string& code, const std::string& act, int day) {
        const bool shown = play.scene != Scene::none;
        if (act == "start") {
            TRY(add_quantities(cast_, code, play.maker, true, day));
            if (shown) TRY(add_picture(cast_, files_, code, play.scene, false, day));
        }
        if (act == "self_assess") {
            TRY(add_quantities(cast_, code, play.maker, false, day));
            if (shown) TRY(add_picture(cast_, files_, code, play.scene, true, day));
        }
        return act == "check" ? add_visit(cast_, code, false, day) : Result<>();
    }

    Result<> take(const std::string& code, const Turn& turn, int day) const {
        return cast_.database().write([&](db::Transaction& tx) -> Result<> {
            const auto acting = cast_.at(turn.who, day);
            const std::string act = turn.act;
            if (act == "appraise" || act == "return") TRY(examine_plan(tx, code, act == "return", acting));
            if (act == "self_assess") TRY(score(tx, code, "todanvan", scoring::SheetKind::self, 90, day));
            if (act == "close_scoring")
                TRY(score(tx, code, "champhuong", scoring::SheetKind::appraised, 78, day));
            const auto cycle = TRY(life::find(tx, code));
            TRY(life::perform(tx, code, cycle->row_version, act,
                              given_for(act, acting.today, act == "recognise_above"), {}, acting));
            if (act == "check") TRY(name_scorers(tx, code, day));
            return {};
        });
    }

    /// Two scorers; the first one locks his sheet.
    Result<> name_scorers(db::Transaction& tx, const std::string& code, int day) const {
        const auto acting = cast_.at("thamdinh", day);
        const scoring::Person officer{acting.who, acting.atlas, acting.today, acting.at};
        for (const auto* name : {"nguoicham", "champhuong"})
            TRY(scoring::assign(tx, officer, code, cast_.person(name).user));
        return score(tx, code, "nguoicham", scoring::SheetKind::appraised, 85, day);
    }

    /// A locked sheet with about so many percent of each criterion's most.
    Result<> score(db::Transaction& tx, const std::string& code, const std::string& who,
                   scoring::SheetKind kind, int percent, int day) const {
        const auto acting = cast_.at(who, day);
        const scoring::Person person{acting.who, acting.atlas, acting.today, acting.at};
        const auto seen = TRY(scoring::see(tx, person, code));
        scoring::Sheet sheet;
        sheet.row_version = 1;
        for (const auto& criterion : seen.rubric->criteria) {
            const auto points = criterion.most * percent / 100 / seen.rubric->step * seen.rubric->step;
            sheet.scores.push_back({criterion.id, points, "Sổ ghi của tổ, ảnh trước và sau (mẫu)", ""});
        }
        return scoring::save(tx, person, code, kind, sheet, scoring::Then::lock);
    }

    const Cast& cast_;
    file::Files& files_;
};

}  // namespace

Statement sample_statement(const std::string& title, const std::string& field, territory::UnitId unit) {
    Statement s;
    s.title = title;
    s.owner_text = "Tổ dân vận số 4 phường Liên Hồng (mẫu)";
    s.owner_type = registry::OwnerType::collective;
    s.sector = registry::Sector::front_and_organisations;
    s.field = field;
    s.unit = unit;
    s.headings = {"Tổ có 86 hộ (mẫu); việc này bà con nêu ở cuộc họp tổ, nhiều năm chưa ai đứng ra làm.",
                  "Đến hết năm, ít nhất 70 hộ cùng làm; mỗi tháng ghi sổ một lần để đối chiếu khi kiểm tra.",
                  "Họp tổ hai lần, bàn công khai, hộ nào tự nguyện thì ghi tên; đảng viên làm trước.",
                  "Cả tổ dân phố số 4; người hưởng lợi là các hộ trong tổ.",
                  "Tổ dân vận chủ trì; chi hội phụ nữ, chi đoàn cùng làm; Ban Công tác Mặt trận giám sát.",
                  "Ngày công của các hộ; vật liệu do hộ góp, niêm yết từng khoản ở nhà văn hóa.",
                  "Bắt đầu tháng 3, xem lại giữa năm, đánh giá tháng 11.",
                  "Việc làm xong đo được, có ảnh trước và sau, có sổ ghi.",
                  "Giữ bằng lịch phân công của tổ; tổ bên cạnh có thể làm theo.",
                  ""};
    return s;
}

Result<> examine_plan(db::Transaction& tx, const std::string& code, bool lacking,
                      const life::Acting& acting) {
    const auto cycle = TRY(life::find(tx, code));
    auto sheet = TRY(life::examination_of(tx, *cycle, acting.today));
    for (auto& item : sheet.items) item.verdict = life::Verdict::passed;
    if (lacking) {
        sheet.items[3].verdict = life::Verdict::to_amend;
        sheet.items[3].remark = "Chưa có bảng công khai đóng góp.";
    }
    sheet.summary = "Việc thiết thực, có họp dân, có người làm và người giám sát.";
    return life::examine(tx, code, sheet, acting);
}

Result<Dossiers> add_dossiers(const Cast& cast, file::Files& files) {
    Stage stage(cast, files);
    std::map<std::string_view, std::string> codes;
    for (const auto& play : kPlays) codes[play.title] = TRY(stage.put_on(play));
    // Found on the way: the checkers asked for something that is not done yet.
    TRY(add_visit(cast, codes[kToMend], true, 1));
    return Dossiers{codes[kMarket], codes[kRecognised], codes[kCanal]};
}

}  // namespace kheo::app::demo
