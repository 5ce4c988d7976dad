package dev.tilth.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a source, read one by one. */
interface Rows extends AutoCloseable {

  /** The names of the columns, each once; empty where only a row could tell and there is none. */
  List<String> header();

  /**
   * The next row, with as many fields as the header, or null after the last.
   *
   * @throws MalformedFileException at a row that is not well-formed
   */
  @Nullable Row next();

  /**
   * Leaves rows out without looking at what is in them; the file may have fewer.
   *
   * @throws MalformedFileException at bytes that are not UTF-8
   */
  void skip(long count);

  @Override
  void close();
}
