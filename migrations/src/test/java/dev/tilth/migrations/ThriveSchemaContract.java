package dev.tilth.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.Tilth;
import dev.tilth.testing.TestDatabase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the schema promises to the portal, on any supported version. */
abstract class ThriveSchemaContract {

  private final TestDatabase database;

  ThriveSchemaContract(TestDatabase database) {
    this.database = database;
  }

  @BeforeAll
  static void aUserAndTwoStatusesAreThere(TestDatabase database) {
    Tilth.builder().url(database.url()).environment("dev").seeders().build().migrate().orThrow();
    database.execute(
        "INSERT INTO public.roles (code, name, description) VALUES ('admin', 'Admin', 'All')");
    database.execute(user("ada@example.com", "$2b$12$hash"));
    database.execute(
        """
        INSERT INTO public.case_statuses (code, name, description, position, terminal)
        VALUES ('open', 'Open', 'Open', 1, false), ('closed', 'Closed', 'Closed', 2, true)
        """);
  }

  @Test
  void noIndexIsLeftInvalid() {
    assertThat(database.column("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
        .isEmpty();
  }

  @Test
  void everyConstraintIsValidated() {
    assertThat(database.column("SELECT conname FROM pg_constraint WHERE NOT convalidated"))
        .isEmpty();
  }

  @Test
  void everyTableHasAComment() {
    assertThat(
            database.column(
                """
                SELECT oid::regclass FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                AND obj_description(oid, 'pg_class') IS NULL
                AND relname <> 'flyway_schema_history'
                """))
        .isEmpty();
  }

  @Test
  void everyForeignKeyHasAnIndexThatStartsWithItsColumn() {
    assertThat(
            database.column(
                """
                SELECT conname FROM pg_constraint c
                WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
                  SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
                """))
        .isEmpty();
  }

  @Test
  void anAddressBelongsToOneUserWhateverItsCase() {
    assertRefused(user("ada@example.com", "$2b$12$other"), "users_email_key");
    assertRefused(user("ADA@example.com", "$2b$12$other"), "users_email_check");
  }

  @Test
  void aPasswordIsRefusedWhereAHashBelongs() {
    assertRefused(user("grace@example.com", "correct horse"), "users_password_hash_check");
  }

  @Test
  void anUpdateLeavesItsTime() {
    database.execute("UPDATE public.users SET updated_at = '2020-01-01', last_name = 'Lovelace'");

    assertThat(database.value("SELECT updated_at > created_at FROM public.users")).isEqualTo("t");
  }

  @Test
  void oneStatementMovesStatusesPastEachOther() {
    database.execute("UPDATE public.case_statuses SET position = 3 - position");

    assertThat(database.column("SELECT position FROM public.case_statuses"))
        .containsExactlyInAnyOrder("1", "2");
    assertRefused("UPDATE public.case_statuses SET position = 1", "case_statuses_position_key");
  }

  @Test
  void aShortFormLeadsToAnExaminationType() {
    assertRefused(
        """
        INSERT INTO public.examination_type_short_forms (short_form, examination_type_id)
        VALUES ('ORTHO', 4711)
        """,
        "examination_type_short_forms_examination_type_id_fkey");
  }

  private void assertRefused(String sql, String constraint) {
    assertThatThrownBy(() -> database.execute(sql)).cause().hasMessageContaining(constraint);
  }

  private static String user(String email, String hash) {
    return """
    INSERT INTO public.users (email, first_name, last_name, password_hash, role_id)
    SELECT '%s', 'Ada', 'Byron', '%s', id FROM public.roles
    """
        .formatted(email, hash);
  }
}
