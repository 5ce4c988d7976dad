package dev.tilth.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tilth.database.DatabaseAddress.Host;
import dev.tilth.spi.Secret;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON of an Amazon RDS secret (AWS Secrets Manager User Guide, "JSON structure of secrets").
 */
final class SecretJson {

  private static final Set<String> ENGINES = Set.of("postgres", "postgresql", "aurora-postgresql");
  private static final String USER = "username";
  private static final String PASSWORD = "password";
  private static final List<String> REQUIRED = List.of(USER, PASSWORD, "host", "dbname");

  private SecretJson() {}

  static DatabaseAddress parse(String json) {
    Map<String, String> fields = checked(json, REQUIRED);
    return new DatabaseAddress(
        List.of(host(fields)),
        fields.getOrDefault("dbname", ""),
        fields.getOrDefault(USER, ""),
        Secret.of(fields.getOrDefault(PASSWORD, "")),
        ConnectionParameters.NONE);
  }

  /** An address with the log-in of a secret; its user stays where the secret names none. */
  static DatabaseAddress logIn(String json, DatabaseAddress address) {
    Map<String, String> fields = checked(json, List.of(PASSWORD));
    String user = fields.getOrDefault(USER, "");
    return address.withLogIn(
        user.isEmpty() ? address.user() : user, Secret.of(fields.getOrDefault(PASSWORD, "")));
  }

  private static Map<String, String> checked(String json, List<String> required) {
    Map<String, String> fields = fields(json);
    List<String> missing = new ArrayList<>(required);
    missing.removeIf(name -> !fields.getOrDefault(name, "").isEmpty());
    if (!missing.isEmpty()) {
      throw InvalidDatabaseAddressException.secret("it lacks " + String.join(", ", missing));
    }
    if (!ENGINES.contains(fields.getOrDefault("engine", "postgres"))) {
      throw InvalidDatabaseAddressException.secret("its engine is not PostgreSQL");
    }
    return fields;
  }

  private static Host host(Map<String, String> fields) {
    try {
      return HostList.of(fields.getOrDefault("host", ""), fields.getOrDefault("port", ""));
    } catch (InvalidDatabaseAddressException e) {
      throw InvalidDatabaseAddressException.secret(e.problem());
    }
  }

  private static Map<String, String> fields(String json) {
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      return fields(parser);
    } catch (IOException e) {
      // The parser's own message quotes what it read, so that it is neither shown nor kept.
      throw InvalidDatabaseAddressException.secret("it is not well-formed JSON");
    }
  }

  private static Map<String, String> fields(JsonParser parser) throws IOException {
    Map<String, String> fields = new HashMap<>();
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw InvalidDatabaseAddressException.secret("it is not a JSON object");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_STRING || value == JsonToken.VALUE_NUMBER_INT) {
        fields.put(name, parser.getText());
      } else {
        parser.skipChildren();
      }
    }
    return fields;
  }
}
