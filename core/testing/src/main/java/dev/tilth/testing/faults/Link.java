package dev.tilth.testing.faults;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client's connection and its counterpart to the server, with a thread for each direction. */
final class Link {

  private static final int DECLINED = 'N';

  private final int number;
  private final Socket client;
  private final Socket server;
  private final Traffic traffic;
  private final CuttingProxy proxy;
  private final AtomicBoolean broken = new AtomicBoolean();

  /** From a message whose answer is to be cut on, none reaches the client. */
  private volatile boolean holdsAnswers;

  Link(int number, Socket client, Socket server, Traffic traffic, CuttingProxy proxy) {
    this.number = number;
    this.client = client;
    this.server = server;
    this.traffic = traffic;
    this.proxy = proxy;
  }

  /** Passes the client's messages on until one side ends. */
  void passRequests() {
    try (DataInputStream in = input(client);
        OutputStream out = server.getOutputStream()) {
      Frame frame = Frame.first(in);
      while (frame.asksForEncryption()) {
        pass(frame, OutputStream.nullOutputStream());
        decline();
        frame = Frame.first(in);
      }
      while (true) {
        pass(frame, out);
        frame = Frame.ofClient(in);
      }
    } catch (IOException ended) {
      // By the client, by the server or by us: the other direction ends with it.
    } finally {
      close();
    }
  }

  /** Passes the server's messages on until one side ends. */
  void passAnswers() {
    try (DataInputStream in = input(server);
        OutputStream out = new BufferedOutputStream(client.getOutputStream())) {
      while (true) {
        Frame frame = Frame.ofServer(in);
        if (proxy.isSilent()) {
          continue;
        }
        if (holdsAnswers) {
          if (!frame.isUnasked()) {
            proxy.cut(this);
          }
        } else {
          frame.writeTo(out);
          if (in.available() == 0) {
            out.flush();
          }
        }
      }
    } catch (IOException ended) {
      // As above.
    } finally {
      if (holdsAnswers) {
        proxy.cut(this);
      }
      close();
    }
  }

  /** In the server's place: through encryption no message could be seen. */
  private void decline() throws IOException {
    if (holdsAnswers) {
      proxy.cut(this);
    }
    if (!proxy.isSilent()) {
      client.getOutputStream().write(DECLINED);
    }
  }

  private void pass(Frame frame, OutputStream out) throws IOException {
    boolean cut = traffic.cutsAt(frame, number);
    boolean afterMessage = traffic.cut().moment() == Cut.Moment.AFTER_MESSAGE;
    if (cut && !afterMessage) {
      holdsAnswers = true;
      proxy.cutLater(this);
    }
    if (!proxy.isSilent()) {
      frame.writeTo(out);
    }
    if (cut && afterMessage) {
      proxy.cut(this);
    }
  }

  /** The client sees a reset, the server an end. */
  void cut() {
    if (broken.compareAndSet(false, true)) {
      try {
        client.setSoLinger(true, 0);
      } catch (IOException closed) {
        // Even better.
      }
      closeBoth();
    }
  }

  /** Both sides see an end. */
  void close() {
    if (broken.compareAndSet(false, true)) {
      closeBoth();
    }
  }

  private void closeBoth() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException closedAlready) {
        // What we wanted.
      }
    }
  }

  private static DataInputStream input(Socket socket) throws IOException {
    return new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }
}
