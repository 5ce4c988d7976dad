package dev.tilth.proof;

import dev.tilth.testing.faults.ClientMessage;
import dev.tilth.testing.faults.Cut;
import dev.tilth.testing.faults.Cut.Moment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

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

  /** Every message in both directions. */
  static List<CutPoint> all(List<ClientMessage> messages) {
    List<CutPoint> points = new ArrayList<>();
    for (ClientMessage message : messages) {
      for (Moment moment : Moment.values()) {
        points.add(new CutPoint(message, moment));
      }
    }
    return points;
  }

  /** Every boundary between statements in both directions, and some others. */
  static List<CutPoint> some(List<ClientMessage> messages, int others, Random random) {
    List<CutPoint> points = all(messages.stream().filter(ClientMessage::isBoundary).toList());
    List<CutPoint> rest = all(messages.stream().filter(m -> !m.isBoundary()).toList());
    Collections.shuffle(rest, random);
    points.addAll(rest.subList(0, Math.min(others, rest.size())));
    return points;
  }

  @Override
  public String toString() {
    return "%s %s".formatted(moment, message);
  }
}
