package dev.tilth.lambda;

import dev.tilth.render.Renderer;
import dev.tilth.spi.TilthException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a function does before Lambda takes the snapshot that it starts from later (AWS Lambda
 * Developer Guide, "Improving startup performance with Lambda SnapStart"): all of an invocation
 * that needs no database, so that its classes are loaded and its content is read.
 *
 * <p>The snapshot has no connection in it, and no secret that a store keeps: nothing is fetched
 * before the first invocation. It does have the variables of the function.
 */
final class Priming implements Resource {

  private static final Duration TIME = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Priming.class);

  /** Nobody listens there. With a password, so that none is fetched. */
  private static final String NOWHERE = "postgresql://tilth:none@127.0.0.1:1/tilth";

  private static final byte[] REQUEST =
      "{\"command\": \"deploy\"}".getBytes(StandardCharsets.UTF_8);

  private final FunctionSettings settings;

  Priming(FunctionSettings settings) {
    this.settings = settings.at(NOWHERE);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    Invocation invocation = InvocationReader.read(new ByteArrayInputStream(REQUEST));
    try {
      new InvocationRun(invocation, settings, new TimeLeft(TIME)).answer();
    } catch (TilthException e) {
      LOG.debug("Primed up to the database: {}", Renderer.json().error(e));
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    LOG.debug("Restored from a snapshot.");
  }
}
