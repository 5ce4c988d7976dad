package dev.tilth.rehearse;

/**
 * A step that is about to be tried.
 *
 * @param addsEnumValue whether its own SQL adds a value to an enum
 */
record Trial(
    RehearsedStep.Kind kind, String name, boolean addsEnumValue, RehearsalTransaction.Work work) {

  RehearsedStep ended(RehearsedStep.Result result, String note) {
    return RehearsedStep.idle(kind, name, result, note);
  }
}
