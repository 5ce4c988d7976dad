package dev.tilth.database;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers each log-in as a server that is starting up (57P03), and has no encryption. */
final class StartingServer implements AutoCloseable {

  private static final int SSL_REQUEST = 80877103;
  private static final byte[] FIELDS =
      "SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listener;

  StartingServer() throws IOException {
    listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    var unused = Thread.ofVirtual().start(this::serve);
  }

  String hostAndPort() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  private void serve() {
    while (!listener.isClosed()) {
      try (Socket client = listener.accept()) {
        refuse(
            new DataInputStream(client.getInputStream()),
            new DataOutputStream(client.getOutputStream()));
      } catch (IOException closed) {
        // The listener by us, or a client that has gone again.
      }
    }
  }

  private static void refuse(DataInputStream in, DataOutputStream out) throws IOException {
    while (request(in) == SSL_REQUEST) {
      out.writeByte('N');
    }
    out.writeByte('E');
    out.writeInt(Integer.BYTES + FIELDS.length);
    out.write(FIELDS);
  }

  private static int request(DataInputStream in) throws IOException {
    int length = in.readInt();
    int code = in.readInt();
    in.readNBytes(length - 2 * Integer.BYTES);
    return code;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
