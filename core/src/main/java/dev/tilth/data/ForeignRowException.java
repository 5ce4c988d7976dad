package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A row of a mirror's source that another seeder has inserted, and may delete. */
final class ForeignRowException extends TilthException {

  private static final long serialVersionUID = 1L;

  ForeignRowException(Layout layout, Sources sources, long number, String owner) {
    super(
        "%s: the row of table %s with %s belongs to seeder %s, which inserted it. Remove it from one of the two: a row has one owner."
            .formatted(
                sources.place(number),
                layout.table().name(),
                Layout.describe(
                    layout.fieldsOf(layout.key().columns()), sources.row(number).orElse(null)),
                owner));
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
