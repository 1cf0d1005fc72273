// SPDX-License-Identifier: Apache-2.0
#include "territory/store.hpp"

#include <map>
#include <unordered_map>

#include "territory/public_tables.hpp"

namespace kheo::territory::store {

namespace {

using Indexes = std::unordered_map<std::int64_t, int>;

int index_of(const Indexes& indexes, std::int64_t id) {
    const auto found = indexes.find(id);
    return found == indexes.end() ? kNoUnit : found->second;
}

Result<Indexes> load_units(db::Transaction& tx, History& history) {
    Indexes indexes;
    TRY(tx.each(
        [&](const db::Row& row) {
            indexes.emplace(row.integer(0), static_cast<int>(history.units.size()));
            UnitRow unit;
            unit.id = row.integer(0);
            unit.level = parse_level(row.text(1)).value_or(Level::commune);
            unit.from_list = row.get<bool>(2);
            history.units.push_back(std::move(unit));
        },
        "SELECT id, level, from_list FROM territory_unit ORDER BY id"));
    return indexes;
}

Result<> load_versions(db::Transaction& tx, const Indexes& indexes, History& history) {
    return tx.each(
        [&](const db::Row& row) {
            const int unit = index_of(indexes, row.integer(0));
            if (unit == kNoUnit) return;
            VersionRow version{
                row.get<std::string>(1), row.get<std::string>(2),           row.get<std::string>(3),
                row.get<std::string>(4), index_of(indexes, row.integer(5)), row.get<Date>(6),
                row.get<Date>(7)};
            history.units[static_cast<std::size_t>(unit)].versions.push_back(std::move(version));
        },
        "SELECT unit_id, code, type, name, full_name, parent_id, valid_from, valid_to FROM territory_version "
        "ORDER BY unit_id, valid_from");
}

Result<> load_lineage(db::Transaction& tx, Detail detail, const Indexes& indexes, History& history) {
    const bool full = detail == Detail::with_citations;
    return tx.each(
        [&](const db::Row& row) {
            LineageRow out;
            out.from = index_of(indexes, row.integer(0));
            out.to = index_of(indexes, row.integer(1));
            out.resolution = row.text(2);
            out.effective = row.get<Date>(3);
            out.kind = row.text(4);
            out.extent = row.text(5) == "part" ? Extent::part : Extent::whole;
            out.extent_text = row.text(6);
            out.default_target = row.text(7);
            if (full) {
                out.confidence = row.text(8);
                out.provenance = row.text(9);
                out.clause = row.text(10);
                out.citation = row.text(11);
            }
            history.lineage.push_back(std::move(out));
        },
        full ? "SELECT l.from_unit_id, l.to_unit_id, a.resolution, a.effective, l.kind, l.extent, "
               "l.extent_text, "
               "l.default_target, l.confidence, l.provenance, c.number, c.citation FROM territory_lineage l "
               "JOIN territory_act a ON a.id = l.act_id LEFT JOIN territory_clause c ON c.id = l.clause_id "
               "ORDER BY l.id"
             : "SELECT l.from_unit_id, l.to_unit_id, a.resolution, a.effective, l.kind, l.extent, "
               "l.extent_text, "
               "l.default_target FROM territory_lineage l JOIN territory_act a ON a.id = l.act_id ORDER BY "
               "l.id");
}

Result<> load_catalogues(db::Transaction& tx, History& history) {
    return tx.each(
        [&](const db::Row& row) {
            history.catalogues.push_back({row.get<std::string>(0), row.get<Date>(1), row.get<Date>(2),
                                          row.get<std::string>(3), row.integer(4)});
        },
        "SELECT name, starts, known_from, source, unit_count FROM territory_catalogue ORDER BY starts, name");
}

class Saver {
  public:
    Saver(db::Transaction& tx, const History& before, History& after, Millis at)
        : tx_(tx), before_(before), after_(after), at_(at) {}

    Result<SaveReport> run() {
        TRY(add_units());
        TRY(write_versions());
        TRY(write_lineage());
        TRY(write_catalogues());
        return report_;
    }

  private:
    UnitId id_of(int unit) const {
        return unit == kNoUnit ? UnitId{} : UnitId{after_.units[static_cast<std::size_t>(unit)].id};
    }

    Result<> add_units() {
        for (auto& unit : after_.units) {
            if (unit.id != 0) continue;
            unit.id =
                TRY(tx_.value("INSERT INTO territory_unit (level, from_list) VALUES (?1, ?2) RETURNING id",
                              level_name(unit.level), unit.from_list));
            ++report_.units_added;
        }
        return {};
    }

