package dev.tilth.testing;

/** A persistent server, as its administration sees it. */
record DevelopmentHost(ServerAddress address) implements ServerHost {

  @Override
  public String maintenanceDatabase() {
    return "postgres";
  }

  @Override
  public boolean outlivesUs() {
    return true;
  }

  @Override
  public void close() {
    // It lives on.
  }
}
