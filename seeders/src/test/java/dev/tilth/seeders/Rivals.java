package dev.tilth.seeders;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Does something in two threads that start together. */
final class Rivals {

  private static final long LIMIT_SECONDS = 60;

  private Rivals() {}

  /** What both came to; whatever one of them throws is thrown, and so is taking too long. */
  static <T> List<T> atOnce(Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    Callable<T> together =
        () -> {
          start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
          return work.call();
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future :
          threads.invokeAll(List.of(together, together), LIMIT_SECONDS, TimeUnit.SECONDS)) {
        results.add(future.get());
      }
      return results;
    }
  }
}
