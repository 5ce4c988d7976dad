package dev.tilth.data;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as ISO 8601 writes them, which no DateStyle reads in another way. The server
 * counts days and microseconds from the start of 2000.
 */
final class BinaryTimes {

  private static final long EPOCH = LocalDate.of(2000, 1, 1).toEpochDay();
  private static final long DOUBTFUL = Long.MIN_VALUE;

  /** 2026-11-23 */
  private static final int DATE = 10;

  /** 2026-11-23T10:15:30 */
  private static final int SECONDS = 19;

  private static final int FRACTION = 6;

  /** Names of the time zone database. What else there is may define "Z" and "T" as zones. */
  private static final Pattern NAMED_ZONE = Pattern.compile("[A-Za-z_]{3,}(/[A-Za-z0-9_+-]+)*");

  private BinaryTimes() {}

  /** Whether a session in a time zone reads "T" and "Z" as ISO 8601 means them. */
  static boolean areReadAlike(@Nullable String timeZone) {
    return timeZone != null && NAMED_ZONE.matcher(timeZone).matches();
  }

  static boolean date(byte[] utf8, int start, int end, CopyBinary to) {
    long day = end - start == DATE ? day(utf8, start) : DOUBTFUL;
    to.length(Integer.BYTES);
    to.addInt((int) day);
    return day != DOUBTFUL;
  }

  static boolean timestamp(byte[] utf8, int start, int end, CopyBinary to) {
    return add(utf8, start, end, 0, to);
  }

  /** Those that say their zone: what the others mean depends on the session. */
  static boolean timestampWithTimeZone(byte[] utf8, int start, int end, CopyBinary to) {
    if (end > start && utf8[end - 1] == 'Z') {
      return add(utf8, start, end - 1, 0, to);
    }
    int zone = end - 1;
    while (zone > start + DATE && utf8[zone] != '+' && utf8[zone] != '-') {
      zone--;
    }
    long offset = zone > start + DATE ? offset(utf8, zone, end) : DOUBTFUL;
    return offset != DOUBTFUL && add(utf8, start, zone, offset, to);
  }

  /** In seconds east of UTC. */
  private static long offset(byte[] utf8, int start, int end) {
    boolean withMinutes = end - start == 6 && utf8[start + 3] == ':';
    long hours = Ascii.digits(utf8, start + 1, Math.min(end, start + 3));
    long minutes = withMinutes ? Ascii.digits(utf8, start + 4, end) : 0;
    boolean wellFormed = withMinutes || end - start == 3;
    if (!wellFormed || hours < 0 || hours > 14 || minutes < 0 || minutes > 59) {
      return DOUBTFUL;
    }
    long seconds = TimeUnit.HOURS.toSeconds(hours) + TimeUnit.MINUTES.toSeconds(minutes);
    return utf8[start] == '-' ? -seconds : seconds;
  }

  private static boolean add(byte[] utf8, int start, int end, long offset, CopyBinary to) {
    if (end - start < SECONDS) {
      return false;
    }
    long day = day(utf8, start);
    long second = second(utf8, start + DATE);
    long fraction = fraction(utf8, start + SECONDS, end);
    to.length(Long.BYTES);
    to.addLong(
        TimeUnit.SECONDS.toMicros(TimeUnit.DAYS.toSeconds(day) + second - offset) + fraction);
    return day != DOUBTFUL && second != DOUBTFUL && fraction != DOUBTFUL;
  }

  /** Since the epoch, of a date that there is. */
  private static long day(byte[] utf8, int start) {
    long year = Ascii.digits(utf8, start, start + 4);
    long month = Ascii.digits(utf8, start + 5, start + 7);
    long day = Ascii.digits(utf8, start + 8, start + DATE);
    if (utf8[start + 4] != '-' || utf8[start + 7] != '-' || year < 1 || month < 1 || month > 12) {
      return DOUBTFUL;
    }
    YearMonth of = YearMonth.of((int) year, (int) month);
    return of.isValidDay((int) day) ? of.atDay((int) day).toEpochDay() - EPOCH : DOUBTFUL;
  }

  /** Of the day: the space or letter before the hours, hours, minutes, seconds. */
  private static long second(byte[] utf8, int start) {
    long hours = Ascii.digits(utf8, start + 1, start + 3);
    long minutes = Ascii.digits(utf8, start + 4, start + 6);
    long seconds = Ascii.digits(utf8, start + 7, start + 9);
    boolean wellFormed =
        (utf8[start] == ' ' || utf8[start] == 'T')
            && utf8[start + 3] == ':'
            && utf8[start + 6] == ':';
    boolean inRange = hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0;
    return wellFormed && inRange && seconds < 60
        ? TimeUnit.HOURS.toSeconds(hours) + TimeUnit.MINUTES.toSeconds(minutes) + seconds
        : DOUBTFUL;
  }

  /** In microseconds: the point and its digits, if there are any. */
  private static long fraction(byte[] utf8, int start, int end) {
    if (start == end) {
      return 0;
    }
    int digits = end - start - 1;
    long fraction = Ascii.digits(utf8, start + 1, end);
    if (utf8[start] != '.' || digits > FRACTION || fraction < 0) {
      return DOUBTFUL;
    }
    for (int missing = digits; missing < FRACTION; missing++) {
      fraction *= 10;
    }
    return fraction;
  }
}
