package dev.tilth.testing.kit;

/** What a check can find, in the words for whoever wrote the seeder. */
enum Finding {
  NOTHING_WRITTEN(
      "deployment",
      "the first deployment to a database wrote no row, so that nothing was tested.",
      "a failure that is reported and not thrown (call orThrow() on the report), an environment or"
          + " a trigger for which no seeder runs, a start that holds the rows already (begin with"
          + " an empty or a migrated database), another database than that of the URL."),
  WRITES_AGAIN(
      "twice",
      "the second deployment to the same database wrote rows, though nothing had changed.",
      "content that is not the same in two runs of the same program, so that its checksum changes"
          + " (rows made with random values or the time of day), and writes outside of seeders; a"
          + " table that is to be written at each start is left out with excluding(\"table.*\")."),
  FAILS_AGAIN(
      "twice",
      "the second deployment to the same database failed.",
      "INSERT without ON CONFLICT in what runs in every deployment, and content whose checksum is "
          + "another in each run."),
  NOT_REPRODUCIBLE(
      "reproducible",
      "two copies of a database hold different rows after the same deployment.",
      "random keys (gen_random_uuid(), UUID.randomUUID()), times (now(), Instant.now()), LIMIT"
          + " without ORDER BY. Derive keys from the row's business"
          + " key, such as UUID.nameUUIDFromBytes, and put times into the data."),
  NOT_REPEATABLE(
      "repeatable",
      "a deployment whose seeders run again left other rows than their first run.",
      "INSERT without ON CONFLICT on the row's business key, counters, values that are new in each "
          + "run. A seeder of mode ON_CHANGE meets the rows of its last run."),
  FAILS_REPEATED(
      "repeatable",
      "a deployment whose seeders run again failed.",
      "INSERT without ON CONFLICT on the row's business key. A seeder of mode ON_CHANGE meets the "
          + "rows of its last run."),
  CUT_LEAVES_OTHERS(
      "cut and resumed",
      "a deployment that was cut and then run again left other rows than an undisturbed one.",
      "a connection of the seeder's own, whose rows stay when the transaction is rolled back;"
          + " COMMIT in a seeder; values from outside that its first attempt had changed (files,"
          + " queues, other services); generated keys, of which a rolled-back attempt leaves"
          + " gaps."),
  CUT_IS_FINAL(
      "cut and resumed",
      "a deployment that was cut could not be run again.",
      "a connection of the seeder's own, whose rows stay when the transaction is rolled back, and "
          + "then are in the way; COMMIT in a seeder."),
  FEW_CUT(
      "cut and resumed",
      "less than half of the connections that were to break did, so that too little was tested.",
      "a deployment that does not use the URL that it is given, or that keeps something from one"
          + " time to the next and so does less later; build it anew in the function."),
  RIVALS_LEAVE_OTHERS(
      "rivals",
      "deployments that ran at the same time left other rows than a single one.",
      "a connection of the seeder's own, writes before the deployment has its lock, a look whether "
          + "a row is there before it is inserted without ON CONFLICT."),
  RIVAL_FAILS(
      "rivals",
      "of deployments that ran at the same time, some failed.",
      "a connection of the seeder's own, writes before the deployment has its lock, a wait for the "
          + "rival that is too short.");

  private final String check;
  private final String meaning;
  private final String causes;

  Finding(String check, String meaning, String causes) {
    this.check = check;
    this.meaning = meaning;
    this.causes = causes;
  }

  String check() {
    return check;
  }

  String meaning() {
    return meaning;
  }

  String causes() {
    return causes;
  }
}
