package dev.tilth.testing;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** A server in a container. Testcontainers is an optional dependency: only this class needs it. */
final class ContainerHost implements ServerHost {

  private static final int DEFAULT_VERSION = 18;

  private final PostgreSQLContainer container;

  private ContainerHost(PostgreSQLContainer container) {
    this.container = container;
  }

  static ContainerHost start(int version) {
    int major = version == 0 ? DEFAULT_VERSION : version;
    PostgreSQLContainer container =
        new PostgreSQLContainer(DockerImageName.parse("postgres:" + major))
            .withUsername("tilth")
            .withDatabaseName("postgres");
    container.setCommand(
        "postgres", "-c", "max_connections=200", "-c", "fsync=off", "-c", "full_page_writes=off");
    container.start();
    return new ContainerHost(container);
  }

  @Override
  public ServerAddress address() {
    return new ServerAddress(
        container.getHost(),
        container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
        container.getUsername(),
        container.getPassword(),
        "");
  }

  @Override
  public String maintenanceDatabase() {
    return container.getDatabaseName();
  }

  @Override
  public boolean outlivesUs() {
    return false;
  }

  @Override
  public void close() {
    container.stop();
  }
}
