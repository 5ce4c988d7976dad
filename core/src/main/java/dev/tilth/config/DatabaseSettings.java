package dev.tilth.config;

import dev.tilth.database.DatabaseAccess;
import dev.tilth.database.DatabaseAddress;
import dev.tilth.database.EncryptionTerms;
import dev.tilth.database.SessionSettings;
import dev.tilth.database.StoredSecret;
import dev.tilth.track.TrackerSettings;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where to, and how.
 *
 * @param address the database; empty where nothing was said, or only a secret
 * @param direct the same database without the pooler that {@code address} leads to
 * @param secretId the name of the secret that has the log-in, or all of the address
 * @param encryption what addresses do not say
 * @param session how sessions are set
 * @param tracker where the records stand
 */
public record DatabaseSettings(
    Optional<DatabaseAddress> address,
    Optional<DatabaseAddress> direct,
    Optional<String> secretId,
    EncryptionTerms encryption,
    SessionSettings session,
    TrackerSettings tracker) {

  /**
   * The way in: the direct address before the other one, with the secret of the store that the
   * service loader finds; empty where nothing was said. Fetches nothing.
   */
  public Optional<DatabaseAccess> access() {
    return access(StoredSecret::named);
  }

  /**
   * The same for a program that runs again and again, and remembers its secrets.
   *
   * @param secrets the secret of this name
   */
  public Optional<DatabaseAccess> access(Function<String, StoredSecret> secrets) {
    Optional<StoredSecret> secret = secretId.map(secrets);
    return direct
        .or(this::address)
        .map(to ->
            secret.map(held -> DatabaseAccess.to(to, held)).orElseGet(() -> DatabaseAccess.to(to)))
        .or(() -> secret.map(DatabaseAccess::by))
        .map(access -> access.encrypted(encryption));
  }
}
