package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tilth.spi.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Passwords full of what matters in URLs, written properly or not: none may be seen again. */
class PasswordLeakTest {

  private static final long SEED = 20261122;
  private static final int ROUNDS = 20_000;
  private static final String SPECIAL = "@:/?#[]%&=+, ;\\\"'`$!éß\n";
  private static final String START = "qZ7wStart";
  private static final String END = "kX9vEnd";

  private final Random random = new Random(SEED);

  @Test
  void aProperlyEncodedPasswordArrivesAndIsNeverShown() {
    for (int i = 0; i < ROUNDS; i++) {
      String password = password();
      String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
      DatabaseAddress address =
          DatabaseAddress.parse(scheme() + "u:" + encoded + "@db.example.com:5432/d" + query());

      assertThat(address.password().map(Secret::reveal)).as("seed %d", SEED).contains(password);
      assertHidden(address.toString() + address.display() + address.ignoredParameters());
    }
  }

  @Test
  void aRawPasswordIsReadOrRefusedAndNeverShown() {
    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      String url = scheme() + "u:" + password() + "@db.example.com:5432/d" + query();
      try {
        DatabaseAddress address = DatabaseAddress.parse(url);
        assertHidden(address.toString() + address.display() + address.ignoredParameters());
      } catch (InvalidDatabaseAddressException e) {
        refused++;
        assertHidden(e.getMessage() + e.problem());
        assertThat(e.getCause()).isNull();
      }
    }
    assertThat(refused).as("seed %d", SEED).isBetween(1, ROUNDS - 1);
  }

  @Test
  void aSecretThatIsNotJsonIsNeverShown() {
    for (int i = 0; i < ROUNDS; i++) {
      String json =
          "{\"username\": \"u\", \"host\": \"h\", \"dbname\": \"d\", \"password\": \""
              + password()
              + (random.nextBoolean() ? "\"}" : "");
      try {
        assertHidden(DatabaseAddress.fromSecretJson(json).toString());
      } catch (InvalidDatabaseAddressException e) {
        assertHidden(e.getMessage() + e.problem());
        assertThat(e.getCause()).isNull();
      }
    }
  }

  private static void assertHidden(String shown) {
    assertThat(shown).as("seed %d", SEED).doesNotContain(START, END);
  }

  private String password() {
    StringBuilder password = new StringBuilder(START);
    for (int i = random.nextInt(5); i >= 0; i--) {
      password.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
    }
    return password.append(END).toString();
  }

  private String scheme() {
    return random.nextBoolean() ? "postgresql://" : "jdbc:postgresql://";
  }

  private String query() {
    return random.nextBoolean() ? "" : "?connection_limit=5&sslmode=require";
  }
}
