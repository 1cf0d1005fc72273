// SPDX-License-Identifier: Apache-2.0
#include "platform/ledger/store.hpp"

#include <algorithm>

#include "platform/ledger/actors.hpp"
#include "platform/ledger/public_tables.hpp"

namespace kheo::ledger::store {

namespace {

constexpr int kProofs = 60;  // the migration

/// SELECT … of whole entries; what the schema does not know is NULL.
std::string entries_of(Shape shape) {
    return std::string(
               "SELECT id, written_at, actor, verb, subject_type, subject_id, changed, commitment, seq, "
               "leaf, ") +
           (shape == Shape::with_proofs ? "blind" : "NULL") + " FROM ledger_entry ";
}

StoredEntry read_entry(const db::Row& row) {
    return {row.integer(0),          row.integer(1),          row.integer(2),
            row.get<std::string>(3), row.get<std::string>(4), row.integer(5),
            row.get<std::string>(6), row.get<std::string>(7), row.integer(8),
            row.get<std::string>(9), row.get<std::string>(10)};
}

constexpr auto kHead = "SELECT size, root, sealed_at, signature, public_key FROM ledger_head ";

Head read_head(const db::Row& row) {
    return {row.integer(0), row.get<std::string>(1), row.integer(2), row.get<std::string>(3),
            row.get<std::string>(4)};
}

HistoryLine read_line(const db::Row& row) {
    return {row.integer(0),          row.get<std::optional<std::int64_t>>(1),
            row.integer(2),          auth::UserId{row.integer(3)},
            row.get<std::string>(4), row.get<std::string>(5),
            row.get<std::string>(6)};
}

}  // namespace

Result<Shape> shape(db::Transaction& tx) {
    const auto known = TRY(tx.value("SELECT count(*) FROM schema_migration WHERE number = ?1", kProofs));
    return known > 0 ? Shape::with_proofs : Shape::before_proofs;
}

Result<std::int64_t> insert(db::Transaction& tx, const Entry& entry, Millis at) {
    return tx.value(
        "INSERT INTO ledger_entry (written_at, actor, verb, subject_type, subject_id, changed, commitment) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        at, entry.actor.value, entry.verb, entry.subject_type, entry.subject_id, entry.changed,
        db::Param::Blob{entry.commitment});
}

Result<std::vector<StoredEntry>> unsealed(db::Transaction& tx, int limit) {
    static const auto sql = entries_of(Shape::with_proofs) + "WHERE seq IS NULL ORDER BY id LIMIT ?1";
    return tx.all(read_entry, sql, limit);
}

Result<> mark_sealed(db::Transaction& tx, const StoredEntry& sealed) {
    TRY(tx.exec("UPDATE ledger_entry SET seq = ?2, leaf = ?3, blind = ?4 WHERE id = ?1", sealed.id,
                sealed.seq, db::Param::Blob{sealed.leaf}, db::Param::Blob{sealed.blind}));
    return {};
}

Result<std::optional<StoredEntry>> sealed(db::Transaction& tx, Shape shape, std::int64_t seq) {
    return tx.find(read_entry, entries_of(shape) + "WHERE seq = ?1", seq);
}

Result<std::vector<Hash>> leaves(db::Transaction& tx, std::int64_t first, std::int64_t count) {
    return tx.all([](const db::Row& row) { return row.get<Hash>(0); },
                  "SELECT leaf FROM ledger_entry WHERE seq >= ?1 AND seq < ?2 ORDER BY seq", first,
                  first + count);
}

Result<> each_sealed(db::Transaction& tx, Shape shape, std::int64_t up_to,
                     const std::function<void(const StoredEntry&)>& entry) {
    return tx.each([&](const db::Row& row) { entry(read_entry(row)); },
                   entries_of(shape) + "WHERE seq <= ?1 ORDER BY seq", up_to);
}

Result<std::int64_t> count_unsealed(db::Transaction& tx) {
    return tx.value("SELECT count(*) FROM ledger_entry WHERE seq IS NULL");
}

Result<Frontier> load_frontier(db::Transaction& tx) {
    auto peaks = TRY(
        tx.all([](const db::Row& row) { return Frontier::Peak{row.get<int>(0), row.get<std::string>(1)}; },
               "SELECT level, hash FROM ledger_frontier ORDER BY level DESC"));
    return Frontier(std::move(peaks));
}

Result<> save_frontier(db::Transaction& tx, const Frontier& frontier) {
    TRY(tx.exec("DELETE FROM ledger_frontier"));
    for (const auto& peak : frontier.peaks())
        TRY(tx.exec("INSERT INTO ledger_frontier (level, hash) VALUES (?1, ?2)", peak.level,
                    db::Param::Blob{peak.hash}));
    return {};
}

Result<> save_head(db::Transaction& tx, const Head& head) {
    TRY(tx.exec(
        "INSERT INTO ledger_head (size, root, sealed_at, signature, public_key) VALUES (?1, ?2, ?3, ?4, ?5)",
        head.size, db::Param::Blob{head.root}, head.sealed_at, db::Param::Blob{head.signature},
        db::Param::Blob{head.public_key}));
    return {};
}

Result<std::vector<Head>> heads(db::Transaction& tx) {
    return tx.all(read_head, std::string(kHead) + "ORDER BY size");
}

Result<std::optional<Head>> newest_head(db::Transaction& tx) {
    return tx.find(read_head, std::string(kHead) + "ORDER BY size DESC LIMIT 1");
}

Result<std::optional<Head>> head_of(db::Transaction& tx, std::int64_t size) {
    return tx.find(read_head, std::string(kHead) + "WHERE size = ?1", size);
}

Result<std::optional<Head>> head_over(db::Transaction& tx, std::int64_t size) {
    return tx.find(read_head, std::string(kHead) + "WHERE size >= ?1 ORDER BY size LIMIT 1", size);
}

Result<bool> has_signed(db::Transaction& tx, const std::string& public_key) {
    const auto head = TRY(tx.find(read_head, std::string(kHead) + "WHERE public_key = ?1 LIMIT 1",
                                  db::Param::Blob{public_key}));
    return head.has_value();
}

Result<std::optional<Head>> head_before(db::Transaction& tx, Millis before) {
    return tx.find(read_head, std::string(kHead) + "WHERE sealed_at < ?1 ORDER BY sealed_at DESC LIMIT 1",
                   before);
}

Result<> add_node(db::Transaction& tx, const Node& node) {
    TRY(tx.exec("INSERT INTO ledger_node (level, idx, hash) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                node.level, node.index, db::Param::Blob{node.hash}));
    return {};
}

Result<std::vector<Node>> nodes(db::Transaction& tx, int level, std::int64_t first, std::int64_t count) {
    return tx.all(
        [&](const db::Row& row) { return Node{level, row.integer(0), row.get<Hash>(1)}; },
        "SELECT idx, hash FROM ledger_node WHERE level = ?1 AND idx >= ?2 AND idx < ?3 ORDER BY idx", level,
        first, first + count);
}

Result<std::int64_t> node_end(db::Transaction& tx, int level) {
    return tx.value("SELECT COALESCE(max(idx) + 1, 0) FROM ledger_node WHERE level = ?1", level);
}

Result<> each_node(db::Transaction& tx, const std::function<void(const Node&)>& node) {
    return tx.each([&](const db::Row& row) { node({row.get<int>(0), row.integer(1), row.get<Hash>(2)}); },
                   "SELECT level, idx, hash FROM ledger_node ORDER BY level, idx");
}

Result<std::vector<HistoryLine>> history(db::Transaction& tx, std::string_view type, std::int64_t id,
                                         int limit) {
    return tx.all(read_line,
                  "SELECT id, seq, written_at, actor, verb, changed, commitment FROM ledger_entry "
                  "WHERE subject_type = ?1 AND subject_id = ?2 ORDER BY id DESC LIMIT ?3",
                  type, id, limit);
}

Result<Millis> last_moment(db::Transaction& tx) {
    const auto written = TRY(tx.find([](const db::Row& row) { return row.integer(0); },
                                     "SELECT written_at FROM ledger_entry ORDER BY id DESC LIMIT 1"));
    const auto sealed = TRY(tx.find([](const db::Row& row) { return row.integer(0); },
                                    "SELECT sealed_at FROM ledger_head ORDER BY size DESC LIMIT 1"));
    return std::max(written.value_or(0), sealed.value_or(0));
}

Result<std::optional<Millis>> oldest_unsealed(db::Transaction& tx) {
    return tx.find([](const db::Row& row) { return row.integer(0); },
                   "SELECT written_at FROM ledger_entry WHERE seq IS NULL ORDER BY id LIMIT 1");
}

Result<std::string> commitment_of(db::Transaction& tx, std::int64_t id) {
    const auto found = TRY(tx.find([](const db::Row& row) { return std::string(row.text(0)); },
                                   "SELECT commitment FROM ledger_entry WHERE id = ?1", id));
    return found.value_or("");
}

Result<std::int64_t> last_id(db::Transaction& tx) {
    return tx.value("SELECT COALESCE(max(id), 0) FROM ledger_entry");
}

Result<Standing> standing(db::Transaction& tx) {
    const auto found =
        TRY(tx.find([](const db::Row& row) { return Standing{row.integer(0), row.integer(1)}; },
                    "SELECT (SELECT COALESCE(max(seq), 0) FROM ledger_entry), "
                    "(SELECT count(*) FROM ledger_entry WHERE seq IS NULL)"));
    return found.value_or(Standing{});
}

Result<std::vector<std::int64_t>> subjects_since(db::Transaction& tx, std::string_view type,
                                                 std::int64_t sealed) {
    return tx.all([](const db::Row& row) { return row.integer(0); },
                  "SELECT subject_id FROM ledger_entry WHERE seq > ?2 AND subject_type = ?1 UNION "
                  "SELECT subject_id FROM ledger_entry WHERE seq IS NULL AND subject_type = ?1 ORDER BY 1",
                  type, sealed);
}

}  // namespace kheo::ledger::store

namespace kheo::ledger {

namespace {

/// Lists of ids come in two lengths, so that the statements stay prepared; the last one fills up.
constexpr std::size_t kOne = 1, kMany = 200;

std::string doers_of(std::size_t count) {
    std::string sql =
        "SELECT e.subject_id, e.actor, max(e.written_at) FROM ledger_entry e WHERE e.subject_type = ?1 AND "
        "e.verb = ?2 AND e.actor <> 0 AND e.id > COALESCE((SELECT max(s.id) FROM ledger_entry s WHERE "
        "s.subject_type = ?1 AND s.subject_id = e.subject_id AND s.verb = ?3), 0) AND e.subject_id IN (";
    for (std::size_t i = 0; i < count; ++i) sql.append(i == 0 ? "?" : ", ?").append(std::to_string(i + 4));
    return sql + ") GROUP BY e.subject_id, e.actor";
}

}  // namespace

Result<> each_doer(db::Transaction& tx, const Deed& deed, std::span<const std::int64_t> subjects,
                   const std::function<void(const Doer&)>& take) {
    static const std::string kSqlOfOne = doers_of(kOne), kSqlOfMany = doers_of(kMany);
    const auto read = [&](const db::Row& row) {
        take({row.integer(0), row.get<auth::UserId>(1), row.integer(2)});
    };
    while (!subjects.empty()) {
        const auto now = subjects.first(std::min(subjects.size(), kMany));
        subjects = subjects.subspan(now.size());
        std::vector<db::Param> params{deed.subject_type, deed.verb, deed.since};
        for (const auto id : now) params.emplace_back(id);
        while (now.size() > kOne && params.size() < 3 + kMany) params.emplace_back(now.back());
        TRY(tx.each_params(now.size() > kOne ? kSqlOfMany : kSqlOfOne, params, read));
    }
    return {};
}

Result<std::int64_t> count_guessable(db::Transaction& tx) {
    return tx.value("SELECT count(*) FROM ledger_entry WHERE seq IS NOT NULL AND blind IS NULL");
}

Result<std::int64_t> count_withheld(db::Transaction& tx) {
    return tx.value("SELECT count(*) FROM ledger_entry WHERE seq IS NOT NULL AND verb = ''");
}

std::vector<db::PublicTable> public_tables() {
    return {{"ledger_entry", {{"id"}, {"seq"}, {"leaf"}}, "seq IS NOT NULL"},
            {"ledger_head", {{"size"}, {"root"}, {"sealed_at"}, {"signature"}, {"public_key"}}},
            {"ledger_frontier", {{"level"}, {"hash"}}},
            {"ledger_node", {{"level"}, {"idx"}, {"hash"}}}};
}

}  // namespace kheo::ledger
