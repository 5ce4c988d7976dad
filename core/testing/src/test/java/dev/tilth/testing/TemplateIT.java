package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@PostgresTest(template = TemplateIT.Orchard.class)
class TemplateIT {

  private TestServer server;

  @BeforeAll
  void start() {
    server = TestServer.start();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void theDatabaseOfTheClassIsACopy(TestDatabase database) {
    assertThat(database.column("SELECT name FROM tree")).containsExactly("apple");
  }

  @Test
  void copiesAreIndependentAndTheTemplateIsPreparedOnce() {
    int before = Orchard.PREPARED.get();
    TestDatabase first = server.database(Orchard.class);
    first.execute("INSERT INTO tree VALUES ('pear')");
    TestDatabase second = server.database(Orchard.class);
    assertThat(second.column("SELECT name FROM tree")).containsExactly("apple");
    assertThat(Orchard.PREPARED.get()).isEqualTo(before + 1);
  }

  @Test
  void aDatabaseIsCopiedAsItIsNow(TestDatabase database) {
    TestDatabase later = database.copy();
    later.execute("INSERT INTO tree VALUES ('plum')");
    TestDatabase latest = later.copy();

    assertThat(latest.column("SELECT name FROM tree")).containsExactly("apple", "plum");
    assertThat(database.column("SELECT name FROM tree")).containsExactly("apple");
  }

  @Test
  void aDatabaseThatIsDroppedIsGoneWhoeverIsConnectedToIt(TestDatabase database) throws Exception {
    TestDatabase dropped = database.another();
    try (Connection open = dropped.connect()) {
      dropped.drop();
      assertThat(open.isValid(1)).isFalse();
    }
    assertThat(
            database.column(
                "SELECT datname FROM pg_database WHERE datname = '%s'".formatted(dropped.name())))
        .isEmpty();
  }

  @Test
  void aTemplateThatFailsNamesItself() {
    assertThatThrownBy(() -> server.database(Barren.class))
        .isInstanceOf(TemplateFailedException.class)
        .hasMessageContainingAll(Barren.class.getName(), "missing_table");
  }

  @Test
  void aTemplateThatLeavesAConnectionOpenIsRefused() {
    assertThatThrownBy(() -> server.database(Leaking.class))
        .isInstanceOf(TemplateFailedException.class)
        .hasMessageContaining("still open");
  }

  static final class Orchard implements DatabaseTemplate {

    static final AtomicInteger PREPARED = new AtomicInteger();

    @Override
    public void prepare(TestDatabase database) {
      PREPARED.incrementAndGet();
      database.execute("CREATE TABLE tree (name text); INSERT INTO tree VALUES ('apple')");
    }
  }

  static final class Barren implements DatabaseTemplate {

    @Override
    public void prepare(TestDatabase database) {
      database.execute("TABLE missing_table");
    }
  }

  static final class Leaking implements DatabaseTemplate {

    /** Without a reference the driver closes a connection when it is garbage. */
    static final List<Connection> LEFT = new CopyOnWriteArrayList<>();

    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public void prepare(TestDatabase database) throws Exception {
      LEFT.add(database.connect());
    }
  }
}
