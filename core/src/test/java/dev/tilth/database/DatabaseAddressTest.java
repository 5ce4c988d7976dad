package dev.tilth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://u:p@h:6432/d                   | u    | p     | h:6432          | d
          postgres://u:p@h/d                          | u    | p     | h:5432          | d
          PostgreSQL://u:p@h/d                        | u    | p     | h:5432          | d
          jdbc:postgresql://h:1/d?user=u&password=p   | u    | p     | h:1             | d
          jdbc:postgresql://h/d?user=u&password=a+b   | u    | a b   | h:5432          | d
          postgresql://u:a+b@h/d                      | u    | a+b   | h:5432          | d
          postgresql://u%40x:p%2F%3A%C3%A9@h/d%20e    | u@x  | p/:é  | h:5432          | d e
          postgresql://u:a@b#c@h/d                    | u    | a@b#c | h:5432          | d
          postgresql://u:p:q@h/d                      | u    | p:q   | h:5432          | d
          postgresql://u:p@[::1]:5433/d               | u    | p     | [::1]:5433      | d
          postgresql://u:p@[2001:db8::7]/d            | u    | p     | [2001:db8::7]:5432 | d
          postgresql://u:p@a:1,b,[::1]:3/d            | u    | p     | a:1,b:5432,[::1]:3 | d
          postgresql://u:p@x/y?host=h&port=7&dbname=d | u    | p     | h:7             | d
          postgresql://u:p@x/d?host=a,b&port=1,2      | u    | p     | a:1,b:2         | d
          """)
  void theFormsOfUrlsAreUnderstood(
      String url, String user, String password, String hosts, String database) {
    DatabaseAddress address = DatabaseAddress.parse(url);

    assertThat(address.user()).isEqualTo(user);
    assertThat(address.password().map(Secret::reveal)).contains(password);
    assertThat(address.hostsAndPorts()).isEqualTo(hosts);
    assertThat(address.database()).isEqualTo(database);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          postgresql://u:p@h/d                                  | verify-full
          postgresql://u:p@h/d?sslrootcert=/ca.pem              | verify-full
          postgresql://u:p@h/d?sslcert=/ca.pem                  | verify-full
          postgresql://u:p@h/d?sslmode=require                  | require
          postgresql://u:p@h/d?sslmode=disable                  | disable
          postgresql://u:p@h/d?ssl=true                         | require
          postgresql://u:p@h/d?ssl=false                        |
          postgresql://u:p@h/d?sslaccept=accept_invalid_certs   |
          postgresql://u:p@h/d?sslaccept=strict                 | verify-full
          """)
  void encryptionIsWhatTheUrlSaysAndElseWhatItIsGiven(String url, String mode) {
    DatabaseAddress address = DatabaseAddress.parse(url).encrypted(Encryption.VERIFY_FULL);

    assertThat(address.driverProperties().get("sslmode")).isEqualTo(mode);
    assertThat(address.encrypted(Encryption.DISABLE).driverProperties())
        .isEqualTo(address.driverProperties());
  }

  @Test
  void theFileOfTrustedAuthoritiesIsTheOneOfTheUrlAndElseTheOneGiven() {
    DatabaseAddress silent = DatabaseAddress.parse("postgresql://u:p@h/d").trusting("/rds.pem");
    DatabaseAddress named =
        DatabaseAddress.parse("postgresql://u:p@h/d?sslrootcert=/ca.pem").trusting("/rds.pem");

    assertThat(silent.driverProperties()).containsEntry("sslrootcert", "/rds.pem");
    assertThat(silent.encrypted(Encryption.VERIFY_FULL).driverProperties())
        .containsEntry("sslmode", "verify-full");
    assertThat(named.driverProperties()).containsEntry("sslrootcert", "/ca.pem");
  }

  @Test
  void thePasswordMayBeMissing() {
    assertThat(DatabaseAddress.parse("postgresql://u@h/d").password()).isEmpty();
    assertThat(DatabaseAddress.parse("postgresql://u:@h/d").password()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mysql://u:s3cret@h/d                     | does not start with
          u:s3cret@h/d                             | does not start with
          postgresql://h/d                         | names no user
          postgresql://u:s3cret@h                  | names no database
          postgresql://u:s3cret@h/                 | names no database
          postgresql://u:s3cret@/d                 | names no host
          postgresql://u:s3cret@h:0/d              | port is not a number
          postgresql://u:s3cret@h:65536/d          | port is not a number
          postgresql://u:s3cret@h:x/d              | port is not a number
          postgresql://u:s3cret@h o/d              | character that host names cannot have
          postgresql://u:s3cret%@h/d               | percent sign
          postgresql://u:s3cret%zz@h/d             | percent sign
          postgresql://u:s3cret%ff@h/d             | not UTF-8
          postgresql://u:s3/cret@h/d               | not clear where the password ends
          postgresql://u:s3?cret@h/d               | not clear where the password ends
          postgresql://u:s3cret@h/d?host=/tmp      | Unix domain socket
          postgresql://u:s3cret@h/d?sslmode=full   | sslmode is none of
          postgresql://u:s3cret@h/d?sslmod=require | sslmod is unknown
          postgresql://u:s3cret@h/d?connect_timeout=soon | connect_timeout is not a number
          postgresql://u:s3cret@h/d?host=a,b,c&port=1,2  | more or fewer ports
          postgresql://u:s3cret@h/d?s3cret         | name=value pairs
          """)
  void aUrlThatCannotBeUsedIsRefusedWithoutShowingIt(String url, String reason) {
    assertThatThrownBy(() -> DatabaseAddress.parse(url))
        .isInstanceOfSatisfying(
            InvalidDatabaseAddressException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE))
        .hasMessageContaining(reason)
        .hasMessageContaining("postgresql://user:password@host:5432/database")
        .hasMessageNotContaining("s3cret")
        .hasMessageNotContaining("cret@");
  }

  @Test
  void whatPrismaWritesInAUrlIsUnderstoodOrNamed() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://u:p@h/d?schema=portal&connection_limit=5&pool_timeout=10&pgbouncer=true"
                + "&connect_timeout=30&socket_timeout=9&sslmode=require&sslcert=ca.pem"
                + "&sslidentity=me.p12&sslpassword=pw&sslaccept=accept_invalid_certs"
                + "&statement_cache_size=100");

    assertThat(address.schema()).contains("portal");
    assertThat(address.connectTimeout()).contains(Duration.ofSeconds(30));
    assertThat(address.throughPooler()).isTrue();
    assertThat(address.ignoredParameters())
        .containsExactly(
            "connection_limit", "pool_timeout", "socket_timeout", "statement_cache_size");
    assertThat(address.driverProperties())
        .containsEntry("sslmode", "require")
        .containsEntry("sslrootcert", "ca.pem")
        .containsEntry("sslkey", "me.p12")
        .containsEntry("sslpassword", "pw")
        .containsEntry("prepareThreshold", "0");
  }

  @Test
  void whatLibpqTakesInAUrlIsUnderstoodOrNamed() {
    DatabaseAddress address =
        DatabaseAddress.parse(
            "postgresql://u:p@h/d?sslmode=verify-full&sslcert=c.pem&sslkey=k.pem&sslrootcert=ca.pem"
                + "&application_name=portal&connect_timeout=0&options=-c%20geqo%3Doff"
                + "&target_session_attrs=read-write&keepalives=1");

    assertThat(address.applicationName()).contains("portal");
    assertThat(address.connectTimeout()).isEmpty();
    assertThat(address.ignoredParameters()).containsExactly("keepalives");
    assertThat(address.driverProperties())
        .containsEntry("sslcert", "c.pem")
        .containsEntry("sslkey", "k.pem")
        .containsEntry("sslrootcert", "ca.pem")
        .containsEntry("options", "-c geqo=off")
        .containsEntry("targetServerType", "primary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslaccept=strict", "sslrootcert=system&sslmode=require"})
  void verificationWithoutAnAuthorityTrustsWhatTheJvmTrusts(String parameters) {
    assertThat(DatabaseAddress.parse("postgresql://u:p@h/d?" + parameters).driverProperties())
        .containsEntry("sslmode", "verify-full")
        .containsEntry("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
        .doesNotContainKey("sslrootcert");
  }

  @Test
  void ofSeveralHostsThePrimaryIsLookedFor() {
    assertThat(DatabaseAddress.parse("postgresql://u:p@a,b/d").driverProperties())
        .containsEntry("targetServerType", "primary");
    assertThat(DatabaseAddress.parse("postgresql://u:p@a/d").driverProperties()).isEmpty();
  }

  @Test
  void itIsDisplayedWithoutThePassword() {
    DatabaseAddress address = DatabaseAddress.parse("postgresql://u:s3cret@[::1]/d?sslpassword=x1");

    assertThat(address.display()).isEqualTo("postgresql://u@[::1]:5432/d");
    assertThat(address).hasToString("postgresql://u@[::1]:5432/d");
  }
}