    Result<> write_versions() {
        for (std::size_t i = 0; i < after_.units.size(); ++i) {
            const auto& unit = after_.units[i];
            const bool old = i < before_.units.size();
            if (old && before_.units[i].versions == unit.versions) continue;
            if (old) {
                TRY(tx_.exec("DELETE FROM territory_version WHERE unit_id = ?1", unit.id));
                ++report_.units_changed;
            }
            for (const auto& version : unit.versions) TRY(insert_version(unit.id, version));
        }
        return {};
    }

    Result<std::int64_t> insert_version(std::int64_t unit, const VersionRow& version) {
        return tx_.exec(
            "INSERT INTO territory_version (unit_id, code, type, name, full_name, parent_id, valid_from, "
            "valid_to) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            unit, version.code, version.type, version.name, version.full_name, id_of(version.parent),
            version.from, version.to);
    }

    using LineKey = std::tuple<int, int, std::string, Date>;
    static LineKey key(const LineageRow& row) { return {row.from, row.to, row.resolution, row.effective}; }
    static bool same(const LineageRow& a, const LineageRow& b) {
        return a.kind == b.kind && a.extent == b.extent && a.extent_text == b.extent_text &&
               a.default_target == b.default_target && a.clause == b.clause && a.citation == b.citation &&
               a.confidence == b.confidence && a.provenance == b.provenance;
    }

    Result<> write_lineage() {
        std::map<LineKey, const LineageRow*> old, now;
        for (const auto& row : before_.lineage) old.emplace(key(row), &row);
        for (const auto& row : after_.lineage) now.emplace(key(row), &row);
        for (const auto& [k, row] : old) {
            const auto kept = now.find(k);
            if (kept == now.end() || !same(*row, *kept->second)) TRY(delete_line(*row));
        }
        for (const auto& [k, row] : now) {
            const auto stored = old.find(k);
            if (stored == old.end() || !same(*row, *stored->second)) TRY(insert_line(*row));
        }
        return {};
    }

    Result<std::int64_t> delete_line(const LineageRow& row) {
        ++report_.lineage_written;
        return tx_.exec(
            "DELETE FROM territory_lineage WHERE from_unit_id = ?1 AND to_unit_id = ?2 AND act_id IN "
            "(SELECT id FROM territory_act WHERE resolution = ?3 AND effective = ?4)",
            id_of(row.from), id_of(row.to), row.resolution, row.effective);
    }

    Result<std::int64_t> insert_line(const LineageRow& row) {
        const auto act = TRY(act_id(row.resolution, row.effective));
        const auto clause = TRY(clause_id(act, row));
        ++report_.lineage_written;
        return tx_.exec(
            "INSERT INTO territory_lineage (from_unit_id, to_unit_id, act_id, clause_id, kind, extent, "
            "extent_text, "
            "default_target, confidence, provenance) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            id_of(row.from), id_of(row.to), act, clause, row.kind,
            row.extent == Extent::part ? "part" : "whole", row.extent_text, row.default_target,
            row.confidence, row.provenance);
    }

    Result<std::int64_t> act_id(const std::string& resolution, Date effective) {
        const auto found = acts_.find({resolution, effective});
        if (found != acts_.end()) return found->second;
        const auto id =
            TRY(tx_.value("INSERT INTO territory_act (resolution, effective) VALUES (?1, ?2) ON CONFLICT "
                          "(resolution, effective) "
                          "DO UPDATE SET resolution = excluded.resolution RETURNING id",
                          resolution, effective));
        return acts_[{resolution, effective}] = id;
    }

    Result<std::optional<std::int64_t>> clause_id(std::int64_t act, const LineageRow& row) {
        if (row.citation.empty() && row.clause.empty()) return std::nullopt;
        const auto found = clauses_.find({act, row.citation});
        if (found != clauses_.end()) return found->second;
        auto id = TRY(
            tx_.find([](const db::Row& r) { return r.integer(0); },
                     "SELECT id FROM territory_clause WHERE act_id = ?1 AND number = ?2 AND citation = ?3",
                     act, row.clause, row.citation));
        if (!id) {
            id = TRY(tx_.value(
                "INSERT INTO territory_clause (act_id, number, citation) VALUES (?1, ?2, ?3) RETURNING id",
                act, row.clause, row.citation));
        }
        clauses_[{act, row.citation}] = *id;
        return id;
    }

    Result<> write_catalogues() {
        for (const auto& row : after_.catalogues) {
            TRY(tx_.exec(
                "INSERT INTO territory_catalogue (name, starts, known_from, source, unit_count, imported_at) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (name) DO UPDATE SET starts = excluded.starts, "
                "known_from = excluded.known_from, source = excluded.source, "
                "unit_count = excluded.unit_count, imported_at = excluded.imported_at",
                row.name, row.starts, row.known_from, row.source, row.unit_count, at_));
        }
        return {};
    }

