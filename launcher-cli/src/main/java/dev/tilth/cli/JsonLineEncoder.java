package dev.tilth.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;

/**
 * Turns a log event into a {@link JsonLine}: with the event's own key-value pairs, and in {@code
 * exception} the classes of an exception and its causes, and where the innermost was thrown; no
 * messages. Logback's own encoder has the context in an object of its own, times as numbers, and
 * the messages of exceptions, of which some quote rows.
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    JsonLine line =
        new JsonLine(
            Instant.ofEpochMilli(event.getTimeStamp()),
            event.getLevel().toString(),
            event.getMDCPropertyMap(),
            event.getLoggerName(),
            event.getFormattedMessage());
    for (KeyValuePair pair :
        Optional.ofNullable(event.getKeyValuePairs()).orElseGet(List::<KeyValuePair>of)) {
      line.add(pair.key, pair.value);
    }
    Optional.ofNullable(event.getThrowableProxy())
        .ifPresent(thrown -> line.add("exception", ExceptionSummary.of(thrown)));
    return line.toString().getBytes(US_ASCII);
  }
}
