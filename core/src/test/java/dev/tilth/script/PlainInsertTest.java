package dev.tilth.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only what cannot be more than data counts as data. */
final class PlainInsertTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO t VALUES (1)",
        "insert into t (a, \"b c\") values (true, FALSE), (null, default)",
        "INSERT INTO public.t (a) VALUES (1), (-2), (+3.5), (1e5), (1_000)",
        "INSERT INTO t (a) VALUES ('it''s'), (E'\\'; DROP TABLE t; --'), ($$now()$$), ($a$ $$ $a$)",
        "INSERT INTO t (a) VALUES (B'1'), (x'F'), (N'n')",
        "INSERT INTO t (a) VALUES ('1'::int), ('{}'::pg_catalog.jsonb), (NULL::\"My Type\")",
        "INSERT INTO t (a) VALUES ('1'::numeric(10, 2)), ('{}'::int[]), ('{}'::varchar(3)[][3])",
        "INSERT INTO t (a) VALUES ('1'::double precision), ('1'::character varying(3))",
        "INSERT INTO t (a) VALUES ('x'::timestamp(3) with time zone), ('x'::time without time"
            + " zone)",
        "INSERT INTO t (id) OVERRIDING SYSTEM VALUE VALUES (1)",
        "INSERT INTO t (id) OVERRIDING USER VALUE VALUES (1)",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (a, \"b\") DO NOTHING",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT ON CONSTRAINT k DO NOTHING",
        "INSERT /* now() */ INTO t -- (SELECT 1)\n (a) VALUES (1 /* + 1 */)"
      })
  void values_that_are_written_down_are_plain(String statement) {
    assertThat(inserts(statement + ";").orElseThrow())
        .extracting(PlainInsert::text)
        .containsExactly(statement);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1",
        "UPDATE t SET a = 1",
        "DELETE FROM t",
        "TRUNCATE t",
        "COPY t FROM '/tmp/t'",
        "DO $$ BEGIN END $$",
        "SET search_path TO nowhere",
        "WITH w AS (SELECT 1) INSERT INTO t VALUES (1)",
        "INSERT INTO t SELECT 1",
        "INSERT INTO t TABLE u",
        "INSERT INTO t DEFAULT VALUES",
        "INSERT INTO t AS s VALUES (1)",
        "INSERT INTO d.s.t VALUES (1)",
        "INSERT INTO t (a.b) VALUES (1)",
        "INSERT INTO t (a[1]) VALUES (1)",
        "INSERT INTO t () VALUES (1)",
        "INSERT INTO t (a,) VALUES (1)",
        "INSERT INTO t (a) VALUES ()",
        "INSERT INTO t (a) VALUES (now())",
        "INSERT INTO t (a) VALUES (current_timestamp)",
        "INSERT INTO t (a) VALUES (1session_user)",
        "INSERT INTO t (a) VALUES ((1))",
        "INSERT INTO t (a) VALUES ((SELECT 1))",
        "INSERT INTO t (a) VALUES (1 + 1)",
        "INSERT INTO t (a) VALUES (- -1)",
        "INSERT INTO t (a) VALUES (-'1')",
        "INSERT INTO t (a) VALUES ('a' || 'b')",
        "INSERT INTO t (a) VALUES ('a' 'b')",
        "INSERT INTO t (a) VALUES ('a' COLLATE \"C\")",
        "INSERT INTO t (a) VALUES (1::mine)",
        "INSERT INTO t (a) VALUES (true::mine)",
        "INSERT INTO t (a) VALUES ('a'::text::mine)",
        "INSERT INTO t (a) VALUES ('a':text)",
        "INSERT INTO t (a) VALUES ('a'::numeric('x'))",
        "INSERT INTO t (a) VALUES ('a'::numeric(10)",
        "INSERT INTO t (a) VALUES ('{1}'::int[][1] + 1)",
        "INSERT INTO t (a) VALUES (CAST('1' AS int))",
        "INSERT INTO t (a) VALUES (date '2020-01-01')",
        "INSERT INTO t (a) VALUES (ARRAY[1])",
        "INSERT INTO t (a) VALUES (ROW(1))",
        "INSERT INTO t (a) VALUES ($1)",
        "INSERT INTO t (a) VALUES (?)",
        "INSERT INTO t (a) VALUES (:x)",
        "INSERT INTO t (a) VALUES (U&'a')",
        "INSERT INTO t (a) VALUES (nextval)",
        "INSERT INTO t (a) VALUES (\"now\")",
        "INSERT INTO t (a) VALUES (1),",
        "INSERT INTO t (a) VALUES (1) (2)",
        "INSERT INTO t (a) VALUES (1) RETURNING a",
        "INSERT INTO t (a) VALUES (1) ORDER BY f()",
        "INSERT INTO t (a) VALUES (1) UNION SELECT 1",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) DO UPDATE SET a = 2",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (f(a)) DO NOTHING",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT (a) WHERE a > 1 DO NOTHING",
        "INSERT INTO t (a) VALUES (1) ON CONFLICT DO NOTHING RETURNING a",
        "INSERT INTO t (a) OVERRIDING VALUE VALUES (1)",
        "INSERT INTO t (a) VALUES ('no end)",
        "INSERT INTO t (a) VALUES (1",
        "INSERT INTO t (a)",
        "INSERT INTO t",
        "INSERT INTO",
        "INSERT"
      })
  void everything_else_is_not(String statement) {
    assertThat(inserts(statement)).isEmpty();
  }

  @Test
  void a_script_is_plain_if_all_its_statements_are() {
    assertThat(inserts("INSERT INTO t VALUES (1); INSERT INTO u VALUES (2)").orElseThrow())
        .extracting(insert -> insert.table().toString())
        .containsExactly("t", "u");
    assertThat(inserts("INSERT INTO t VALUES (1); SELECT 1; INSERT INTO u VALUES (2)")).isEmpty();
  }

  @Test
  void a_table_is_named_as_the_server_reads_its_name() {
    assertThat(inserts("INSERT INTO Public.\"My.Table\" VALUES (1)").orElseThrow().getFirst())
        .extracting(PlainInsert::table)
        .isEqualTo(new SqlName(List.of("public", "My.Table")));
  }

  private static Optional<List<PlainInsert>> inserts(String script) {
    return PlainInsert.all(SqlStatement.of(script));
  }
}
