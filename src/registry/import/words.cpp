// SPDX-License-Identifier: Apache-2.0
#include "registry/import/words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace kheo::registry::import {

namespace {

/// A word of a field cell. code "" = says nothing by itself.
struct Atom {
    std::string_view word, code;
};

constexpr std::string_view kEconomy = "economy", kCulture = "culture_society", kDefence = "defence_security",
                           kPolitics = "political_system";

/// Longer wordings first: the first that fits is taken.
constexpr std::array kAtoms = {
    Atom{"phat trien kinh te", kEconomy},
    Atom{"xay dung he thong chinh tri", kPolitics},
    Atom{"xay dung dang va he thong chinh tri", kPolitics},
    Atom{"xay dung dang", kPolitics},
    Atom{"xd he thong chinh tri", kPolitics},
    Atom{"he thong chinh tri", kPolitics},
    Atom{"xd htct", kPolitics},
    Atom{"xdhtct", kPolitics},
    Atom{"htct", kPolitics},
    Atom{"quoc phong", kDefence},
    Atom{"an ninh", kDefence},
    Atom{"qpan", kDefence},
    Atom{"anqp", kDefence},
    Atom{"qp", kDefence},
    Atom{"an", kDefence},
    Atom{"vhxh", kCulture},
    Atom{"van hoa", kCulture},
    Atom{"xa hoi", kCulture},
    Atom{"vh", kCulture},
    Atom{"xh", kCulture},
    Atom{"kinh te", kEconomy},
    Atom{"ktxh", "economy,culture_society"},
    Atom{"kt", kEconomy},
    Atom{"xay dung", ""},
    Atom{"xd", ""},
    Atom{"phat trien", ""},
    Atom{"linh vuc", ""},
    Atom{"va", ""},
    Atom{"ve", ""},
    Atom{"lv", ""},
};

bool fits(std::string_view text, std::string_view word) {
    return text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ');
}

const Atom* first_atom(std::string_view text) {
    const auto found = std::ranges::find_if(kAtoms, [&](const Atom& atom) { return fits(text, atom.word); });
    return found == kAtoms.end() ? nullptr : &*found;
}

void add(std::vector<std::string>& codes, std::string_view list) {
    for (const auto code : split(list, ','))
        if (!code.empty() && std::ranges::find(codes, code) == codes.end()) codes.emplace_back(code);
}

const Field* exact_field(std::string_view folded, const std::vector<Field>& fields) {
    for (const auto& field : fields) {
        if (fold_words(field.name) == folded) return &field;
        for (const auto& variant : field.variants)
            if (fold_words(variant) == folded) return &field;
    }
    return nullptr;
}

template <typename E>
struct Word {
    std::string_view text;
    E value;
};

template <typename E, std::size_t N>
std::optional<E> look_up(std::string_view text, const std::array<Word<E>, N>& words) {
    const auto folded = fold_words(text);
    for (const auto& word : words)
        if (folded == word.text) return word.value;
    return std::nullopt;
}

constexpr std::array kKinds = {
    Word<Kind>{"mo hinh", Kind::practice},
    Word<Kind>{"mh", Kind::practice},
    Word<Kind>{"cac mo hinh", Kind::practice},
    Word<Kind>{"mo hinh dan van kheo", Kind::practice},
    Word<Kind>{"cac mo hinh dan van kheo", Kind::practice},
    Word<Kind>{"dien hinh", Kind::exemplar},
    Word<Kind>{"dh", Kind::exemplar},
    Word<Kind>{"cac dien hinh", Kind::exemplar},
    Word<Kind>{"guong dien hinh", Kind::exemplar},
    Word<Kind>{"dien hinh tien tien", Kind::exemplar},
    Word<Kind>{"dien hinh dan van kheo", Kind::exemplar},
    Word<Kind>{"cac dien hinh dan van kheo", Kind::exemplar},
};

constexpr std::array kOwners = {
    Word<OwnerType>{"tap the", OwnerType::collective},
    Word<OwnerType>{"tt", OwnerType::collective},
    Word<OwnerType>{"cac tap the", OwnerType::collective},
    Word<OwnerType>{"ca nhan", OwnerType::individual},
    Word<OwnerType>{"cn", OwnerType::individual},
    Word<OwnerType>{"cac ca nhan", OwnerType::individual},
    Word<OwnerType>{"ho gia dinh", OwnerType::household},
    Word<OwnerType>{"ho", OwnerType::household},
};

constexpr std::array kBases = {
    Word<Basis>{"moi", Basis::fresh},
    Word<Basis>{"dang ky moi", Basis::fresh},
    Word<Basis>{"dk moi", Basis::fresh},
    Word<Basis>{"xay dung moi", Basis::fresh},
    Word<Basis>{"xd moi", Basis::fresh},
    Word<Basis>{"trien khai moi", Basis::fresh},
    Word<Basis>{"mo hinh moi", Basis::fresh},
    Word<Basis>{"lam moi", Basis::fresh},
    Word<Basis>{"moi dang ky", Basis::fresh},
    Word<Basis>{"duy tri", Basis::maintained},
    Word<Basis>{"dang ky duy tri", Basis::maintained},
    Word<Basis>{"tiep tuc duy tri", Basis::maintained},
    Word<Basis>{"tiep tuc", Basis::maintained},
    Word<Basis>{"mo hinh duy tri", Basis::maintained},
    Word<Basis>{"duy tri nhan rong", Basis::maintained},
    Word<Basis>{"duy tri va nhan rong", Basis::maintained},
};

constexpr std::array kSectors = {
    Word<Sector>{"khoi dang", Sector::party},
    Word<Sector>{"dang", Sector::party},
    Word<Sector>{"khoi cac co quan dang", Sector::party},
    Word<Sector>{"khoi chinh quyen", Sector::state},
    Word<Sector>{"chinh quyen", Sector::state},
    Word<Sector>{"khoi co quan nha nuoc", Sector::state},
    Word<Sector>{"khoi nha nuoc", Sector::state},
    Word<Sector>{"khoi mttq va cac doan the", Sector::front_and_organisations},
    Word<Sector>{"khoi mat tran va cac doan the", Sector::front_and_organisations},
    Word<Sector>{"khoi mat tran to quoc va cac doan the", Sector::front_and_organisations},
    Word<Sector>{"khoi mat tran doan the", Sector::front_and_organisations},
    Word<Sector>{"khoi mttq doan the", Sector::front_and_organisations},
    Word<Sector>{"khoi mttq", Sector::front_and_organisations},
    Word<Sector>{"mat tran va cac doan the", Sector::front_and_organisations},
    Word<Sector>{"khoi luc luong vu trang", Sector::armed_forces},
    Word<Sector>{"luc luong vu trang", Sector::armed_forces},
    Word<Sector>{"khoi llvt", Sector::armed_forces},
    Word<Sector>{"llvt", Sector::armed_forces},
};

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, text) != words.end();
}

}  // namespace

