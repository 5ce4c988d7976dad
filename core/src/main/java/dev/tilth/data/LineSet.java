package dev.tilth.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/** Lines in the text format of COPY, and which of them were found elsewhere. */
final class LineSet {

  /** Eight bytes at once: lines are hashed as they pass, here and from the server. */
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Odd, and its high bits depend on all others: 2^64 divided by the golden ratio. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final CopyText text = new CopyText();
  private final int[] ends;
  private final long[] numbers;
  private int[] slots = {};
  private final BitSet found = new BitSet();
  private int count;

  /**
   * @param most how many lines there are at most
   */
  LineSet(int most) {
    this.ends = new int[most];
    this.numbers = new long[most];
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
    count++;
  }

  /** Marks the line that was added last if it is this one; returns whether it is. */
  boolean isLast(byte[] line) {
    boolean found = !this.found.get(count - 1) && equals(count - 1, line);
    if (found) {
      this.found.set(count - 1);
    }
    return found;
  }

  /** Marks a line if it is here; once this is asked, no more lines are added. */
  void find(byte[] line) {
    if (slots.length == 0) {
      index();
    }
    int slot = slot(hash(line, 0, line.length));
    for (; slots[slot] != 0; slot = (slot + 1) & (slots.length - 1)) {
      int at = slots[slot] - 1;
      if (equals(at, line)) {
        found.set(at);
        return;
      }
    }
  }

  private void index() {
    slots = new int[Integer.highestOneBit(count) * 4];
    for (int at = found.nextClearBit(0); at < count; at = found.nextClearBit(at + 1)) {
      int slot = slot(hash(text.bytes(), start(at), ends[at]));
      while (slots[slot] != 0) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = at + 1;
    }
  }

  private boolean equals(int at, byte[] line) {
    return Arrays.equals(text.bytes(), start(at), ends[at], line, 0, line.length);
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
    long hash = 0;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = (hash ^ (long) LONGS.get(bytes, i)) * SPREAD;
    }
    for (; i < to; i++) {
      hash = (hash ^ bytes[i]) * SPREAD;
    }
    return Long.hashCode(hash);
  }
}
