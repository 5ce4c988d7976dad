package dev.tilth.testing.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/** A message of either side with its bytes (PostgreSQL manual, "Message Formats"). */
final class Frame {

  static final String SSL_REQUEST = "SSLRequest";
  static final String GSS_REQUEST = "GSSENCRequest";
  static final String CANCEL_REQUEST = "CancelRequest";
  private static final String STARTUP = "StartupMessage";

  /** What the first message of a connection has in place of the protocol's version. */
  private static final Map<Integer, String> FIRST =
      Map.of(80877102, CANCEL_REQUEST, 80877103, SSL_REQUEST, 80877104, GSS_REQUEST);

  private static final Map<Character, String> NAMES =
      Map.ofEntries(
          Map.entry('B', "Bind"),
          Map.entry('C', "Close"),
          Map.entry('D', "Describe"),
          Map.entry('E', "Execute"),
          Map.entry('F', "FunctionCall"),
          Map.entry('H', "Flush"),
          Map.entry('P', "Parse"),
          Map.entry('Q', "Query"),
          Map.entry('S', "Sync"),
          Map.entry('X', "Terminate"),
          Map.entry('c', "CopyDone"),
          Map.entry('d', "CopyData"),
          Map.entry('f', "CopyFail"),
          Map.entry('p', "PasswordMessage"));

  private static final int LENGTH_BYTES = 4;
  private static final int TEXT_LENGTH = 60;

  /** As in the manual; of a server's message its letter. */
  private final String name;

  private final byte[] bytes;

  private Frame(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** The first message of a connection has no type. */
  static Frame first(DataInputStream in) throws IOException {
    int length = in.readInt();
    byte[] bytes = new byte[length];
    ByteBuffer.wrap(bytes).putInt(length);
    in.readFully(bytes, LENGTH_BYTES, length - LENGTH_BYTES);
    return new Frame(
        FIRST.getOrDefault(ByteBuffer.wrap(bytes).getInt(LENGTH_BYTES), STARTUP), bytes);
  }

  static Frame ofClient(DataInputStream in) throws IOException {
    Frame frame = ofServer(in);
    return new Frame(NAMES.getOrDefault(frame.name.charAt(0), frame.name), frame.bytes);
  }

  static Frame ofServer(DataInputStream in) throws IOException {
    byte type = in.readByte();
    int length = in.readInt();
    byte[] bytes = new byte[1 + length];
    ByteBuffer.wrap(bytes).put(type).putInt(length);
    in.readFully(bytes, 1 + LENGTH_BYTES, length - LENGTH_BYTES);
    return new Frame(String.valueOf((char) type), bytes);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /** Whether the client asks for something that would make its messages unreadable. */
  boolean asksForEncryption() {
    return name.equals(SSL_REQUEST) || name.equals(GSS_REQUEST);
  }

  /** Whether a server sends it unasked: notices, settings, notifications. */
  boolean isUnasked() {
    return name.equals("N") || name.equals("S") || name.equals("A");
  }

  /**
   * This message of a client.
   *
   * @param prepared the connection's statements by their names; a Parse is entered
   */
  ClientMessage message(int number, int connection, Map<String, String> prepared) {
    String text = statement();
    if (name.equals("Parse")) {
      prepared.put(text(1 + LENGTH_BYTES), text);
    }
    return new ClientMessage(number, connection, name, text, bound(prepared));
  }

  private String bound(Map<String, String> prepared) {
    if (!name.equals("Bind")) {
      return "";
    }
    // The portal's own name comes first.
    return prepared.getOrDefault(text(end(1 + LENGTH_BYTES) + 1), "");
  }

  private String statement() {
    int start = 1 + LENGTH_BYTES;
    if (name.equals("Parse")) {
      // The statement's own name comes first.
      start = end(start) + 1;
    } else if (!name.equals("Query")) {
      return "";
    }
    String sql = text(start).replaceAll("\\s+", " ").strip();
    return sql.substring(0, Math.min(TEXT_LENGTH, sql.length()));
  }

  private String text(int start) {
    return new String(bytes, start, end(start) - start, UTF_8);
  }

  private int end(int start) {
    int end = start;
    while (bytes[end] != 0) {
      end++;
    }
    return end;
  }
}
