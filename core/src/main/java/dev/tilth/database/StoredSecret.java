package dev.tilth.database;

import dev.tilth.spi.SecretStore;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * The secret of a database, in a store. Its text is a JSON object as Amazon RDS keeps it, or a
 * password and nothing else.
 *
 * @param id the name that the store knows it by
 * @param store asked each time that the secret is to be fetched, and not before
 */
public record StoredSecret(String id, Supplier<SecretStore> store) {

  /** In the one store that the service loader finds. */
  public static StoredSecret named(String id) {
    return new StoredSecret(id, () -> installed(id));
  }

  /** In this store. */
  public static StoredSecret in(SecretStore store, String id) {
    return new StoredSecret(id, () -> store);
  }

  /** All of an address. */
  DatabaseAddress address() {
    return SecretText.address(id, store.get().fetch(id));
  }

  /** An address with the log-in of the secret. */
  DatabaseAddress complete(DatabaseAddress address) {
    return SecretText.logIn(id, store.get().fetch(id), address);
  }

  /** The same past all caches. */
  DatabaseAddress renew(DatabaseAddress address) {
    return SecretText.logIn(id, store.get().fetchAnew(id), address);
  }

  private static SecretStore installed(String id) {
    var stores = ServiceLoader.load(SecretStore.class).stream().toList();
    if (stores.size() != 1) {
      throw new NoSecretStoreException(id, stores.size());
    }
    return stores.getFirst().get();
  }
}
