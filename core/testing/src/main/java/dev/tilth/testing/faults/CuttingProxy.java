package dev.tilth.testing.faults;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.tilth.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A proxy on the loopback address that reads PostgreSQL's messages, counts those of the clients and
 * breaks a connection at a chosen one. Encryption is declined in the server's name.
 *
 * <pre>{@code
 * try (CuttingProxy proxy = CuttingProxy.inFrontOf(database, Cut.afterMessage(17))) {
 *   use(proxy.url());
 * }
 * }</pre>
 */
public final class CuttingProxy implements AutoCloseable {

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(1);

  private final URI origin;
  private final Traffic traffic;
  private final ServerSocket listener;
  private final Queue<Link> links = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> timers = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(this::timer);
  private final Thread acceptor = thread("accept", this::accept);
  private volatile boolean down;
  private volatile boolean silent;

  private CuttingProxy(TestDatabase database, Cut cut) throws IOException {
    this.origin = URI.create(database.url());
    this.traffic = new Traffic(cut);
    this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
  }

  /** Passes everything on, and counts. */
  public static CuttingProxy inFrontOf(TestDatabase database) {
    return inFrontOf(database, Cut.NONE);
  }

  /** Passes everything on until the cut. */
  public static CuttingProxy inFrontOf(TestDatabase database, Cut cut) {
    try {
      CuttingProxy proxy = new CuttingProxy(database, cut);
      proxy.acceptor.start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The database's URL, through the proxy. */
  public String url() {
    return "postgresql://%s@%s:%d%s?sslmode=disable"
        .formatted(
            origin.getRawUserInfo(),
            listener.getInetAddress().getHostAddress(),
            listener.getLocalPort(),
            origin.getRawPath());
  }

  /** What clients have sent so far. */
  public List<ClientMessage> messages() {
    return traffic.messages();
  }

  /** The message at which the cut was, if it came to it. */
  public Optional<ClientMessage> cutAt() {
    return traffic.cutAt();
  }

  /** Breaks all connections of this moment, whatever they are doing. */
  public void cutAll() {
    links.forEach(Link::cut);
  }

  /** From now on, new connections break at once, or no longer. */
  public void refuse(boolean refusing) {
    down = refusing;
  }

  /** From now on nothing passes, in neither direction, and nobody is told: a host that hangs. */
  public void fallSilent() {
    silent = true;
  }

  boolean isSilent() {
    return silent;
  }

  /** Breaks what is open, and waits for its threads to end. */
  @Override
  public void close() {
    try {
      listener.close();
      acceptor.join();
      cutAll();
      for (Thread thread : threads) {
        thread.join();
      }
      timer.shutdownNow();
      timer.close();
      // An executor is terminated a moment before its thread is.
      for (Thread thread : timers) {
        thread.join();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void cut(Link link) {
    if (traffic.cut().forGood()) {
      down = true;
    }
    if (traffic.cut().everyConnection()) {
      cutAll();
    }
    link.cut();
  }

  /** Where the server never answers. */
  void cutLater(Link link) {
    var unused = timer.schedule(() -> cut(link), LONGEST_ANSWER.toMillis(), MILLISECONDS);
  }

  private Thread timer(Runnable task) {
    Thread thread = thread("timer", task);
    timers.add(thread);
    return thread;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        accept(listener.accept());
      } catch (IOException closed) {
        // The listener by us, or a client that has gone again.
      }
    }
  }

  private void accept(Socket client) throws IOException {
    if (down) {
      client.setSoLinger(true, 0);
      client.close();
      return;
    }
    try {
      link(client, new Socket(origin.getHost(), origin.getPort()));
    } catch (IOException noServer) {
      client.close();
    }
  }

  private void link(Socket client, Socket server) throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    int number = traffic.connection();
    Link link = new Link(number, client, server, traffic, this);
    links.add(link);
    start("requests " + number, link::passRequests);
    start("answers " + number, link::passAnswers);
  }

  private void start(String name, Runnable task) {
    Thread thread = thread(name, task);
    threads.add(thread);
    thread.start();
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, "cutting proxy: " + name);
    thread.setDaemon(true);
    return thread;
  }
}
