package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.assess.policy.foreign.Nested;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.collect.Collector;
import roadbed.collect.Limits;
import roadbed.collect.Progress;
import roadbed.inventory.EstateStore;
import roadbed.model.Collection;

/** What rules of the webhook find when they look things up. */
final class ClusterObjectsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private Path folder;

  private final List<Collection> collected = new ArrayList<>();

  /** An estate that has been brought these collections; nothing else is asked of it. */
  private EstateStore estate() {
    return (EstateStore)
        Proxy.newProxyInstance(
            EstateStore.class.getClassLoader(),
            new Class<?>[] {EstateStore.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "latestCollections" -> List.copyOf(collected);
                  case "sources" ->
                      collected.stream()
                          .map(one -> new EstateStore.SourceState(one.source(), one.capturedAt(), one.resources().size(), 0))
                          .toList();
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private void push(String source, Instant at, String... objects) throws IOException {
    collected.removeIf(one -> one.source().equals(source));
    Path file = Files.writeString(folder.resolve(source + ".yaml"), String.join("\n---\n", objects) + "\n");
    collected.add(new Collector().collect(source, List.of(file), at, Progress.NONE, Limits.DEFAULT));
  }

  private static String live(String name) {
    return "{apiVersion: v1, kind: ConfigMap, metadata: {name: " + name + ", namespace: shop, uid: u-" + name + "}}";
  }

  private static String names(Surroundings around) {
    return around.objects().stream()
        .map(object -> Nested.text(object, "metadata", "name"))
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Test
  void liveObjectsOfAllSourcesCountAndWhatSomebodyWroteDoesNot() throws IOException {
    push("one", NOW, live("a"), "{apiVersion: v1, kind: ConfigMap, metadata: {name: written, namespace: shop}}");
    push("two", NOW, live("b"));
    try (ClusterObjects objects = new ClusterObjects(estate(), List.of())) {
      assertThat(names(objects.get())).isEqualTo("a b");
    }
    try (ClusterObjects objects = new ClusterObjects(estate(), List.of("two"))) {
      assertThat(names(objects.get())).isEqualTo("b");
    }
  }

  @Test
  void whatIsBroughtIsThereAtTheNextLookAndTheSameIsReadOnce() throws IOException {
    push("one", NOW, live("a"));
    try (ClusterObjects objects = new ClusterObjects(estate(), List.of())) {
      Surroundings before = objects.get();
      objects.look();
      assertThat(objects.get()).isSameAs(before);
      push("one", NOW.plusSeconds(60), live("c"));
      objects.look();
      assertThat(names(objects.get())).isEqualTo("c");
    }
  }

  @Test
  void anEstateThatDoesNotAnswerLeavesWhatWasKnown() throws IOException {
    push("one", NOW, live("a"));
    EstateStore silent =
        (EstateStore)
            Proxy.newProxyInstance(
                EstateStore.class.getClassLoader(),
                new Class<?>[] {EstateStore.class},
                (_, _, _) -> {
                  throw new IllegalStateException("the database does not answer");
                });
    try (ClusterObjects objects = new ClusterObjects(silent, List.of())) {
      assertThat(objects.get()).isSameAs(Surroundings.NONE);
    }
  }
}
