package dev.tilth.spi;

/** A value that must not be printed: {@link #toString} masks it. */
public final class Secret {

  /** What stands where a secret would. */
  public static final String MASK = "********";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself; the caller must not log, store or report it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return MASK;
  }
}
