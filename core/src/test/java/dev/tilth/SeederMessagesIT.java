package dev.tilth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.CuttingProxy;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * How often a small seeder has the server answer before it goes on, beside its own statements; what
 * takes each of them once over the network. Counted, since times are not the same twice.
 */
@PostgresTest
final class SeederMessagesIT {

  /** More than the driver needs to have its statements prepared for good. */
  private static final int MANY = 12;

  /** The session put in order, the claim, the counts, the record and the entry, the commit. */
  private static final int WHATEVER_IT_DOES = 5;

  /** Of the package data. */
  private static final int OF_A_LOAD = 2;

  private final TestDatabase given;

  SeederMessagesIT(TestDatabase given) {
    this.given = given;
  }

  @Test
  void a_seeder_that_does_nothing() {
    assertThat(roundTripsOfOne(number -> context -> {})).isEqualTo(WHATEVER_IT_DOES);
  }

  @Test
  void a_seeder_of_sql() {
    long roundTrips =
        roundTripsOfOne(number ->
            context -> {
              String sql = "INSERT INTO t%d VALUES ('a')".formatted(number);
              context.sql().execute(sql);
            });

    assertThat(roundTrips).isEqualTo(WHATEVER_IT_DOES + 1);
  }

  @Test
  void a_seeder_of_declared_data() {
    long roundTrips =
        roundTripsOfOne(number ->
            context -> {
              Resource csv = InlineContent.resource("t.csv", "code\na\n");
              context.load(TableData.of("public.t" + number, csv).key("code"));
            });

    assertThat(roundTrips).isEqualTo(WHATEVER_IT_DOES + OF_A_LOAD);
  }

  private long roundTripsOfOne(IntFunction<InlineContent.Action> seeder) {
    return roundTrips(MANY + 1, seeder) - roundTrips(MANY, seeder);
  }

  /** Those of the connection of the work; another one is for the books. */
  private long roundTrips(int seeders, IntFunction<InlineContent.Action> seeder) {
    TestDatabase database = given.another();
    InlineContent content = new InlineContent();
    StringBuilder tables = new StringBuilder();
    for (int i = 0; i < seeders; i++) {
      tables.append("CREATE TABLE public.t%d (code text PRIMARY KEY);".formatted(i));
      content.seeder(SeederSpec.once("S" + i).independent(), seeder.apply(i));
    }
    content.script("V1__t.sql", tables.toString());
    content.addTo(Tilth.builder().url(database.url())).build().migrate().orThrow();
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      content.addTo(Tilth.builder().url(proxy.url())).build().seed().orThrow();
      assertThat(proxy.messages()).extracting(ClientMessage::connection).containsOnly(1, 2);
      return proxy.messages().stream().filter(SeederMessagesIT::isOfWorkAndAwaitsAnswer).count();
    }
  }

  /** The driver sends BEGIN ahead of the statement that follows. */
  private static boolean isOfWorkAndAwaitsAnswer(ClientMessage message) {
    return message.connection() == 2 && message.isBoundary() && !message.text().equals("BEGIN");
  }
}
