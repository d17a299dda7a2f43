package roadbed.assess.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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

/** Only what changed is judged again, and what comes out is what judging everything would give. */
class ContinuousJudgementTest {
  private static Resource logGroup(int number, long days, int line) {
    return new Resource(
        new ResourceId("log-" + number),
        "log.group",
        "aws_cloudwatch_log_group",
        Provider.AWS,
        "111122223333",
        "eu-central-1",
        "log-" + number,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        new Value.Fields(Map.of("logging", new Value.Fields(Map.of("retention_days", Value.of(days))))),
        Value.Fields.EMPTY,
        Map.of(),
        new Resource.Origin(
            "test",
            Declaration.TERRAFORM_PLAN,
            "aws_cloudwatch_log_group.log" + number,
            Optional.empty(),
            false,
            Change.NONE,
            Location.of("plan.json", line, 1),
            AttributePlaces.NONE,
            Optional.empty()));
  }

  private static List<Resource> groups(int count) {
    List<Resource> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(logGroup(i, i % 3 == 0 ? 30 : 400, 1));
    }
    return all;
  }

  private static Snapshot estate(List<Resource> resources) {
    return new Snapshot(
        Instant.EPOCH, resources, List.of(), List.of(), List.of(), EstateFacts.NONE, List.of(), List.of());
  }

  @Test
  void onlyWhatChangedIsJudgedAgain() {
    Guardrails guardrails = Guardrails.shipped();
    ContinuousJudgement continuous = new ContinuousJudgement(guardrails);
    List<Resource> resources = groups(30);
    ContinuousJudgement.Look first = continuous.judge(estate(resources));
    assertThat(first.judged()).isEqualTo(30);
    assertThat(first.judgement().verdicts()).isEqualTo(guardrails.judge(estate(resources)).verdicts());

    resources.set(0, logGroup(0, 400, 1));
    resources.set(1, logGroup(1, 400, 99)); // moved in its file only
    resources.remove(29);
    ContinuousJudgement.Look second = continuous.judge(estate(resources));
    assertThat(second.judged()).isEqualTo(1);
    assertThat(second.kept()).isEqualTo(28);
    assertThat(second.judgement().verdicts()).isEqualTo(guardrails.judge(estate(resources)).verdicts());
  }

  @Test
  void oneChangedResourceIsJudgedWithoutLookingAtTheOthers() {
    ContinuousJudgement continuous = new ContinuousJudgement(Guardrails.shipped());
    continuous.judge(estate(groups(10)));
    ContinuousJudgement.Look look = continuous.changed(List.of(logGroup(3, 400, 1)));
    assertThat(look.judged()).isEqualTo(1);
    assertThat(look.judgement().verdicts())
        .extracting(Verdict::outcome)
        .containsOnly(Verdict.Outcome.PASS);
  }

  @Test
  void aChangedParameterIsJudgedByItsGuardrailOnly() {
    Guardrails guardrails = Guardrails.shipped();
    ContinuousJudgement continuous = new ContinuousJudgement(guardrails);
    Snapshot estate = estate(groups(10));
    continuous.judge(estate);
    Guardrails other = guardrails.set("log-retention-1y", Map.of("days", Value.of(500)));
    assertThat(continuous.judgeBy(other, estate)).isEqualTo(1);
    ContinuousJudgement.Look look = continuous.judge(estate);
    assertThat(look.judged()).isZero();
    assertThat(look.judgement().verdicts()).containsExactlyInAnyOrderElementsOf(other.judge(estate).verdicts());
    assertThat(look.judgement().policyDigest()).isEqualTo(other.digest());
  }
}
