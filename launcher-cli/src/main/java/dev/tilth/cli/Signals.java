package dev.tilth.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handlers of signals. By reflection: {@code sun.misc.Signal} (module {@code jdk.unsupported}) is
 * the only one that Java has, and the compiler's warning of it cannot be switched off.
 */
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private Signals() {}

  /**
   * Replaces the JVM's own handling.
   *
   * @param name without {@code SIG}
   * @param handler called with the signal's number, by a thread of its own
   * @throws IllegalStateException in a runtime without the module
   */
  static void handle(String name, IntConsumer handler) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object instance = signal.getConstructor(String.class).newInstance(name);
      int number = (int) signal.getMethod("getNumber").invoke(instance);
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (self, method, arguments) -> {
                handler.accept(number);
                return null;
              });
      signal.getMethod("handle", signal, handlerType).invoke(null, instance, proxy);
    } catch (InvocationTargetException e) {
      // Such as after -Xrs, which reserves the signals for the system: its handling stays then.
      LOG.warn("SIG{} is not handled: {}", name, String.valueOf(e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "SIG%s cannot be handled: the module jdk.unsupported is missing.".formatted(name), e);
    }
  }
}
