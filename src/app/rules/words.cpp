// SPDX-License-Identifier: Apache-2.0
#include "app/rules/words.hpp"

#include <algorithm>
#include <map>

#include "app/rules/messages.gen.hpp"

namespace kheo::app::rules {

namespace {

using Words = std::map<std::string_view, const Message*>;

const Message* find(const Words& words, std::string_view key) {
    const auto found = words.find(key);
    return found == words.end() ? nullptr : found->second;
}

}  // namespace

const TableWords* words_of(std::string_view table) {
    static const std::map<std::string_view, TableWords> all{
        {"process_term", {&msg::table_process_term, &msg::table_process_term_said}},
        {"examination_item", {&msg::table_examination_item, &msg::table_examination_item_said}},
        {"scoring_parameter", {&msg::table_scoring_parameter, &msg::table_scoring_parameter_said}},
        {"file_limit", {&msg::table_file_limit, &msg::table_file_limit_said}},
        {"body_parameter", {&msg::table_body_parameter, &msg::table_body_parameter_said}}};
    const auto found = all.find(table);
    return found == all.end() ? nullptr : &found->second;
}

const Message* column_word(std::string_view column) {
    static const Words all{{"days", &msg::column_days},
                           {"working_days", &msg::column_working_days},
                           {"label", &msg::column_label},
                           {"value", &msg::column_value},
                           {"most_bytes", &msg::column_most_bytes},
                           {"most_pixels", &msg::column_most_pixels},
                           {"most_pages", &msg::column_most_pages}};
    return find(all, column);
}

const Message* code_word(const rule::Table& table, std::string_view code) {
    const auto own = std::ranges::find(table.words, code, &rule::Word::code);
    if (own != table.words.end()) return own->label;
    static const Words all{{"required_sheets", &msg::code_required_sheets},
                           {"spread_percent", &msg::code_spread_percent},
                           {"criterion_spread_percent", &msg::code_criterion_spread_percent},
                           {"survey_least_answers", &msg::code_survey_least_answers},
                           {"photo", &msg::code_photo},
                           {"pdf", &msg::code_pdf},
                           {"office", &msg::code_office},
                           {"left_member_days", &msg::code_left_member_days},
                           {"closed_slip_days", &msg::code_closed_slip_days}};
    return find(all, code);
}

}  // namespace kheo::app::rules
