// SPDX-License-Identifier: Apache-2.0
#include "registry/list_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "base/text.hpp"

namespace kheo::registry::store {

namespace {

using db::Param;
using db::Row;

/// Text of conditions and the values they bind; keeps the values that parameters borrow.
class Conditions {
  public:
    /// "?3" for a value.
    std::string bind(std::string value) {
        kept_.push_back(std::move(value));
        params_.emplace_back(std::string_view(kept_.back()));
        return fmt::format("?{}", params_.size());
    }
    std::string bind(std::int64_t value) {
        params_.emplace_back(value);
        return fmt::format("?{}", params_.size());
    }
    /// column = code, or column IS NULL for "none"; nothing for "".
    static constexpr std::string_view kNotStated = "none";
    std::string equals(std::string_view column, const std::string& code) {
        if (code.empty()) return {};
        if (code == kNotStated) return fmt::format(" AND {} IS NULL", column);
        return fmt::format(" AND {} = {}", column, bind(code));
    }
    std::span<const Param> params() const { return params_; }

  private:
    std::deque<std::string> kept_;
    std::vector<Param> params_;
};

/// Ids are whole numbers, so they stand in the text as they are: one flat list, however many units there are.
/// (A chain of conditions would deepen the expression with each; SQLite stops at a depth of 1000.)
std::string unit_condition(std::vector<territory::UnitId> units) {
    if (units.empty()) return " AND 1 = 0";
    std::ranges::sort(units);
    const auto same = std::ranges::unique(units);
    units.erase(same.begin(), same.end());
    std::string ids;
    for (const auto unit : units) ids += fmt::format("{}{}", ids.empty() ? "" : ",", unit.value);
    return fmt::format(" AND r.unit_id IN ({})", ids);
}

/// What one registration must fulfil, without its initiative.
std::string registration_conditions(const Selection& selection, Conditions& c) {
    const auto& q = selection.query;
    std::string sql = "r.undone_at IS NULL";
    if (q.period)
        sql += fmt::format(" AND r.date BETWEEN {} AND {}", c.bind(q.period->first.iso()),
                           c.bind(q.period->last.iso()));
    sql += c.equals("r.basis", q.basis);
    if (const auto year = Period::parse(q.campaign_year); year && year->shape == Period::Shape::year)
        sql += fmt::format(" AND r.campaign_year = {}", c.bind(std::int64_t{year->first.year()}));
    if (selection.units) sql += unit_condition(*selection.units);
    return sql;
}

std::string like_pattern(std::string_view folded) {
    std::string pattern = "%";
    for (const char ch : folded) {
        if (ch == '%' || ch == '_' || ch == '\\') pattern.push_back('\\');
        pattern.push_back(ch);
    }
    return pattern + "%";
}

std::string theme_condition(const std::string& theme, Conditions& c) {
    if (theme.empty()) return {};
    if (theme == Conditions::kNotStated)
        return " AND NOT EXISTS (SELECT 1 FROM initiative_theme it WHERE it.initiative_id = i.id)";
    return fmt::format(
        " AND EXISTS (SELECT 1 FROM initiative_theme it JOIN theme t ON t.id = it.theme_id "
        "WHERE it.initiative_id = i.id AND t.name_folded = {})",
        c.bind(fold_words(theme)));
}

std::string search_condition(const ListQuery& q, Conditions& c) {
    if (tidy(q.search).empty()) return {};
    const auto typed = c.bind(like_pattern(fold(tidy(q.search))));
    if (!q.public_search) return fmt::format(" AND i.search_text LIKE {} ESCAPE '\\'", typed);
    const auto number = fmt::format("lower(i.number) LIKE {} ESCAPE '\\'", typed);
    const auto words = fold_words(q.search);
    if (words.empty()) return fmt::format(" AND {}", number);
    return fmt::format(" AND ({} OR i.title_folded LIKE {} ESCAPE '\\')", number,
                       c.bind(like_pattern(words)));
}

/// What an initiative must fulfil, without its registrations; begins with " AND" or is empty.
std::string initiative_conditions(const ListQuery& q, Conditions& c) {
    auto sql = c.equals("i.kind", q.kind);
    sql += c.equals("i.owner_type", q.owner_type);
    sql += c.equals("i.sector", q.sector);
    sql += c.equals("i.field", q.field);
    sql += c.equals("i.state", q.state);
    sql += theme_condition(q.theme, c);
    return sql + search_condition(q, c);
}

std::string order(const ListQuery& q) {
    const auto* direction = q.descending ? "DESC" : "ASC";
    switch (q.sort) {
        case Sort::newest:
            break;
        case Sort::number:
            return fmt::format("i.number {}", direction);
        case Sort::title:
            return fmt::format("i.title_sort {0}, i.id {0}", direction);
        case Sort::owner:
            return fmt::format("i.owner_sort {0}, i.id {0}", direction);
        case Sort::updated:
            return fmt::format("i.updated_at {0}, i.id {0}", direction);
    }
    return fmt::format("i.id {}", direction);
}

ListItem read_item(const Row& row) {
    ListItem item;
    item.id = row.get<InitiativeId>(0);
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
    item.unit = row.get<territory::UnitId>(12);
    item.campaign_year = row.get<int>(13);
    item.date = row.get<Date>(14);
    item.precision = parse_code<Precision>(row.text(15)).value_or(Precision::day);
    item.basis = parse_code<Basis>(row.text(16));
    return item;
}

}  // namespace

Result<std::vector<territory::UnitId>> registered_units(db::Transaction& tx) {
    return tx.all([](const Row& row) { return row.get<territory::UnitId>(0); },
                  "SELECT DISTINCT unit_id FROM registration");
}

Result<Counts> count(db::Transaction& tx, const Selection& selection) {
    Conditions c;
    const auto registrations = registration_conditions(selection, c);
    const auto sql = fmt::format(
        "SELECT count(*), coalesce(sum(CASE WHEN i.kind = 'practice' THEN 1 ELSE 0 END), 0) FROM initiative "
        "i "
        "WHERE EXISTS (SELECT 1 FROM registration r WHERE r.initiative_id = i.id AND {}){}",
        registrations, initiative_conditions(selection.query, c));
    Counts counts;
    TRY(tx.each_params(sql, c.params(), [&](const Row& row) {
        counts = {row.integer(0), row.integer(1), row.integer(0) - row.integer(1)};
    }));
    return counts;
}

Result<std::vector<ListItem>> list(db::Transaction& tx, const Selection& selection, int offset, int limit) {
    Conditions c;
    const auto registrations = registration_conditions(selection, c);
    auto page = fmt::format(
        "SELECT i.id AS id FROM initiative i WHERE EXISTS (SELECT 1 FROM registration r WHERE "
        "r.initiative_id = i.id "
        "AND {}){} ORDER BY {}",
        registrations, initiative_conditions(selection.query, c), order(selection.query));
    if (limit > 0)
        page += fmt::format(" LIMIT {} OFFSET {}", c.bind(std::int64_t{limit}), c.bind(std::int64_t{offset}));
    const auto sql = fmt::format(
        "SELECT i.id, i.number, i.title, i.owner_text, i.field, i.kind, i.owner_type, i.sector, i.state, "
        "i.starts, "
        "i.ends, i.updated_at, n.unit_id, n.campaign_year, n.date, n.date_precision, n.basis FROM ({}) p "
        "JOIN initiative i ON i.id = p.id JOIN registration n ON n.id = (SELECT r.id FROM registration r "
        "WHERE r.initiative_id = p.id AND {} ORDER BY r.date DESC, r.id DESC LIMIT 1) ORDER BY {}",
        page, registrations, order(selection.query));
    std::vector<ListItem> items;
    TRY(tx.each_params(sql, c.params(), [&](const Row& row) { items.push_back(read_item(row)); }));
    return items;
}

Result<std::vector<std::string>> themes(db::Transaction& tx, const Units& units, int limit) {
    const auto sql = fmt::format(
        "SELECT t.name FROM theme t WHERE EXISTS (SELECT 1 FROM initiative_theme it "
        "JOIN registration r ON r.initiative_id = it.initiative_id "
        "WHERE it.theme_id = t.id AND r.undone_at IS NULL{}) ORDER BY t.name_folded LIMIT ?1",
        units ? unit_condition(*units) : "");
    return tx.all([](const Row& row) { return row.get<std::string>(0); }, sql, limit);
}

Result<std::vector<int>> campaign_years(db::Transaction& tx, const Units& units) {
    const auto sql = fmt::format(
        "SELECT DISTINCT r.campaign_year FROM registration r WHERE r.undone_at IS NULL{} ORDER BY 1 DESC",
        units ? unit_condition(*units) : "");
    return tx.all([](const Row& row) { return row.get<int>(0); }, sql);
}

}  // namespace kheo::registry::store
