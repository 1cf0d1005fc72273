// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/number.hpp"
#include "base/text.hpp"
#include "base/typed_day.hpp"
#include "platform/ledger/ledger.hpp"
#include "platform/rule/messages.gen.hpp"
#include "platform/rule/rule.hpp"

namespace kheo::rule {

namespace {

constexpr std::size_t kLongestBasis = 300;  // code points, as the form's field says

std::string joined(const std::vector<std::string>& names) {
    std::string out;
    for (const auto& name : names) out.append(out.empty() ? "" : ", ").append(name);
    return out;
}

/// Values are read as text: a number reads the same in both databases.
std::string select(const Table& table) {
    std::vector<std::string> names{std::string(table.code)};
    for (const auto& column : table.values) names.push_back("CAST(" + std::string(column.name) + " AS TEXT)");
    names.insert(names.end(), {"valid_from", "valid_to", std::string(table.basis),
                               table.verified.empty() ? "0" : std::string(table.verified)});
    return "SELECT " + joined(names) + " FROM " + std::string(table.name);
}

Row read(const db::Row& row, std::size_t values) {
    Row out;
    out.code = row.get<std::string>(0);
    for (std::size_t i = 0; i < values; ++i)
        out.values.push_back(row.get<std::string>(static_cast<int>(i) + 1));
    const auto next = static_cast<int>(values) + 1;
    out.from = row.get<Date>(next);
    out.to = row.get<Date>(next + 1);
    out.basis = row.get<std::string>(next + 2);
    out.verified = row.integer(next + 3) != 0;
    return out;
}

std::optional<FieldError> fault_of(const Column& column, const std::string& value) {
    const std::string name(column.name);
    if (column.kind == Kind::text) {
        if (!value.empty() && std::cmp_less_equal(length(value), column.most)) return std::nullopt;
        return FieldError{name, Sentence(msg::text_wrong, {{"most", std::to_string(column.most)}})};
    }
    const auto least = column.kind == Kind::yes_no ? 0 : column.least;
    const auto most = column.kind == Kind::yes_no ? 1 : column.most;
    const auto number = parse_number<std::int64_t>(value);
    if (number && least <= *number && *number <= most) return std::nullopt;
    return FieldError{name, Sentence(msg::number_wrong,
                                     {{"least", std::to_string(least)}, {"most", std::to_string(most)}})};
}

/// The column as it is for this code.
Column bounded(const Table& table, Column column, std::string_view code) {
    for (const auto& bound : table.bounds)
        if (bound.code == code && bound.column == column.name)
            column.least = bound.least, column.most = bound.most;
    return column;
}

Row tidied(const Table& table, const Proposal& typed) {
    Row out;
    out.code = typed.code;
    for (std::size_t i = 0; i < table.values.size(); ++i)
        out.values.push_back(i < typed.values.size() ? tidy(typed.values[i]) : std::string());
    out.basis = tidy(typed.basis);
    out.verified = typed.verified;
    return out;
}

bool says_the_same(const Row& one, const Row& other) {
    return one.values == other.values && one.basis == other.basis && one.verified == other.verified;
}

/// The next rule; `all` are those of its code.
Result<Row> read_next(const Table& table, const Proposal& typed, const std::vector<Row>& all, Date today) {
    auto next = tidied(table, typed);
    std::vector<FieldError> wrong;
    for (std::size_t i = 0; i < table.values.size(); ++i)
        if (auto fault = fault_of(bounded(table, table.values[i], typed.code), next.values[i]))
            wrong.push_back(*std::move(fault));
    const auto from = typed_day(typed.from);
    if (!from || *from < today)
        wrong.push_back({"from", Sentence(msg::from_wrong, {{"today", today.vietnamese()}})});
    if (next.basis.empty() || length(next.basis) > kLongestBasis)
        wrong.push_back({"basis", msg::basis_wrong});
    next.from = from.value_or(today);
    const auto holds = std::ranges::find_if(all, [&](const Row& each) { return each.holds_on(next.from); });
    if (holds != all.end()) {
        const bool same = says_the_same(*holds, next);
        if (holds->from != next.from && same)
            wrong.push_back({std::string(table.values.front().name), msg::nothing_new});
        // one that has not begun was applied to nothing and can be put right; the same form again is no fault
        if (holds->from == next.from && !same && holds->from <= today)
            wrong.push_back({"from", Sentence(msg::from_taken, {{"date", next.from.vietnamese()}})});
        next.to = holds->to;
    }
    if (wrong.empty() && holds == all.end()) wrong.push_back({"from", msg::code_unknown});
    if (wrong.empty()) return next;
    return fail(Error{ErrorKind::invalid, msg::not_entered, std::move(wrong), {}, {}});
}

template <typename Column>
db::Param param_of(const Column& column, const std::string& value) {
    if (column.kind == Kind::text) return value;
    return parse_number<std::int64_t>(value).value_or(0);
}

/// Values of its own, the rest as the row it follows has it.
Result<> insert(db::Transaction& tx, const Table& table, const Row& next, Date followed) {
    std::vector<std::string> names{std::string(table.code), "valid_from", "valid_to",
                                   std::string(table.basis)};
    std::vector<std::string> taken{std::string(table.code), "?2", "?3", "?4"};
    std::vector<db::Param> params{next.code, next.from, next.to, next.basis, followed};
    const auto give = [&](std::string_view name, db::Param value) {
        params.push_back(value);
        names.emplace_back(name);
        taken.push_back("?" + std::to_string(params.size()));
    };
    for (std::size_t i = 0; i < table.values.size(); ++i)
        give(table.values[i].name, param_of(table.values[i], next.values[i]));
    if (!table.verified.empty()) give(table.verified, static_cast<std::int64_t>(next.verified));
    for (const auto name : table.kept) names.emplace_back(name), taken.emplace_back(name);
    const std::string name(table.name);
    TRY(tx.exec_params("INSERT INTO " + name + " (" + joined(names) + ") SELECT " + joined(taken) + " FROM " +
                           name + " WHERE " + std::string(table.code) + " = ?1 AND valid_from = ?5",
                       params));
    return {};
}

/// A rule that has not begun, put right.
Result<> replace(db::Transaction& tx, const Table& table, const Row& next) {
    std::vector<db::Param> params{next.code, next.from, next.basis};
    std::string set = std::string(table.basis) + " = ?3";
    const auto give = [&](std::string_view name, db::Param value) {
        params.push_back(std::move(value));
        set += ", " + std::string(name) + " = ?" + std::to_string(params.size());
    };
    for (std::size_t i = 0; i < table.values.size(); ++i)
        give(table.values[i].name, param_of(table.values[i], next.values[i]));
    if (!table.verified.empty()) give(table.verified, static_cast<std::int64_t>(next.verified));
    TRY(tx.exec_params("UPDATE " + std::string(table.name) + " SET " + set + " WHERE " +
                           std::string(table.code) + " = ?1 AND valid_from = ?2",
                       params));
    return {};
}

}  // namespace

Result<std::vector<Row>> rows(db::Transaction& tx, const Table& table) {
    return tx.all([&](const db::Row& row) { return read(row, table.values.size()); },
                  select(table) + " ORDER BY " + std::string(table.code) + ", valid_from");
}

Result<> propose(db::Transaction& tx, const Table& table, const Proposal& typed, auth::UserId actor,
                 Date today, Millis at) {
    auto all = TRY(rows(tx, table));
    std::erase_if(all, [&](const Row& row) { return row.code != typed.code; });
    if (all.empty()) return fail(ErrorKind::not_found, msg::code_unknown);
    const auto next = TRY(read_next(table, typed, all, today));
    const auto holds = std::ranges::find_if(all, [&](const Row& each) { return each.holds_on(next.from); });
    if (holds->from == next.from) {
        if (says_the_same(*holds, next)) return {};
        TRY(replace(tx, table, next));
        TRY(ledger::append(tx, {actor, "rule.replaced", table.name, next.from.days(), next.code, {}}, at));
        return {};
    }
    TRY(insert(tx, table, next, holds->from));
    TRY(tx.exec("UPDATE " + std::string(table.name) + " SET valid_to = ?3 WHERE " + std::string(table.code) +
                    " = ?1 AND valid_from = ?2",
                next.code, holds->from, next.from.plus_days(-1)));
    TRY(ledger::append(tx, {actor, "rule.entered", table.name, next.from.days(), next.code, {}}, at));
    return {};
}

}  // namespace kheo::rule
