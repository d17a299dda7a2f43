package roadbed.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import roadbed.assess.policy.ContinuousJudgement;
import roadbed.assess.policy.Guardrails;
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

/**
 * An estate of many resources that was judged, of which one changes: how long until its new verdicts are there. Prints a
 * row of a Markdown table.
 */
final class ContinuousBench {
  private static final int ROUNDS = 200;
  private static final double MILLION = 1_000_000.0;

  private ContinuousBench() {}

  public static void main(String[] arguments) {
    int count = Integer.parseInt(arguments[0]);
    List<Resource> resources = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      resources.add(volume(i, i % 5 != 0));
    }
    ContinuousJudgement continuous = new ContinuousJudgement(Guardrails.shipped());
    long started = System.nanoTime();
    continuous.judge(
        new Snapshot(
            Instant.EPOCH, resources, List.of(), List.of(), List.of(), EstateFacts.NONE, List.of(), List.of()));
    double all = (System.nanoTime() - started) / MILLION;
    double[] took = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      Resource changed = volume(round * (count / ROUNDS), round % 2 == 0);
      long begun = System.nanoTime();
      continuous.changed(List.of(changed));
      took[round] = (System.nanoTime() - begun) / MILLION;
    }
    Arrays.sort(took);
    System.out.printf(
        Locale.ROOT, "| %,d | %.0f | %.2f | %.2f |%n", count, all, took[ROUNDS / 2], took[ROUNDS - 1]);
  }

  private static Resource volume(int number, boolean encrypted) {
    String name = "volume-" + number;
    return new Resource(
        new ResourceId("aws_ebs_volume." + name),
        "storage.volume",
        "aws_ebs_volume",
        Provider.AWS,
        "111122223333",
        "eu-central-1",
        name,
        Map.of("owner", "team-" + number % 40),
        Optional.empty(),
        Optional.of("prod"),
        Optional.empty(),
        Optional.empty(),
        new Value.Fields(
            Map.of(
                "size_gb", Value.of(number % 500),
                "encryption", new Value.Fields(Map.of("at_rest", Value.of(encrypted))))),
        new Value.Fields(Map.of("size", Value.of(number % 500), "encrypted", Value.of(encrypted))),
        Map.of(),
        new Resource.Origin(
            "bench",
            Declaration.AWS_CONFIG,
            "aws_ebs_volume." + name,
            Optional.empty(),
            false,
            Change.NONE,
            Location.of("config.json"),
            AttributePlaces.NONE,
            Optional.empty()));
  }
}