    db::Transaction& tx_;
    const History& before_;
    History& after_;
    Millis at_;
    SaveReport report_;
    std::map<std::pair<std::string, Date>, std::int64_t> acts_;
    std::map<std::pair<std::int64_t, std::string>, std::int64_t> clauses_;
};

}  // namespace

Result<History> load_history(db::Transaction& tx, Detail detail) {
    History history;
    const auto indexes = TRY(load_units(tx, history));
    TRY(load_versions(tx, indexes, history));
    TRY(load_lineage(tx, detail, indexes, history));
    TRY(load_catalogues(tx, history));
    return history;
}

Result<SaveReport> save_history(db::Transaction& tx, const History& before, History& after, Millis at) {
    return Saver(tx, before, after, at).run();
}

Result<std::int64_t> revision(db::Transaction& tx) {
    return tx.value("SELECT number FROM territory_revision WHERE id = 1");
}

Result<> bump_revision(db::Transaction& tx) {
    tx.announce("territory");
    TRY(tx.exec("UPDATE territory_revision SET number = number + 1 WHERE id = 1"));
    return {};
}

Result<UnitId> insert_hamlet(db::Transaction& tx, UnitId commune, const VersionRow& version) {
    const auto id =
        TRY(tx.value<UnitId>("INSERT INTO territory_unit (level, from_list) VALUES (?1, ?2) RETURNING id",
                             level_name(Level::hamlet), true));
    TRY(tx.exec(
        "INSERT INTO territory_version (unit_id, code, type, name, full_name, parent_id, valid_from, "
        "valid_to) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        id, version.code, version.type, version.name, version.full_name, commune, version.from, version.to));
    return id;
}

Result<std::vector<HamletName>> hamlets_under(db::Transaction& tx, UnitId commune) {
    return tx.all(
        [](const db::Row& row) { return HamletName{row.get<UnitId>(0), row.get<std::string>(1)}; },
        "SELECT u.id, v.full_name FROM territory_version v JOIN territory_unit u ON u.id = v.unit_id "
        "WHERE v.parent_id = ?1 AND u.level = 'hamlet' ORDER BY u.id",
        commune);
}

Result<bool> is_commune(db::Transaction& tx, UnitId unit) {
    return TRY(tx.value("SELECT count(*) FROM territory_unit WHERE id = ?1 AND level = 'commune'", unit)) > 0;
}

Result<std::vector<ClauseRow>> clauses_of(db::Transaction& tx, UnitId unit) {
    return tx.all(
        [](const db::Row& row) {
            return ClauseRow{row.get<UnitId>(0),      row.get<UnitId>(1),      row.get<std::string>(2),
                             row.get<std::string>(3), row.get<std::string>(4), row.get<std::string>(5),
                             row.get<std::string>(6)};
        },
        "SELECT l.from_unit_id, l.to_unit_id, a.resolution, coalesce(c.number, ''), coalesce(c.citation, "
        "''), "
        "l.confidence, l.provenance FROM territory_lineage l JOIN territory_act a ON a.id = l.act_id "
        "LEFT JOIN territory_clause c ON c.id = l.clause_id WHERE l.from_unit_id = ?1 OR l.to_unit_id = ?2 "
        "ORDER BY a.effective, l.id",
        unit, unit);
}

}  // namespace kheo::territory::store

namespace kheo::territory {

std::vector<db::PublicTable> public_tables() {
    return {{"territory_catalogue", {{"id"}, {"name"}, {"starts"}, {"known_from"}, {"unit_count"}}},
            {"territory_unit", {{"id"}, {"level"}, {"from_list"}}},
            {"territory_version",
             {{"id"},
              {"unit_id"},
              {"code"},
              {"type"},
              {"name"},
              {"full_name"},
              {"parent_id"},
              {"valid_from"},
              {"valid_to"}}},
            {"territory_act", {{"id"}, {"resolution"}, {"effective"}}},
            {"territory_clause", {{"id"}, {"act_id"}, {"number"}, {"citation"}}},
            {"territory_lineage",
             {{"id"},
              {"from_unit_id"},
              {"to_unit_id"},
              {"act_id"},
              {"clause_id"},
              {"kind"},
              {"extent"},
              {"extent_text"},
              {"default_target"},
              {"confidence"}}},
            {"territory_revision", {{"id"}, {"number"}}}};
}

}  // namespace kheo::territory
