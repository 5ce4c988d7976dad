package dev.tilth.data;

import static dev.tilth.data.Loads.counts;
import static dev.tilth.data.TextResource.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tilth.spi.Resource;
import dev.tilth.spi.TableData;
import dev.tilth.spi.TilthException;
import dev.tilth.testing.PostgresTest;
import dev.tilth.testing.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that must not be shown: resolved when a row is loaded, and nowhere afterwards. */
@PostgresTest
class DiscretionIT {

  private static final String VALUE = "s3cret-h0rse";

  private final TestDatabase database;
  private final Loads loads;

  DiscretionIT(TestDatabase database) {
    this.database = database;
    this.loads = new Loads(database).with("API_TOKEN", VALUE);
  }

  @BeforeEach
  void tables() {
    database.execute(
        """
        drop schema public cascade;
        create schema public;
        create domain short as text constraint short_enough check (length(value) < 5);
        create table place (code text primary key);
        create function tell() returns trigger language plpgsql as
          $$ begin
               if new.code = 'tell' then raise exception 'no %', new.token; end if;
               if new.code = 'quota' then
                 raise exception 'no %', new.token using errcode = '54000', detail = new.token;
               end if;
               return new;
             end $$;
        create table keys (
          code text primary key,
          token text constraint keys_token unique,
          other text constraint keys_other check (other <> 's3cret-h0rse'),
          small varchar(5), shorter short, number integer, day date, document jsonb, list integer[],
          must text not null default '',
          place text constraint keys_place references place,
          span int4range, constraint keys_span exclude using gist (span with &&));
        create trigger tell before insert or update on keys for each row execute function tell();
        insert into keys (code, token, span) values ('old', 's3cret-h0rse', '[1,9]');
        """);
  }

  @Test
  void placeholdersAreResolvedAnywhereInAFieldAndEscapedOnesAreText() {
    Resource file =
        TextResource.of(
            "keys.jsonl",
            """
            {"code":"a","token":"x${secret:API_TOKEN}y${env:API_TOKEN}","other":"$${env:API_TOKEN}","document":{"k":["${env:API_TOKEN}",1]},"list":["1"]}
            {"code":"b","token":"${b}","other":"$$","document":"{}","list":[]}
            """);

    assertThat(loads.load(keys(file))).isEqualTo(counts(2, 0, 0));
    assertThat(loads.load(keys(file))).isEqualTo(counts(0, 0, 2));
    assertThat(
            database.column(
                "select token, other, document from keys where code <> 'old' order by code"))
        .containsExactly(
            "xs3cret-h0rseys3cret-h0rse|${env:API_TOKEN}|{\"k\": [\"s3cret-h0rse\", 1]}",
            "${b}|$$|{}");
  }

  @Test
  void rowsOfEveryFormatAndOfOverlaysHavePlaceholders() {
    record Key(String code, String other) {}
    TableData data =
        keys(lines("code,other", "a,${env:API_TOKEN}!"))
            .overlay("dev", Resource.rows("more", List.of(new Key("b", "${secret:API_TOKEN}?"))));

    assertThat(loads.load(data)).isEqualTo(counts(2, 0, 0));
    assertThat(database.column("select other from keys where code <> 'old' order by code"))
        .containsExactly(VALUE + "!", VALUE + "?");
  }

  @Test
  void anUnknownNameIsToldWithItsPlaceAndWhatToSet() {
    assertThat(failure(keys(lines("code,token", "a,x", "b,y${secret:API_TOKE}"))))
        .isInstanceOf(UnusablePlaceholderException.class)
        .hasMessage(
            "rows.csv:3: column 'token' refers to ${secret:API_TOKE}, but there is no environment"
                + " variable API_TOKE, or it is empty. Set it, or write $${ for the text ${"
                + " itself.");
  }

  @Test
  void whatIsNearlyAPlaceholderIsRefusedAndNotShown() {
    for (String text :
        List.of("${secret:hunter2", "${secrets:hunter2}", "${env:}", "${env:hunter 2}")) {
      assertThat(failure(keys(lines("code,token", "a," + text))))
          .isInstanceOf(UnusablePlaceholderException.class)
          .hasMessage(
              "rows.csv:2: column 'token' has a placeholder that cannot be read. Write"
                  + " ${secret:NAME} or ${env:NAME} with the name of an environment variable, or"
                  + " write $${ for the text ${ itself.");
    }
  }

