package dev.tilth.seed;

import dev.tilth.spi.Chunking;
import java.util.BitSet;
import java.util.Collection;
import java.util.OptionalInt;

/** Which chunks the workers of one process have still to take up. Safe for several threads. */
final class ChunkBoard {

  private final Chunking chunking;
  private final BitSet done = new BitSet();
  private final BitSet taken = new BitSet();
  private boolean closed;

  /**
   * @param recorded the chunks that are done already
   */
  ChunkBoard(Chunking chunking, Collection<Integer> recorded) {
    this.chunking = chunking;
    recorded.forEach(done::set);
  }

  /** Takes the first chunk that is neither done nor taken. */
  synchronized OptionalInt take() {
    int next = gone().nextClearBit(1);
    if (closed || next > chunking.count()) {
      return OptionalInt.empty();
    }
    taken.set(next);
    return OptionalInt.of(next);
  }

  /** Nothing was begun of it. */
  synchronized void putBack(int chunk) {
    taken.clear(chunk);
  }

  synchronized void done(int chunk) {
    done.set(chunk);
  }

  /** These are done; all others can be taken again. To be called while nobody is at work. */
  synchronized void look(Collection<Integer> recorded) {
    recorded.forEach(done::set);
    taken.clear();
  }

  /** Nothing is taken from here on. */
  synchronized void close() {
    closed = true;
  }

  synchronized int done() {
    return done.cardinality();
  }

  /** How many units of the source the chunks have that are done; the last may be a short one. */
  synchronized long units() {
    int last = chunking.count();
    long missing = done.get(last) ? last * chunking.perChunk() - chunking.size() : 0;
    return done.cardinality() * chunking.perChunk() - missing;
  }

  /** How many can be taken now. */
  synchronized int left() {
    return closed ? 0 : chunking.count() - gone().cardinality();
  }

  private BitSet gone() {
    BitSet gone = (BitSet) done.clone();
    gone.or(taken);
    return gone;
  }

  synchronized boolean isComplete() {
    return done.cardinality() == chunking.count();
  }
}
