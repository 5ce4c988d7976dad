package dev.tilth.aws;

import dev.tilth.spi.Secret;
import dev.tilth.spi.SecretStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * AWS Secrets Manager.
 *
 * <ol>
 *   <li>In a Lambda function, {@link #fetch} asks the AWS Parameters and Secrets extension, which
 *       answers in milliseconds, from its cache if it can.
 *   <li>Where there is no extension, or it gives no answer, the AWS SDK asks Secrets Manager.
 *   <li>{@link #fetchAnew} never asks the extension: it keeps what it knows for minutes
 *       (SECRETS_MANAGER_TTL), and that was refused.
 * </ol>
 *
 * <p>Credentials and endpoints are found as the SDK finds them; the region is that of the ARN, for
 * a name AWS_REGION, AWS_DEFAULT_REGION or that of the profile. An answer takes 20 s at most, with
 * the extension, the search for credentials and retries of what is throttled.
 */
public final class SecretsManagerStore implements SecretStore {

  private final Map<String, String> variables;
  private final Function<String, SecretsManager> managers;
  private final Limit limit;

  /** For the service loader. */
  public SecretsManagerStore() {
    // No method reference: that would load the class, and the SDK's with it.
    this(
        System.getenv(),
        region -> new SecretsManager(region, System.getenv()),
        new Limit(Duration.ofSeconds(20)));
  }

  /**
   * For a function or task with these variables.
   *
   * @param managers by region
   */
  SecretsManagerStore(
      Map<String, String> variables, Function<String, SecretsManager> managers, Limit limit) {
    this.variables = variables;
    this.managers = managers;
    this.limit = limit;
  }

  @Override
  public Secret fetch(String id) {
    Optional<Extension> extension = Extension.in(variables, id);
    return limit.on(
        id, () -> extension.flatMap(found -> found.answer(id)).orElseGet(() -> asked(id)));
  }

  @Override
  public Secret fetchAnew(String id) {
    return limit.on(id, () -> asked(id));
  }

  /** The SDK's classes are loaded here and not before. */
  private Secret asked(String id) {
    Endpoint.check(id, variables);
    return managers.apply(Region.of(id, variables)).fetch(id);
  }
}
