package dev.tilth.migrate;

import dev.tilth.plan.MigrationScript;
import dev.tilth.script.SqlCursor;
import dev.tilth.script.SqlName;
import dev.tilth.script.SqlStatement;
import dev.tilth.track.TrackerSettings;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Runs pending scripts in a transaction that somebody else ends: statement by statement, without
 * Flyway, since that commits. Nothing is recorded.
 *
 * <ol>
 *   <li>Before a script, the schema of Flyway's history comes first on the search path, as Flyway
 *       has it. Where it is missing, it is created, as Flyway would.
 *   <li>The statements run in their order. The first that fails ends the script.
 *   <li>After each that may have changed the session's limits, these are put right.
 * </ol>
 */
public final class ScriptRehearsal {

  private static final String FIRST_ON_SEARCH_PATH =
      """
      SELECT pg_catalog.set_config('search_path',
             pg_catalog.concat_ws(', ', ?, pg_catalog.current_setting('search_path')), true)
      """;

  private static final Pattern CHANGES_LIMITS =
      Pattern.compile("set_config|lock_timeout|statement_timeout", Pattern.CASE_INSENSITIVE);

  private static final String SCHEMA_EXISTS = "SELECT pg_catalog.to_regnamespace(?) IS NOT NULL";

  private final MigrationContent content;
  private final Map<String, ScriptForm> forms;
  private final String historySchema;

  /** Reads the forms of these scripts; opens nothing. */
  public ScriptRehearsal(
      MigrationContent content, List<MigrationScript> pending, TrackerSettings settings) {
    this.content = content;
    this.forms = content.forms(pending);
    this.historySchema = SqlName.of(settings.historySchema()).quoted();
  }

  /** Why a script cannot be rehearsed, such as {@code its VACUUM runs outside a transaction}. */
  public Optional<String> obstacle(String script) {
    return Optional.ofNullable(forms.get(script))
        .flatMap(ScriptForm::lone)
        .map(lone -> "its %s runs outside a transaction".formatted(lone.head()))
        .or(() ->
            statements(script).stream()
                .filter(SqlStatement::copiesFromClient)
                .findFirst()
                .map(copy ->
                    "its COPY at line %d takes its rows from the script".formatted(copy.line())));
  }

  /** Whether the script adds a value to an enum, which nothing may use before a commit. */
  public boolean addsEnumValue(String script) {
    return statements(script).stream().anyMatch(ScriptRehearsal::addsEnumValue);
  }

  private static boolean addsEnumValue(SqlStatement statement) {
    return new SqlCursor(statement).take("ALTER", "TYPE")
        && IntStream.range(1, statement.tokens().size())
            .anyMatch(i ->
                statement.tokens().get(i - 1).isWord("ADD")
                    && statement.tokens().get(i).isWord("VALUE"));
  }

  /**
   * Runs one script.
   *
   * @param connection with an open transaction
   * @param limits what it may not lift for longer than one statement
   * @throws RehearsedScriptException if a statement fails
   * @throws SQLException if the connection is of no use
   */
  public void run(String script, Connection connection, Limits limits) throws SQLException {
    prepare(connection);
    for (SqlStatement statement : statements(script)) {
      try (Statement jdbc = connection.createStatement()) {
        jdbc.setEscapeProcessing(false); // Braces are PostgreSQL's here, not those of JDBC.
        jdbc.execute(statement.text());
      } catch (SQLException e) {
        throw new RehearsedScriptException(
            script, new Place(statement.text(), statement.line()), e);
      }
      if (mayChangeLimits(statement)) {
        limits.putRight(connection);
      }
    }
  }

  /** Whether it sets anything by itself, or names what would in code that it runs. */
  private static boolean mayChangeLimits(SqlStatement statement) {
    return new SqlCursor(statement).takeOneOf("SET", "RESET", "DISCARD").isPresent()
        || CHANGES_LIMITS.matcher(statement.text()).find();
  }

  private void prepare(Connection connection) throws SQLException {
    if (!schemaExists(connection)) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE SCHEMA " + historySchema);
      }
    }
    try (PreparedStatement statement = connection.prepareStatement(FIRST_ON_SEARCH_PATH)) {
      statement.setString(1, historySchema);
      statement.execute();
    }
  }

  private boolean schemaExists(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SCHEMA_EXISTS)) {
      statement.setString(1, historySchema);
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  private List<SqlStatement> statements(String script) {
    return SqlStatement.of(content.text(script));
  }

  /** How long the session may wait and work. */
  @FunctionalInterface
  public interface Limits {
    void putRight(Connection connection) throws SQLException;
  }
}
