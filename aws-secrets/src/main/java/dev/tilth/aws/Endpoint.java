package dev.tilth.aws;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where variables say that Secrets Manager is; the SDK itself stumbles over what is no URL. */
final class Endpoint {

  private static final Set<String> SCHEMES = Set.of("http", "https");

  private Endpoint() {}

  /**
   * Passes where there is none, or a URL.
   *
   * @param id the secret that is to be fetched from there
   */
  static void check(String id, Map<String, String> variables) {
    if (Boolean.parseBoolean(variables.get("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"))) {
      return;
    }
    Optional<String> named =
        Stream.of("AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_ENDPOINT_URL")
            .filter(name -> !variables.getOrDefault(name, "").isBlank())
            .findFirst();
    named
        .filter(name -> !isUrl(variables.getOrDefault(name, "")))
        .ifPresent(name -> {
          throw SecretNotFetchedException.because(
              id,
              "%s is %s, which is no URL".formatted(name, shown(variables.getOrDefault(name, ""))),
              "Set it to one with http or https and a host, such as"
                  + " https://secretsmanager.eu-west-1.amazonaws.com, or remove it.");
        });
  }

  private static boolean isUrl(String value) {
    try {
      URI uri = new URI(value.strip());
      return uri.getHost() != null && SCHEMES.contains(String.valueOf(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** What stands before an at sign may be a password. */
  private static String shown(String value) {
    return value.contains("@") ? "********" : "'%s'".formatted(value);
  }
}
