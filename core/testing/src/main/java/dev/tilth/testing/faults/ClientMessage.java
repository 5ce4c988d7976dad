package dev.tilth.testing.faults;

import java.util.regex.Pattern;

/**
 * A message that a client sent (PostgreSQL manual, "Message Formats").
 *
 * @param number counted from 1 over all connections, in the order of arrival
 * @param connection the connection's number, from 1
 * @param name as in the manual, such as {@code Parse}, {@code Query} or {@code StartupMessage}
 * @param text the beginning of the statement of Parse and Query; empty for all others
 * @param bound the same of the statement that a Bind names; empty for all others
 */
public record ClientMessage(int number, int connection, String name, String text, String bound) {

  private static final Pattern COMMIT =
      Pattern.compile("(COMMIT|END)\\b(?! PREPARED)", Pattern.CASE_INSENSITIVE);

  /** Whether it asks for the end of a transaction with effect; drivers prepare COMMIT only once. */
  public boolean isCommit() {
    return COMMIT.matcher(text).lookingAt() || COMMIT.matcher(bound).lookingAt();
  }

  /** Whether the server carries out a statement, or all since the last such message, upon it. */
  public boolean isBoundary() {
    return name.equals("Sync") || name.equals("Query");
  }

  @Override
  public String toString() {
    return "%d: %s %s (connection %d)".formatted(number, name, text + bound, connection);
  }
}
