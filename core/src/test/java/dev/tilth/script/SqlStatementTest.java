package dev.tilth.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts are taken apart as the server takes them apart. */
final class SqlStatementTest {

  @Test
  void statements_part_at_semicolons_and_empty_ones_do_not_count() {
    assertThat(texts(";; SELECT 1;\n\nSELECT 2 ; -- ;\n/* ; */ ;"))
        .containsExactly("SELECT 1", "SELECT 2");
    assertThat(texts("")).isEmpty();
    assertThat(texts("-- only a comment")).isEmpty();
    assertThat(texts("\uFEFFSELECT 1")).containsExactly("SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ';'",
        "SELECT 'it''s; fine'",
        "SELECT 'a backslash is a character\\'",
        "SELECT E'a quote \\'; after a backslash', e'\\\\'",
        "SELECT B'1;', x'f;', N'n;', U&'u\\0061;'",
        "SELECT date'2020-01-01;'",
        "SELECT \"a;\"\"b;\", U&\"u;\"",
        "SELECT $$ ; ' $$, $tag$ ; $$ ; $other$ ; $tag$, $ä_1$;$ä_1$",
        "SELECT 1 /* ; /* ; */ ; */ + 2",
        "SELECT 1 -- ; it's\n + 2",
        "SELECT a$b$c, $1",
        "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u; DELETE FROM v)",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2;"
            + " END",
        "DO $do$ BEGIN PERFORM 1; END $do$",
        "SELECT 1e5, 1.5, 'x'",
        "BEGIN",
        "COMMENT ON TABLE t IS 'a\nb;'"
      })
  void a_semicolon_inside_something_does_not_part(String statement) {
    assertThat(texts("  " + statement + "  ;\nSELECT 'next'"))
        .containsExactly(statement, "SELECT 'next'");
  }

  @Test
  void rows_for_a_copy_are_no_sql() {
    assertThat(
            texts(
                """
                COPY public.t (a, b) FROM STDIN WITH (FORMAT csv);
                it's,;
                /* not a comment
                \\.
                SELECT 1;
                """))
        .containsExactly("COPY public.t (a, b) FROM STDIN WITH (FORMAT csv)", "SELECT 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'no end;",
        "SELECT E'no end\\",
        "SELECT \"no end;",
        "SELECT $a$ no end; $b$",
        "SELECT 1 + ( 2; SELECT 3",
        "COPY t FROM STDIN"
      })
  void what_has_no_end_reaches_to_the_end(String script) {
    assertThat(texts(script)).containsExactly(script);
  }

  @Test
  void a_comment_without_an_end_hides_the_rest() {
    assertThat(texts("SELECT 1; /* /* */ DROP TABLE t;")).containsExactly("SELECT 1");
    assertThat(texts("SELECT 1; /")).containsExactly("SELECT 1", "/");
  }

  @Test
  void the_line_is_that_of_the_first_word() {
    assertThat(SqlStatement.of("SELECT 1;\n-- why\n\n  SELECT 2;").getLast().line()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INSERT INTO public.roles (a) VALUES ('geheim')|INSERT INTO public.roles",
        "UPDATE \"Roles\" SET name = 'geheim'|UPDATE \"Roles\" SET name",
        "ALTER ROLE app PASSWORD 'geheim'|ALTER ROLE app PASSWORD",
        "SELECT E'geheim'|SELECT",
        "SELECT $$geheim$$|SELECT",
        "SELECT 4711|SELECT",
        "(SELECT 1)|''",
        "DO $$ BEGIN END $$|DO",
        "CREATE TABLE a AS SELECT b FROM c|CREATE TABLE a AS SELECT b"
      })
  void the_head_ends_before_the_first_value(String statement, String head) {
    assertThat(SqlStatement.of(statement).getFirst().head()).isEqualTo(head);
  }

  @Test
  void rows_that_a_client_sends_along_are_told() {
    assertThat(SqlStatement.of("COPY t FROM STDIN").getFirst().copiesFromClient()).isTrue();
    assertThat(SqlStatement.of("COPY t TO STDOUT").getFirst().copiesFromClient()).isFalse();
    assertThat(SqlStatement.of("SELECT a FROM stdin").getFirst().copiesFromClient()).isFalse();
  }

  /** Nothing that a file can hold makes it fail or run for ever, and nothing gets lost. */
  @Test
  void any_text_is_taken_apart() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "'\"$;-/*\\()eE a1_\nBEGINATOMC\uFEFFä";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder script = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        script.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(SqlStatement.of(script.toString()))
          .as("seed %d: %s", seed, script)
          .allSatisfy(statement -> assertThat(script).contains(statement.text()));
    }
  }

  private static List<String> texts(String script) {
    return SqlStatement.of(script).stream().map(SqlStatement::text).toList();
  }
}
