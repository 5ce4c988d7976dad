package dev.tilth.proof;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Random;

/** A large CSV file of 8 columns of various types, and its table. */
final class BulkFile {

  static final String TABLE =
      """
      CREATE TABLE public.cases (
        id bigint PRIMARY KEY,
        reference text NOT NULL,
        title text NOT NULL,
        examiner_id integer NOT NULL,
        fee numeric(10, 2) NOT NULL,
        urgent boolean NOT NULL,
        opened_at timestamptz NOT NULL,
        due date
      );
      CREATE INDEX cases_examiner_id_idx ON public.cases (examiner_id);
      """;

  private static final long SEED = 20_261_123;

  private BulkFile() {}

  /**
   * Writes the file; the same rows for the same numbers.
   *
   * @param changed every row whose number this divides has another title
   */
  static Path write(Path file, int from, int to, int changed) throws IOException {
    Random random = new Random(SEED);
    LocalDate start = LocalDate.of(2020, 1, 1);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,reference,title,examiner_id,fee,urgent,opened_at,due\n");
      for (int id = 1; id <= to; id++) {
        int examiner = random.nextInt(50_000);
        int day = random.nextInt(2_000);
        if (id >= from) {
          out.write(
              "%d,REF-%08d,\"Case %d, %s examination of %x\",%d,%d.%02d,%s,%sT%02d:%02d:00Z,%s\n"
                  .formatted(
                      id,
                      id,
                      id,
                      changed > 0 && id % changed == 0 ? "another" : "an",
                      random.nextLong(),
                      examiner,
                      day,
                      id % 100,
                      id % 7 == 0,
                      start.plusDays(day),
                      id % 24,
                      id % 60,
                      id % 5 == 0 ? "" : start.plusDays(day + 30)));
        } else {
          var unused = random.nextLong();
        }
      }
    }
    return file;
  }
}
