-- The tracker, version 1. Runs in one transaction with its schema as the only one on the search path.

CREATE TABLE database (
    only_row boolean NOT NULL DEFAULT true,
    tracker_version integer NOT NULL,
    min_reader integer NOT NULL,
    environment text NOT NULL,
    protected boolean NOT NULL,
    fingerprint text,
    release bigint NOT NULL DEFAULT 0,
    claimed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    claimed_by text NOT NULL,
    CONSTRAINT database_pkey PRIMARY KEY (only_row),
    CONSTRAINT database_only_row_check CHECK (only_row),
    CONSTRAINT database_release_check CHECK (release >= 0)
);
COMMENT ON TABLE database IS 'Which environment this database is, and the version of these tables. One row.';
COMMENT ON COLUMN database.min_reader IS 'The oldest tracker version whose programs may work on these tables.';
COMMENT ON COLUMN database.release IS 'The highest content release that a run has written with; lowered only by --allow-downgrade.';

CREATE TABLE run (
    run_id uuid NOT NULL,
    environment text NOT NULL,
    command text NOT NULL,
    trigger text NOT NULL,
    actor text NOT NULL,
    host text NOT NULL,
    launcher text NOT NULL,
    tilth_version text NOT NULL,
    git_commit text,
    image_digest text,
    reason text,
    plan_hash text,
    locked boolean NOT NULL DEFAULT true,
    backend_pid integer,
    outcome text NOT NULL DEFAULT 'running',
    migrations integer NOT NULL DEFAULT 0,
    seeders integer NOT NULL DEFAULT 0,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    error text,
    CONSTRAINT run_pkey PRIMARY KEY (run_id),
    CONSTRAINT run_outcome_check CHECK (outcome IN ('running', 'done', 'failed', 'interrupted', 'incomplete'))
);
COMMENT ON TABLE run IS 'Who ran what, when, and how it ended. Runs that wrote nothing are not recorded.';
COMMENT ON COLUMN run.locked IS 'Whether it holds the run lock. Only such a run is known to be dead when another has the lock.';
COMMENT ON COLUMN run.backend_pid IS 'The server process of its control connection.';
COMMENT ON COLUMN run.reason IS 'Why, in the words of the person who ran it.';
COMMENT ON COLUMN run.plan_hash IS 'Of the plan that somebody had seen and that the run was held to (--plan).';
CREATE INDEX run_started_at_idx ON run (started_at);

CREATE TABLE step (
    run_id uuid NOT NULL,
    position integer NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    outcome text NOT NULL,
    rows_inserted bigint,
    rows_updated bigint,
    rows_deleted bigint,
    rows_unchanged bigint,
    finished_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    duration interval NOT NULL,
    error text,
    CONSTRAINT step_pkey PRIMARY KEY (run_id, position),
    CONSTRAINT step_run_id_fkey FOREIGN KEY (run_id) REFERENCES run (run_id),
    CONSTRAINT step_kind_check CHECK (kind IN ('migration', 'seeder')),
    CONSTRAINT step_outcome_check CHECK (outcome IN ('applied', 'done_by_rival', 'failed', 'not_reached', 'interrupted', 'incomplete', 'recorded', 'forgotten'))
);
COMMENT ON TABLE step IS 'What each migration and seeder of a run did.';

CREATE TABLE seed (
    name text NOT NULL,
    mode text NOT NULL,
    version integer NOT NULL,
    checksum text NOT NULL,
    status text NOT NULL,
    attempt_id uuid NOT NULL,
    rows_inserted bigint,
    rows_updated bigint,
    rows_deleted bigint,
    rows_unchanged bigint,
    source_size bigint,
    chunk_size bigint,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    duration interval,
    run_id uuid NOT NULL,
    CONSTRAINT seed_pkey PRIMARY KEY (name),
    CONSTRAINT seed_mode_check CHECK (mode IN ('once', 'on_change')),
    CONSTRAINT seed_status_check CHECK (status IN ('running', 'incomplete', 'done')),
    CONSTRAINT seed_chunk_size_check CHECK (status <> 'incomplete' OR (source_size >= 0 AND chunk_size > 0))
);
COMMENT ON TABLE seed IS 'The seeders that have taken effect. A row commits together with the rows that its seeder wrote; that of a chunked seeder before the first chunk.';
COMMENT ON COLUMN seed.status IS 'incomplete: some chunks of a chunked seeder are missing. running, committed: the seeder''s own SQL ended its transaction.';
COMMENT ON COLUMN seed.source_size IS 'Of a chunked seeder: how many rows, or other units, its source has.';
COMMENT ON COLUMN seed.chunk_size IS 'Of a chunked seeder: how many of them a chunk has.';

CREATE TABLE seed_superseded (
    seeder text NOT NULL,
    checksum text NOT NULL,
    superseded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT seed_superseded_pkey PRIMARY KEY (seeder, checksum)
);
COMMENT ON TABLE seed_superseded IS 'Contents of seeders that took effect and were then replaced by another. A row commits together with the claim that replaced it.';

CREATE TABLE seed_chunk (
    seeder text NOT NULL,
    source_checksum text NOT NULL,
    chunk integer NOT NULL,
    rows_inserted bigint,
    rows_updated bigint,
    rows_deleted bigint,
    rows_unchanged bigint,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    run_id uuid NOT NULL,
    CONSTRAINT seed_chunk_pkey PRIMARY KEY (seeder, source_checksum, chunk)
);
COMMENT ON TABLE seed_chunk IS 'The finished chunks of chunked seeders. A row commits together with its chunk.';
COMMENT ON COLUMN seed_chunk.source_checksum IS 'That of the seeder: a chunk of other content is another chunk.';
COMMENT ON COLUMN seed_chunk.chunk IS 'From 1.';

CREATE TABLE seed_row (
    seeder text NOT NULL,
    table_name text NOT NULL,
    business_key jsonb NOT NULL,
    primary_key jsonb NOT NULL,
    CONSTRAINT seed_row_pkey PRIMARY KEY (table_name, primary_key)
);
COMMENT ON TABLE seed_row IS 'Which rows a mirror seeder inserted, and so may delete. A row commits together with the row that it is about.';
COMMENT ON COLUMN seed_row.table_name IS 'With its schema, each part in double quotes.';
COMMENT ON COLUMN seed_row.business_key IS 'The columns that the seeder knows the row by, each value as text.';
COMMENT ON COLUMN seed_row.primary_key IS 'The columns of the primary key, each value as text.';

CREATE TABLE journal (
    script text NOT NULL,
    checksum integer NOT NULL,
    kind text NOT NULL,
    target text NOT NULL,
    state_before text NOT NULL,
    run_id uuid NOT NULL,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT journal_pkey PRIMARY KEY (script)
);
COMMENT ON TABLE journal IS 'The last attempt at each script that runs outside a transaction. An entry is open until the history has a success of that script, of a repeatable one with that checksum.';
COMMENT ON COLUMN journal.checksum IS 'Of the script that was tried, as the history has it.';
COMMENT ON COLUMN journal.kind IS 'What the statement does.';
COMMENT ON COLUMN journal.target IS 'The beginning of the statement, up to the object that it is about.';
COMMENT ON COLUMN journal.state_before IS 'The catalogue on that object before the attempt: what is new since then was made by it.';
