// SPDX-License-Identifier: Apache-2.0
// kheo_bench_dossiers FILE ACCOUNT COMMUNE COUNT ELSEWHERE: lets ACCOUNT propose COUNT dossiers in one
// commune and ELSEWHERE more in all others, through the same door as the pages; all of them wait for
// examination. For dev/bench only.
#include <charconv>
#include <iostream>
#include <string>

#include "bench/phrases.hpp"
#include "platform/db/database.hpp"
#include "registry/life/life.hpp"
#include "territory/territory.hpp"

namespace kheo::bench {
namespace {

using registry::life::Acting;

class Proposer {
  public:
    Proposer(const territory::Atlas& atlas, auth::UserId user) : atlas_(atlas) { who_.user = user; }

    Result<> propose(db::Transaction& tx, const territory::Unit& commune, std::size_t number) {
        who_.grants = {{auth::Role::team, commune.id, *Date::of(2020, 1, 1), *Date::of(2099, 1, 1)}};
        const Acting acting{who_, atlas_, today_, clock_.now(), parts_};
        const auto code = TRY(registry::life::begin(tx, statement(commune, number), today_.year(),
                                                    registry::Basis::fresh, {}, acting));
        (void)TRY(registry::life::perform(tx, code, 1, "submit", {}, {}, acting));
        return {};
    }

  private:
    static registry::Statement statement(const territory::Unit& commune, std::size_t number) {
        registry::Statement s;
        s.unit = commune.id;
        s.owner_type = registry::OwnerType::collective;
        s.owner_text = std::string(kOwners[number % kOwners.size()]) + " " + commune.full_name;
        s.title = std::string(kForms[number % kForms.size()]) + " " +
                  std::string(kTopics[number % kTopics.size()]) + " số " + std::to_string(number);
        s.field = kFields[number % kFields.size()];
        s.headings = {"Đường hẹp", "Mở rộng 740 m", "Họp dân hai lần", "Tổ 5",         "Chi bộ",
                      "Ngày công", "Quý II",        "Đường rộng 6 m",  "Dễ nhân rộng", ""};
        return s;
    }

    const territory::Atlas& atlas_;
    SystemClock clock_;
    Date today_ = clock_.today();
    auth::Principal who_;
    registry::life::Parts parts_;
};

Result<> fill(db::Database& database, std::string_view account, std::string_view code, std::size_t count,
              std::size_t elsewhere) {
    const auto today = SystemClock().today();
    const auto atlas = TRY(database.read([](db::Transaction& tx) { return territory::load_atlas(tx); }));
    const auto* here = atlas->find_code(territory::Level::commune, code, today);
    if (!here) return fail(Error{ErrorKind::invalid, {}, {}, "no such commune", {}});
    return database.write([&](db::Transaction& tx) -> Result<> {
        const auto user = auth::UserId{TRY(tx.value("SELECT id FROM account WHERE name = ?1", account))};
        Proposer proposer(*atlas, user);
        for (std::size_t i = 0; i < count; ++i) TRY(proposer.propose(tx, *here, i));
        const auto communes = atlas->list(territory::Level::commune, today);
        for (std::size_t i = 0; i < elsewhere; ++i)
            if (const auto* unit = communes[i % communes.size()]; unit->id != here->id)
                TRY(proposer.propose(tx, *unit, count + i));
        return {};
    });
}

}  // namespace
}  // namespace kheo::bench

int main(int argc, char** argv) {
    if (argc != 6) return 2;
    const auto number = [](std::string_view text) {
        std::size_t out = 0;
        std::from_chars(text.data(), text.data() + text.size(), out);
        return out;
    };
    auto database = kheo::db::Database::open(argv[1]);
    if (!database) return std::cerr << database.error().detail << '\n', 3;
    const auto done = kheo::bench::fill(**database, argv[2], argv[3], number(argv[4]), number(argv[5]));
    if (!done)
        return std::cerr << done.error().detail << done.error().message.in(kheo::Language::en) << '\n', 3;
    return 0;
}
