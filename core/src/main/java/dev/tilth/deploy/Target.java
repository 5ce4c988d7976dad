package dev.tilth.deploy;

import dev.tilth.database.Connections;
import dev.tilth.database.DatabaseAccess;
import dev.tilth.database.DatabaseAddress;
import java.util.Optional;

/** The database of a run. */
public final class Target {

  private final Connections connections;
  private final Optional<DatabaseAccess> access;

  private Target(Connections connections, Optional<DatabaseAccess> access) {
    this.connections = connections;
    this.access = access;
  }

  /** A database that connections of its own lead to. */
  public static Target of(Connections connections, DatabaseAccess access) {
    return new Target(connections, Optional.of(access));
  }

  /** The database of an application, through its pool. */
  public static Target behindPool(Connections connections) {
    return new Target(connections, Optional.empty());
  }

  /** How to reach it. */
  public Connections connections() {
    return connections;
  }

  /** Its address for people, without the password. */
  public String display() {
    return access.map(DatabaseAccess::display).orElse("the application's database");
  }

  /**
   * Whether it is the embedded one or on a loopback address. Where only a secret tells, that must
   * have been fetched or is fetched now.
   */
  public boolean isLocal() {
    return access.map(DatabaseAccess::address).filter(DatabaseAddress::isLocal).isPresent();
  }
}
