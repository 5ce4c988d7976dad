package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * A line at the end of a terminal that is rewritten in place, below whatever else goes there. Safe
 * for use by several threads.
 *
 * <ol>
 *   <li>All that goes to the terminal goes through this stream. It erases the line first, and shows
 *       it again after a line feed.
 *   <li>The line is shorter than the terminal is wide: one that wraps cannot be erased.
 *   <li>After {@link #end} it is gone for good.
 * </ol>
 */
final class StatusLine extends OutputStream {

  /** See ECMA-48, 8.3.41 (EL). */
  private static final String ERASE_TO_END = "\u001b[K";

  /** For the cursor, and the {@code ^C} that a terminal echoes. */
  private static final int RESERVED = 3;

  private final PrintStream terminal;
  private final int width;
  private String text = "";
  private boolean drawn;
  private boolean lineBegins = true;
  private boolean ended;

  /**
   * @param columns of the terminal
   */
  StatusLine(PrintStream terminal, int columns) {
    this.terminal = terminal;
    this.width = Math.max(0, columns - RESERVED);
  }

  /** How many characters are shown at most. */
  int width() {
    return width;
  }

  /** Shows this ASCII text instead of what was shown; an empty one takes the line away. */
  synchronized void show(String newText) {
    text = ended ? "" : newText.substring(0, Math.min(width, newText.length()));
    if (text.isEmpty()) {
      erase();
    } else if (lineBegins) {
      draw();
    }
  }

  /** Takes the line away; nothing is shown from here on. */
  synchronized void end() {
    ended = true;
    show("");
  }

  @Override
  public void write(int character) {
    write(new byte[] {(byte) character}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (length == 0) {
      return;
    }
    erase();
    terminal.write(bytes, offset, length);
    lineBegins = bytes[offset + length - 1] == '\n';
    if (lineBegins && !text.isEmpty()) {
      draw();
    }
  }

  @Override
  public void flush() {
    terminal.flush();
  }

  /** The terminal's own stream stays open. */
  @Override
  public void close() {
    end();
  }

  private void draw() {
    put("\r" + text + ERASE_TO_END);
    drawn = true;
  }

  private void erase() {
    if (drawn) {
      put("\r" + ERASE_TO_END);
      drawn = false;
    }
  }

  /** At once, so that no other process sees half of it. */
  private void put(String sequence) {
    byte[] bytes = sequence.getBytes(US_ASCII);
    terminal.write(bytes, 0, bytes.length);
    terminal.flush();
  }
}
