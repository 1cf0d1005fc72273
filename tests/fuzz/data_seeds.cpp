// SPDX-License-Identifier: Apache-2.0
#include "fuzz/data_seeds.hpp"

#include <nlohmann/json.hpp>

#include "fuzz/proof_case.hpp"
#include "platform/ledger/proof_file.hpp"

namespace kheo::fuzz {

namespace {

using namespace std::string_literals;

void proof_seeds(Seeds& seeds) {
    const ProofCase honest;
    const auto& head = honest.head(13);
    auto bare = honest.inclusion(9, 13);
    bare.entry.clear();
    seeds["proof"] = {ledger::head_line(head),
                      "\n  KHEO-HEAD 1\r\n 7 " + ledger::head_line(head).substr(14),
                      ledger::head_json(head).dump(),
                      "{\"head\":" + ledger::head_json(honest.head(1)).dump() + "}",
                      ledger::proof_json(bare).dump(),
                      ledger::proof_json(honest.inclusion(3, 21)).dump(),
                      ledger::proof_json(honest.consistency(7, 21)).dump(),
                      ledger::proof_json(honest.consistency(8, 13)).dump(),
                      ledger::proof_json(honest.consistency(5, 5)).dump(),
                      R"({"format":"kheo-ledger-proof/1","kind":"inclusion","seq":1,"path":[],"head":{}})",
                      R"({"size":1,"root":7,"head":{"head":{}}})"};
    for (const char* script :
         {"\x0c\x08", "\x14\x05\x07\x01\x02", "\x14\x05\x06\x05\x0d", "\x08\x01\x05\x03\x01"})
        for (const char kind : {'\1', '\2'}) seeds["proof"].push_back(kind + std::string(script));
    seeds["proof"].push_back("\1\x0c\x08\0\x03"s);
    for (const std::int64_t seq : {1, 9}) seeds["proof"].push_back("\3" + honest.entry_bytes(seq));
}

std::string member(const std::string& name, const std::string& content) {
    const auto length = [](std::size_t n) { return std::string(3, '\0') + static_cast<char>(n); };
    return "M" + length(name.size()) + name + "D" + length(content.size()) + content + "E";
}

void backup_seeds(Seeds& seeds) {
    const auto dictionary =
        "dictionary.json\n"
        R"({"format":"kheo archive","version":1,"schema":[1],"tables":[{"name":"setting","columns":[)"
        R"({"name":"key","type":"text"},{"name":"value","type":"text"},{"name":"changed_at","type":"integer"}]}]})"s;
    const auto table =
        "tables/setting.csv\nkey,value,changed_at\r\n\"a\",\"\",1\r\n\"b\",\"x,\"\"y\"\"\",-2\r\n"s;
    const auto between = "\n====\n"s;
    const auto all = dictionary + between + table + between + "files/ab/abc\nnội dung";
    const auto bare = dictionary + between + "tables/setting.csv\nkey,value,changed_at\r\n";
    seeds["backup"] = {"\0\x3f\0"s + member("a", "eins") + member("tables/b.csv", "hai") + "Z",
                       "\0\xff\0Z"s,
                       "\0\x05\1"s + member("a", "b") + "Z",
                       "\0\x05\2"s + member("a", "b") + "Z",
                       "\0\x05\3"s + member("a", "b") + "Z",
                       "\1\0\1\2\0"s,
                       "\1\1\2\3\0"s,
                       "\1\2\6\0\0"s,
                       "\1\3\1\1\0\1\4\2\1"s,
                       "\1\4\0\x20\1"s,
                       "\1\6\7x"s,
                       "\2" + all,
                       "\2" + bare,
                       "\2" + dictionary,
                       "\2" + all + between + "manifest.json\n" +
                           R"({"format":"kheo archive","version":1,"made_at":1,"facts":{},"members":[]})",
                       "KHEO BACKUP\n\0\0\0\1"s + std::string(140, 'k'),
                       "KHEO BACKUP\n\0\0\0\2"s,
                       "PK\3\4 something else entirely"};
    for (const char what : {'\0', '\1', '\2', '\3', '\4'})
        seeds["backup"].push_back("\3"s + what + "\1\x40" + all);
}

void table_seeds(Seeds& seeds) {
    seeds["export_table"] = {"n,r,t,b\r\n1,0.5,\"mô \"\"hình\"\",\r\nhai dòng\",\\x00ff\r\n,,,\r\n",
                             "-9223372036854775808,1e308,\"\",\\x\r\n",
                             "9223372036854775808,-0,\"a\",\\xFF\r\n",
                             "12,1.25,\"\xFF\",\\x0\n",
                             "\"a\"b,\r\n",
                             "1,nan,inf,\"half",
                             "1,2"};
}

void statement_seeds(Seeds& seeds) {
    seeds["statement"] = {
        "SELECT a, b FROM t WHERE id = ?1 AND (?2 IS NULL OR a LIKE ?2 || '%') ORDER BY id LIMIT ?3 OFFSET "
        "?4",
        "INSERT INTO t (a, b) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET a = excluded.a RETURNING id",
        "UPDATE t SET a = 'it''s ?9' , b = b + ?1 -- why ?2\n WHERE \"a\" = ?3 /* ?4 */",
        "SELECT CASE WHEN a = '?' THEN ?1 ELSE CAST(?2 AS TEXT) END FROM t GROUP BY a",
        "DELETE FROM t WHERE id IN (?1,?2,?10)",
        "WITH x AS (SELECT ?1 AS \"q?\") SELECT * FROM x UNION ALL SELECT a FROM t",
        "SELECT '--', \"a\", '/*' FROM t WHERE c=?1",
        "CREATE TABLE u (id KHEO_ID, a TEXT NOT NULL DEFAULT 'TEXT', b INTEGER, c REAL, d KHEO_BLOB); -- "
        "TEXT\n",
        "CREATE INDEX i ON t (a, \"INTEGER\") /* REAL */"};
}

}  // namespace

void data_seeds(Seeds& seeds) {
    proof_seeds(seeds);
    backup_seeds(seeds);
    table_seeds(seeds);
    statement_seeds(seeds);
}

}  // namespace kheo::fuzz