  static Stream<List<String>> leaks() {
    return Stream.of(
        List.of("token", "", "unique constraint \"keys_token\""),
        List.of("other", "", "check constraint \"keys_other\""),
        List.of("place", "", "foreign key constraint \"keys_place\""),
        List.of("span", "[2,3]", "exclusion constraint \"keys_span\""),
        List.of("small", "", "(SQLSTATE 22001)"),
        List.of("shorter", "", "check constraint \"short_enough\""),
        List.of("number", "", "(SQLSTATE 22P02)"),
        List.of("day", "", "(SQLSTATE 22007)"),
        List.of("document", "", "(SQLSTATE 22P02)"),
        List.of("list", "", "(SQLSTATE 22P02)"));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void theServersWordsAboutAResolvedValueAreNotShown(List<String> leak) {
    String value = leak.get(1).isEmpty() ? VALUE : leak.get(1);
    Loads given = loads.with("VALUE", value);
    Throwable failure =
        failure(given, keys(lines("code,must," + leak.getFirst(), "x,m,${secret:VALUE}")));
    assertHidden(failure, value);
    assertThat(failure)
        .isInstanceOf(RejectedRowException.class)
        .hasMessageStartingWith("rows.csv:2: the database rejects " + leak.getFirst() + " ********")
        .hasMessageContaining(leak.get(2));
  }

  @ParameterizedTest
  @MethodSource("leaks")
  void theServersWordsAboutAMaskedColumnAreNotShown(List<String> leak) {
    String value = leak.get(1).isEmpty() ? VALUE : leak.get(1);
    Throwable failure =
        failure(
            keys(lines("code," + leak.getFirst(), "x,\"" + value + "\"")).masked(leak.getFirst()));
    assertHidden(failure, value);
    assertThat(failure)
        .hasMessageStartingWith("rows.csv:2: the database rejects " + leak.getFirst() + " ********")
        .hasMessageContaining(leak.get(2));
  }

  @Test
  void aFailingRowIsNotShownForTheSakeOfAnotherColumn() {
    Throwable failure = failure(keys(lines("code,token,must", "x,${env:API_TOKEN}!,", "y,n,m")));
    assertHidden(failure, VALUE);
    assertThat(failure)
        .hasMessage(
            "rows.csv:2: the database rejects must NULL: it violates the not-null constraint. Give"
                + " every row a value for column 'must', or the column a default.");
  }

  @Test
  void aValueOfAnotherColumnIsStillShown() {
    Throwable failure = failure(keys(lines("code,token,number", "x,${env:API_TOKEN}!,12a")));
    assertHidden(failure, VALUE);
    assertThat(failure)
        .hasMessage(
            "rows.csv:2: the database rejects number '12a' (integer): invalid input syntax for type"
                + " integer: \"12a\". Correct the value.");
  }

  @Test
  void aValueThatOnlyTheTableHasIsNotShown() {
    Throwable failure = failure(keys(lines("code,must", "old,")).masked("token"));
    assertHidden(failure, VALUE);
    assertThat(failure).hasMessageStartingWith("rows.csv:2: the database rejects must NULL");
  }

  @Test
  void whatATriggerSaysIsNotShown() {
    for (String code : List.of("tell", "quota")) {
      Throwable failure = failure(keys(lines("code,token", code + ",${env:API_TOKEN}!")));
      assertHidden(failure, VALUE);
    }
    assertThat(failure(keys(lines("code,token", "tell,${env:API_TOKEN}!"))))
        .hasMessage(
            "rows.csv:2: the database rejects the row with code 'tell': the server's reason could"
                + " quote a masked value and is left out (SQLSTATE P0001). Correct the row, or"
                + " change the rule if the row is right.");
  }

  @Test
  void keysAndReferencesAreMasked() {
    assertThat(failure(keys(lines("code,must", "${env:API_TOKEN},1", "${env:API_TOKEN},2"))))
        .hasMessageStartingWith("rows.csv:3: the key code ******** is already that of line 2.");
    assertThat(failure(keys(lines("code,place.code", "a,nowhere")).masked("place")))
        .hasMessageStartingWith(
            "rows.csv:2: table public.place has no row for place.code ********.");
  }

  @Test
  void aMaskedColumnThatIsMisspeltIsRefused() {
    assertThat(failure(keys(lines("code", "a")).masked("tokn")))
        .isInstanceOf(UnknownDeclaredColumnException.class)
        .hasMessage(
            "The declaration of table public.keys names a column 'tokn', which neither the table"
                + " nor its source has. Did you mean 'token'?");
  }

  @Test
  void theContentOfAPlaceholderIsNoPlaceholder() {
    Loads nested = loads.with("OUTER", "${env:INNER}$1\\");
    assertThat(nested.load(keys(lines("code,token", "a,${env:OUTER}")))).isEqualTo(counts(1, 0, 0));
    assertThat(database.value("select token from keys where code = 'a'"))
        .isEqualTo("${env:INNER}$1\\");
  }

  private static TableData keys(Resource rows) {
    return TableData.of("keys", rows).key("code");
  }

  private Throwable failure(TableData data) {
    return failure(loads, data);
  }

  private static Throwable failure(Loads loads, TableData data) {
    return catchThrowable(() -> loads.load(data));
  }

  /** Neither in the message nor in those of its causes, nor a piece of it. */
  private static void assertHidden(Throwable failure, String value) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text, true));
    assertThat(text.toString())
        .contains(TilthException.class.getPackageName().substring(0, 9))
        .doesNotContain(value)
        .doesNotContain(value.substring(0, Math.min(5, value.length())));
  }
}
