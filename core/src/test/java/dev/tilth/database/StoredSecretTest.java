package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.SecretStore;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which store a name stands for. */
final class StoredSecretTest {

  @TempDir private Path directory = Path.of("");

  @Test
  void theStoreIsLookedForWhereTheNameWasSaid() throws Exception {
    StoredSecret here = StoredSecret.named("app/db");
    StoredSecret there = namedWhere(SlowStore.class.getName());

    assertThatCode(there::checkStore).doesNotThrowAnyException();
    assertThatThrownBy(here::checkStore).isInstanceOf(NoSecretStoreException.class);
  }

  @Test
  void noStoreIsMadeBeforeSomethingIsFetched() throws Exception {
    int before = Unmade.MADE.get();
    StoredSecret secret = namedWhere(Unmade.class.getName());

    secret.checkStore();

    assertThat(Unmade.MADE.get()).isEqualTo(before);
    assertThatThrownBy(() -> secret.renew(DatabaseAddress.parse("postgresql://u@h/d")))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThat(Unmade.MADE.get()).isEqualTo(before + 1);
  }

  @Test
  void twoStoresAreOneTooMany() throws Exception {
    StoredSecret secret = namedWhere(SlowStore.class.getName() + "\n" + Unmade.class.getName());

    assertThatThrownBy(secret::checkStore)
        .isInstanceOf(NoSecretStoreException.class)
        .hasMessageContainingAll("app/db", "finds 2", "exactly one");
  }

  private StoredSecret namedWhere(String providers) throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve(SecretStore.class.getName()), providers + "\n");
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(new URLClassLoader(new URL[] {directory.toUri().toURL()}, before));
    try {
      return StoredSecret.named("app/db");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
