package dev.tilth.testing.faults;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts the messages of all connections, and says which one is cut. */
final class Traffic {

  private final Cut cut;
  private final List<ClientMessage> messages = new ArrayList<>();
  private final Map<Integer, Map<String, String>> prepared = new HashMap<>();
  private Optional<ClientMessage> cutAt = Optional.empty();
  private int connections;

  Traffic(Cut cut) {
    this.cut = cut;
  }

  Cut cut() {
    return cut;
  }

  synchronized int connection() {
    return ++connections;
  }

  /** Enters a message that is about to be passed on; true of the one at which to cut. */
  synchronized boolean cutsAt(Frame frame, int connection) {
    Map<String, String> own = prepared.computeIfAbsent(connection, number -> new HashMap<>());
    ClientMessage message = frame.message(messages.size() + 1, connection, own);
    messages.add(message);
    if (cutAt.isPresent() || !cut.where().test(message)) {
      return false;
    }
    cutAt = Optional.of(message);
    return true;
  }

  synchronized List<ClientMessage> messages() {
    return List.copyOf(messages);
  }

  synchronized Optional<ClientMessage> cutAt() {
    return cutAt;
  }
}
