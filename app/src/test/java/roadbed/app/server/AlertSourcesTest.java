package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import roadbed.operate.incident.AlertSource;
import roadbed.operate.incident.IncidentStore;
import roadbed.store.postgres.StoreException;

class AlertSourcesTest {
  private final AtomicLong nanos = new AtomicLong(Duration.ofDays(1).toNanos());
  private final AtomicInteger asked = new AtomicInteger();
  private volatile List<AlertSource> stored = List.of(source("prod", Optional.empty()));
  private volatile boolean answers = true;
  private final AlertSources sources = new AlertSources(store(), nanos::get);

  private static AlertSource source(String id, Optional<Instant> revokedAt) {
    return new AlertSource(id, "", AlertSources.hash("token of " + id), Optional.empty(), "", "ann", Instant.EPOCH, revokedAt);
  }

  /** A store that answers one question. */
  private IncidentStore store() {
    return (IncidentStore)
        Proxy.newProxyInstance(
            IncidentStore.class.getClassLoader(),
            new Class<?>[] {IncidentStore.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("sources");
              asked.incrementAndGet();
              Thread.sleep(20);
              if (!answers) {
                throw new StoreException("the database does not answer just now");
              }
              return stored;
            });
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private boolean mayProdSend() {
    return sources.admitted().orElseThrow().named("prod").isPresent();
  }

  @Test
  void aSourceIsFoundByItsNameAndByItsToken() {
    AlertSources.Admitted admitted = sources.admitted().orElseThrow();

    assertThat(admitted.named("prod")).isPresent();
    assertThat(admitted.having("token of prod")).map(AlertSource::id).contains("prod");
    assertThat(admitted.named("other")).isEmpty();
    assertThat(admitted.having("token of other")).isEmpty();
  }

  @Test
  void veryManyAtOnceAskTheDatabaseOnce() throws Exception {
    List<Future<Boolean>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 2_000; i++) {
        all.add(threads.submit(this::mayProdSend));
      }
    }
    for (Future<Boolean> one : all) {
      assertThat(one.get()).isTrue();
    }
    assertThat(asked).hasValue(1);
  }

  @Test
  void whoWasRevokedElsewhereMaySendForTwoSecondsAtMost() {
    assertThat(mayProdSend()).isTrue();
    stored = List.of(source("prod", Optional.of(Instant.EPOCH)));

    pass(Duration.ofMillis(900));
    assertThat(mayProdSend()).isTrue();
    pass(Duration.ofMillis(1_100));
    assertThat(mayProdSend()).isFalse();
  }

  @Test
  void whatWasChangedHereHoldsAtOnce() {
    assertThat(mayProdSend()).isTrue();
    stored = List.of();
    sources.forget();

    assertThat(mayProdSend()).isFalse();
  }

  @Test
  void whereTheDatabaseDoesNotAnswerNobodyIsTakenForAStranger() {
    answers = false;
    assertThat(sources.admitted()).isEmpty();

    answers = true;
    pass(Duration.ofSeconds(2));
    assertThat(mayProdSend()).isTrue();
  }
}
