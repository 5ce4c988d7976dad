package dev.tilth.database;

import dev.tilth.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a database is and who logs in. Immutable; neither {@link #display} nor {@link #toString}
 * shows the password.
 *
 * <p>Read from a URL ({@link #parse}) or from the JSON that Amazon RDS keeps in Secrets Manager
 * ({@link #fromSecretJson}).
 */
public final class DatabaseAddress {

  static final int DEFAULT_PORT = 5432;

  private static final String DEV = "dev";

  /** By name only: asking a name server could make another machine this one. */
  private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|::1");

  private final List<Host> hosts;
  private final String database;
  private final String user;
  private final @Nullable Secret password;
  private final ConnectionParameters parameters;

  DatabaseAddress(
      List<Host> hosts,
      String database,
      String user,
      @Nullable Secret password,
      ConnectionParameters parameters) {
    this.hosts = List.copyOf(hosts);
    this.database = database;
    this.user = user;
    this.password = password;
    this.parameters = parameters;
  }

  /**
   * Reads {@code postgresql://user:password@host:port/database?parameters}; the scheme may be
   * {@code postgres} or {@code jdbc:postgresql} too, and several hosts may stand between commas.
   * User name, password and database are percent-decoded.
   *
   * <p>Parameters of libpq (PostgreSQL manual, "Database Connection Control Functions"), of Prisma
   * and of pgjdbc are understood where they bear on the connection; all others are listed by {@link
   * #ignoredParameters}.
   *
   * @throws InvalidDatabaseAddressException if the URL cannot be used; shows no part of it
   */
  public static DatabaseAddress parse(String url) {
    return UrlParser.parse(url);
  }

  /**
   * Reads a JSON object with {@code username}, {@code password}, {@code host}, {@code dbname} and
   * optionally {@code port} and {@code engine}; other fields are passed over.
   *
   * @throws InvalidDatabaseAddressException if the JSON cannot be used; shows no part of it
   */
  public static DatabaseAddress fromSecretJson(String json) {
    return SecretJson.parse(json);
  }

  /** At least one; with several, the driver looks for the primary among them, in this order. */
  public List<Host> hosts() {
    return hosts;
  }

  public String database() {
    return database;
  }

  public String user() {
    return user;
  }

  public Optional<Secret> password() {
    return Optional.ofNullable(password);
  }

  /** Prisma's {@code schema}, or the first of pgjdbc's {@code currentSchema}. */
  public Optional<String> schema() {
    return Optional.ofNullable(parameters.schema());
  }

  /** libpq's {@code application_name}. */
  public Optional<String> applicationName() {
    return Optional.ofNullable(parameters.applicationName());
  }

  /** {@code connect_timeout}; empty where it is missing or means "for ever". */
  public Optional<Duration> connectTimeout() {
    return Optional.ofNullable(parameters.connectTimeout());
  }

  /** Whether the URL says that a pooler answers it ({@code pgbouncer=true}). */
  public boolean throughPooler() {
    return parameters.throughPooler();
  }

  /** Names of parameters that have no effect here, in the order of the URL. */
  public List<String> ignoredParameters() {
    return parameters.ignored();
  }

  /** All hosts with their ports, such as {@code db.example.com:5432}. */
  public String hostsAndPorts() {
    return hosts.stream().map(Host::toString).collect(Collectors.joining(","));
  }

  /** Whether every host is this machine: {@code localhost} or a loopback address. */
  public boolean isLocal() {
    return hosts.stream().allMatch(host -> LOOPBACK.matcher(host.name()).matches());
  }

  /** {@code postgresql://user@host:port/database}: for people, not for connecting. */
  public String display() {
    return "postgresql://%s@%s/%s".formatted(user, hostsAndPorts(), database);
  }

  /**
   * The same where, across a network, the server must prove who it is: not in {@code dev}, nor
   * where the address says how it is encrypted. Who says no environment may be on the way to any.
   *
   * @param environment the one that was asked for
   */
  public DatabaseAddress verifiedOutsideDev(Optional<String> environment) {
    boolean dev = environment.equals(Optional.of(DEV));
    return dev || isLocal() ? this : encrypted(Encryption.VERIFY_FULL);
  }

  /** The same with this encryption, unless the URL says another one. */
  public DatabaseAddress encrypted(Encryption encryption) {
    return with(parameters.encrypted(encryption));
  }

  /**
   * The same that trusts the authorities in a file, unless the URL names one ({@code sslrootcert}).
   *
   * @param file certificates in PEM
   */
  public DatabaseAddress trusting(String file) {
    return with(parameters.trusting(file));
  }

  /** The same for each of the hosts alone, in their order. */
  List<DatabaseAddress> eachHost() {
    return hosts.stream()
        .map(host -> new DatabaseAddress(List.of(host), database, user, password, parameters))
        .toList();
  }

  /** The same for somebody else, or with another password. */
  DatabaseAddress withLogIn(String otherUser, Secret otherPassword) {
    return new DatabaseAddress(hosts, database, otherUser, otherPassword, parameters);
  }

  /** Whether the same user logs in with the same password. */
  boolean logsInAs(DatabaseAddress other) {
    return user.equals(other.user)
        && password().map(Secret::reveal).equals(other.password().map(Secret::reveal));
  }

  private DatabaseAddress with(ConnectionParameters others) {
    return new DatabaseAddress(hosts, database, user, password, others);
  }

  /** Properties of the driver that the URL asks for; may hold secrets. */
  Map<String, String> driverProperties() {
    return parameters.driver();
  }

  @Override
  public String toString() {
    return display();
  }

  /**
   * A server.
   *
   * @param name a host name or IP address, IPv6 without brackets
   * @param port 1 to 65535
   */
  public record Host(String name, int port) {

    /** IPv6 in brackets. */
    @Override
    public String toString() {
      return (name.indexOf(':') < 0 ? name : "[" + name + "]") + ":" + port;
    }
  }
}
