package dev.tilth.data;

import java.util.Arrays;
import java.util.BitSet;

/** Lines in the text format of COPY, and which of them were found elsewhere. */
final class LineSet {

  private final CopyText text = new CopyText();
  private final int[] ends;
  private final long[] numbers;
  private final int[] slots;
  private final BitSet found = new BitSet();
  private int count;

  /**
   * @param most how many lines there are at most
   */
  LineSet(int most) {
    this.ends = new int[most];
    this.numbers = new long[most];
    this.slots = new int[Integer.highestOneBit(Math.max(most, 1)) * 4];
  }

  /** Where the next line is to be added, without its end. */
  CopyText text() {
    return text;
  }

  /** The line that was added is complete. */
  void close(long number) {
    text.add('\n');
    ends[count] = text.length();
    numbers[count] = number;
    int slot = slot(hash(text.bytes(), start(count), ends[count]));
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    count++;
    slots[slot] = count;
  }

  /** Marks a line if it is here; returns whether it is. */
  boolean find(byte[] line) {
    int slot = slot(hash(line, 0, line.length));
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      int at = slots[slot] - 1;
      if (Arrays.equals(text.bytes(), start(at), ends[at], line, 0, line.length)) {
        found.set(at);
        return true;
      }
    }
    return false;
  }

  int size() {
    return count;
  }

  /** How many lines were found. */
  int found() {
    return found.cardinality();
  }

  /** Copies those that were not found, with their numbers before them. */
  RowCopy.Feed others() {
    int[] at = {found.nextClearBit(0)};
    return to -> {
      if (at[0] >= count) {
        return false;
      }
      to.add(numbers[at[0]]);
      to.add('\t');
      to.add(text.bytes(), start(at[0]), ends[at[0]]);
      at[0] = found.nextClearBit(at[0] + 1);
      return true;
    };
  }

  private int start(int at) {
    return at == 0 ? 0 : ends[at - 1];
  }

  private int slot(int hash) {
    return (hash ^ (hash >>> 15)) & (slots.length - 1);
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }
}
