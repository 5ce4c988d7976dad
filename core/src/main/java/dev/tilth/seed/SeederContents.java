package dev.tilth.seed;

import dev.tilth.plan.SeederContent;
import dev.tilth.spi.FileStamp;
import dev.tilth.spi.Resource;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes the checksum of a seeder: SHA-256 over its version and, for each of its resources, the name
 * and the bytes. Of a {@link TableSeeder} the tables count too: what is declared of each, its
 * source and, in its own environment only, its overlay. A byte order mark and the style of line
 * endings do not count, so that a checkout on another system has the same checksum. Code is not
 * part of it.
 */
public final class SeederContents {

  private SeederContents() {}

  /**
   * Reads the seeder's resources once; overlays are left out.
   *
   * @throws UnreadableResourceException if one of them cannot be read
   */
  public static SeederContent of(Seeder seeder) {
    SeederSpec spec = seeder.spec();
    Checksum checksum = new Checksum(spec.name()).part("version", spec.version());
    spec.resources().forEach(checksum::file);
    tables(seeder).forEach(table -> add(checksum, table));
    return new SeederContent(spec, checksum.hexadecimal(), checksum.bytes(), checksum.files());
  }

  /**
   * The content in one environment: the same where none of the tables has an overlay for it.
   *
   * @param plain from {@link #of}
   * @throws UnreadableResourceException if an overlay cannot be read
   */
  public static SeederContent in(String environment, Seeder seeder, SeederContent plain) {
    Checksum checksum = new Checksum(plain.name()).part("content", plain.checksum());
    boolean overlaid = false;
    for (TableData table : tables(seeder)) {
      Resource overlay = table.overlays().get(environment);
      checksum.part("table", table.table());
      if (overlay != null) {
        checksum.part("overlay", environment).source(overlay);
        overlaid = true;
      }
    }
    return overlaid ? with(plain, checksum) : plain;
  }

  private static SeederContent with(SeederContent plain, Checksum overlays) {
    List<FileStamp> files =
        Stream.concat(plain.files().stream(), overlays.files().stream()).toList();
    return new SeederContent(
        plain.spec(), overlays.hexadecimal(), plain.bytes() + overlays.bytes(), files);
  }

  /** What is masked changes no row, and neither does how many rows may be deleted. */
  private static void add(Checksum checksum, TableData table) {
    checksum.part("table", table.table()).part("mode", table.mode());
    table.key().forEach(column -> checksum.part("key", column));
    table.insertOnly().forEach(column -> checksum.part("insert-only", column));
    checksum.source(table.source());
  }

  private static List<TableData> tables(Seeder seeder) {
    return seeder instanceof TableSeeder declared ? declared.tables() : List.of();
  }
}
