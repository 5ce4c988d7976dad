package dev.tilth.database;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SecretStore;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The secret of a database, in a store. Its text is a JSON object as Amazon RDS keeps it, or a
 * password and nothing else. Remembers what was fetched last, for every {@link DatabaseAccess} that
 * is made with it.
 */
public final class StoredSecret {

  private final String id;
  private final Supplier<Supplier<SecretStore>> stores;
  private volatile @Nullable Secret last;

  /**
   * @param stores finds the one store, which is made when the secret is to be fetched and not
   *     before
   */
  private StoredSecret(String id, Supplier<Supplier<SecretStore>> stores) {
    this.id = id;
    this.stores = stores;
  }

  /**
   * In the one store that the service loader finds, with the class loader of the thread that calls
   * this.
   *
   * @param id the name that the store knows it by
   */
  public static StoredSecret named(String id) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    return new StoredSecret(id, () -> installed(id, loader));
  }

  /** In this store. */
  public static StoredSecret in(SecretStore store, String id) {
    return new StoredSecret(id, () -> () -> store);
  }

  String id() {
    return id;
  }

  /**
   * Makes no store yet, and fetches nothing.
   *
   * @throws NoSecretStoreException unless there is exactly one
   */
  void checkStore() {
    var unused = stores.get();
  }

  /** Whether it was fetched before: then it is newer than a password that came with an address. */
  boolean isKnown() {
    return last != null;
  }

  /** All of an address. */
  DatabaseAddress address() {
    return SecretText.address(id, text());
  }

  /** An address with the log-in of the secret. */
  DatabaseAddress complete(DatabaseAddress address) {
    return SecretText.logIn(id, text(), address);
  }

  /** The same past all caches. */
  DatabaseAddress renew(DatabaseAddress address) {
    return SecretText.logIn(id, kept(store().fetchAnew(id)), address);
  }

  private Secret text() {
    @Nullable Secret known = last;
    return known == null ? kept(store().fetch(id)) : known;
  }

  private Secret kept(Secret text) {
    last = text;
    return text;
  }

  private SecretStore store() {
    return stores.get().get();
  }

  private static Supplier<SecretStore> installed(String id, ClassLoader loader) {
    List<ServiceLoader.Provider<SecretStore>> found =
        ServiceLoader.load(SecretStore.class, loader).stream().toList();
    if (found.size() != 1) {
      throw new NoSecretStoreException(id, found.size());
    }
    return found.getFirst();
  }
}
