package roadbed.assess.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.inventory.Snapshot;
import roadbed.model.AttributePlaces;
import roadbed.model.Change;
import roadbed.model.Declaration;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.Verdict;

/** Pass, fail, not-evaluated: and never a pass for what is not known. */
class JudgementTest {
  @TempDir Path folder;

  private static Resource volume(String name, Value.Fields facets) {
    return new Resource(
        new ResourceId(name),
        "storage.volume",
        "aws_ebs_volume",
        Provider.AWS,
        "111122223333",
        "eu-central-1",
        name,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        facets,
        Value.Fields.EMPTY,
        Map.of(),
        new Resource.Origin(
            "test",
            Declaration.TERRAFORM_PLAN,
            "aws_ebs_volume." + name,
            Optional.empty(),
            false,
            Change.CREATE,
            Location.of("plan.json"), AttributePlaces.NONE, Optional.empty()));
  }

  private static Value.Fields encrypted(Value atRest) {
    return new Value.Fields(Map.of("encryption", new Value.Fields(Map.of("at_rest", atRest))));
  }

  private static Snapshot estate(Resource... resources) {
    return new Snapshot(
        Instant.EPOCH, List.of(resources), List.of(), List.of(), List.of(), EstateFacts.NONE, List.of(), List.of());
  }

  private static Judgement judge(Resource... resources) {
    return Guardrails.shipped().only(Set.of("ebs-encryption")).judge(estate(resources));
  }

  @Test
  void aValueDecides() {
    Judgement judgement =
        judge(volume("a", encrypted(Value.of(true))), volume("b", encrypted(Value.of(false))));
    assertThat(judgement.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Verdict.Outcome.PASS, Verdict.Outcome.FAIL);
    assertThat(judgement.verdicts().getLast().messages()).containsExactly("the volume is not encrypted");
  }

  @Test
  void anUnknownValueIsNotAPass() {
    Judgement judgement = judge(volume("a", encrypted(new Value.Unknown("known after apply"))));
    assertThat(judgement.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_EVALUATED);
              assertThat(verdict.messages()).containsExactly("known after apply");
            });
  }

  @Test
  void aFacetThatNothingTellsIsNotAPass() {
    Judgement judgement = judge(volume("a", Value.Fields.EMPTY));
    assertThat(judgement.verdicts())
        .singleElement()
        .satisfies(
            verdict -> {
              assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_EVALUATED);
              assertThat(verdict.messages()).containsExactly("nothing here tells encryption.at_rest of a aws_ebs_volume");
            });
  }

  @Test
  void anUnknownValueUnderANegationIsNotAFailure() throws IOException {
    Files.writeString(
        folder.resolve("mine.rego"),
        """
        # METADATA
        # title: mine
        # custom:
        #   id: mine
        #   severity: low
        #   kinds: [storage.volume]
        package mine

        deny contains "not encrypted" if not input.facets.encryption.at_rest
        """);
    Guardrails mine = Guardrails.load(List.of(folder)).only(Set.of("mine"));
    assertThat(mine.diagnostics()).isEmpty();
    Judgement judgement = mine.judge(estate(volume("a", encrypted(new Value.Unknown("later")))));
    assertThat(judgement.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Verdict.Outcome.NOT_EVALUATED);
  }

  @Test
  void aGuardrailThatBreaksIsNotAPass() throws IOException {
    Files.writeString(
        folder.resolve("broken.rego"),
        """
        # METADATA
        # title: broken
        # custom: {id: broken, severity: low, kinds: [storage.volume]}
        package broken

        value := 1 if input.name

        value := 2 if input.name

        deny contains "never" if value == 3
        """);
    Guardrails broken = Guardrails.load(List.of(folder)).only(Set.of("broken"));
    Judgement judgement = broken.judge(estate(volume("a", Value.Fields.EMPTY)));
    assertThat(judgement.verdicts())
        .extracting(Verdict::outcome)
        .containsExactly(Verdict.Outcome.NOT_EVALUATED);
    assertThat(judgement.diagnostics()).isNotEmpty();
  }

  @Test
  void aBrokenFileIsToldWithItsPlaceAndTheRestGoesOn() throws IOException {
    Files.writeString(folder.resolve("bad.rego"), "package bad\n\ndeny contains if {\n");
    Files.writeString(folder.resolve("bare.rego"), "# METADATA\n# custom:\n#   id: bare\npackage bare\n");
    Guardrails guardrails = Guardrails.load(List.of(folder));
    assertThat(guardrails.diagnostics())
        .extracting(diagnostic -> diagnostic.location().toString())
        .anyMatch(place -> place.contains("bad.rego:3"))
        .anyMatch(place -> place.contains("bare.rego:1"));
    assertThat(guardrails.all()).hasSizeGreaterThan(20);
  }

  @Test
  void whatIsToBeDeletedIsNotJudged() {
    Resource volume = volume("a", encrypted(Value.of(false)));
    Resource.Origin origin = volume.origin();
    Resource deleted =
        new Resource(
            volume.id(),
            volume.kind(),
            volume.type(),
            volume.provider(),
            volume.account(),
            volume.region(),
            volume.name(),
            volume.tags(),
            volume.ownership(),
            volume.environment(),
            volume.tier(),
            volume.system(),
            volume.facets(),
            volume.raw(),
            volume.satellites(),
            new Resource.Origin(
                origin.source(),
                origin.declaration(),
                origin.address(),
                origin.module(),
                false,
                Change.DELETE,
                origin.location(),
                AttributePlaces.NONE,
                Optional.empty()));
    assertThat(judge(deleted).verdicts()).isEmpty();
  }
}
