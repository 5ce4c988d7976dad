package dev.tilth.database;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SecretStore;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it is made, and has nothing. */
public final class Unmade implements SecretStore {

  static final AtomicInteger MADE = new AtomicInteger();

  /** For the service loader. */
  public Unmade() {
    MADE.incrementAndGet();
  }

  @Override
  public Secret fetch(String id) {
    throw new UnsupportedOperationException(id);
  }

  @Override
  public Secret fetchAnew(String id) {
    throw new UnsupportedOperationException(id);
  }
}
