-- Three log-ins for one database: one that migrates and seeds, one that only seeds, one that only looks. Whoever runs
-- this owns the database and may create roles, such as the master user of Amazon RDS; it connects to the database that
-- is meant. Passwords are set afterwards and never written into a file: \password tilth_migrator
--
-- A test (RolesIT) runs this on PostgreSQL 14 and 18 and tries out what each of them may and may not do. Where tables
-- are in other schemas than public already, these get the same lines as public.

CREATE ROLE tilth_migrator LOGIN;
CREATE ROLE tilth_seeder LOGIN;
CREATE ROLE tilth_verifier LOGIN;

-- To make things theirs, one has to be one of them.
GRANT tilth_migrator TO CURRENT_USER;

DO $$
BEGIN
  EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO tilth_migrator', current_database());
  EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO tilth_seeder, tilth_verifier', current_database());
END
$$;

-- PostgreSQL 14 lets everybody create tables in public; later versions do not.
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO tilth_migrator;
GRANT USAGE ON SCHEMA public TO tilth_seeder, tilth_verifier;

-- Of what the migrator will create: the schema tilth and others, tables, sequences.
ALTER DEFAULT PRIVILEGES FOR ROLE tilth_migrator GRANT USAGE ON SCHEMAS TO tilth_seeder, tilth_verifier;
ALTER DEFAULT PRIVILEGES FOR ROLE tilth_migrator GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO tilth_seeder;
ALTER DEFAULT PRIVILEGES FOR ROLE tilth_migrator GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO tilth_seeder;
ALTER DEFAULT PRIVILEGES FOR ROLE tilth_migrator GRANT SELECT ON TABLES TO tilth_verifier;

-- Of what is there already, unless the migrator owns it.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO tilth_seeder;
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO tilth_seeder;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO tilth_verifier;
