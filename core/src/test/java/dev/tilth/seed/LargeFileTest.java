package dev.tilth.seed;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tilth.spi.Resource;
import dev.tilth.spi.SeederSpec;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TableSeeder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

final class LargeFileTest {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().setLevel(Level.INFO);
    logger().addAppender(log);
  }

  @AfterEach
  void leave() {
    logger().detachAppender(log);
    logger().setLevel(null);
  }

  @Test
  void only_a_large_file_is_mentioned_before_its_checksum_is_taken(@TempDir Path directory)
      throws IOException {
    read(directory.resolve("small.csv"), 32L << 20);
    read(directory.resolve("orders.csv"), (32L << 20) + 1);

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("Reading orders.csv (33 MB)");
  }

  /** It takes no room on the disk. */
  private static void read(Path file, long size) throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
    }
    TableData table = TableData.of("orders", Resource.file(file));
    assertThat(SeederContents.of(TableSeeder.of(SeederSpec.onChange("A"), table)).bytes())
        .isEqualTo(size);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(LargeFile.class);
  }
}
