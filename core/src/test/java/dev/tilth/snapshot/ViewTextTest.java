package dev.tilth.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The left texts are those of PostgreSQL 14, the right ones those of 18. */
class ViewTextTest {

  @Test
  void columnsOfTheOnlyRelationLoseItsName() {
    assertThat(
            ViewText.withoutOnlyRelation(
                """
                SELECT role.id,
                   upper(role.code) AS code,
                   count(*) FILTER (WHERE (role.id > 1)) OVER w AS n
                  FROM ONLY app.role
                 WHERE (role.id = ANY (ARRAY[1, 2]))
                 WINDOW w AS (PARTITION BY role.code)
                 ORDER BY role.code;\
                """))
        .isEqualTo(
            """
            SELECT id,
               upper(code) AS code,
               count(*) FILTER (WHERE (id > 1)) OVER w AS n
              FROM ONLY app.role
             WHERE (id = ANY (ARRAY[1, 2]))
             WINDOW w AS (PARTITION BY code)
             ORDER BY code;\
            """);
  }

  @Test
  void anAliasAndQuotedNamesAreKnown() {
    assertThat(ViewText.withoutOnlyRelation(" SELECT \"A b\".id\n   FROM app.role \"A b\";"))
        .isEqualTo(" SELECT id\n   FROM app.role \"A b\";");
    assertThat(ViewText.withoutOnlyRelation(" SELECT f.x\n   FROM generate_series(1, 2) f(x);"))
        .isEqualTo(" SELECT x\n   FROM generate_series(1, 2) f(x);");
    assertThat(ViewText.withoutOnlyRelation(" SELECT x.id\n   FROM a.b x TABLESAMPLE system (10);"))
        .isEqualTo(" SELECT id\n   FROM a.b x TABLESAMPLE system (10);");
  }

  @Test
  void subqueriesKeepTheirNames() {
    assertThat(
            ViewText.withoutOnlyRelation(
                " SELECT q.id, ARRAY( SELECT v.id FROM app.v WHERE (v.id = q.id)) AS ids\n"
                    + "   FROM ( SELECT role.id FROM app.role) q;"))
        .isEqualTo(
            " SELECT id, ARRAY( SELECT v.id FROM app.v WHERE (v.id = q.id)) AS ids\n"
                + "   FROM ( SELECT role.id FROM app.role) q;");
  }

  @Test
  void aSchemaOfTheSameNameStays() {
    assertThat(
            ViewText.withoutOnlyRelation(
                " SELECT a.f(a.id) AS x, (a.t)::a.mood AS m, (a.t COLLATE a.c) AS c, a.*::a.a AS r,"
                    + " EXTRACT(year FROM a.day) AS y, 'a.id'::text AS s\n   FROM a.a;"))
        .isEqualTo(
            " SELECT a.f(id) AS x, (t)::a.mood AS m, (t COLLATE a.c) AS c, a.*::a.a AS r,"
                + " EXTRACT(year FROM day) AS y, 'a.id'::text AS s\n   FROM a.a;");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " SELECT 1 AS one;",
        " SELECT a.id FROM (app.a JOIN app.b ON ((a.id = b.id)));",
        " SELECT a.id\n   FROM app.a,\n    app.b;",
        " SELECT a.id\n   FROM app.a\n     JOIN app.b USING (id);",
        " SELECT a.id FROM app.a UNION ALL SELECT a.id FROM app.a;",
        " SELECT id FROM app.a WHERE (id > 3);",
      })
  void otherQueriesAreLeftAlone(String sql) {
    assertThat(ViewText.withoutOnlyRelation(sql)).isEqualTo(sql);
  }
}
