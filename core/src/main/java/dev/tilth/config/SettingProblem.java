package dev.tilth.config;

/**
 * What is wrong with one setting.
 *
 * @param key such as {@code tilth.lock-wait}, or the name of a file
 * @param origin where its value came from, such as {@code tilth.conf: 3}
 * @param reason a sentence: what was seen (never a secret) and what is expected
 */
public record SettingProblem(String key, String origin, String reason) {

  @Override
  public String toString() {
    return "%s (%s): %s".formatted(key, origin, reason);
  }
}
