package dev.tilth.catalog;

import dev.tilth.script.ForbiddenStatement;
import dev.tilth.script.LoneCommand;
import dev.tilth.script.SqlStatement;
import dev.tilth.seed.ScriptSeeder;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.SeederSpec;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs the statements of a script, one after the other, in the transaction of its claim. */
public final class SqlSeeder implements ScriptSeeder {

  private final SeederSpec spec;
  private final SeedFile file;

  private SqlSeeder(SeederSpec spec, SeedFile file) {
    this.spec = spec;
    this.file = file;
  }

  /** A seeder whose script is among the resources of its specification. */
  public static SqlSeeder of(SeederSpec spec, SeedFile file) {
    return new SqlSeeder(spec, file);
  }

  /**
   * What forbids to run the script: sentences with the line, none for a script that is welcome.
   *
   * @throws IOException if it cannot be read; the message is a sentence
   */
  public List<String> problems() throws IOException {
    List<SqlStatement> statements = statements();
    List<String> problems = new ArrayList<>();
    if (statements.isEmpty()) {
      problems.add("It has no statement.");
    }
    statements.forEach(statement ->
        refusal(statement)
            .ifPresent(why -> problems.add("Line %d: %s".formatted(statement.line(), why))));
    return problems;
  }

  private static Optional<String> refusal(SqlStatement statement) {
    return ForbiddenStatement.in(statement)
        .map(found -> found.words() + " " + harm(found.harm()))
        .or(() ->
            LoneCommand.in(statement)
                .map(words ->
                    words
                        + " cannot run in a transaction, as every seeder does; it belongs into a"
                        + " migration."))
        .or(() -> ofAnotherClient(statement));
  }

  private static Optional<String> ofAnotherClient(SqlStatement statement) {
    if (statement.copiesFromClient()) {
      return Optional.of(
          "COPY FROM STDIN needs a client that sends the rows; put them into a .csv file of its"
              + " own.");
    }
    return statement.tokens().getFirst().isSymbol('\\')
        ? Optional.of("A line that begins with a backslash is a command of psql, not SQL.")
        : Optional.empty();
  }

  private static String harm(ForbiddenStatement.Harm harm) {
    return switch (harm) {
      case ENDS_TRANSACTION ->
          "would end the transaction in which the seeder's rows and its record commit together;"
              + " leave it out.";
      case GIVES_UP_LOCKS ->
          "would drop the lock that tells other runs that this one is at work; leave it out.";
      case LOSES_CONNECTION ->
          "would end the connection, since the driver reads nothing but UTF8 and the DateStyle ISO;"
              + " leave it out.";
    };
  }

  @Override
  public SeederSpec spec() {
    return spec;
  }

  @Override
  public List<SqlStatement> statements() throws IOException {
    return SqlStatement.of(file.text());
  }

  @Override
  public void seed(SeedContext context) throws IOException {
    List<SqlStatement> statements = statements();
    context.sql().connection(connection -> statements.forEach(each -> run(each, connection)));
  }

  private void run(SqlStatement statement, Connection connection) {
    try (Statement jdbc = connection.createStatement()) {
      jdbc.setEscapeProcessing(false); // Braces are PostgreSQL's here, not those of JDBC.
      jdbc.execute(statement.text());
    } catch (SQLException e) {
      throw new StatementFailedException(file.name(), statement, e);
    }
  }
}
