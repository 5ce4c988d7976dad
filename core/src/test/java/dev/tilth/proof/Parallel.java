package dev.tilth.proof;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Work in several threads. */
final class Parallel {

  private static final long LIMIT_MINUTES = 30;

  private Parallel() {}

  /** All of it, by so many threads; whatever one of them throws is thrown. */
  static <T> List<T> each(int threads, Collection<? extends Callable<T>> work) throws Exception {
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      List<T> results = new ArrayList<>();
      for (Future<T> future : executor.invokeAll(work, LIMIT_MINUTES, TimeUnit.MINUTES)) {
        results.add(result(future));
      }
      return results;
    }
  }

  /** All of it, each in a thread of its own, begun together. */
  static <T> List<T> atOnce(Collection<? extends Callable<T>> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(work.size());
    List<Callable<T>> together = new ArrayList<>();
    for (Callable<T> one : work) {
      together.add(() -> {
        start.await();
        return one.call();
      });
    }
    return each(work.size(), together);
  }

  private static <T> T result(Future<T> future) throws Exception {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
