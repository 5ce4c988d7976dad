package dev.tilth.testing.faults;

import dev.tilth.testing.embedded.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A host of its own for a process, in a network namespace of Linux (ip-netns(8), veth(4)). When its
 * link is taken down, it vanishes without a word: nobody gets an end or a reset of a connection.
 * Needs root and the program {@code ip}.
 */
public final class NetworkNamespace implements AutoCloseable {

  /** Of 198.18.0.0/15, which no real network uses (RFC 2544), a /30 for each namespace. */
  private static final int NETWORKS = 1 << 15;

  private static final int HOSTS = 4;
  private static final int BYTE = 256;

  private final String name;
  private final String outside;
  private final String inside;
  private final String address;

  private NetworkNamespace(int number) {
    this.name = "tilth-" + number;
    this.outside = "tilth%do".formatted(number);
    this.inside = "tilth%di".formatted(number);
    this.address = address(number, 1);
  }

  /** Whether this machine lets us have one. */
  public static boolean isPossible() {
    NetworkNamespace attempt = next();
    try {
      attempt.create();
      return true;
    } catch (RuntimeException denied) {
      return false;
    } finally {
      attempt.close();
    }
  }

  /** A new one, whose link is up. */
  public static NetworkNamespace open() {
    NetworkNamespace namespace = next();
    try {
      namespace.create();
      return namespace;
    } catch (RuntimeException e) {
      namespace.close();
      throw e;
    }
  }

  /** The address at which this machine is reached from within; gone with the namespace. */
  public String address() {
    return address;
  }

  /** Starts a process within. */
  public Process start(ProcessBuilder builder) {
    List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", name));
    command.addAll(builder.command());
    try {
      return builder.command(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Nothing gets out or in from now on. */
  public void vanish() {
    Command.run(List.of("ip", "-n", name, "link", "set", inside, "down"));
  }

  /** Removes it. Processes within live on, without a network. */
  @Override
  public void close() {
    Command.attempt(List.of("ip", "link", "delete", outside));
    Command.attempt(List.of("ip", "netns", "delete", name));
  }

  private void create() {
    Command.run(List.of("ip", "netns", "add", name));
    String pair = "link add %s type veth peer name %s netns %s".formatted(outside, inside, name);
    ip(pair);
    ip("address add %s/30 dev %s".formatted(address, outside));
    ip("link set %s up".formatted(outside));
    int number = Integer.parseInt(name.substring(name.indexOf('-') + 1));
    ip("-n %s address add %s/30 dev %s".formatted(name, address(number, 2), inside));
    ip("-n %s link set %s up".formatted(name, inside));
    ip("-n %s link set lo up".formatted(name));
  }

  private static void ip(String arguments) {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments.split(" ")));
    Command.run(command);
  }

  private static NetworkNamespace next() {
    return new NetworkNamespace(ThreadLocalRandom.current().nextInt(NETWORKS));
  }

  private static String address(int number, int host) {
    int low = number * HOSTS + host;
    return "198.%d.%d.%d".formatted(18 + low / (BYTE * BYTE), low / BYTE % BYTE, low % BYTE);
  }
}
