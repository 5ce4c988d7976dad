package dev.tilth.config;

/**
 * A setting as it came out.
 *
 * @param key such as {@code tilth.lock-wait}
 * @param value as text, masked if it is a secret
 * @param origin such as {@code environment variable TILTH_ENV}, {@code tilth.conf: 3} or {@code
 *     default}
 */
public record EffectiveSetting(String key, String value, String origin) {

  @Override
  public String toString() {
    return "%s = %s  # %s".formatted(key, value, origin);
  }
}
