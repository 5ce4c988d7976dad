package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tilth.deploy.NotDeployedException;
import dev.tilth.deploy.RecordsUnreadableException;
import dev.tilth.deploy.StartMode;
import dev.tilth.plan.ContentChangedException;
import dev.tilth.plan.Selection;
import dev.tilth.policy.Identity.Consent;
import dev.tilth.policy.Trigger;
import dev.tilth.policy.WrongEnvironmentException;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.DatabaseContent;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service that refuses to start on a database which lacks something. */
@PostgresTest
final class StartVerifyIT {

  private TestDatabase database;

  @BeforeEach
  void start(TestDatabase given) {
    database = given.another();
  }

  @Test
  void a_complete_database_passes() {
    tilth(InlineContent.small()).deploy().orThrow();

    assertThatCode(() -> verify(InlineContent.small())).doesNotThrowAnyException();
  }

  @Test
  void it_asks_one_question_on_one_connection_and_writes_nothing() throws SQLException {
    tilth(InlineContent.small()).deploy().orThrow();
    String before = rows();

    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      InlineContent.small().addTo(Tilth.builder().url(proxy.url())).build().start(StartMode.VERIFY);

      assertThat(proxy.messages()).filteredOn(ClientMessage::isBoundary).hasSize(1);
      assertThat(proxy.messages()).extracting(ClientMessage::connection).containsOnly(1);
    }
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void an_empty_database_lacks_everything_and_stays_empty() {
    NotDeployedException missing = missing(InlineContent.small());

    assertThat(missing.lacks())
        .containsExactly(
            "Migrations that are not applied: V1__colours.sql, V2__counter.sql, V3__index.sql,"
                + " R__view.sql.",
            "Seeders that have not run: Colours (new), Second (new), Alone (new).");
    assertThat(missing)
        .hasMessageContaining(database.name())
        .hasMessageContaining("Nothing was written.")
        .hasMessageContaining("tilth deploy");
    assertThat(missing.kind()).isEqualTo(FailureKind.FAILED);
    assertThat(database.value("SELECT count(*) FROM pg_namespace WHERE nspname = 'tilth'"))
        .isEqualTo("0");
  }

  /** Behind a pool nothing tells that the database is on this machine. */
  @Test
  void where_nobody_has_said_which_environment_it_is_a_deployment_is_missing() {
    Tilth service =
        InlineContent.small().addTo(Tilth.builder().dataSource(database.dataSource())).build();

    assertThatThrownBy(() -> service.start(StartMode.VERIFY))
        .isInstanceOf(NotDeployedException.class)
        .hasMessageContaining("No deployment has recorded yet which environment");
  }

  @Test
  void many_names_are_counted() {
    InlineContent content = new InlineContent();
    for (int i = 1; i <= 12; i++) {
      content.script("V%d__t.sql".formatted(i), "SELECT 1;");
    }

    assertThat(missing(content).lacks())
        .singleElement()
        .asString()
        .endsWith("V10__t.sql and 2 more.");
  }

  @Test
  void what_the_database_has_beyond_this_build_is_no_obstacle() {
    tilth(
            InlineContent.small()
                .script("V4__extra.sql", "CREATE TABLE public.extra (id integer)")
                .counting(SeederSpec.once("Extra")))
        .deploy()
        .orThrow();

    assertThatCode(() -> verify(InlineContent.small())).doesNotThrowAnyException();
  }

  /** A deployment of this build must not go on there, but this build can be used. */
  @Test
  void nor_is_a_migration_that_was_added_between_its_own() {
    tilth(InlineContent.small().script("V2_1__late.sql", "CREATE TABLE public.late (id integer)"))
        .deploy()
        .orThrow();

    assertThatCode(() -> verify(InlineContent.small())).doesNotThrowAnyException();
    assertThatThrownBy(() -> tilth(InlineContent.small()).deploy())
        .isInstanceOf(ContentChangedException.class);
  }

  @Test
  void a_seeder_that_failed_is_missing() {
    InlineContent broken =
        InlineContent.small()
            .seeder(
                SeederSpec.once("Alone"),
                context -> {
                  throw new IllegalStateException("not today");
                });
    assertThat(tilth(broken).deploy().failure()).isPresent();

    assertThat(missing(InlineContent.small()).lacks())
        .containsExactly("Seeders that have not run: Alone (new).");
  }

  @Test
  void a_seeder_whose_data_has_changed_is_missing() {
    tilth(InlineContent.small()).deploy().orThrow();

    assertThat(missing(InlineContent.small().colours("code,name\nred,Rouge\n")).lacks())
        .containsExactly("Seeders that have not run: Colours (changed).");
  }

