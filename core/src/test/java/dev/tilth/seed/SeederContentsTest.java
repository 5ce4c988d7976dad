package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableMode;
import dev.tilth.spi.TableSeeder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

final class SeederContentsTest {

  @Test
  void line_endings_and_a_byte_order_mark_do_not_count() {
    String plain = checksum("a,b\n1,2\n");

    assertThat(checksum("a,b\r\n1,2\r\n")).isEqualTo(plain);
    assertThat(checksum("a,b\r1,2\r")).isEqualTo(plain);
    assertThat(checksum("\uFEFFa,b\n1,2\n")).isEqualTo(plain);
  }

  @Test
  void everything_else_counts() {
    String plain = checksum("a,b\n1,2\n");

    assertThat(checksum("a,b\n1,2")).isNotEqualTo(plain);
    assertThat(checksum("a,b\n1, 2\n")).isNotEqualTo(plain);
    assertThat(checksum("a,b\n\n1,2\n")).isNotEqualTo(plain);
    assertThat(checksum("a,b\n1,2\n\uFEFF")).isNotEqualTo(plain);
    assertThat(of(SeederSpec.onChange("A", text("x.csv", "a,b\n1,2\n")).withVersion(2)))
        .isNotEqualTo(plain);
    assertThat(of(SeederSpec.onChange("A", text("y.csv", "a,b\n1,2\n")))).isNotEqualTo(plain);
  }

  @Test
  void what_only_begins_like_a_byte_order_mark_counts() {
    assertThat(checksum("\u00EF")).isNotEqualTo(checksum(""));
    assertThat(bytes((byte) 0xEF, (byte) 0xBB)).isNotEqualTo(checksum(""));
    assertThat(bytes((byte) 0xEF, (byte) 0xBB, (byte) 0xBF)).isEqualTo(checksum(""));
  }

  @Test
  void the_boundary_between_two_resources_counts() {
    assertThat(of(SeederSpec.onChange("A", text("x", "ab"), text("y", ""))))
        .isNotEqualTo(of(SeederSpec.onChange("A", text("x", "a"), text("y", "b"))));
  }

  @Test
  void the_checksum_of_a_seeder_without_tables_is_the_one_that_was_always_recorded() {
    assertThat(checksum("a,b\n1,2\n"))
        .isEqualTo("24d3b9f7d08e2869a8bf8b12373e69f2bec61cd966bec84f68fd96b770cf69bf");
  }

  @Test
  void a_table_counts_with_its_source_without_being_named_as_a_resource() {
    TableData plain = TableData.of("t", text("x.csv", "a,b\n1,2\n"));

    assertThat(of(plain)).isEqualTo(of(TableData.of("t", text("x.csv", "a,b\r\n1,2\r\n"))));
    assertThat(of(plain)).isNotEqualTo(of(TableData.of("t", text("x.csv", "a,b\n1,3\n"))));
    assertThat(of(plain)).isNotEqualTo(of(TableData.of("u", text("x.csv", "a,b\n1,2\n"))));
    assertThat(of(plain)).isNotEqualTo(of(plain, plain));
    assertThat(of(plain)).isNotEqualTo(of());
  }

  @Test
  void what_is_declared_of_a_table_counts_where_it_changes_rows() {
    TableData plain = TableData.of("t", text("x.csv", "a,b\n1,2\n"));

    assertThat(of(plain.mode(TableMode.INSERT_MISSING))).isNotEqualTo(of(plain));
    assertThat(of(plain.key("a"))).isNotEqualTo(of(plain)).isNotEqualTo(of(plain.key("b")));
    assertThat(of(plain.insertOnly("a"))).isNotEqualTo(of(plain)).isNotEqualTo(of(plain.key("a")));
    assertThat(of(plain.masked("a").mostDeleted(7))).isEqualTo(of(plain));
  }

  @Test
  void a_compressed_source_counts_as_what_it_unpacks_to() throws IOException {
    TableData fast = TableData.of("t", zipped("a,b\n1,2\n", Deflater.BEST_SPEED));
    TableData small = TableData.of("t", zipped("a,b\r\n1,2\r\n", Deflater.BEST_COMPRESSION));

    assertThat(of(fast)).isEqualTo(of(small));
    assertThat(of(fast)).isNotEqualTo(of(TableData.of("t", zipped("a,b\n1,3\n", 1))));
  }

  @Test
  void an_overlay_counts_in_its_own_environment_only() {
    TableData plain = TableData.of("t", text("x.csv", "a,b\n1,2\n"));
    TableData overlaid = plain.overlay("dev", text("x.dev.csv", "a,b\n3,4\n"));

    assertThat(in("qa", overlaid)).isEqualTo(of(overlaid)).isEqualTo(of(plain));
    assertThat(in("dev", overlaid)).isNotEqualTo(of(plain));
    assertThat(in("dev", overlaid))
        .isNotEqualTo(in("dev", plain.overlay("dev", text("x.dev.csv", "a,b\n3,5\n"))));
  }

  @Test
  void an_unreadable_resource_is_named_with_its_seeder() {
    assertThatExceptionOfType(UnreadableResourceException.class)
        .isThrownBy(
            () -> of(SeederSpec.onChange("A", Resource.file(Path.of("/nowhere/roles.csv")))))
        .withMessageContaining("roles.csv of seeder A");
  }

  private static String checksum(String text) {
    return of(SeederSpec.onChange("A", text("x.csv", text)));
  }

  private static String bytes(byte... content) {
    return of(SeederSpec.onChange("A", new Content("x.csv", content)));
  }

  private static Resource text(String name, String text) {
    return new Content(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String of(TableData... tables) {
    return SeederContents.of(seeder(tables)).checksum();
  }

  private static String in(String environment, TableData... tables) {
    Seeder seeder = seeder(tables);
    return SeederContents.in(environment, seeder, SeederContents.of(seeder)).checksum();
  }

  private static Seeder seeder(TableData... tables) {
    return TableSeeder.of(SeederSpec.onChange("A"), tables);
  }

  private static Resource zipped(String text, int level) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new Leveled(bytes, level)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return new Content("x.csv.gz", bytes.toByteArray());
  }

  private static final class Leveled extends GZIPOutputStream {

    Leveled(ByteArrayOutputStream out, int level) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }

  private static String of(SeederSpec spec) {
    return SeederContents.of(new Nothing(spec)).checksum();
  }

  private record Nothing(SeederSpec spec) implements Seeder {

    @Override
    public void seed(SeedContext context) {}
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Content(String name, byte[] bytes) implements Resource {

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
