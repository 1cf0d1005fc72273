// SPDX-License-Identifier: Apache-2.0
// /quan-tri/hai-buoc: for whom the second step is required, who has not set it up yet, one more rule.
#include "office/factor_rules.hpp"
#include "office/grants.hpp"
#include "office/messages.gen.hpp"
#include "office/pages.hpp"
#include "office/views.hpp"
#include "office/views/factor_rules_page.view.hpp"
#include "platform/view/draw.hpp"

namespace kheo::office {

namespace {

constexpr std::string_view kRulesPage = "/quan-tri/hai-buoc";
constexpr int kDaysOffered = 14;  // of notice, where nothing is typed yet; the person chooses

Result<> allow(const Parts& parts, const http::Request& request) {
    if (administers_country(request.who, parts.clock.today())) return {};
    return fail(ErrorKind::forbidden, msg::factor_rule_forbidden);
}

/// Rules without a day of their own hold since ever.
std::string day_of(const auth::FactorRule& rule, Language language) {
    return rule.from.year() <= 1 ? std::string(msg::factor_rule_ever.in(language)) : rule.from.vietnamese();
}

Sentence from_day(const Message& sentence, const auth::FactorRule& rule, Language language) {
    return Sentence(sentence, {{"date", day_of(rule, language)}});
}

FactorRoleRow row_of(const RoleFactor& line, Language language) {
    FactorRoleRow row;
    row.role = &role_label(line.role);
    row.whole_country = line.whole_country;
    row.required = line.now && line.now->required;
    row.now = !line.now ? Sentence(msg::factor_rule_none)
                        : from_day(line.now->required ? msg::factor_rule_since : msg::factor_rule_free_since,
                                   *line.now, language);
    if (line.coming)
        row.coming = from_day(line.coming->required ? msg::factor_rule_will : msg::factor_rule_will_end,
                              *line.coming, language);
    row.missing =
        line.missing == 0
            ? Sentence(line.accounts == 0 ? msg::factor_rule_no_accounts : msg::factor_rule_all_have)
            : Sentence(msg::factor_rule_missing,
                       {{"count", std::to_string(line.missing)}, {"all", std::to_string(line.accounts)}});
    row.some_missing = line.missing > 0;
    return row;
}

FactorRuleRow row_of(const WrittenFactorRule& written, Language language) {
    const auto& rule = written.rule;
    FactorRuleRow row;
    row.role = &role_label(rule.role);
    row.whole_country = rule.whole_country;
    row.required = rule.required;
    row.replaced = written.replaced;
    row.from = day_of(rule, language);
    row.basis = rule.basis;
    row.by = written.by.empty() ? std::string(msg::factor_rule_by_machine.in(language)) : written.by;
    if (rule.set_at > 0) row.at = format_moment(rule.set_at);
    return row;
}

Result<http::Response> show(const Parts& parts, const http::Request& request, FactorRulesPage page) {
    const auto found = TRY(factor_rules(parts, request.who));
    for (const auto& line : found.roles) page.roles.push_back(row_of(line, request.language));
    for (const auto& written : found.written) page.rules.push_back(row_of(written, request.language));
    for (const auto& [value, label] : role_choices()) page.choices.push_back({value, *label});
    page.own_missing = found.own_missing;
    return view::draw(request, parts.site, views::factor_rules_page, page,
                      page.error.message.empty() ? 200 : 422);
}

Result<http::Response> get_rules(const Parts& parts, const http::Request& request) {
    TRY(allow(parts, request));
    FactorRulesPage page;
    page.typed.from = parts.clock.today().plus_days(kDaysOffered).iso();
    if (request.query.get("xong") == "ghi") page.done = &msg::factor_rule_saved;
    return show(parts, request, std::move(page));
}

Result<http::Response> post_rule(const Parts& parts, const http::Request& request) {
    TRY(allow(parts, request));
    const auto& form = request.form;
    FactorRulesPage page;
    page.typed = {std::string(form.get("role")), form.get("who") == "country" ? "country" : "all",
                  form.get("required") == "0" ? "0" : "1", std::string(form.get("from")),
                  std::string(form.get("basis"))};
    const auto saved = save_factor_rule(parts, request.who, page.typed);
    if (saved) return http::Response::redirect(std::string(kRulesPage) + "?xong=ghi");
    if (saved.error().kind != ErrorKind::invalid) return fail(saved.error());
    page.error = saved.error();
    return show(parts, request, std::move(page));
}

}  // namespace

void add_factor_rule_routes(std::vector<http::Route>& routes, const PartsPtr& parts) {
    const auto add = [&](http::Method method, auto page) {
        routes.push_back({method, std::string(kRulesPage), auth::Permission::administer,
                          [parts, page](const http::Request& request) { return page(*parts, request); },
                          16 * 1024});
    };
    add(http::Method::get, get_rules);
    add(http::Method::post, post_rule);
}

}  // namespace kheo::office
