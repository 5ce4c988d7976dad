package dev.tilth.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tilth.spi.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The AWS Parameters and Secrets Lambda extension, a cache that runs beside the function (AWS
 * Secrets Manager User Guide, "Use AWS Secrets Manager secrets in AWS Lambda functions").
 *
 * <p>It hands on no error code of Secrets Manager, so that whatever it cannot answer is asked of
 * Secrets Manager itself, which says why.
 *
 * @param port where it listens on this machine
 * @param token what proves that the function asks: the session token of its role
 */
record Extension(int port, Secret token) {

  private static final Logger LOG = LoggerFactory.getLogger(Extension.class);

  private static final String FUNCTION = "AWS_LAMBDA_FUNCTION_NAME";
  private static final String TOKEN = "AWS_SESSION_TOKEN";
  private static final String PORT = "PARAMETERS_SECRETS_EXTENSION_HTTP_PORT";
  private static final String DEFAULT_PORT = "2773";
  private static final int HIGHEST_PORT = 65535;
  private static final Duration CONNECT = Duration.ofMillis(500);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /**
   * The one that would be there: elsewhere the token is shown to nobody who listens.
   *
   * @param id the secret that it is to be asked for
   */
  static Optional<Extension> in(Map<String, String> variables, String id) {
    return variables.containsKey(FUNCTION)
        ? Optional.ofNullable(variables.get(TOKEN))
            .map(token -> new Extension(port(variables, id), Secret.of(token)))
        : Optional.empty();
  }

  private static int port(Map<String, String> variables, String id) {
    String said = variables.getOrDefault(PORT, DEFAULT_PORT).strip();
    int port = said.matches("\\d{1,5}") ? Integer.parseInt(said) : 0;
    if (port < 1 || port > HIGHEST_PORT) {
      throw SecretNotFetchedException.because(
          id,
          "%s is '%s', which is no port".formatted(PORT, said),
          "Set it to a number from 1 to %d, or remove it: the extension listens on %s."
              .formatted(HIGHEST_PORT, DEFAULT_PORT));
    }
    return port;
  }

  Optional<Secret> answer(String id) {
    try {
      return text(asked(id));
    } catch (IOException e) {
      // A parser's message quotes what it read.
      LOG.debug("The extension on port {} gives no answer: {}.", port, e.getClass().getName());
      return Optional.empty();
    }
  }

  private HttpURLConnection asked(String id) throws IOException {
    URI uri =
        URI.create(
            "http://localhost:%d/secretsmanager/get?secretId=%s"
                .formatted(port, URLEncoder.encode(id, StandardCharsets.UTF_8)));
    // Never through a proxy, which would learn the token.
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    // Nor to wherever somebody points.
    connection.setInstanceFollowRedirects(false);
    connection.setConnectTimeout((int) CONNECT.toMillis());
    connection.setReadTimeout((int) ANSWER.toMillis());
    connection.setRequestProperty("X-Aws-Parameters-Secrets-Token", token.reveal());
    return connection;
  }

  private Optional<Secret> text(HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK) {
      LOG.debug("The extension on port {} answers with status {}.", port, status);
      return Optional.empty();
    }
    try (InputStream body = connection.getInputStream();
        JsonParser parser = new JsonFactory().createParser(body)) {
      return text(parser);
    }
  }

  private static Optional<Secret> text(JsonParser parser) throws IOException {
    parser.nextToken();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (name.equals("SecretString") && value == JsonToken.VALUE_STRING) {
        return Optional.of(Secret.of(parser.getText()));
      }
      parser.skipChildren();
    }
    return Optional.empty();
  }
}
