// SPDX-License-Identifier: Apache-2.0
#include "app/demo/shelf.hpp"

#include "bodies/achieved.hpp"
#include "bodies/acts.hpp"
#include "registry/publication/publication.hpp"
#include "registry/scoring/rubrics.hpp"
#include "registry/store.hpp"

namespace kheo::app::demo {

namespace {

namespace publication = registry::publication;
namespace scoring = registry::scoring;

const bodies::Document kDecision{"31-QĐ/UBND (mẫu)", "UBND thành phố Hoa Sen (mẫu)", Date::of(2025, 12, 20)};

Result<> add_book(db::Transaction& tx, const Cast& cast, const Dossiers& dossiers) {
    const auto editor = cast.at("hoasen", 1);
    const registry::Reading reading{
        editor.atlas, registry::visible_to(editor.who, auth::Permission::read_registry, editor.today),
        editor.today};
    const publication::Acting acting{editor.who, reading, editor.at};
    const publication::NewBook made{cast.unit_of("hoasen"), "Những cách làm khéo ở Hoa Sen (mẫu)",
                                    "Ban Tuyên giáo và Dân vận Thành ủy (mẫu)", editor.today.year()};
    const auto book = TRY(publication::make(tx, made, "demo-book", acting));
    for (const auto& code : {dossiers.recognised, dossiers.canal}) {
        const auto cycle = TRY(registry::life::find(tx, code));
        const auto number = TRY(registry::store::number_of(tx, cycle->initiative)).value_or("");
        TRY(publication::add(tx, book, number, acting));
    }
    return {};
}

Result<> add_status(db::Transaction& tx, const Cast& cast) {
    const bodies::Actor officer{cast.person("hoasen").user, cast.moment(1)};
    bodies::UnitStatus status;
    status.unit = cast.unit_of("lienhong");
    status.code = "civilised_urban";
    status.from = *kDecision.day;
    status.until = *Date::parse_iso(kEndOfTime);
    status.document = kDecision;
    return bodies::award_status(tx, status, {"commune", "Phường"}, cast.clock().today(), "demo-status",
                                officer);
}

/// One stretch is so small that its counts are hidden.
Result<> add_clearance(db::Transaction& tx, const Cast& cast) {
    const bodies::Actor officer{cast.person("lienhong").user, cast.moment(1)};
    bodies::Campaign campaign{{},
                              cast.unit_of("lienhong"),
                              "Mở rộng đường vào trường tiểu học (mẫu)",
                              kDecision,
                              local_date(cast.moment(60))};
    campaign.id = TRY(bodies::begin_campaign(tx, campaign, "demo-clearance", officer));
    const auto counted = local_date(cast.moment(2)), today = cast.clock().today();
    for (const bodies::Stretch& stretch :
         {bodies::Stretch{"Đoạn 1: đầu ngõ đến nhà văn hóa", {46, 41, 30}, counted},
          bodies::Stretch{"Đoạn 2: nhà văn hóa đến cổng trường", {28, 28, 22}, counted},
          bodies::Stretch{"Đoạn 3: góc cua", {3, 2, 1}, counted}})
        TRY(bodies::count_stretch(tx, campaign, stretch, today, officer));
    return {};
}

/// A committee that runs a programme of several years.
Result<> add_programme(db::Transaction& tx, const Cast& cast) {
    const bodies::Actor officer{cast.person("lienhong").user, cast.moment(1)};
    bodies::Wanted wanted;
    wanted.kind = "steering_committee";
    wanted.name = "Ban Chỉ đạo phong trào thi đua “Dân vận khéo” phường Liên Hồng (mẫu)";
    wanted.unit = cast.unit_of("lienhong");
    wanted.level = "commune";
    wanted.day = *kDecision.day;
    wanted.document = kDecision;
    wanted.request_key = "demo-committee";
    const auto committee = TRY(bodies::establish(tx, wanted, officer));
    const bodies::Programme programme{0,         committee,      "Mỗi tổ dân phố một việc khéo (mẫu)",
                                      kDecision, *kDecision.day, *Date::of(2030, 12, 31)};
    return bodies::add_programme(tx, programme, "demo-programme", officer);
}

/// The ward's own, begun from the one that holds there.
Result<> add_rubric(db::Transaction& tx, const Cast& cast) {
    const auto acting = cast.at("hoasen", 1);
    const scoring::Person person{acting.who, acting.atlas, acting.today, acting.at};
    const auto city = cast.unit_of("hoasen");
    const auto held =
        TRY(scoring::applicable(tx, acting.atlas, city, scoring::Subject::collective, acting.today));
    if (held) TRY(scoring::begin_draft(tx, person, city, held->id, "demo-rubric"));
    return {};
}

}  // namespace

Result<> add_shelf(const Cast& cast, const Dossiers& dossiers) {
    return cast.database().write([&](db::Transaction& tx) -> Result<> {
        TRY(add_book(tx, cast, dossiers));
        TRY(add_status(tx, cast));
        TRY(add_clearance(tx, cast));
        TRY(add_programme(tx, cast));
        return add_rubric(tx, cast);
    });
}

}  // namespace kheo::app::demo
