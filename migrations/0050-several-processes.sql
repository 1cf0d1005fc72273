-- SPDX-License-Identifier: Apache-2.0
-- What several processes on the same data need to know of each other. No office data.

-- How often each topic was announced: on SQLite others see by it what was changed (platform/db/sqlite_watcher.hpp).
CREATE TABLE announcement (
    topic TEXT PRIMARY KEY,
    times BIGINT NOT NULL
);

-- Always empty. On PostgreSQL every writer locks it: beside each other as a rule, alone who lost too often
-- (platform/db/postgres_database.cpp).
CREATE TABLE writer_turn (
    id BIGINT PRIMARY KEY
);
