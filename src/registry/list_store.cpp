// SPDX-License-Identifier: Apache-2.0
#include "registry/list_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace kheo::registry::store {

namespace {

using db::Param;
using db::Row;

/// Lists of ids come in few lengths, so that their statements stay prepared; the last id is repeated to fill
/// up.
constexpr std::size_t kLengths[] = {1, 5, 50, 500};

std::string places(std::size_t length) {
    std::string out = "?1";
    for (std::size_t i = 2; i <= length; ++i) out += fmt::format(",?{}", i);
    return out;
}

const std::string& places_for(std::size_t count, std::size_t& length) {
    static const std::string kPlaces[] = {places(kLengths[0]), places(kLengths[1]), places(kLengths[2]),
                                          places(kLengths[3])};
    std::size_t at = 0;
    while (kLengths[at] < count) ++at;
    length = kLengths[at];
    return kPlaces[at];
}

/// "SELECT … WHERE …", the column whose ids are asked for, what follows the condition.
struct Query {
    std::string_view select, column, order = {};
};

/// Runs it for all rows, or for the ids in portions.
Result<> each(db::Transaction& tx, const Query& query, Wanted ids,
              const std::function<void(const Row&)>& take) {
    const auto sql = [&](const std::string& condition) {
        return fmt::format("{} {} {}", query.select, condition, query.order);
    };
    if (!ids) return tx.each_params(sql("1 = 1"), {}, take);
    for (auto left = *ids; !left.empty();) {
        const auto now = left.first(std::min(left.size(), kLengths[std::size(kLengths) - 1]));
        left = left.subspan(now.size());
        std::size_t length = 0;
        const auto& marks = places_for(now.size(), length);
        std::vector<Param> params(now.begin(), now.end());
        while (params.size() < length) params.emplace_back(now.back());
        TRY(tx.each_params(sql(fmt::format("{} IN ({})", query.column, marks)), params, take));
    }
    return {};
}

void read_item(const Row& row, ListItem& item) {
    item.number = row.get<std::string>(1);
    item.title = row.get<std::string>(2);
    item.owner_text = row.get<std::string>(3);
    item.field = row.get<std::string>(4);
    item.kind = parse_code<Kind>(row.text(5)).value_or(Kind::practice);
    item.owner_type = parse_code<OwnerType>(row.text(6));
    item.sector = parse_code<Sector>(row.text(7));
    item.state = parse_code<State>(row.text(8)).value_or(State::registered);
    item.starts = row.get<std::string>(9);
    item.ends = row.get<std::string>(10);
    item.updated_at = row.integer(11);
    item.copies = row.integer(12);
}

ListItem item_of(const ListLine& line) {
    ListItem item;
    item.unit = line.unit;
    item.campaign_year = line.campaign_year;
    item.date = line.date;
    item.precision = line.precision;
    item.basis = line.basis;
    item.level = line.level;
    return item;
}

}  // namespace

Result<Rows> count_rows(db::Transaction& tx) {
    Rows rows;
    const auto count = [&](std::string_view sql, std::size_t& into) {
        return tx.each_params(sql, {},
                              [&](const Row& row) { into = static_cast<std::size_t>(row.integer(0)); });
    };
    TRY(count("SELECT COUNT(*) FROM initiative", rows.initiatives));
    TRY(count("SELECT COUNT(*) FROM registration", rows.registrations));
    return rows;
}

Result<> each_indexed(db::Transaction& tx, Wanted ids,
                      const std::function<void(const IndexedInitiative&)>& take) {
    IndexedInitiative one;
    return each(
        tx,
        {"SELECT id, number, kind, owner_type, sector, field, state, updated_at, title_folded, owner_folded "
         "FROM initiative WHERE",
         "id", "ORDER BY id"},
        ids, [&](const Row& row) {
            one.id = row.get<InitiativeId>(0);
            one.number = row.text(1);
            one.kind = parse_code<Kind>(row.text(2)).value_or(Kind::practice);
            one.owner_type = parse_code<OwnerType>(row.text(3));
            one.sector = parse_code<Sector>(row.text(4));
            one.field = row.text(5);
            one.state = parse_code<State>(row.text(6)).value_or(State::registered);
            one.updated_at = row.integer(7);
            one.title_words = row.text(8);
            one.owner_words = row.text(9);
            take(one);
        });
}

Result<> each_registration(db::Transaction& tx, Wanted ids,
                           const std::function<void(const IndexedRegistration&)>& take) {
    return each(
        tx,
        {"SELECT initiative_id, unit_id, date, campaign_year, date_precision, basis, recognised_level FROM "
         "registration "
         "WHERE undone_at IS NULL AND",
         "initiative_id", "ORDER BY id"},
        ids, [&](const Row& row) {
            take({row.get<InitiativeId>(0), row.get<territory::UnitId>(1), row.get<Date>(2), row.get<int>(3),
                  parse_code<Precision>(row.text(4)).value_or(Precision::day), parse_code<Basis>(row.text(5)),
                  parse_code<RecognitionLevel>(row.text(6))});
        });
}

Result<> each_theme_of(db::Transaction& tx, Wanted ids,
                       const std::function<void(InitiativeId, std::int64_t theme)>& take) {
    return each(tx, {"SELECT initiative_id, theme_id FROM initiative_theme WHERE", "initiative_id"}, ids,
                [&](const Row& row) { take(row.get<InitiativeId>(0), row.integer(1)); });
}

Result<std::vector<InitiativeId>> replicated(db::Transaction& tx) {
    return tx.all([](const Row& row) { return row.get<InitiativeId>(0); },
                  "SELECT initiative_id FROM registry_copies WHERE copies > 0");
}

Result<std::vector<NamedTheme>> themes(db::Transaction& tx) {
    return tx.all(
        [](const Row& row) {
            return NamedTheme{row.integer(0), row.get<std::string>(1), row.get<std::string>(2)};
        },
        "SELECT id, name, name_folded FROM theme ORDER BY id");
}

Result<> each_sort_key(db::Transaction& tx, KeyColumn column, Wanted ids,
                       const std::function<void(InitiativeId, std::string_view key)>& take) {
    const auto read = [&](const Row& row) { take(row.get<InitiativeId>(0), row.text(1)); };
    if (column == KeyColumn::title)
        return each(tx, {"SELECT id, title_sort FROM initiative WHERE", "id"}, ids, read);
    return each(tx, {"SELECT id, owner_sort FROM initiative WHERE", "id"}, ids, read);
}

Result<std::vector<ListItem>> items(db::Transaction& tx, std::span<const ListLine> lines) {
    std::vector<ListItem> out;
    std::vector<std::int64_t> ids;
    std::unordered_map<std::int64_t, std::size_t> place;
    out.reserve(lines.size());
    ids.reserve(lines.size());
    for (const auto& line : lines) {
        place.emplace(line.id.value, out.size());
        ids.push_back(line.id.value);
        out.push_back(item_of(line));
    }
    TRY(each(tx,
             {"SELECT id, number, title, owner_text, field, kind, owner_type, sector, state, starts, ends, "
              "updated_at, coalesce((SELECT c.copies FROM registry_copies c WHERE c.initiative_id = "
              "initiative.id), 0) FROM initiative WHERE",
              "id"},
             ids, [&](const Row& row) {
                 auto& item = out[place.at(row.integer(0))];
                 item.id = row.get<InitiativeId>(0);
                 read_item(row, item);
             }));
    std::erase_if(out, [](const ListItem& item) { return !item.id; });
    return out;
}

}  // namespace kheo::registry::store
