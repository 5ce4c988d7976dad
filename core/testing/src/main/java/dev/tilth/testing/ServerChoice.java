package dev.tilth.testing;

/**
 * Which server this run uses.
 *
 * @param url of a server that runs already, or empty
 * @param kind {@code embedded} or {@code testcontainers}
 */
record ServerChoice(String url, String kind) {

  static ServerChoice ofThisRun() {
    String url = System.getenv(TestServer.URL_VARIABLE);
    return new ServerChoice(
        url == null ? "" : url.strip(), System.getProperty(TestServer.KIND_PROPERTY, "embedded"));
  }

  ServerHost start(int version) {
    if (!url.isEmpty()) {
      ServerHost external = ExternalHost.of(url);
      if (version == 0 || new Administration(external).majorVersion() == version) {
        return external;
      }
    }
    return switch (kind) {
      case "embedded" -> EmbeddedHost.start(version);
      case "testcontainers" -> container(version);
      default -> throw new UnknownServerKindException(kind);
    };
  }

  private static ServerHost container(int version) {
    try {
      return ContainerHost.start(version);
    } catch (NoClassDefFoundError e) {
      throw new TestcontainersMissingException(e);
    }
  }
}
