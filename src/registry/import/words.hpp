// SPDX-License-Identifier: Apache-2.0
// The closed vocabularies that stand in the cells of registration lists: fields, kinds, owner types,
// new/maintained, ticks and ditto marks. Everything is compared without diacritics and punctuation. Pure,
// safe from any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/model.hpp"

namespace kheo::registry::import {

/// How a field cell reads. One code = decided; several = two readings, never chosen by us; none = unknown.
struct FieldReading {
    std::vector<std::string> codes;
    bool known() const { return !codes.empty(); }
};

/// "VH-XH", "Văn hoá, xã hội", "XDHTCT", "LĨNH VỰC KINH TẾ" …; "KT-XH" has two readings. fields: the code
/// list in force (its variants are tried first); may be empty.
FieldReading read_field(std::string_view text, const std::vector<Field>& fields = {});

std::optional<Kind> read_kind(std::string_view text);             // "Mô hình", "ĐIỂN HÌNH", "MH"
std::optional<OwnerType> read_owner_type(std::string_view text);  // "Tập thể", "CN", "Hộ gia đình"
std::optional<Basis> read_basis(std::string_view text);           // "Đăng ký mới", "duy trì"
std::optional<Sector> read_sector(std::string_view text);         // "Khối Đảng", "Lực lượng vũ trang"

/// x X v ✓ + * 1 có
bool is_tick(std::string_view text);
/// nt, "nt.", như trên, -nt-, ", '', 〃
bool is_ditto(std::string_view text);

/// Who an owner is where the list does not say it: "ca nhan …" (rule of the registration lists) and whoever
/// is called "Ông", "Bà", "Đồng chí" … is a person, "Hộ ông …" a household, everybody else a collective. A
/// person called a collective would be public (docs/decisions/0010).
OwnerType owner_named(std::string_view owner_text);

}  // namespace kheo::registry::import