  @Test
  void an_attempt_outside_a_transaction_whose_end_nobody_knows_is_missing() {
    tilth(InlineContent.small()).deploy().orThrow();
    InlineContent content =
        InlineContent.small()
            .script(
                "V4__unique.sql",
                "CREATE UNIQUE INDEX CONCURRENTLY colours_low ON public.colours ((1));");
    assertThat(tilth(content).deploy().failure()).isPresent();

    assertThat(missing(content).lacks())
        .containsExactly("Migrations that are not applied: V4__unique.sql.");
    assertThat(missing(InlineContent.small()).lacks())
        .containsExactly(
            "Attempts at migrations outside a transaction that were broken off: V4__unique.sql.");
  }

  @Test
  void a_migration_that_was_rewritten_is_told_as_a_deployment_tells_it() {
    tilth(InlineContent.small()).deploy().orThrow();
    InlineContent content =
        InlineContent.small().script("V2__counter.sql", "CREATE TABLE public.other (id integer)");

    assertThatThrownBy(() -> verify(content))
        .isInstanceOf(ContentChangedException.class)
        .hasMessageContaining("V2__counter.sql");
  }

  @Test
  void another_environments_database_is_refused() {
    tilth(InlineContent.small()).deploy().orThrow();

    assertThatThrownBy(
            () -> builder(InlineContent.small()).environment("qa").build().start(StartMode.VERIFY))
        .isInstanceOf(WrongEnvironmentException.class);
  }

  @Test
  void seeders_that_the_deployments_trigger_does_not_run_are_not_missing() {
    builder(InlineContent.small())
        .environment("prod")
        .build()
        .run("deploy", Selection.DEPLOY, new Consent(true, false))
        .orThrow();
    TilthBuilder prod = builder(InlineContent.small()).environment("prod");

    assertThatCode(() -> prod.build().start(StartMode.VERIFY)).doesNotThrowAnyException();
    assertThatThrownBy(() -> prod.trigger(Trigger.MANUAL).build().start(StartMode.VERIFY))
        .isInstanceOf(NotDeployedException.class)
        .hasMessageContaining("Colours (new)");
  }

  @Test
  void a_protected_environments_first_deployment_is_missing_and_nothing_is_claimed() {
    assertThatThrownBy(() ->
            builder(InlineContent.small()).environment("prod").build().start(StartMode.VERIFY))
        .isInstanceOf(NotDeployedException.class)
        .hasMessageContaining("V1__colours.sql");
  }

  @Test
  void a_user_who_may_read_only_is_told_what_to_grant_and_needs_no_more() {
    tilth(InlineContent.small()).deploy().orThrow();
    try (ServiceUser user = new ServiceUser(database)) {
      Tilth service = InlineContent.small().addTo(Tilth.builder().url(user.url())).build();

      RecordsUnreadableException refused =
          catchThrowableOfType(
              RecordsUnreadableException.class, () -> service.start(StartMode.VERIFY));
      assertThat(refused.kind()).isEqualTo(FailureKind.REFUSED);
      Matcher grant = Pattern.compile("GRANT [^;]*;").matcher(refused.getMessage());
      while (grant.find()) {
        database.execute(grant.group().replace("NAME", user.name()));
      }

      assertThatCode(() -> service.start(StartMode.VERIFY)).doesNotThrowAnyException();
    }
  }

  @Test
  void it_passes_while_another_deployment_has_the_run_lock() throws SQLException {
    tilth(InlineContent.small()).deploy().orThrow();
    try (RunLockHolder deployment = RunLockHolder.on(database)) {
      assertThat(deployment.isHolding()).isTrue();

      assertThatCode(() -> verify(InlineContent.small())).doesNotThrowAnyException();
    }
  }

  @Test
  void a_pool_of_one_connection_is_enough_and_gets_it_back() throws SQLException {
    tilth(InlineContent.small()).deploy().orThrow();
    try (KeepingPool pool = new KeepingPool(database)) {
      Tilth service = InlineContent.small().addTo(Tilth.builder().dataSource(pool)).build();

      service.start(StartMode.VERIFY);
      service.start(StartMode.VERIFY);

      assertThat(pool.inEachSession("SHOW lock_timeout")).containsExactly("0");
    }
  }

  private NotDeployedException missing(InlineContent content) {
    return catchThrowableOfType(NotDeployedException.class, () -> verify(content));
  }

  private void verify(InlineContent content) throws TilthException {
    tilth(content).start(StartMode.VERIFY);
  }

  private Tilth tilth(InlineContent content) {
    return builder(content).environment("dev").build();
  }

  private TilthBuilder builder(InlineContent content) {
    return content.addTo(Tilth.builder().url(database.url()));
  }

  private String rows() throws SQLException {
    try (Connection connection = database.connect()) {
      return DatabaseContent.withTuples(connection).toString();
    }
  }
}
