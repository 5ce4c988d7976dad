package dev.tilth.testing;

import java.net.URI;

/** A server that somebody else runs. */
record ExternalHost(ServerAddress address, String maintenanceDatabase) implements ServerHost {

  static ExternalHost of(String url) {
    ServerAddress address = ServerAddress.parse(url);
    String path = URI.create(url.replaceFirst("^jdbc:", "")).getPath();
    boolean none = path == null || path.length() <= 1;
    return new ExternalHost(address, none ? "postgres" : path.substring(1));
  }

  @Override
  public boolean outlivesUs() {
    return true;
  }

  @Override
  public void close() {
    // It is not ours to stop.
  }
}
