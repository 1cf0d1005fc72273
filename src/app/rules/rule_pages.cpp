// SPDX-License-Identifier: Apache-2.0
#include "app/rules/rule_pages.hpp"

#include <algorithm>
#include <memory>

#include "app/rules/messages.gen.hpp"
#include "app/rules/rule_view.hpp"
#include "app/rules/views/rule_page.view.hpp"
#include "app/rules/views/rules_page.view.hpp"
#include "app/rules/words.hpp"
#include "platform/view/draw.hpp"
#include "platform/view/errors.hpp"

namespace kheo::app::rules {

namespace {

constexpr std::string_view kPage = "/quan-tri/quy-dinh";

/// It holds for everybody: who administers the whole country enters it.
bool may_enter(const auth::Principal& who, Date today) {
    return std::ranges::any_of(who.grants, [&](const auth::Grant& grant) {
        return !grant.unit && grant.gives(auth::Permission::administer, today);
    });
}

/// A rule that is a text is its own label.
std::string label_of(const rule::Table& table, const rule::Row& row, Language language) {
    if (const auto* word = code_word(table, row.code)) return std::string(word->in(language));
    return table.values.front().kind == rule::Kind::text ? row.values.front() : row.code;
}

std::string shown(const rule::Column& column, const std::string& value, Language language) {
    if (column.kind == rule::Kind::yes_no)
        return std::string((value == "1" ? msg::rules_yes : msg::rules_no).in(language));
    return value;
}

/// Rules without a first or last day of their own stand at the ends of the calendar.
Sentence when(const rule::Row& row) {
    const bool ever = row.from.year() <= 1, open = row.to.year() >= 9999;
    if (ever && open) return msg::rules_always;
    const std::vector<Sentence::Argument> days{{"from", row.from.vietnamese()}, {"to", row.to.vietnamese()}};
    return Sentence(open ? msg::rules_since : ever ? msg::rules_until : msg::rules_between, days);
}

std::string page_of(const rule::Table& table, std::string_view code) {
    return std::string(kPage).append("/").append(table.name).append("/").append(code);
}

RuleRow row_of(const rule::Table& table, const rule::Row& row, Date today, bool may, Language language) {
    RuleRow out;
    out.label = label_of(table, row, language);
    for (std::size_t i = 0; i < table.values.size(); ++i)
        if (table.values[i].kind != rule::Kind::text)
            out.values.push_back(
                {column_word(table.values[i].name), shown(table.values[i], row.values[i], language)});
    out.when = when(row);
    out.coming = today < row.from;
    out.past = row.to < today;
    out.basis = row.basis;
    out.says_verified = !table.verified.empty();
    out.verified = row.verified;
    if (may && row.holds_on(today)) out.href = page_of(table, row.code);
    return out;
}

Result<http::Response> get_rules(const Services& services, const http::Request& request) {
    const auto today = services.clock.today();
    RulesPage page;
    page.may_change = may_enter(request.who, today);
    page.entered = request.query.get("xong") == "ghi";
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        for (const auto& table : services.tables) {
            const auto* words = words_of(table.name);
            if (!words) continue;
            RuleSection section{words->title, words->said, {}, {}};
            for (const auto& column : table.values)
                if (column.kind != rule::Kind::text) section.columns.push_back(column_word(column.name));
            for (const auto& row : TRY(rule::rows(tx, table)))
                section.rows.push_back(row_of(table, row, today, page.may_change, request.language));
            page.sections.push_back(std::move(section));
        }
        return {};
    }));
    return view::draw(request, services.site, views::rules_page, page);
}

const rule::Table* asked(const Services& services, const http::Request& request) {
    const auto found = std::ranges::find(services.tables, request.captures.get("table"), &rule::Table::name);
    return found == services.tables.end() ? nullptr : &*found;
}

view::Input field_of(const rule::Column& column, std::string value, const Error& error) {
    view::Input field;
    field.name = column.name;
    field.label = *column_word(column.name);
    field.value = std::move(value);
    field.error = view::error_of(error, column.name);
    field.kind = column.kind == rule::Kind::number ? view::InputKind::number : view::InputKind::text;
    if (column.kind == rule::Kind::text) field.max_length = static_cast<int>(column.most);
    if (column.kind == rule::Kind::yes_no) {
        field.kind = view::InputKind::radio;
        field.options = {{"1", msg::rules_yes}, {"0", msg::rules_no}};
    }
    return field;
}

