package dev.tilth.testing;

/**
 * Which server this run uses.
 *
 * @param url of a server that runs already, or empty
 * @param kind {@code embedded} or {@code testcontainers}
 * @param defaultVersion the major version of the default server; 0 for the newest
 */
record ServerChoice(String url, String kind, int defaultVersion) {

  ServerChoice(String url, String kind) {
    this(url, kind, 0);
  }

  static ServerChoice ofThisRun() {
    String url = System.getenv(TestServer.URL_VARIABLE);
    return new ServerChoice(
        url == null ? "" : url.strip(),
        System.getProperty(TestServer.KIND_PROPERTY, "embedded"),
        Integer.getInteger(TestServer.VERSION_PROPERTY, 0));
  }

  ServerHost start(int wanted) {
    int version = wanted == 0 ? defaultVersion : wanted;
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
