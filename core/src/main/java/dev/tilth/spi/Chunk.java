package dev.tilth.spi;

/**
 * A part of a source that is written in one transaction.
 *
 * @param number from 1
 * @param from where it begins in the source, from 0
 * @param to where it ends; the first unit that is not part of it
 */
public record Chunk(int number, long from, long to) {

  /** How many units of the source it has. */
  public long size() {
    return to - from;
  }
}
