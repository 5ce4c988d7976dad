package com.example.places;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.InlineContent;
import dev.tilth.Tilth;
import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.kit.Deployment;
import dev.tilth.testing.kit.SeederKit;
import dev.tilth.testing.kit.SeederKitError;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kit finds what Tilth cannot prevent: seeders that are wrong by themselves. */
@PostgresTest
final class WrongSeedersIT {

  private static final String SCHEMA =
      "CREATE TABLE town (code text, name text UNIQUE); CREATE TABLE letter (sent text NOT NULL);";

  private record Town(String code, String name) {}

  private TestDatabase start;

  @BeforeEach
  void schema(TestDatabase given) {
    start = given.another();
    tilth(start.url(), new InlineContent()).migrate().orThrow();
  }

  @Test
  void a_right_seeder_passes() {
    BiConsumer<String, SeedContext> right =
        (url, context) ->
            context
                .sql()
                .execute(
                    "INSERT INTO town SELECT 'par', 'Paris' WHERE NOT EXISTS (SELECT FROM town)");

    assertThatCode(kit(right).otherCuts(20)::check).doesNotThrowAnyException();
  }

  @Test
  void rows_that_are_made_anew_for_each_run_are_found_by_running_twice() {
    Deployment deployment =
        url -> {
          Resource rows =
              Resource.rows("towns", List.of(new Town(UUID.randomUUID().toString(), "Paris")));
          TableData table = TableData.of("public.town", rows).key("name");
          Seeder towns = TableSeeder.of(SeederSpec.onChange("Towns"), table);
          tilth(url, new InlineContent().seeder(towns)).deploy().orThrow();
        };

    assertThatThrownBy(SeederKit.of(start, deployment)::checkTwice)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("table public.town", "table tilth.seed", "checksum");
  }

  @Test
  void random_keys_are_found_by_comparing_two_databases() {
    BiConsumer<String, SeedContext> wrong =
        (url, context) ->
            context.sql().execute("INSERT INTO town VALUES (gen_random_uuid()::text, 'Paris')");

    kit(wrong).checkTwice();
    assertThatThrownBy(kit(wrong)::checkReproducible)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContaining("table public.town");
    kit(wrong).excluding("town.code").checkReproducible();
  }

  @Test
  void a_failure_that_is_only_reported_passes_no_check() {
    Deployment reporting =
        url -> {
          var unused = tilth(url, (own, context) -> context.sql().execute("broken"), 1).deploy();
        };

    assertThatThrownBy(SeederKit.of(start, reporting)::checkReproducible)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("wrote no row", "orThrow()");
  }

  @Test
  void an_insert_without_a_key_is_found_by_repeating_it() {
    BiConsumer<String, SeedContext> wrong =
        (url, context) -> context.sql().execute("INSERT INTO letter VALUES ('to Paris')");

    kit(wrong).checkTwice();
    assertThatThrownBy(kit(wrong)::checkRepeatable)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("1 row(s) are there", "to Paris", "ON CONFLICT");
  }

  @Test
  void rows_by_a_connection_of_its_own_are_found_by_cutting() {
    BiConsumer<String, SeedContext> wrong =
        (url, context) -> {
          execute(url, "INSERT INTO letter VALUES ('to Paris')");
          context.sql().execute("INSERT INTO town VALUES ('par', 'Paris')");
        };

    kit(wrong).checkTwice();
    kit(wrong).checkReproducible();
    assertThatThrownBy(kit(wrong).otherCuts(20)::checkCutAndResumed)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll(
            "table public.letter", "to Paris", "a connection of the seeder's own");
  }

  @Test
  void rows_before_the_run_lock_are_found_by_rivals() {
    Deployment deployment =
        url -> {
          execute(url, "INSERT INTO letter VALUES ('to Paris')");
          tilth(url, (unused, context) -> {}, 1).deploy().orThrow();
        };

    assertThatThrownBy(SeederKit.of(start, deployment).rivals(3)::checkRivals)
        .isInstanceOf(SeederKitError.class)
        .hasMessageContainingAll("rivals: ", "table public.letter", "2 row(s) are there");
  }

  private SeederKit kit(BiConsumer<String, SeedContext> work) {
    return SeederKit.of(start, url -> tilth(url, work, 1).deploy().orThrow())
        .repeatedBy(url -> tilth(url, work, 2).deploy().orThrow());
  }

  private static Tilth tilth(String url, BiConsumer<String, SeedContext> work, int version) {
    SeederSpec spec = SeederSpec.onChange("Towns").withVersion(version);
    return tilth(url, new InlineContent().seeder(spec, context -> work.accept(url, context)));
  }

  private static Tilth tilth(String url, InlineContent content) {
    return content
        .script("V1__towns.sql", SCHEMA)
        .addTo(Tilth.builder().url(url).environment("dev"))
        .build();
  }

  private static void execute(String url, String statement) {
    URI uri = URI.create(url);
    String[] login = uri.getUserInfo().split(":", 2);
    String address =
        "jdbc:postgresql://%s:%d%s".formatted(uri.getHost(), uri.getPort(), uri.getPath());
    try (Connection connection =
            DriverManager.getConnection(address + "?sslmode=disable", login[0], login[1]);
        Statement sql = connection.createStatement()) {
      sql.execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
