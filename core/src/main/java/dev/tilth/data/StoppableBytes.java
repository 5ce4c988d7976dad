package dev.tilth.data;

import dev.tilth.database.StopSignal;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes that end with the run: no statement is cancelled while a large file is being read. */
final class StoppableBytes extends FilterInputStream {

  private final StopSignal stop;

  StoppableBytes(InputStream bytes, StopSignal stop) {
    super(bytes);
    this.stop = stop;
  }

  @Override
  public int read() throws IOException {
    stop.checkWithinStep();
    return super.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    stop.checkWithinStep();
    return super.read(target, offset, length);
  }
}
