// SPDX-License-Identifier: Apache-2.0
#include "app/demo/questionnaire.hpp"

#include "registry/survey/surveys.hpp"

namespace kheo::app::demo {

namespace {

namespace survey = registry::survey;

constexpr int kSlips = 40, kAnswers = 34;

survey::SurveyText text(const std::string& title, Date last_day) {
    return {
        title,
        last_day.iso(),
        {{"yes_no", "Nhà mình có cùng làm việc này không?", ""},
         {"scale", "Việc này có ích cho tổ dân phố đến mức nào? (5 là rất có ích)", ""},
         {"choice", "Nên làm tiếp thế nào?", "Giữ như hiện nay\nMở rộng ra cả phường\nCần đổi cách làm"}}};
}

/// The questionnaire about one dossier and the codes of its slips.
Result<std::pair<survey::SurveyId, std::vector<std::string>>> asked(db::Transaction& tx,
                                                                    const std::string& code,
                                                                    const survey::Person& officer,
                                                                    const std::string& title) {
    survey::Survey made;
    survey::read(text(title, officer.today.plus_days(30)), officer.today, made);
    const auto id = TRY(survey::make(tx, officer, code, made, {}));
    auto slips = TRY(survey::print_slips(tx, officer, code, id, kSlips, {}));
    return std::pair{id, std::move(slips)};
}

/// Most say yes, most find it useful, opinions on the rest differ.
Result<> answered(db::Transaction& tx, const std::vector<std::string>& slips, Date today) {
    for (int i = 0; i < kAnswers; ++i) {
        const std::vector<int> chosen{i % 8 == 7 ? 2 : 1,
                                      5 - (i % 5 == 4   ? 2
                                           : i % 3 == 2 ? 1
                                                        : 0),
                                      1 + i % 7 % 3};
        TRY(survey::answer(tx, slips[static_cast<std::size_t>(i)], chosen, today));
    }
    return {};
}

survey::Person officer_of(const registry::life::Acting& acting) {
    return {acting.who, acting.atlas, acting.today, acting.at};
}

}  // namespace

Result<> add_questionnaires(const Cast& cast, const Dossiers& dossiers) {
    return cast.database().write([&](db::Transaction& tx) -> Result<> {
        const auto now = cast.at("thamdinh", 1), before = cast.at("thamdinh", 12);
        TRY(asked(tx, dossiers.market, officer_of(now), "Bà con nghĩ gì về chợ không túi ni lông (mẫu)"));
        const auto then = officer_of(before);
        const auto [id, slips] = TRY(asked(tx, dossiers.recognised, then, "Phân loại rác ở nhà (mẫu)"));
        TRY(answered(tx, slips, then.today));
        return survey::close(tx, officer_of(now), dossiers.recognised, id);
    });
}

}  // namespace kheo::app::demo
