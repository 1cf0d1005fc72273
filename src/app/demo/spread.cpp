// SPDX-License-Identifier: Apache-2.0
#include "app/demo/spread.hpp"

#include "registry/replication/replication.hpp"
#include "registry/store.hpp"

namespace kheo::app::demo {

namespace {

namespace life = registry::life;
namespace replication = registry::replication;
using territory::UnitId;

/// Who proposes, who examines, who decides.
struct Hands {
    const char *proposer, *examiner, *leader;
};
constexpr Hands kWard{"lienhong", "thamdinh", "bithu"}, kCity{"hoasen", "trunguong", "lanhdao"};

Result<std::string> number_of(db::Transaction& tx, const std::string& code) {
    const auto cycle = TRY(life::find(tx, code));
    return TRY(registry::store::number_of(tx, cycle->initiative)).value_or("");
}

Result<> take(db::Transaction& tx, const std::string& code, const char* act, const life::Acting& acting) {
    const auto cycle = TRY(life::find(tx, code));
    TRY(life::perform(tx, code, cycle->row_version, act, {}, {}, acting));
    return {};
}

struct Copy {
    UnitId unit;
    const char *owner, *adapted, *result;
    Hands hands;
    int begun_days_ago;
};

/// A draft of the place that takes it up, with what belongs to that place.
Result<std::string> begun(db::Transaction& tx, const std::string& parent, const Copy& copy,
                          const life::Acting& acting) {
    const auto code = TRY(replication::begin(tx, parent, copy.unit, copy.adapted, {}, acting));
    const auto cycle = TRY(life::find(tx, code));
    auto statement = TRY(life::statement_of(tx, *cycle));
    const auto sample = sample_statement(statement.title, statement.field, copy.unit);
    statement.owner_text = copy.owner;
    statement.owner_type = sample.owner_type;
    statement.sector = sample.sector;
    statement.headings.area = "Toàn địa bàn; người hưởng lợi là các hộ ở đó.";
    statement.headings.forces = sample.headings.forces;
    statement.headings.schedule = sample.headings.schedule;
    TRY(life::revise(tx, code, cycle->row_version, statement, acting));
    return code;
}

/// Registered; the answer is its number.
Result<std::string> registered(const Cast& cast, const std::string& parent, const Copy& copy) {
    return cast.database().write([&](db::Transaction& tx) -> Result<std::string> {
        const auto day = copy.begun_days_ago;
        const auto proposer = cast.at(copy.hands.proposer, day);
        const auto code = TRY(begun(tx, parent, copy, proposer));
        TRY(take(tx, code, "submit", proposer));
        const auto examiner = cast.at(copy.hands.examiner, day - 1);
        TRY(examine_plan(tx, code, false, examiner));
        TRY(take(tx, code, "appraise", examiner));
        TRY(take(tx, code, "register", cast.at(copy.hands.leader, day - 2)));
        auto number = TRY(number_of(tx, code));
        const auto teller = cast.at(copy.hands.proposer, day - 3);
        if (*copy.result) TRY(replication::tell_result(tx, number, copy.result, teller));
        TRY(replication::take_pulse(tx, number, {teller.today, true, "Vẫn làm đều (mẫu)"}, {}, teller));
        return number;
    });
}

UnitId hamlet(const Cast& cast, std::string_view name) {
    const auto ward = cast.unit_of("lienhong");
    for (const auto* unit : cast.atlas().list(territory::Level::hamlet, cast.clock().today(), ward))
        if (unit->name == name || unit->full_name == name) return unit->id;
    return ward;
}

UnitId commune(const Cast& cast, std::string_view code) {
    const auto* unit = cast.atlas().find_code(code, cast.clock().today());
    return unit ? unit->id : cast.unit_of("hoasen");
}

}  // namespace

Result<> add_spread(const Cast& cast, const Dossiers& dossiers) {
    const auto parent =
        TRY(cast.database().read([&](db::Transaction& tx) { return number_of(tx, dossiers.recognised); }));
    const auto second = TRY(registered(
        cast, parent,
        {commune(cast, "99004"), "Chi hội Phụ nữ (mẫu)", "Hai thùng thay vì ba, vì nhà trong ngõ chật.",
         "Sau hai tháng có 54 trên 60 hộ làm đều.", kCity, 7}));
    TRY(registered(cast, parent,
                   {hamlet(cast, kCopyHamlets[0]), "Tổ dân vận tổ dân phố bên cạnh (mẫu)",
                    "Thu vào sáng thứ Bảy cho hợp giờ đi làm.", "Cả 41 hộ cùng làm.", kWard, 6}));
    TRY(registered(cast, second,
                   {commune(cast, "99014"), "Chi đoàn thanh niên (mẫu)", "Đoàn viên đi thu vỏ lon gây quỹ.",
                    "", kCity, 4}));
    const Copy draft{hamlet(cast, kCopyHamlets[1]),
                     "Chi hội Cựu chiến binh (mẫu)",
                     "Làm thử ở hai ngõ trước.",
                     "",
                     kWard,
                     1};
    return cast.database().write([&](db::Transaction& tx) -> Result<> {
        TRY(begun(tx, parent, draft, cast.at(draft.hands.proposer, draft.begun_days_ago)));
        return {};
    });
}

}  // namespace kheo::app::demo
