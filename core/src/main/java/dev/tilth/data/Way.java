package dev.tilth.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which way the next chunk goes into the table, as far as those before it tell: straight, or by
 * comparison. Shared by the threads that load chunks of one source.
 */
final class Way {

  private final AtomicReference<State> state = new AtomicReference<>(State.UNKNOWN);

  private final AtomicBoolean looking = new AtomicBoolean(true);

  private enum State {
    UNKNOWN,
    STRAIGHT,
    /** Until a chunk has nothing but new rows. */
    COMPARING,
    /** For ever: a row was in the way. */
    BARRED
  }

  /** Whether to try the straight way. */
  boolean isStraight(Connection connection, Layout layout) throws SQLException {
    if (state.get() == State.UNKNOWN) {
      state.compareAndSet(State.UNKNOWN, start(connection, layout));
    }
    return state.get() == State.STRAIGHT;
  }

  private static State start(Connection connection, Layout layout) throws SQLException {
    if (!Passage.isOpen(layout)) {
      return State.BARRED;
    }
    return Passage.leadsToEmptyTable(connection, layout) ? State.STRAIGHT : State.COMPARING;
  }

  /** A chunk was compared, and all of its rows were new. */
  void onlyNewRows() {
    state.compareAndSet(State.COMPARING, State.STRAIGHT);
  }

  /** Whether to look for rows that the table has as they are before all are given to the server. */
  boolean isLooking() {
    return looking.get();
  }

  /** That was in vain. */
  void stopLooking() {
    looking.set(false);
  }

  /** The straight way led nowhere. */
  void bar() {
    state.set(State.BARRED);
  }
}
