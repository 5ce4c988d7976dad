package dev.tilth.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A server and who logs in there.
 *
 * @param query further parameters as they stand in the URL, such as {@code sslmode=require}
 */
record ServerAddress(String host, int port, String user, String password, String query) {

  private static final int DEFAULT_PORT = 5432;

  /** Reads {@code postgresql://user:password@host:port/database?query}, also its jdbc: form. */
  static ServerAddress parse(String url) {
    URI uri = uri(url);
    String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    String[] userInfo =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    String user = userInfo.length > 0 ? decoded(userInfo[0]) : parameter(query, "user");
    String password = userInfo.length > 1 ? decoded(userInfo[1]) : parameter(query, "password");
    if (uri.getHost() == null || user.isEmpty()) {
      throw new TestServerUrlException();
    }
    int port = uri.getPort() == -1 ? DEFAULT_PORT : uri.getPort();
    return new ServerAddress(uri.getHost(), port, user, password, withoutCredentials(query));
  }

  String url(String database) {
    return "postgresql://%s:%s@%s:%d/%s%s"
        .formatted(encoded(user), encoded(password), host, port, encoded(database), suffix());
  }

  String jdbcUrl(String database) {
    return "jdbc:postgresql://%s:%d/%s%s".formatted(host, port, encoded(database), suffix());
  }

  /** Without the password. */
  @Override
  public String toString() {
    return "%s@%s:%d".formatted(user, host, port);
  }

  private String suffix() {
    return query.isEmpty() ? "" : "?" + query;
  }

  private static URI uri(String url) {
    try {
      URI uri = URI.create(url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url);
      if ("postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException secretInMessage) {
      throw new TestServerUrlException();
    }
    throw new TestServerUrlException();
  }

  private static String parameter(String query, String name) {
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> decoded(part.substring(name.length() + 1)))
        .findFirst()
        .orElse("");
  }

  private static String withoutCredentials(String query) {
    return Arrays.stream(query.split("&"))
        .filter(part -> !part.startsWith("user=") && !part.startsWith("password="))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }
}
