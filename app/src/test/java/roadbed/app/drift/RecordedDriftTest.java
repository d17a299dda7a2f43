package roadbed.app.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roadbed.assess.drift.AttributeDrift;
import roadbed.assess.drift.Drift;
import roadbed.assess.drift.DriftKind;
import roadbed.assess.drift.DriftReport;
import roadbed.assess.drift.ResourceDrift;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.Sightings;
import roadbed.model.Change;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.model.Value;
import roadbed.testkit.SharedData;

/** Documents that others recorded: compared with themselves they do not drift, and a change is found where it is. */
class RecordedDriftTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String folder : List.of("states", "plans", "inventory")) {
      try (Stream<Path> walk = Files.walk(SharedData.at(folder))) {
        walk.filter(Files::isRegularFile).filter(file -> size(file) < 3_000_000).sorted().forEach(files::add);
      }
    }
    return files;
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return Long.MAX_VALUE;
    }
  }

  private static Collection read(Path file) {
    return new Collector().collect(file.getFileName().toString(), List.of(file), NOW, Progress.NONE, Limits.DEFAULT);
  }

  private static CollectedResource as(CollectedResource one, Declaration declaration, Value.Fields attributes) {
    return new CollectedResource(
        declaration, one.provider(), one.type(), one.address(), one.name(), attributes, one.references(), one.module(),
        one.context(), Change.NONE, one.location(), one.places(), one.capturedAt());
  }

  private static Declaration live(CollectedResource one) {
    return one.declaration() == Declaration.KUBERNETES_MANIFEST ? Declaration.KUBERNETES_LIVE : Declaration.TERRAFORM_REFRESH;
  }

  /** The report over resources as a state and the same resources as what is live. */
  private static DriftReport compared(List<CollectedResource> applied, List<CollectedResource> live) {
    List<CollectedResource> all = new ArrayList<>();
    applied.forEach(one -> all.add(as(one, Declaration.TERRAFORM_STATE, one.attributes())));
    live.forEach(one -> all.add(as(one, live(one), one.attributes())));
    Collection collection =
        new Collection(
            "test", NOW, all, List.of(), List.of(), List.of(), List.of(), List.of(),
            new Collection.Reading(1, 1, List.of(), 0));
    return Drift.of(Sightings.of(List.of(collection)));
  }

  private static List<CollectedResource> resources(Path file) {
    List<CollectedResource> resources = new ArrayList<>();
    Set<String> ids = new java.util.HashSet<>();
    for (CollectedResource one : read(file).resources()) {
      boolean compared =
          switch (one.declaration()) {
            case DOCKERFILE, PIPELINE, CODE_HOST_EXPORT -> false;
            default -> one.change() != Change.DELETE;
          };
      // A history has one object many times, and each time another.
      if (compared && ids.add(id(one))) {
        resources.add(one);
      }
    }
    return resources;
  }

  private static String id(CollectedResource one) {
    if (one.declaration() == Declaration.GOOGLE_ASSET_INVENTORY) {
      // Whatever the type is called; and some of these were copied from each other with the links they had.
      return one.attributes().at("resource", "data", "selfLink").map(Object::toString).orElse(one.address());
    }
    return one.type() + " " + one.attributes().text("id").or(() -> one.attributes().text("Arn")).orElse(one.address());
  }

  @Test
  void aDocumentComparedWithItselfDoesNotDrift() throws IOException {
    List<String> wrong = new ArrayList<>();
    long compared = 0;
    for (Path file : files()) {
      List<CollectedResource> resources = resources(file);
      DriftReport report = compared(resources, resources);
      compared += report.count(DriftKind.IN_STEP);
      for (ResourceDrift one : report.resources()) {
        if (one.kind() == DriftKind.CHANGED || one.kind() == DriftKind.MISSING) {
          wrong.add(file.getFileName() + " " + one.title() + " " + one.kind() + " " + one.changes().stream().map(AttributeDrift::path).toList());
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(compared).isGreaterThan(300);
  }

  @Test
  void aChangeIsFoundWhereItIsAndNowhereElse() throws IOException {
    Random random = new Random(4);
    List<String> wrong = new ArrayList<>();
    int changes = 0;
    for (Path file : files()) {
      List<CollectedResource> resources = resources(file);
      DriftReport before = compared(resources, resources);
      Map<String, ResourceDrift> inStep = new LinkedHashMap<>();
      before.resources().stream().filter(one -> one.kind() == DriftKind.IN_STEP).forEach(one -> inStep.put(one.title(), one));
      for (int attempt = 0; attempt < 6 && !resources.isEmpty(); attempt++) {
        int at = random.nextInt(resources.size());
        CollectedResource one = resources.get(at);
        // The description of a rule is no part of what it lets through.
        boolean alone = inStep.containsKey(one.address()) && !one.type().endsWith("_rule") && !one.type().contains(":") && !one.type().contains("/") && !one.type().contains(".");
        List<String> names = alone ? changeable(one) : List.of();
        if (names.isEmpty()) {
          continue;
        }
        String name = names.get(random.nextInt(names.size()));
        Map<String, Value> attributes = new LinkedHashMap<>(one.attributes().values());
        attributes.put(name, changed(attributes.get(name)));
        List<CollectedResource> live = new ArrayList<>(resources);
        live.set(at, as(one, one.declaration(), new Value.Fields(attributes)));
        List<String> found = new ArrayList<>();
        for (ResourceDrift drift : compared(resources, live).resources()) {
          drift.changes().forEach(change -> found.add(drift.title() + " " + change.path()));
        }
        changes++;
        if (!found.equals(List.of(one.address() + " " + name))) {
          wrong.add(file.getFileName() + ": " + one.address() + " " + name + " is found as " + found);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(changes).isGreaterThan(50);
  }

  /** Attributes with single values that a person sets and that name nothing. */
  private static List<String> changeable(CollectedResource one) {
    List<String> names = new ArrayList<>();
    one.attributes()
        .values()
        .forEach(
            (name, value) -> {
              boolean text = value instanceof Value.Text && name.contains("description");
              boolean number = value instanceof Value.Whole && (name.contains("size") || name.contains("seconds") || name.contains("timeout") || name.contains("retention"));
              boolean truth = value instanceof Value.Bool && (name.contains("enable") || name.contains("public") || name.contains("encrypt"));
              boolean instruction = name.startsWith("deletion_protection") || name.startsWith("wait");
              if ((text || number || truth) && !instruction) {
                names.add(name);
              }
            });
    return names;
  }

  private static Value changed(Value value) {
    return switch (value) {
      case Value.Bool bool -> Value.of(!bool.value());
      case Value.Whole whole -> Value.of(whole.value() + 17);
      default -> Value.of("changed by hand");
    };
  }
}
