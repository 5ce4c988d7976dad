package dev.tilth.snapshot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One change to the rich schema.
 *
 * @param sql what PostgreSQL 14 to 18 understand; each builds on those before
 * @param titles the objects that a difference must name, no more and no fewer
 */
record SchemaChange(String sql, List<String> titles) {

  static Stream<SchemaChange> all() {
    return Stream.of(
            COLUMNS,
            CONSTRAINTS,
            INDEXES,
            SEQUENCES_AND_TYPES,
            TABLES,
            VIEWS,
            CODE,
            ACCESS,
            COMMENTS)
        .flatMap(List::stream);
  }

  private static SchemaChange change(String sql, String... titles) {
    return new SchemaChange(sql, Arrays.asList(titles));
  }

  private static final List<SchemaChange> COLUMNS =
      List.of(
          change("alter table app.role add column note text", "table app.role"),
          change("alter table app.role rename column note to remark", "table app.role"),
          change("alter table app.role drop column remark", "table app.role"),
          change("alter table app.role alter column rank set default 1", "table app.role"),
          change("alter table app.role alter column rank set not null", "table app.role"),
          change("alter table app.role alter column rank drop default", "table app.role"),
          change(
              "alter table app.scratch alter column id set generated always", "table app.scratch"),
          change(
              "alter table app.scratch alter column id drop identity",
              "sequence app.scratch_id_seq",
              "table app.scratch"),
          change(
              "alter table app.account alter column tags type text[] collate \"C\"",
              "table app.account"),
          change(
              "alter table app.role alter column \"Display Name\" set storage external",
              "table app.role"),
          change(
              "alter table app.account alter column active_from type timestamptz(3)",
              "table app.account"),
          change(
              "alter table app.account alter column search drop expression", "table app.account"));

  private static final List<SchemaChange> CONSTRAINTS =
      List.of(
          change(
              "alter table app.role add constraint role_rank_check check (rank >= 0)",
              "table app.role"),
          change(
              "alter table app.role rename constraint role_rank_check to rank_check",
              "table app.role"),
          change("alter table app.role drop constraint rank_check", "table app.role"),
          change(
              "alter table app.account validate constraint account_name_check",
              "table app.account"),
          change(
              "alter table app.account alter constraint account_role_fk not deferrable",
              "table app.account"),
          change(
              """
              alter table app.account drop constraint account_role_fk,
                add constraint account_role_fk foreign key (role_id) references app.role on delete cascade
              """,
              "table app.account"),
          change(
              "alter table app.account disable trigger all",
              "table app.account",
              "table app.visit",
              "trigger app.account.account_touch"));

  private static final List<SchemaChange> INDEXES =
      List.of(
          change("create index role_rank_idx on app.role (rank)", "index app.role_rank_idx"),
          change(
              "drop index app.role_rank_idx; create unique index role_rank_idx on app.role (rank)",
              "index app.role_rank_idx"),
          change("cluster app.role using role_rank_idx", "index app.role_rank_idx"),
          change(
              "alter index app.role_rank_idx rename to role_by_rank",
              "index app.role_rank_idx",
              "index app.role_by_rank"),
          // What a failed CREATE INDEX CONCURRENTLY leaves behind.
          change(
              """
              update pg_index set indisvalid = false
              where indexrelid = 'app.account_search_idx'::regclass
              """,
              "index app.account_search_idx"),
          change("drop statistics app.account_stats", "statistics app.account_stats"));

  private static final List<SchemaChange> SEQUENCES_AND_TYPES =
      List.of(
          change("alter sequence app.ticket increment by 7", "sequence app.ticket"),
          change("alter sequence app.ticket no cycle", "sequence app.ticket"),
          change("alter sequence app.ticket owned by app.role.id", "sequence app.ticket"),
          change("alter type app.mood add value 'bored' before 'angry'", "type app.mood"),
          change("alter type app.address add attribute zip text", "type app.address"),
          change("alter domain app.email drop default", "type app.email"),
          change("alter domain app.email drop constraint email_shape", "type app.email"),
          change("create type app.size as enum ()", "type app.size"));

  private static final List<SchemaChange> TABLES =
      List.of(
          change("create schema other", "schema other"),
          change("create extension pg_trgm", "extension pg_trgm"),
          change("alter table app.archive no inherit app.scratch", "table app.archive"),
          change("alter table app.scratch set logged", "table app.scratch"),
          change("alter table app.scratch replica identity nothing", "table app.scratch"),
          change("alter table app.account set (fillfactor = 90)", "table app.account"),
          change(
              """
              create table app.visit_2027 partition of app.visit
                for values from ('2027-01-01 00:00:00+00') to ('2028-01-01 00:00:00+00')
              """,
              "table app.visit_2027"),
          change(
              "alter table app.visit rename column note to remark",
              "index app.visit_note_idx",
              "table app.visit",
              "table app.visit_2026",
              "table app.visit_2027",
              "table app.visit_rest",
              "view app.nested"),
          change(
              "alter table app.archive rename to attic", "table app.archive", "table app.attic"));

  private static final List<SchemaChange> VIEWS =
      List.of(
          change(
              "create or replace view app.series as select f.x + 2 as next from generate_series(1,"
                  + " 3) f(x) where f.x > 1",
              "view app.series"),
          change(
              "alter view app.angry_account set (security_barrier = off)",
              "view app.angry_account"),
          change("drop view app.series", "view app.series"),
          change(
              "drop materialized view app.role_count",
              "index app.role_count_idx",
              "materialized view app.role_count"));

  private static final List<SchemaChange> CODE =
      List.of(
          change(
              "create or replace function app.touch() returns trigger language plpgsql as 'begin"
                  + " return new; end'",
              "function app.touch()"),
          change("alter function app.touch() security definer", "function app.touch()"),
          change(
              "alter function app.add(integer, integer) volatile",
              "function app.add(integer,integer)"),
          change("alter procedure app.forget(integer) reset all", "procedure app.forget(integer)"),
          change("drop aggregate app.total(integer)", "aggregate app.total(integer)"),
          change(
              "alter table app.visit enable always trigger visit_touch",
              "trigger app.visit.visit_touch"),
          change("alter table app.role disable rule role_stays", "rule app.role.role_stays"),
          change("drop rule role_stays on app.role", "rule app.role.role_stays"));

  private static final List<SchemaChange> ACCESS =
      List.of(
          change(
              "alter policy account_own on app.account using (true)",
              "policy app.account.account_own"),
          change("drop policy account_write on app.account", "policy app.account.account_write"),
          change("alter table app.account force row level security", "table app.account"),
          change("alter table app.account disable row level security", "table app.account"),
          change("grant delete on app.account to pg_monitor", "table app.account"),
          change(
              "grant delete on app.account to pg_monitor with grant option", "table app.account"),
          change("revoke update (code) on app.role from public", "table app.role"),
          change("revoke execute on function app.touch() from public", "function app.touch()"),
          change("revoke usage on type app.mood from public", "type app.mood"),
          change("grant usage on schema app to pg_monitor", "schema app"));

  private static final List<SchemaChange> COMMENTS =
      List.of(
          change("comment on table app.role is 'another'", "table app.role"),
          change("comment on column app.account.mood is 'today'", "table app.account"),
          change("comment on column app.address.city is 'where'", "type app.address"),
          change("comment on constraint role_code_key on app.role is null", "table app.role"),
          change("comment on index app.account_search_idx is null", "index app.account_search_idx"),
          change("comment on function app.touch() is 'trims'", "function app.touch()"),
          change("comment on schema app is null", "schema app"));
}
