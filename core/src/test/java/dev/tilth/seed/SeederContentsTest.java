package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.spi.Resource;
import dev.tilth.spi.SeedContext;
import dev.tilth.spi.Seeder;
import dev.tilth.spi.SeederSpec;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
