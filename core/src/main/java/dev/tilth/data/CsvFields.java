package dev.tilth.data;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a CSV record as its bytes, since most of them go on as bytes: each becomes a text
 * when it is asked for.
 */
final class CsvFields extends AbstractList<@Nullable String> implements RandomAccess {

  private final byte[] record;
  private final int[] starts;
  private final int[] ends;
  private final boolean verbatim;

  /**
   * @param record UTF-8
   * @param starts of the fields, without their quotes; negative where it is NULL
   * @param verbatim whether COPY takes each field's bytes as they are
   */
  CsvFields(byte[] record, int[] starts, int[] ends, boolean verbatim) {
    this.record = record;
    this.starts = starts;
    this.ends = ends;
    this.verbatim = verbatim;
  }

  /** What stands between the quotes of a field, or is it without quotes. */
  static String text(byte[] record, int start, int end) {
    String text = new String(record, start, end - start, StandardCharsets.UTF_8);
    return text.indexOf('"') < 0 ? text : text.replace("\"\"", "\"");
  }

  @Override
  public @Nullable String get(int index) {
    return starts[index] < 0 ? null : text(record, starts[index], ends[index]);
  }

  @Override
  public int size() {
    return starts.length;
  }

  void addTo(CopyText text, int index) {
    if (verbatim && starts[index] >= 0) {
      text.add(record, starts[index], ends[index]);
    } else {
      text.add(get(index));
    }
  }

  boolean addTo(CopyBinary binary, int index, BinaryType type) {
    if (verbatim && starts[index] >= 0) {
      return type.add(record, starts[index], ends[index], binary);
    }
    return Row.addTo(binary, get(index), type);
  }
}
