// SPDX-License-Identifier: Apache-2.0
#include "registry/store.hpp"

#include "base/text.hpp"

namespace kheo::registry::store {

namespace {

using db::Param;
using db::Row;

template <typename E>
std::optional<std::string_view> code_of(const std::optional<E>& value) {
    if (!value) return std::nullopt;
    return code(*value);
}

std::optional<std::string_view> or_null(const std::string& text) {
    if (text.empty()) return std::nullopt;
    return text;
}

/// The columns computed from a statement; keeps what the parameters borrow.
struct Columns {
    std::string title_folded, title_sort, owner_folded, owner_sort;
    explicit Columns(const Statement& s)
        : title_folded(fold_words(s.title)),
          title_sort(collation_key(s.title)),
          owner_folded(fold_words(s.owner_text)),
          owner_sort(collation_key(s.owner_text)) {}
};

Result<> save_headings(db::Transaction& tx, InitiativeId id, const Headings& h) {
    if (h == Headings{}) return {};
    TRY(
        tx.exec("INSERT INTO initiative_form (initiative_id, problem, goals, method, area, forces, "
                "resources, schedule, "
                "outputs, sustainability, note) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                id, h.problem, h.goals, h.method, h.area, h.forces, h.resources, h.schedule, h.outputs,
                h.sustainability, h.note));
    return {};
}

Result<> add_themes(db::Transaction& tx, InitiativeId id, const std::vector<std::string>& themes,
                    KnownThemes& known) {
    for (const auto& name : themes) {
        const auto [theme, fresh] = known.try_emplace(fold_words(name));
        if (fresh) theme->second = TRY(theme_id(tx, name));
        TRY(add_theme(tx, id, theme->second));
    }
    return {};
}

Initiative read_initiative(const Row& row) {
    Initiative i;
    auto& s = i.statement;
    i.id = row.get<InitiativeId>(0);
    i.number = row.get<std::string>(1);
    s.kind = parse_code<Kind>(row.text(2)).value_or(Kind::practice);
    s.title = row.get<std::string>(3);
    s.owner_type = parse_code<OwnerType>(row.text(4));
    s.owner_text = row.get<std::string>(5);
    s.sector = parse_code<Sector>(row.text(6));
    s.field = row.get<std::string>(7);
    s.unit = row.get<territory::UnitId>(8);
    s.starts = row.get<std::string>(9);
    s.ends = row.get<std::string>(10);
    i.state = parse_code<State>(row.text(11)).value_or(State::registered);
    i.row_version = row.integer(12);
    i.created_at = row.integer(13);
    i.created_by = row.get<auth::UserId>(14);
    i.updated_at = row.integer(15);
    i.updated_by = row.get<auth::UserId>(16);
    return i;
}

Registration read_registration(const Row& row) {
    Registration r;
    r.id = row.get<RegistrationId>(0);
    r.campaign_year = row.get<int>(1);
    r.date = row.get<Date>(2);
    r.precision = parse_code<Precision>(row.text(3)).value_or(Precision::day);
    r.basis = parse_code<Basis>(row.text(4));
    r.unit = row.get<territory::UnitId>(5);
    r.level_note = row.get<std::string>(6);
    r.import = row.get<BatchId>(7);
    r.import_row = row.get<int>(8);
    return r;
}

Result<> read_details(db::Transaction& tx, Initiative& i) {
    auto& h = i.statement.headings;
    TRY(tx.each(
        [&](const Row& row) {
            int column = 0;
            for (auto* text : {&h.problem, &h.goals, &h.method, &h.area, &h.forces, &h.resources, &h.schedule,
                               &h.outputs, &h.sustainability, &h.note})
                *text = row.get<std::string>(column++);
        },
        "SELECT problem, goals, method, area, forces, resources, schedule, outputs, sustainability, note "
        "FROM initiative_form WHERE initiative_id = ?1",
        i.id));
    i.statement.themes =
        TRY(tx.all([](const Row& row) { return row.get<std::string>(0); },
                   "SELECT t.name FROM initiative_theme it JOIN theme t ON t.id = it.theme_id "
                   "WHERE it.initiative_id = ?1 ORDER BY t.name_folded",
                   i.id));
    i.registrations =
        TRY(tx.all(read_registration,
                   "SELECT id, campaign_year, date, date_precision, basis, unit_id, level_note, "
                   "import_id, import_row FROM registration "
                   "WHERE initiative_id = ?1 AND undone_at IS NULL ORDER BY date DESC, id DESC",
                   i.id));
    return {};
}

}  // namespace

Result<std::vector<Field>> fields(db::Transaction& tx, Date on) {
    return tx.all(
        [](const Row& row) {
            Field field{row.get<std::string>(0), row.get<std::string>(1), {}};
            for (const auto line : split(row.text(2), '\n')) field.variants.emplace_back(trim(line));
            return field;
        },
        "SELECT code, name, variants FROM field_code "
        "WHERE movement = 'dan_van_kheo' AND valid_from <= ?1 AND ?1 <= valid_to ORDER BY position",
        on);
}

Result<std::vector<SectorRule>> sector_rules(db::Transaction& tx, Date on) {
    return tx.all(
        [](const Row& row) {
            return SectorRule{row.get<std::string>(0),
                              parse_code<Sector>(row.text(1)).value_or(Sector::state)};
        },
        "SELECT pattern, sector FROM sector_rule WHERE valid_from <= ?1 AND ?1 <= valid_to ORDER BY "
        "position, id",
        on);
}

Result<std::int64_t> take_numbers(db::Transaction& tx, std::string_view series_name, std::int64_t count) {
    const auto last =
        TRY(tx.value("INSERT INTO number_series (series, last) VALUES (?1, ?2) ON CONFLICT (series) "
                     "DO UPDATE SET last = number_series.last + ?2 RETURNING last",
                     series_name, count));
    return last - count + 1;
}

Result<InitiativeId> insert(db::Transaction& tx, const Statement& s, std::string_view number,
                            const Actor& actor, KnownThemes* known) {
    KnownThemes own;
    const Columns c(s);
    const InitiativeId id{TRY(tx.value(
        "INSERT INTO initiative (number, kind, title, title_folded, title_sort, owner_type, "
        "owner_text, owner_folded, owner_sort, sector, field, unit_id, starts, ends, state, "
        "row_version, created_at, created_by, updated_at, updated_by) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1, "
        "?16, ?17, ?16, ?17) RETURNING id",
        number, code(s.kind), s.title, c.title_folded, Param::Blob{c.title_sort}, code_of(s.owner_type),
        s.owner_text, c.owner_folded, Param::Blob{c.owner_sort}, code_of(s.sector), or_null(s.field), s.unit,
        or_null(s.starts), or_null(s.ends), code(State::registered), actor.at, actor.user))};
    TRY(add_owners(tx, id, s));
    TRY(add_themes(tx, id, s.themes, known ? *known : own));
    TRY(save_headings(tx, id, s.headings));
    return id;
}

Result<bool> update(db::Transaction& tx, InitiativeId id, const Statement& s, std::int64_t expected,
                    const Actor& actor) {
    const Columns c(s);
    const auto changed = TRY(tx.exec(
        "UPDATE initiative SET kind = ?3, title = ?4, title_folded = ?5, title_sort = ?6, owner_type = ?7, "
        "owner_text = ?8, owner_folded = ?9, owner_sort = ?10, sector = ?11, field = ?12, unit_id = ?13, "
        "starts = ?14, ends = ?15, row_version = row_version + 1, updated_at = ?16, updated_by = ?17 "
        "WHERE id = ?1 AND row_version = ?2",
        id, expected, code(s.kind), s.title, c.title_folded, Param::Blob{c.title_sort}, code_of(s.owner_type),
        s.owner_text, c.owner_folded, Param::Blob{c.owner_sort}, code_of(s.sector), or_null(s.field), s.unit,
        or_null(s.starts), or_null(s.ends), actor.at, actor.user));
    if (changed == 0) return false;
    TRY(tx.exec("DELETE FROM initiative_owner WHERE initiative_id = ?1", id));
    TRY(tx.exec("DELETE FROM initiative_theme WHERE initiative_id = ?1", id));
    TRY(tx.exec("DELETE FROM initiative_form WHERE initiative_id = ?1", id));
    TRY(add_owners(tx, id, s));
    KnownThemes known;
    TRY(add_themes(tx, id, s.themes, known));
    TRY(save_headings(tx, id, s.headings));
    return true;
}

Result<> move_registrations(db::Transaction& tx, InitiativeId id, territory::UnitId from,
                            territory::UnitId to) {
    TRY(tx.exec(
        "UPDATE registration SET unit_id = ?3 WHERE initiative_id = ?1 AND unit_id = ?2 AND undone_at IS "
        "NULL",
        id, from, to));
    return {};
}

Result<std::optional<Initiative>> find(db::Transaction& tx, std::string_view number) {
    auto found =
        TRY(tx.find(read_initiative,
                    "SELECT id, number, kind, title, owner_type, owner_text, sector, field, unit_id, starts, "
                    "ends, state, row_version, created_at, created_by, updated_at, updated_by "
                    "FROM initiative WHERE number = ?1",
                    number));
    if (found) TRY(read_details(tx, *found));
    return found;
}

Result<std::optional<std::string>> number_of(db::Transaction& tx, InitiativeId id) {
    return tx.find([](const Row& row) { return row.get<std::string>(0); },
                   "SELECT number FROM initiative WHERE id = ?1", id);
}

Result<bool> set_state(db::Transaction& tx, InitiativeId id, State state, Millis at) {
    return TRY(tx.exec("UPDATE initiative SET state = ?2, updated_at = ?3 WHERE id = ?1 AND state <> ?2", id,
                       code(state), at)) > 0;
}

Result<bool> set_level(db::Transaction& tx, InitiativeId id, RegistrationId registration,
                       std::optional<RecognitionLevel> level, Millis at) {
    const auto word = level ? std::optional(code(*level)) : std::nullopt;
    if (TRY(tx.exec("UPDATE registration SET recognised_level = ?2 WHERE id = ?1 AND "
                    "coalesce(recognised_level, '') <> ?3",
                    registration, word, word.value_or(std::string_view()))) == 0)
        return false;
    TRY(tx.exec("UPDATE initiative SET updated_at = ?2 WHERE id = ?1", id, at));
    return true;
}

Result<> add_owners(db::Transaction& tx, InitiativeId id, const Statement& s) {
    int position = 0;
    for (const auto& name : split_owners(s.owner_text)) {
        TRY(
            tx.exec("INSERT INTO initiative_owner (initiative_id, position, role, name, owner_key) "
                    "VALUES (?1, ?2, ?3, ?4, ?5)",
                    id, position, position == 0 ? "lead" : "co", name, owner_key(s.unit, name)));
        ++position;
    }
    return {};
}

Result<std::int64_t> theme_id(db::Transaction& tx, std::string_view name) {
    return tx.value(
        "INSERT INTO theme (name, name_folded) VALUES (?1, ?2) "
        "ON CONFLICT (name_folded) DO UPDATE SET name = theme.name RETURNING id",
        name, fold_words(name));
}

Result<> add_theme(db::Transaction& tx, InitiativeId id, std::int64_t theme) {
    TRY(tx.exec(
        "INSERT INTO initiative_theme (initiative_id, theme_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", id,
        theme));
    return {};
}

}  // namespace kheo::registry::store
