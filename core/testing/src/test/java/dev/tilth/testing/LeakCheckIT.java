package dev.tilth.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

class LeakCheckIT {

  @Test
  void aConnectionLeftOpenFailsItsTestAndNoOther() {
    Events tests =
        EngineTestKit.engine(new JupiterTestEngine())
            .selectors(selectClass(Careless.class))
            .execute()
            .testEvents();
    tests.assertStatistics(statistics -> statistics.succeeded(1).failed(2));
    tests
        .assertThatEvents()
        .haveExactly(1, leak("leaves", "idle in transaction", "SELECT 'forgotten'"))
        .haveExactly(1, leak("another", "idle", "SELECT 'elsewhere'"))
        .haveExactly(1, event(test("closes"), finishedSuccessfully()));
  }

  private static Condition<Event> leak(String method, String state, String query) {
    return event(
        test(method),
        finishedWithFailure(
            instanceOf(ConnectionLeakError.class),
            message(text -> {
              assertThat(text).contains("tilth test", state, query);
              return true;
            })));
  }

  @PostgresTest
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static class Careless {

    /** Without a reference the driver closes a connection when it is garbage. */
    static final List<Connection> LEFT = new CopyOnWriteArrayList<>();

    @Test
    @Order(1)
    void leaves(TestDatabase database) throws SQLException {
      Connection connection = database.connect();
      LEFT.add(connection);
      connection.setAutoCommit(false);
      connection.createStatement().execute("SELECT 'forgotten'");
    }

    @Test
    @Order(2)
    void another(TestDatabase database) throws SQLException {
      Connection connection = database.another().connect();
      LEFT.add(connection);
      connection.createStatement().execute("SELECT 'elsewhere'");
    }

    @Test
    @Order(3)
    void closes(TestDatabase database) throws SQLException {
      try (Connection connection = database.connect()) {
        assertThat(connection.isValid(1)).isTrue();
      }
    }
  }
}
