// SPDX-License-Identifier: Apache-2.0
#include "registry/import/columns.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "registry/import/words.hpp"

namespace kheo::registry::import {

namespace {

enum class Match { exact, starts, contains };

struct Wording {
    std::string_view text;  // folded words
    Match match;
    Role role;
};

/// The wordings of headings, most telling first; the first that fits decides.
constexpr std::array kWordings = {
    Wording{"stt", Match::exact, Role::number},
    Wording{"tt", Match::exact, Role::number},
    Wording{"so tt", Match::exact, Role::number},
    Wording{"s tt", Match::exact, Role::number},
    Wording{"so thu tu", Match::exact, Role::number},
    Wording{"thu tu", Match::exact, Role::number},
    Wording{"so mo hinh", Match::starts, Role::ignored},
    Wording{"so luong", Match::starts, Role::ignored},
    Wording{"tong so", Match::starts, Role::ignored},
    Wording{"don vi tinh", Match::contains, Role::ignored},
    Wording{"phoi hop", Match::contains, Role::ignored},
    Wording{"ma cu", Match::exact, Role::ignored},
    Wording{"ma", Match::exact, Role::unit_code},
    Wording{"ma so", Match::exact, Role::unit_code},
    Wording{"ma don vi", Match::starts, Role::unit_code},
    Wording{"ma dvhc", Match::starts, Role::unit_code},
    Wording{"ma dia ban", Match::starts, Role::unit_code},
    Wording{"ma xa", Match::starts, Role::unit_code},
    Wording{"ma phuong", Match::starts, Role::unit_code},
    Wording{"ghi chu cua he thong", Match::exact, Role::ignored},  // a marked file comes back
    Wording{"ghi chu", Match::starts, Role::note},
    Wording{"linh vuc", Match::contains, Role::field},
    Wording{"chu de", Match::starts, Role::theme},
    Wording{"chuyen de", Match::starts, Role::theme},
    Wording{"ngay dang ky", Match::contains, Role::registered},
    Wording{"thoi gian dang ky", Match::contains, Role::registered},
    Wording{"thoi diem dang ky", Match::contains, Role::registered},
    Wording{"bat dau ket thuc", Match::contains, Role::period},
    Wording{"bat dau va ket thuc", Match::contains, Role::period},
    Wording{"bat dau", Match::contains, Role::start},
    Wording{"tu ngay", Match::contains, Role::start},
    Wording{"tu thang", Match::contains, Role::start},
    Wording{"ngay trien khai", Match::contains, Role::start},
    Wording{"thoi gian trien khai", Match::contains, Role::period},
    Wording{"khoi dau", Match::contains, Role::start},
    Wording{"ket thuc", Match::contains, Role::end},
    Wording{"den ngay", Match::contains, Role::end},
    Wording{"den thang", Match::contains, Role::end},
    Wording{"hoan thanh", Match::contains, Role::end},
    Wording{"thoi gian", Match::starts, Role::period},
    Wording{"tien do", Match::starts, Role::period},
    Wording{"lo trinh", Match::starts, Role::period},
    Wording{"thang", Match::exact, Role::month},
    Wording{"thang dang ky", Match::exact, Role::month},
    Wording{"quy", Match::exact, Role::quarter},
    Wording{"quy dang ky", Match::exact, Role::quarter},
    Wording{"nam", Match::exact, Role::year},
    Wording{"nam dang ky", Match::exact, Role::year},
    Wording{"nam thuc hien", Match::exact, Role::year},
    Wording{"dang ky moi duy tri", Match::contains, Role::basis},
    Wording{"moi duy tri", Match::contains, Role::basis},
    Wording{"moi hoac duy tri", Match::contains, Role::basis},
    Wording{"hinh thuc", Match::starts, Role::basis},
    Wording{"tinh trang", Match::starts, Role::basis},
    Wording{"cap dang ky cong nhan", Match::contains, Role::ignored},
    Wording{"cap", Match::exact, Role::level},
    Wording{"cap dang ky", Match::starts, Role::level},
    Wording{"cap don vi", Match::starts, Role::level},
    Wording{"cap thuc hien", Match::starts, Role::level},
    Wording{"khoi", Match::exact, Role::sector},
    Wording{"khoi thi dua", Match::starts, Role::sector},
    Wording{"ten mo hinh", Match::contains, Role::title},
    Wording{"ten dien hinh", Match::contains, Role::title},
    Wording{"ten cong trinh", Match::contains, Role::title},
    Wording{"ten viec", Match::contains, Role::title},
    Wording{"ten phan viec", Match::contains, Role::title},
    Wording{"ten goi", Match::contains, Role::title},
    Wording{"ten va noi dung mo hinh", Match::contains, Role::title},
    Wording{"ten", Match::exact, Role::title},
    Wording{"noi dung dang ky", Match::starts, Role::title},
    Wording{"noi dung mo hinh", Match::exact, Role::title},
    Wording{"tap the ca nhan", Match::contains, Role::owner},
    Wording{"tap the hoac ca nhan", Match::contains, Role::owner},
    Wording{"ten tap the", Match::contains, Role::owner},
    Wording{"tt cn", Match::exact, Role::owner_type},
    Wording{"chu the", Match::starts, Role::owner},
    Wording{"doi tuong dang ky", Match::exact, Role::owner},
    Wording{"doi tuong", Match::exact, Role::owner_type},
    Wording{"nguoi thuc hien", Match::starts, Role::owner},
    Wording{"nguoi dang ky", Match::starts, Role::owner},
    Wording{"ho va ten", Match::starts, Role::owner},
    Wording{"ho ten", Match::starts, Role::owner},
    Wording{"tac gia", Match::starts, Role::owner},
    Wording{"loai hinh", Match::starts, Role::owner_type},
    Wording{"thon ban", Match::exact, Role::hamlet},
    Wording{"thon", Match::starts, Role::hamlet},
    Wording{"to dan pho", Match::starts, Role::hamlet},
    Wording{"tdp", Match::starts, Role::hamlet},
    Wording{"khu dan cu", Match::starts, Role::hamlet},
    Wording{"khu pho", Match::starts, Role::hamlet},
    Wording{"ap", Match::exact, Role::hamlet},
    Wording{"xom", Match::exact, Role::hamlet},
    Wording{"ten xa", Match::starts, Role::commune},
    Wording{"xa phuong", Match::contains, Role::commune},
    Wording{"phuong xa", Match::contains, Role::commune},
    Wording{"xa thi tran", Match::contains, Role::commune},
    Wording{"cap xa", Match::exact, Role::commune},
    Wording{"xa", Match::exact, Role::commune},
    Wording{"phuong", Match::exact, Role::commune},
    Wording{"thi tran", Match::exact, Role::commune},
    Wording{"quan huyen", Match::contains, Role::district},
    Wording{"huyen quan", Match::contains, Role::district},
    Wording{"huyen thi", Match::contains, Role::district},
    Wording{"huyen", Match::exact, Role::district},
    Wording{"quan", Match::exact, Role::district},
    Wording{"cap huyen", Match::exact, Role::district},
    Wording{"tinh thanh", Match::starts, Role::province},
    Wording{"tinh", Match::exact, Role::province},
    Wording{"dia chi", Match::contains, Role::unit},
    Wording{"dia ban", Match::starts, Role::unit},
    Wording{"dia phuong", Match::starts, Role::unit},
    Wording{"noi thuc hien", Match::starts, Role::unit},
    Wording{"don vi", Match::contains, Role::unit},
    Wording{"co quan", Match::starts, Role::unit},
    Wording{"to chuc thuc hien", Match::starts, Role::owner},
    Wording{"thuc trang", Match::contains, Role::problem},
    Wording{"ly do", Match::starts, Role::problem},
    Wording{"muc tieu", Match::contains, Role::goals},
    Wording{"muc dich", Match::contains, Role::goals},
    Wording{"tieu chi", Match::starts, Role::goals},
    Wording{"cach lam", Match::contains, Role::method},
    Wording{"cach thuc", Match::contains, Role::method},
    Wording{"noi dung thuc hien", Match::starts, Role::method},
    Wording{"tom tat", Match::starts, Role::method},
    Wording{"luc luong", Match::starts, Role::forces},
    Wording{"kinh phi", Match::starts, Role::resources},
    Wording{"nguon luc", Match::contains, Role::resources},
    Wording{"ket qua", Match::contains, Role::outputs},
    Wording{"hieu qua", Match::contains, Role::outputs},
    Wording{"san pham", Match::contains, Role::outputs},
    Wording{"kha nang", Match::starts, Role::sustainability},
    Wording{"nhan rong", Match::contains, Role::sustainability},
    Wording{"phan loai", Match::starts, Role::kind},
    Wording{"loai", Match::exact, Role::kind},
    Wording{"loai mo hinh", Match::starts, Role::kind},
    Wording{"dang ky", Match::exact, Role::basis},
    Wording{"mo hinh", Match::starts, Role::title},
    Wording{"dien hinh", Match::starts, Role::title},
    Wording{"cong trinh", Match::starts, Role::title},
    Wording{"noi dung", Match::exact, Role::title},
};

bool contains_words(std::string_view text, std::string_view words) {
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
    }
    return false;
}

bool fits(const Wording& wording, std::string_view folded) {
    switch (wording.match) {
        case Match::exact:
            return folded == wording.text;
        case Match::starts:
            return (folded.starts_with(wording.text) &&
                    (folded.size() == wording.text.size() || folded[wording.text.size()] == ' '));
        case Match::contains:
            return contains_words(folded, wording.text);
    }
    return false;
}

const Wording* wording_of(std::string_view folded) {
    const auto found = std::ranges::find_if(kWordings, [&](const Wording& w) { return fits(w, folded); });
    return found == kWordings.end() ? nullptr : &*found;
}

void make_tick(Column& column, Role role, std::string_view value) {
    column.role = role;
    column.value = value;
}

/// "KT" under "Lĩnh vực", "Cá nhân" under "Chủ thể", "Mới" under "Đăng ký".
bool tick_by_wording(Column& column, const std::vector<std::string>& path) {
    const auto& leaf = path.back();
    if (path.size() == 1 && fold_words(leaf) == "tt") return false;  // "thứ tự", not "tập thể"
    if (const auto owner = read_owner_type(leaf))
        make_tick(column, Role::owner_type, code(*owner));
    else if (const auto basis = read_basis(leaf))
        make_tick(column, Role::basis, code(*basis));
    else if (const auto field = read_field(leaf); field.codes.size() == 1 && fold_words(leaf) != "linh vuc")
        make_tick(column, Role::field, field.codes.front());
    return column.tick();
}

std::string joined(const std::vector<std::string>& path) {
    std::string out;
    for (const auto& part : path) out += (out.empty() ? "" : " / ") + part;
    return out;
}

struct RoleName {
    Role role;
    std::string_view name;
};
constexpr std::array kRoleNames = {
    RoleName{Role::ignored, "ignored"},
    RoleName{Role::number, "number"},
    RoleName{Role::title, "title"},
    RoleName{Role::kind, "kind"},
    RoleName{Role::owner, "owner"},
    RoleName{Role::owner_type, "owner_type"},
    RoleName{Role::unit, "unit"},
    RoleName{Role::province, "province"},
    RoleName{Role::district, "district"},
    RoleName{Role::commune, "commune"},
    RoleName{Role::hamlet, "hamlet"},
    RoleName{Role::unit_code, "unit_code"},
    RoleName{Role::level, "level"},
    RoleName{Role::sector, "sector"},
    RoleName{Role::field, "field"},
    RoleName{Role::theme, "theme"},
    RoleName{Role::basis, "basis"},
    RoleName{Role::period, "period"},
    RoleName{Role::start, "start"},
    RoleName{Role::end, "end"},
    RoleName{Role::registered, "registered"},
    RoleName{Role::year, "year"},
    RoleName{Role::quarter, "quarter"},
    RoleName{Role::month, "month"},
    RoleName{Role::problem, "problem"},
    RoleName{Role::goals, "goals"},
    RoleName{Role::method, "method"},
    RoleName{Role::area, "area"},
    RoleName{Role::forces, "forces"},
    RoleName{Role::resources, "resources"},
    RoleName{Role::schedule, "schedule"},
    RoleName{Role::outputs, "outputs"},
    RoleName{Role::sustainability, "sustainability"},
    RoleName{Role::note, "note"},
};

}  // namespace

