package dev.tilth.migrate;

import java.sql.Connection;

/** A statement that is harmless to run once more, such as {@code VACUUM}. */
record Repeating(String head) implements LoneStatement {

  @Override
  public String kind() {
    return "repeating";
  }

  @Override
  public String state(Connection connection, String script) {
    return "";
  }

  @Override
  public Next reconcile(Connection connection, Attempt attempt) {
    return Next.RUN;
  }

  @Override
  public void abandon(Connection connection, Attempt attempt) {}
}
