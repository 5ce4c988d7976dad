package dev.tilth.data;

import dev.tilth.spi.FailureKind;
import dev.tilth.spi.TilthException;

/** A placeholder in a value that stands for nothing. */
final class UnusablePlaceholderException extends TilthException {

  private static final long serialVersionUID = 1L;

  private UnusablePlaceholderException(Place place, String column, String problem, String advice) {
    super(
        "%s: column '%s' %s. %s, or write $${ for the text ${ itself."
            .formatted(place, column, problem, advice));
  }

  static UnusablePlaceholderException unknown(
      Place place, String column, String kind, String name) {
    return new UnusablePlaceholderException(
        place,
        column,
        "refers to ${%s:%s}, but there is no environment variable %s, or it is empty"
            .formatted(kind, name, name),
        "Set it");
  }

  /** Does not show the text: a value may have got into it. */
  static UnusablePlaceholderException malformed(Place place, String column) {
    return new UnusablePlaceholderException(
        place,
        column,
        "has a placeholder that cannot be read",
        "Write ${secret:NAME} or ${env:NAME} with the name of an environment variable");
  }

  @Override
  public FailureKind kind() {
    return FailureKind.FAILED;
  }
}
