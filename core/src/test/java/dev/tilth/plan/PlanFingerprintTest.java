package dev.tilth.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tilth.plan.PlanHash.Part;
import dev.tilth.policy.Environments;
import dev.tilth.policy.Trigger;
import dev.tilth.spi.FailureKind;
import dev.tilth.spi.RowCounts;
import dev.tilth.spi.SeederSpec;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a plan comes down to, and what a comparison tells. */
final class PlanFingerprintTest {

  private static final UUID ATTEMPT = UUID.fromString("0d4e6b0a-5c0f-4a52-9a7c-2f1f5a3f7a11");
  private static final Instant THEN = Instant.parse("2026-11-22T10:00:00Z");

  private String schema = "public";
  private String environment = "dev";
  private SeederDecision decision = new SeederDecision.Run(SeederDecision.Why.CHANGED);
  private long seenRelease = 1;
  private Optional<String> recorded = Optional.of("dev");
  private String text = "select 1;\nselect 2;\n";
  private String checksum = "abc";
  private UUID attempt = ATTEMPT;
  private RowChanges rows =
      new RowChanges.Known("t", new RowCounts(1, 0, 0, 2), RowDigest.none(), List.of(), List.of());

  private final PlanHash before = hash();

  @Test
  void the_same_plan_has_the_same_hash() {
    assertThat(hash()).isEqualTo(before);
    assertThat(before.moved(hash())).isEmpty();
    assertThat(PlanHash.parse(" " + before.text().toUpperCase(Locale.ROOT) + "\n"))
        .isEqualTo(before);
  }

  @Test
  void what_changes_no_work_does_not_count() {
    seenRelease = 2;
    recorded = Optional.empty();
    text = "select 1;\r\nselect 2;\r\n";
    assertThat(hash()).isEqualTo(before);
  }

  @Test
  void each_part_that_moves_is_told() {
    environment = "qa";
    assertThat(moved()).containsExactly(Part.STEPS);
    environment = "dev";
    schema = "other";
    assertThat(moved()).containsExactly(Part.STEPS);
    schema = "public";
    decision = new SeederDecision.Run(SeederDecision.Why.FORCED);
    assertThat(moved()).containsExactly(Part.STEPS);
    decision = new SeederDecision.Run(SeederDecision.Why.CHANGED);
    text = "select 1;\nselect 3;\n";
    assertThat(moved()).containsExactly(Part.CONTENT);
    checksum = "abd";
    text = "select 1;\nselect 2;\n";
    assertThat(moved()).containsExactly(Part.CONTENT);
    checksum = "abc";
    attempt = UUID.fromString("0d4e6b0a-5c0f-4a52-9a7c-2f1f5a3f7a12");
    assertThat(moved()).containsExactly(Part.RECORDS);
    attempt = ATTEMPT;
    for (RowChanges other :
        List.of(
            new RowChanges.Known(
                "t", new RowCounts(1, 0, 1, 2), RowDigest.none(), List.of(), List.of()),
            new RowChanges.Known("t", new RowCounts(1, 0, 0, 2), "other", List.of(), List.of()),
            new RowChanges.NewTable("t", 1),
            new RowChanges.Unknown("t", "V2 is applied"))) {
      rows = other;
      assertThat(moved()).containsExactly(Part.ROWS);
    }
    environment = "qa";
    checksum = "abd";
    assertThat(moved()).containsExactly(Part.STEPS, Part.CONTENT, Part.ROWS);
  }

  @Test
  void texts_that_lie_next_to_each_other_do_not_flow_together() {
    RowChange one = change("ab", "c");
    RowChange other = change("a", "bc");
    assertThat(RowDigest.of(List.of(one))).isNotEqualTo(RowDigest.of(List.of(other)));
    assertThat(RowDigest.of(List.of(change("a", null))))
        .isNotEqualTo(RowDigest.of(List.of(change("a", ""))));
  }

  @Test
  void what_is_no_hash_is_refused_with_where_to_find_one() {
    assertThatExceptionOfType(UnusablePlanHashException.class)
        .isThrownBy(() -> PlanHash.parse(" "))
        .withMessageStartingWith("No plan hash is given. Take it from the line 'Plan hash'");
    for (String wrong : List.of("abc", "g".repeat(80), "a".repeat(79), "a".repeat(81))) {
      assertThatExceptionOfType(UnusablePlanHashException.class)
          .isThrownBy(() -> PlanHash.parse(wrong))
          .withMessageContaining("80 hexadecimal digits")
          .withMessageContaining("(%d characters)".formatted(wrong.length()))
          .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.USAGE));
    }
  }

  private static RowChange change(String key, @Nullable String value) {
    return new RowChange(
        RowChange.Kind.INSERTED,
        Optional.empty(),
        List.of(new RowChange.KeyValue("code", key)),
        List.of(new ColumnChange("name", null, value)));
  }

  private List<Part> moved() {
    PlanHash now = hash();
    assertThat(now).isNotEqualTo(before);
    return before.moved(now);
  }

  private PlanHash hash() {
    MigrationScript script =
        new MigrationScript(Optional.of(Version.of("2")), "next", "V2__next.sql", 7);
    SeederContent seeder = new SeederContent(SeederSpec.onChange("A"), checksum, 0);
    AppliedSeed seed = new AppliedSeed("A", 1, "old", attempt, THEN, new SeedProgress.Done());
    Plan plan =
        new Plan(
            Environments.builtIn().policy(environment),
            Trigger.MANUAL,
            List.of(script),
            List.of(),
            List.of(new SeederStep(seeder, decision, Optional.of(seed))),
            List.of());
    DatabaseState state =
        new DatabaseState(
            recorded, false, true, seenRelease, List.of(), List.of(seed), List.of(), List.of());
    return new PlanFingerprint(plan, state)
        .of(
            List.of(schema),
            List.of(script),
            List.of(text),
            List.of(new SeederRows("A", List.of(rows), Optional.empty())));
  }
}
