package dev.tilth.testing.kit;

import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.Cut;
import dev.tilth.testing.faults.Cut.Moment;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Where a deployment's connection breaks.
 *
 * @param message as it was sent in an undisturbed deployment
 */
record CutPoint(ClientMessage message, Moment moment) {

  Cut cut() {
    return moment == Moment.AFTER_MESSAGE
        ? Cut.afterMessage(message.number())
        : Cut.beforeAnswer(message.number());
  }

  /**
   * The first and the last message and the end of each COMMIT, and so many of the others, evenly
   * spread; each in both directions. The same messages give the same points.
   */
  static List<CutPoint> of(List<ClientMessage> messages, int others) {
    SequencedSet<ClientMessage> always = commits(messages);
    if (!messages.isEmpty()) {
      always.add(messages.getFirst());
      always.add(messages.getLast());
    }
    List<CutPoint> points = both(always);
    points.addAll(
        spread(both(messages.stream().filter(m -> !always.contains(m)).toList()), others));
    return points;
  }

  private static SequencedSet<ClientMessage> commits(List<ClientMessage> messages) {
    SequencedSet<ClientMessage> ends = new LinkedHashSet<>();
    List<Integer> committing = new ArrayList<>();
    for (ClientMessage message : messages) {
      Integer connection = message.connection();
      if (message.isCommit()) {
        committing.add(connection);
      }
      if (message.isBoundary() && committing.contains(connection)) {
        committing.removeIf(connection::equals);
        ends.add(message);
      }
    }
    return ends;
  }

  private static List<CutPoint> both(Iterable<ClientMessage> messages) {
    List<CutPoint> points = new ArrayList<>();
    for (ClientMessage message : messages) {
      for (Moment moment : Moment.values()) {
        points.add(new CutPoint(message, moment));
      }
    }
    return points;
  }

  private static List<CutPoint> spread(List<CutPoint> points, int most) {
    if (points.size() <= most) {
      return points;
    }
    List<CutPoint> chosen = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      chosen.add(points.get((int) ((long) i * points.size() / most)));
    }
    return chosen;
  }

  @Override
  public String toString() {
    String when =
        moment == Moment.AFTER_MESSAGE ? "right after it was sent" : "before its answer arrived";
    return "message %s, %s".formatted(message, when);
  }
}
