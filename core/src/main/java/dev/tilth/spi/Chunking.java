package dev.tilth.spi;

/**
 * How a source is cut: into chunks of equal size, the last of which may be smaller. The units are
 * whatever the source is counted in: rows, lines, bytes.
 *
 * @param size how many units the source has, 0 or more
 * @param perChunk how many of them a chunk has, 1 or more
 */
public record Chunking(long size, long perChunk) {

  public Chunking {
    if (size < 0 || perChunk < 1) {
      throw new IllegalArgumentException(
          "A source of 0 or more units is cut into chunks of 1 or more, but these are %d and %d."
              .formatted(size, perChunk));
    }
    if (Math.ceilDiv(size, perChunk) > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Chunks of %d are too small for a source of %d: there would be more than %d."
              .formatted(perChunk, size, Integer.MAX_VALUE));
    }
  }

  /** How many chunks there are. */
  public int count() {
    return (int) Math.ceilDiv(size, perChunk);
  }

  /**
   * One of them.
   *
   * @param number from 1 to {@link #count}
   */
  public Chunk chunk(int number) {
    if (number < 1 || number > count()) {
      throw new IllegalArgumentException("There is no chunk %d of %d.".formatted(number, count()));
    }
    long from = (number - 1) * perChunk;
    return new Chunk(number, from, Math.min(from + perChunk, size));
  }
}
