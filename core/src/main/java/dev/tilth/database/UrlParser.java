package dev.tilth.database;

import dev.tilth.database.DatabaseAddress.Host;
import dev.tilth.spi.Secret;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes a database URL apart.
 *
 * <ol>
 *   <li>The authority ends at the first slash or question mark; its last at sign ends the user name
 *       and password. A raw at sign after the authority means that a slash or question mark of the
 *       password was taken for its end: refused, since host and database would be pieces of the
 *       password.
 *   <li>User name and password part at the first colon.
 *   <li>libpq's parameters {@code host}, {@code port}, {@code user}, {@code password} and {@code
 *       dbname} win over the rest of the URL.
 * </ol>
 */
final class UrlParser {

  private static final Pattern PARAMETER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final String JDBC = "jdbc:";
  private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");

  private final boolean jdbc;
  private final String userInfo;
  private final String hosts;
  private final String path;
  private final Map<String, String> parameters;

  private UrlParser(String url) {
    jdbc = url.regionMatches(true, 0, JDBC, 0, JDBC.length());
    String rest = withoutScheme(jdbc ? url.substring(JDBC.length()) : url);
    int authorityEnd = endOfAuthority(rest);
    if (rest.indexOf('@', authorityEnd) >= 0) {
      throw InvalidDatabaseAddressException.url(
          "an at sign stands after the host, so that it is not clear where the password ends");
    }
    int at = rest.lastIndexOf('@', authorityEnd);
    userInfo = rest.substring(0, Math.max(at, 0));
    hosts = rest.substring(at + 1, authorityEnd);
    int question = rest.indexOf('?', authorityEnd);
    int pathEnd = question < 0 ? rest.length() : question;
    path = rest.substring(Math.min(authorityEnd + 1, pathEnd), pathEnd);
    parameters = parameters(question < 0 ? "" : rest.substring(question + 1));
  }

  static DatabaseAddress parse(String url) {
    return new UrlParser(url.strip()).address();
  }

  private DatabaseAddress address() {
    int colon = userInfo.indexOf(':');
    String user =
        parameter(
            "user", PercentEncoding.decode(colon < 0 ? userInfo : userInfo.substring(0, colon)));
    String password =
        parameter(
            "password", colon < 0 ? "" : PercentEncoding.decode(userInfo.substring(colon + 1)));
    String database = parameter("dbname", PercentEncoding.decode(path));
    require(user, "user");
    require(database, "database");
    List<Host> hostList = hostList();
    return new DatabaseAddress(
        hostList,
        database,
        user,
        password.isEmpty() ? null : Secret.of(password),
        new ParameterReader(jdbc, hostList.size() > 1).read(parameters));
  }

  private List<Host> hostList() {
    @Nullable String names = parameters.remove("host");
    @Nullable String ports = parameters.remove("port");
    return names == null
        ? HostList.parse(hosts)
        : HostList.parse(names, ports == null ? "" : ports);
  }

  private String parameter(String name, String otherwise) {
    @Nullable String value = parameters.remove(name);
    return value == null ? otherwise : value;
  }

  private static void require(String value, String what) {
    if (value.isEmpty()) {
      throw InvalidDatabaseAddressException.url("it names no " + what);
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw InvalidDatabaseAddressException.url("its " + what + " has a control character");
    }
  }

  private static String withoutScheme(String url) {
    String lower = url.toLowerCase(Locale.ROOT);
    for (String scheme : SCHEMES) {
      if (lower.startsWith(scheme)) {
        return url.substring(scheme.length());
      }
    }
    throw InvalidDatabaseAddressException.url(
        "it does not start with postgresql://, postgres:// or jdbc:postgresql://");
  }

  private static int endOfAuthority(String rest) {
    for (int i = 0; i < rest.length(); i++) {
      if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
        return i;
      }
    }
    return rest.length();
  }

  private Map<String, String> parameters(String query) {
    Map<String, String> found = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        if (equals < 0 || !PARAMETER_NAME.matcher(name).matches()) {
          throw InvalidDatabaseAddressException.url(
              "what follows its question mark is not a list of name=value pairs");
        }
        found.put(name, decodeValue(pair.substring(equals + 1)));
      }
    }
    return found;
  }

  /** In a JDBC URL a plus is a blank, as pgjdbc reads it. */
  private String decodeValue(String value) {
    return PercentEncoding.decode(jdbc ? value.replace('+', ' ') : value);
  }
}
