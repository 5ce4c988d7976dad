package dev.tilth.database;

import dev.tilth.database.DatabaseAddress.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code host:port,[ipv6]:port}. Shows no part of it in a message. */
final class HostList {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");

  private HostList() {}

  static List<Host> parse(String list) {
    List<Host> hosts = new ArrayList<>();
    for (String each : list.split(",", -1)) {
      hosts.add(host(each));
    }
    return hosts;
  }

  /** libpq's two lists: of equal length, or one port for all. */
  static List<Host> parse(String names, String ports) {
    String[] name = names.split(",", -1);
    String[] port = ports.split(",", -1);
    if (port.length != 1 && port.length != name.length) {
      throw InvalidDatabaseAddressException.url("it names more or fewer ports than hosts");
    }
    List<Host> hosts = new ArrayList<>();
    for (int i = 0; i < name.length; i++) {
      hosts.add(of(name[i], port[port.length == 1 ? 0 : i]));
    }
    return hosts;
  }

  private static Host host(String text) {
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':', Math.max(bracket, 0));
    String port = colon < 0 ? "" : text.substring(colon + 1);
    String name = colon < 0 ? text : text.substring(0, colon);
    boolean bracketed = name.startsWith("[") && name.endsWith("]");
    return of(bracketed ? name.substring(1, name.length() - 1) : name, port);
  }

  static Host of(String encodedName, String port) {
    String name = PercentEncoding.decode(encodedName);
    if (name.isEmpty()) {
      throw InvalidDatabaseAddressException.url("it names no host");
    }
    if (name.startsWith("/")) {
      throw InvalidDatabaseAddressException.url(
          "its host is a Unix domain socket, which the JDBC driver cannot use");
    }
    if (!NAME.matcher(name).matches() && !IPV6.matcher(name).matches()) {
      throw InvalidDatabaseAddressException.url(
          "its host has a character that host names cannot have");
    }
    return new Host(name, port(port));
  }

  private static int port(String text) {
    if (text.isEmpty()) {
      return DatabaseAddress.DEFAULT_PORT;
    }
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw InvalidDatabaseAddressException.url("its port is not a number from 1 to 65535");
    }
    return port;
  }
}
