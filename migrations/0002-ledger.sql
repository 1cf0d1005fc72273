-- The ledger: one entry per act, written in the transaction of the state it changes. The sealer numbers committed entries
-- (seq), hashes them into a Merkle tree and signs heads. No personal data: values live in version rows of the slices.
CREATE TABLE ledger_entry (
    id KHEO_ID,
    written_at BIGINT NOT NULL,          -- UTC milliseconds
    actor BIGINT NOT NULL,               -- user id, 0 = the system
    verb TEXT NOT NULL,                  -- "registry.registered"
    subject_type TEXT NOT NULL,          -- "initiative", "import", "unit", "user"
    subject_id BIGINT NOT NULL,
    changed TEXT NOT NULL,               -- field keys, comma separated; never values
    commitment KHEO_BLOB NOT NULL,       -- salted BLAKE2b of the new version, empty when the act has no version
    seq BIGINT UNIQUE,                   -- position in the sealed tree, from 1; NULL = not sealed yet
    leaf KHEO_BLOB                       -- leaf hash once sealed
);
CREATE INDEX ledger_entry_by_subject ON ledger_entry (subject_type, subject_id, id);
CREATE INDEX ledger_entry_unsealed ON ledger_entry (id) WHERE seq IS NULL;

-- Signed heads: root hash over the first `size` entries.
CREATE TABLE ledger_head (
    size BIGINT PRIMARY KEY,
    root KHEO_BLOB NOT NULL,
    sealed_at BIGINT NOT NULL,
    signature KHEO_BLOB NOT NULL,
    public_key KHEO_BLOB NOT NULL
);

-- The right edge of the Merkle tree: the roots of its full subtrees, so that sealing reads no old leaf.
CREATE TABLE ledger_frontier (
    level BIGINT PRIMARY KEY,            -- subtree of 2^level leaves
    hash KHEO_BLOB NOT NULL
);