FieldReading read_field(std::string_view text, const std::vector<Field>& fields) {
    const auto folded = fold_words(text);
    if (const auto* field = exact_field(folded, fields)) return {{field->code}};
    FieldReading reading;
    std::string_view rest = folded;
    while (!rest.empty()) {
        const auto* atom = first_atom(rest);
        if (!atom) return {};
        add(reading.codes, atom->code);
        rest.remove_prefix(std::min(rest.size(), atom->word.size() + 1));
    }
    return reading;
}

std::optional<Kind> read_kind(std::string_view text) {
    return look_up(text, kKinds);
}

std::optional<OwnerType> read_owner_type(std::string_view text) {
    return look_up(text, kOwners);
}

std::optional<Basis> read_basis(std::string_view text) {
    return look_up(text, kBases);
}

std::optional<Sector> read_sector(std::string_view text) {
    return look_up(text, kSectors);
}

bool is_tick(std::string_view text) {
    return one_of(trim(text),
                  {"x", "X", "v", "V", "✓", "✔", "√", "+", "*", "1", "☑", "☒", "có", "Có", "(x)", "●", "■"});
}

bool is_ditto(std::string_view text) {
    const auto plain = trim(text);
    if (one_of(plain, {"\"", "''", "“", "”", "„", "〃", "″", "//", "-\"-", "-''-", "- \" -", "- '' -"}))
        return true;
    return one_of(fold_words(plain), {"nt", "nhu tren", "n t", "nhu tr"});
}

OwnerType owner_named(std::string_view owner_text) {
    const auto text = tone_key(tidy(owner_text));
    const auto begins = [&](auto... words) { return (text.starts_with(words) || ...); };
    if (begins("hộ ông ", "hộ bà ", "hộ anh ", "hộ chị ", "hộ gia đình ", "gia đình ông ", "gia đình bà "))
        return OwnerType::household;
    const bool many = begins("bà con", "anh em", "anh chị em", "chị em");
    if (!many && begins("ông ", "bà ", "anh ", "chị ", "đồng chí ", "đ/c ")) return OwnerType::individual;
    return fits(fold_words(owner_text), "ca nhan") ? OwnerType::individual : OwnerType::collective;
}

}  // namespace kheo::registry::import
