package dev.tilth.database;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * What the parameters of a URL come to. The driver's properties may hold secrets.
 *
 * @param encryptionSaid whether the URL, or a setting for it, says how the connection is encrypted
 */
record ConnectionParameters(
    Map<String, String> driver,
    @Nullable String schema,
    @Nullable String applicationName,
    @Nullable Duration connectTimeout,
    boolean throughPooler,
    boolean encryptionSaid,
    List<String> ignored) {

  static final ConnectionParameters NONE =
      new ConnectionParameters(Map.of(), null, null, null, false, false, List.of());

  ConnectionParameters {
    driver = Map.copyOf(driver);
    ignored = List.copyOf(ignored);
  }

  /** The same with this encryption, unless one is said. */
  ConnectionParameters encrypted(Encryption encryption) {
    return encryptionSaid ? this : with(PGProperty.SSL_MODE, encryption.word(), true);
  }

  /** The same that trusts what is in this file, unless another one is said. */
  ConnectionParameters trusting(String file) {
    return driver.containsKey(PGProperty.SSL_ROOT_CERT.getName())
        ? this
        : with(PGProperty.SSL_ROOT_CERT, file, encryptionSaid);
  }

  private ConnectionParameters with(PGProperty property, String value, boolean said) {
    Map<String, String> properties = new HashMap<>(driver);
    properties.put(property.getName(), value);
    return new ConnectionParameters(
        properties, schema, applicationName, connectTimeout, throughPooler, said, ignored);
  }

  @Override
  public String toString() {
    return "ConnectionParameters[driver=%s, ignored=%s]".formatted(driver.keySet(), ignored);
  }
}