view::Input plain(std::string name, const Message& label, view::InputKind kind, std::string value,
                  const Message& hint, const Error& error) {
    view::Input field;
    field.error = view::error_of(error, name);
    field.name = std::move(name);
    field.label = label;
    field.kind = kind;
    field.value = std::move(value);
    field.hint = hint;
    return field;
}

rule::Proposal typed_in(const rule::Table& table, const http::Request& request) {
    rule::Proposal out;
    out.code = request.captures.get("code");
    for (const auto& column : table.values) out.values.emplace_back(request.form.get(column.name));
    out.from = request.form.get("from");
    out.basis = request.form.get("basis");
    out.verified = request.form.find("verified").has_value();
    return out;
}

/// The form: as typed, or as the present rule says.
Result<http::Response> show_form(const Services& services, const http::Request& request,
                                 const rule::Table& table, const rule::Proposal* typed, const Error& error) {
    const auto today = services.clock.today();
    const auto* words = words_of(table.name);
    RulePage page;
    TRY(services.database.read([&](db::Transaction& tx) -> Result<> {
        const auto code = request.captures.get("code");
        const auto all = TRY(rule::rows(tx, table));
        const auto now = std::ranges::find_if(
            all, [&](const rule::Row& row) { return row.code == code && row.holds_on(today); });
        if (!words || now == all.end()) return fail(ErrorKind::not_found, msg::rules_unknown);
        page.label = label_of(table, *now, request.language);
        page.action = page_of(table, now->code);
        const auto& values = typed ? typed->values : now->values;
        for (std::size_t i = 0; i < table.values.size(); ++i)
            page.fields.push_back(field_of(table.values[i], values[i], error));
        const auto clocks = table.open_clocks ? TRY(table.open_clocks(tx, code)) : 0;
        if (clocks > 0) page.clocks = Sentence(msg::rules_clocks, {{"count", std::to_string(clocks)}});
        return {};
    }));
    page.title = words->title;
    page.said = words->said;
    page.fields.push_back(plain("from", msg::rules_from, view::InputKind::date,
                                typed ? typed->from : today.plus_days(1).iso(), msg::rules_from_hint, error));
    page.fields.push_back(plain("basis", msg::rules_basis, view::InputKind::text, typed ? typed->basis : "",
                                msg::rules_basis_hint, error));
    page.asks_verified = !table.verified.empty();
    page.verified = typed && typed->verified;
    page.error = error;
    return view::draw(request, services.site, views::rule_page, page, error.message.empty() ? 200 : 422);
}

Result<const rule::Table*> allowed(const Services& services, const http::Request& request) {
    if (!may_enter(request.who, services.clock.today()))
        return fail(ErrorKind::forbidden, msg::rules_forbidden);
    const auto* table = asked(services, request);
    if (!table) return fail(ErrorKind::not_found, msg::rules_unknown);
    return table;
}

Result<http::Response> get_rule(const Services& services, const http::Request& request) {
    const auto* table = TRY(allowed(services, request));
    return show_form(services, request, *table, nullptr, {});
}

Result<http::Response> post_rule(const Services& services, const http::Request& request) {
    const auto* table = TRY(allowed(services, request));
    const auto typed = typed_in(*table, request);
    const auto done = services.database.write([&](db::Transaction& tx) {
        return rule::propose(tx, *table, typed, request.who.user, services.clock.today(),
                             services.clock.now());
    });
    if (done) return http::Response::redirect(std::string(kPage) + "?xong=ghi");
    if (done.error().kind != ErrorKind::invalid) return fail(done.error());
    return show_form(services, request, *table, &typed, done.error());
}

}  // namespace

std::vector<http::Route> routes(Services services) {
    const auto kept = std::make_shared<const Services>(std::move(services));
    std::vector<http::Route> out;
    const auto add = [&](http::Method method, std::string pattern, auto page) {
        out.push_back({method, std::move(pattern), auth::Permission::administer,
                       [kept, page](const http::Request& request) { return page(*kept, request); },
                       16 * 1024});
    };
    add(http::Method::get, std::string(kPage), get_rules);
    add(http::Method::get, std::string(kPage) + "/{table}/{code}", get_rule);
    add(http::Method::post, std::string(kPage) + "/{table}/{code}", post_rule);
    return out;
}

}  // namespace kheo::app::rules
