package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;
import java.util.ArrayList;
import java.util.List;

/** An overlay whose columns are not those of its base. */
final class OtherColumnsException extends TilthException {

  private static final long serialVersionUID = 1L;

  OtherColumnsException(String overlay, List<String> columns, String base, List<String> expected) {
    super(
        "%s: the overlay's columns are not those of %s: %s. Give both the same columns, in any order."
            .formatted(overlay, base, difference(columns, expected)));
  }

  private static String difference(List<String> columns, List<String> expected) {
    List<String> parts = new ArrayList<>();
    expected.stream()
        .filter(name -> !columns.contains(name))
        .forEach(name -> parts.add("'%s' is missing".formatted(name)));
    columns.stream()
        .filter(name -> !expected.contains(name))
        .forEach(name -> parts.add("'%s' is not in it".formatted(name)));
    return String.join(", ", parts);
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
