// SPDX-License-Identifier: Apache-2.0
// How single texts in a list's margin read: section labels, totals, notes, the closing block. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registry/import/table.hpp"

namespace kheo::registry::import {

/// "A", "II", "3.", "b)" alone in a cell; nullopt for anything else.
std::optional<Label> read_label(std::string_view text);
/// "II. LĨNH VỰC KINH TẾ" → II, LĨNH VỰC KINH TẾ; without a label the whole text.
SectionText split_label(const std::string& text);

/// "Cộng", "Cộng A: 54", "Tổng số", "TỔNG CỘNG (I+II): 20"; not "Cổng rào", "Công an", "Cộng đồng", "Tổng vệ
/// sinh".
bool is_total_text(std::string_view text);
/// True for "Tổng …", false for "Cộng …".
bool is_grand_total_text(std::string_view text);
/// The number a total prints: 7 of "Cộng: 07 mô hình", 20 of "TỔNG CỘNG (I+II+III+IV): 20 mô hình".
std::optional<int> number_in_total(std::string_view text);

bool is_note_text(std::string_view text);        // "* Ghi chú: …", "Lưu ý"
bool is_recipients_text(std::string_view text);  // "Nơi nhận:"
bool is_closing_text(std::string_view text);     // recipients, signatures, the place and date below a list
/// A text that by itself is a field, a kind, an owner type … or begins with a unit's type.
bool is_section_text(std::string_view text);

}  // namespace kheo::registry::import
