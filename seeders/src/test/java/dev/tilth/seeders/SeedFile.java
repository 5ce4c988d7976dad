package dev.tilth.seeders;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.tilth.spi.Resource;
import java.io.IOException;
import java.util.List;

/** The content of a CSV file: every row has as many fields as the header, or reading fails. */
record SeedFile(List<NamedCsvRecord> rows) {

  static SeedFile read(Resource csv) throws IOException {
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv.open())) {
      return new SeedFile(reader.stream().toList());
    }
  }

  List<String> header() {
    return rows.getFirst().getHeader();
  }

  List<String> column(String name) {
    return rows.stream().map(row -> row.getField(name)).toList();
  }
}
