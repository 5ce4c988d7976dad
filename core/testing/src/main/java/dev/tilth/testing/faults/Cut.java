package dev.tilth.testing.faults;

import java.util.function.Predicate;

/**
 * Where and how a {@link CuttingProxy} breaks connections. It does so once.
 *
 * @param where the first message of which this is true
 * @param moment when, counted from that message
 * @param everyConnection whether all connections of that moment break, as when a network does
 * @param forGood whether connections that are opened afterwards break at once
 */
public record Cut(
    Predicate<ClientMessage> where, Moment moment, boolean everyConnection, boolean forGood) {

  /** Never. */
  public static final Cut NONE = new Cut(message -> false, Moment.AFTER_MESSAGE, false, false);

  /** Right after the n-th message of all was handed to the server. */
  public static Cut afterMessage(int n) {
    return at(message -> message.number() == n, Moment.AFTER_MESSAGE);
  }

  /** When the server has begun to answer the n-th message of all, before the client sees any. */
  public static Cut beforeAnswer(int n) {
    return at(message -> message.number() == n, Moment.BEFORE_ANSWER);
  }

  /** Breaks only the connection of the message. */
  public static Cut at(Predicate<ClientMessage> where, Moment moment) {
    return new Cut(where, moment, false, false);
  }

  /** The same for all connections of that moment. */
  public Cut ofEveryConnection() {
    return new Cut(where, moment, true, forGood);
  }

  /** The same, and no connection can be opened from then on. */
  public Cut andForGood() {
    return new Cut(where, moment, everyConnection, true);
  }

  /** When a connection breaks. */
  public enum Moment {
    /** At once: the server may be at work on the message when the client knows already. */
    AFTER_MESSAGE,
    /**
     * When the server answers, or 1 s later: it did what it was asked, and the client does not
     * know. Messages that the client sends meanwhile are passed on, since the server answers most
     * messages only after a Sync.
     */
    BEFORE_ANSWER
  }
}
