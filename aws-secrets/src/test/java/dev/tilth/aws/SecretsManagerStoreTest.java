package dev.tilth.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.SecretStore;
import java.io.IOException;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class SecretsManagerStoreTest {

  @Test
  void itIsWhatTheServiceLoaderFinds() {
    assertThat(ServiceLoader.load(SecretStore.class))
        .singleElement()
        .isInstanceOf(SecretsManagerStore.class);
  }

  @Test
  void theExtensionIsAskedFirstAndNeverAfterARefusal() throws IOException {
    try (FakeService extension = new FakeService()) {
      extension.thenSecret("stale").thenSecret("stale");
      // A name without a region: going on to Secrets Manager ends right there.
      SecretsManagerStore store =
          new SecretsManagerStore(
              Map.of(
                  "AWS_LAMBDA_FUNCTION_NAME", "seed",
                  "AWS_SESSION_TOKEN", "token",
                  "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", String.valueOf(extension.port())));

      assertThat(store.fetch("arn::").reveal()).isEqualTo("stale");
      assertThatThrownBy(() -> store.fetchAnew("arn::")).isInstanceOf(RuntimeException.class);
      assertThat(extension.requests()).hasSize(1);
    }
  }
}
