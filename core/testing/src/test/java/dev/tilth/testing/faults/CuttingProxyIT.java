package dev.tilth.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class CuttingProxyIT {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int COMMITS = 20;

  private final TestDatabase database;

  CuttingProxyIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void emptyTable() {
    database.execute("DROP TABLE IF EXISTS seen; CREATE TABLE seen (n int);");
  }

  @Test
  void whatIsNotCutPassesAndIsCounted() throws SQLException {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      try (Connection one = connect(proxy);
          Connection two = connect(proxy)) {
        insert(one, 1);
        insert(two, 2);
      }
      Sessions.of(database).awaitNone(LIMIT);
      assertThat(database.column("SELECT n FROM seen")).containsExactly("1", "2");
      assertThat(proxy.cutAt()).isEmpty();
      List<ClientMessage> messages = proxy.messages();
      assertThat(messages)
          .extracting(ClientMessage::number)
          .containsExactlyElementsOf(IntStream.rangeClosed(1, messages.size()).boxed().toList());
      assertThat(messages)
          .filteredOn(m -> m.connection() == 2)
          .extracting(ClientMessage::name)
          .startsWith("StartupMessage", "PasswordMessage")
          .containsSubsequence("Parse", "Bind", "Execute", "Sync", "Terminate");
      assertThat(messages)
          .filteredOn(m -> m.text().startsWith("INSERT"))
          .extracting(ClientMessage::text)
          .containsExactly("INSERT INTO seen VALUES (1)", "INSERT INTO seen VALUES (2)");
      assertThat(messages).filteredOn(ClientMessage::isBoundary).hasSizeGreaterThan(2);
      assertThat(messages.toString()).doesNotContain(database.password());
    }
  }

  @Test
  void aCommitIsKnownAlsoWhereTheDriverHasPreparedIt() throws SQLException {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      try (Connection connection = connect(proxy)) {
        connection.setAutoCommit(false);
        for (int n = 1; n <= COMMITS; n++) {
          insert(connection, n);
          connection.commit();
        }
      }
      List<ClientMessage> messages = proxy.messages();
      assertThat(messages)
          .filteredOn(m -> m.text().equals("COMMIT"))
          .as("of the driver's own statements only the first uses are parsed")
          .hasSizeLessThan(COMMITS);
      assertThat(messages)
          .filteredOn(m -> m.name().equals("Bind") && m.isCommit())
          .hasSize(COMMITS)
          .extracting(ClientMessage::bound)
          .containsOnly("COMMIT");
    }
  }

  @Test
  void largeAnswersAndCopiesPass() throws SQLException {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database);
        Connection connection = connect(proxy);
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO seen SELECT generate_series(1, 100000)");
      try (var rows = statement.executeQuery("SELECT sum(n), string_agg(n::text, ',') FROM seen")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getLong(1)).isEqualTo(5000050000L);
        assertThat(rows.getString(2)).hasSize(588894).endsWith(",100000");
      }
    }
  }

  @Test
  void aCutAfterAParseMessageLeavesTheStatementUndone() throws SQLException {
    Cut cut = Cut.at(m -> m.name().equals("Parse") && isInsert(m), Cut.Moment.AFTER_MESSAGE);
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, cut)) {
      insertInVain(proxy);
      assertThat(proxy.cutAt().orElseThrow().text()).isEqualTo("INSERT INTO seen VALUES (1)");
      Sessions.of(database).awaitNone(LIMIT);
      assertThat(database.column("SELECT n FROM seen")).isEmpty();
    }
  }

  @Test
  void aCutBeforeTheAnswerLeavesTheStatementDone() throws SQLException {
    int sync = boundaryOfInsert();
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, Cut.beforeAnswer(sync))) {
      insertInVain(proxy);
      assertThat(database.column("SELECT n FROM seen")).containsExactly("1");
      assertThat(proxy.cutAt().orElseThrow().isBoundary()).isTrue();
    }
  }

  @Test
  void aSilentServerIsNotWaitedForLongerThanASecond() throws SQLException {
    Cut cut = Cut.at(m -> m.text().contains("pg_sleep"), Cut.Moment.BEFORE_ANSWER);
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, cut);
        Connection connection = connect(proxy);
        Statement statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(600)"))
          .isInstanceOf(SQLException.class);
      assertThat(Sessions.of(database).terminate("a.query LIKE '%pg_sleep%'")).isEqualTo(1);
    }
  }

  @Test
  void anyMessageCanBeTheLast() throws SQLException {
    int all;
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      insertOnce(proxy);
      all = proxy.messages().size();
    }
    assertThat(all).isGreaterThan(8);
    for (int n = 1; n < all; n++) {
      for (Cut cut : List.of(Cut.afterMessage(n), Cut.beforeAnswer(n))) {
        try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, cut)) {
          insertInVain(proxy);
          assertThat(proxy.cutAt().orElseThrow().number()).isEqualTo(n);
        }
      }
    }
    Sessions.of(database).awaitNone(LIMIT);
  }

  @Test
  void onlyTheConnectionOfTheMessageBreaksAndOthersCanBeOpened() throws SQLException {
    Cut cut = Cut.at(CuttingProxyIT::isInsert, Cut.Moment.AFTER_MESSAGE);
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, cut);
        Connection bystander = connect(proxy)) {
      insertInVain(proxy);
      insert(bystander, 2);
      insertOnce(proxy);
    }
    assertThat(database.column("SELECT n FROM seen")).containsExactly("2", "1");
  }

  @Test
  void aNetworkThatFailsTakesAllConnectionsAndStaysDown() throws SQLException {
    Cut cut =
        Cut.at(CuttingProxyIT::isInsert, Cut.Moment.AFTER_MESSAGE).ofEveryConnection().andForGood();
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, cut);
        Connection bystander = connect(proxy)) {
      insertInVain(proxy);
      assertThatThrownBy(() -> insert(bystander, 2)).isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connect(proxy)).isInstanceOf(SQLException.class);
      proxy.refuse(false);
      insertOnce(proxy);
    }
    assertThat(database.column("SELECT n FROM seen")).containsExactly("1");
  }

  @Test
  void aClosedProxyLeavesNoThreadAndNoSession() throws SQLException {
    CuttingProxy proxy = CuttingProxy.inFrontOf(database, Cut.beforeAnswer(3));
    insertInVain(proxy);
    try (Connection open = connect(proxy)) {
      assertThat(open.isValid(1)).isTrue();
      assertThat(threads()).isNotEmpty();
      proxy.close();
      assertThat(open.isValid(1)).isFalse();
    }
    assertThat(threads()).isEmpty();
    Sessions.of(database).awaitNone(LIMIT);
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("cutting proxy"))
        .toList();
  }

  private static boolean isInsert(ClientMessage message) {
    return message.text().startsWith("INSERT");
  }

  /** The number of the message upon which the server carries the insertion out. */
  private int boundaryOfInsert() throws SQLException {
    try (CuttingProxy proxy = CuttingProxy.inFrontOf(database)) {
      insertOnce(proxy);
      database.execute("TRUNCATE seen");
      List<ClientMessage> messages = proxy.messages();
      int insert = messages.stream().filter(CuttingProxyIT::isInsert).toList().get(0).number();
      return messages.stream()
          .filter(m -> m.number() >= insert && m.isBoundary())
          .toList()
          .get(0)
          .number();
    }
  }

  private void insertInVain(CuttingProxy proxy) {
    assertThatThrownBy(() -> insertOnce(proxy)).isInstanceOf(SQLException.class);
  }

  private void insertOnce(CuttingProxy proxy) throws SQLException {
    try (Connection connection = connect(proxy)) {
      insert(connection, 1);
    }
  }

  private static void insert(Connection connection, int n) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO seen VALUES (%d)".formatted(n));
    }
  }

  private Connection connect(CuttingProxy proxy) throws SQLException {
    String jdbc = "jdbc:" + proxy.url().replaceFirst("//[^@]*@", "//");
    return DriverManager.getConnection(jdbc, database.user(), database.password());
  }
}