std::string_view role_name(Role role) {
    return std::ranges::find(kRoleNames, role, &RoleName::role)->name;
}

std::optional<Role> parse_role(std::string_view name) {
    const auto found = std::ranges::find(kRoleNames, name, &RoleName::name);
    if (found == kRoleNames.end()) return std::nullopt;
    return found->role;
}

Column column_by_wording(int index, const std::vector<std::string>& path) {
    Column column;
    column.index = index;
    column.heading = joined(path);
    if (path.empty() || tick_by_wording(column, path)) return column;
    const auto leaf = fold_words(path.back());
    const auto* wording = wording_of(leaf);
    if (!wording && path.size() > 1) wording = wording_of(fold_words(column.heading));
    if (wording) column.role = wording->role;
    const auto whole = fold_words(column.heading);
    column.names_executor =
        (whole.contains("thuc hien") || whole.contains("dang ky")) && !whole.contains("dia");
    column.only_exemplars =
        column.role == Role::title && whole.contains("dien hinh") && !whole.contains("mo hinh");
    return column;
}

const Column* find_column(const std::vector<Column>& columns, Role role) {
    const auto found =
        std::ranges::find_if(columns, [&](const Column& c) { return c.role == role && !c.tick(); });
    return found == columns.end() ? nullptr : &*found;
}

}  // namespace kheo::registry::import
