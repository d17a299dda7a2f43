package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import roadbed.app.change.Dependents;
import roadbed.model.ValueJson;
import roadbed.operate.change.ChangeDocuments;
import roadbed.operate.change.ChangeSettings;
import roadbed.operate.change.ChangeStore;
import roadbed.operate.incident.IncidentStore;
import roadbed.operate.incident.Quiet;

/** Alerts are quiet while their service is worked on, and what depends on what is found over relations. */
class MaintenanceQuietsTest {
  private static final Instant SUNDAY = Instant.parse("2026-03-01T00:30:00Z");
  private final Map<String, Quiet> kept = new LinkedHashMap<>();
  private final IncidentStore incidents =
      (IncidentStore)
          Proxy.newProxyInstance(
              IncidentStore.class.getClassLoader(),
              new Class<?>[] {IncidentStore.class},
              (_, method, arguments) ->
                  switch (method.getName()) {
                    case "quiets" -> kept.values().stream().filter(one -> one.until().isAfter((Instant) arguments[0])).toList();
                    case "save" -> {
                      kept.put(((Quiet) arguments[0]).id(), (Quiet) arguments[0]);
                      yield null;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  private static ChangeSettings settings(String until) {
    String text =
        """
        {"apiVersion": "roadbed.dev/v1", "kind": "Changes",
         "maintenance": [{"id": "patching", "services": ["orders", "shop"], "from": "2026-03-01T02:00", "until": "%s"}]}
        """
            .formatted(until);
    return ChangeDocuments.read(List.of(new ChangeStore.Kept("a", ValueJson.parse(text), "root", SUNDAY, true))).settings();
  }

  private void follow(ChangeSettings settings, Instant now) {
    new MaintenanceQuiets(incidents, Clock.fixed(now, ZoneOffset.UTC)).follow(settings);
  }

  @Test
  void eachServiceOfAWindowIsQuietWhileItLasts() {
    follow(settings("2026-03-01T04:00"), SUNDAY);
    follow(settings("2026-03-01T04:00"), SUNDAY.plusSeconds(60));
    assertThat(kept.values())
        .hasSize(2)
        .allSatisfy(
            quiet -> {
              assertThat(quiet.kind()).isEqualTo(Quiet.Kind.MAINTENANCE);
              assertThat(quiet.from()).isEqualTo(Instant.parse("2026-03-01T02:00:00Z"));
              assertThat(quiet.until()).isEqualTo(Instant.parse("2026-03-01T04:00:00Z"));
            });
    assertThat(kept.values()).extracting(quiet -> quiet.matcher().facts().get("service")).containsExactlyInAnyOrder("orders", "shop");
  }

  @Test
  void whatIsTakenBackOrMadeShorterEndsThere() {
    follow(settings("2026-03-01T04:00"), SUNDAY);
    follow(settings("2026-03-01T03:00"), SUNDAY);
    assertThat(kept.values()).allSatisfy(quiet -> assertThat(quiet.until()).isEqualTo(Instant.parse("2026-03-01T03:00:00Z")));
    Instant during = Instant.parse("2026-03-01T02:30:00Z");
    follow(ChangeSettings.NONE, during);
    assertThat(kept.values()).allSatisfy(quiet -> assertThat(quiet.until()).isEqualTo(during));
  }

  @Test
  void whatDependsOnWhatIsFoundOverTheRightEndsOfRelations() {
    Dependents.Gathered gathered = new Dependents.Gathered();
    gathered.add("component:default/web", "depends-on", "component:default/shop", "web depends on shop");
    gathered.add("component:default/shop", "depends-on", "resource:default/orders-db", "shop depends on orders-db");
    gathered.add("component:default/shop", "contains", "aws:queue/orders", "shop contains orders");
    gathered.add("aws:vpc/main", "contains", "aws:instance/one", "main contains one");
    gathered.add("account:aws/1", "contains", "aws:instance/one", "the account contains one");
    gathered.add("aws:instance/one", "owned-by", "team:shop", "one is owned by shop");
    Dependents dependents = gathered.all();
    assertThat(dependents.walk(dependents.ofName("orders-db"), Set.of("orders-db"), Dependents::catalogName).keySet())
        .containsExactly("shop", "web");
    assertThat(dependents.walk(Set.of("aws:queue/orders"), Set.of("shop"), Dependents::catalogName).keySet())
        .as("what a service is made of touches it, and so who needs it")
        .containsExactly("web");
    assertThat(dependents.walk(Set.of("aws:vpc/main"), Set.of(), Dependents::catalogName).keySet()).containsExactly("aws:instance/one");
    assertThat(dependents.walk(Set.of("account:aws/1"), Set.of(), Dependents::catalogName)).isEmpty();
    assertThat(dependents.walk(dependents.ofName("web"), Set.of("web"), Dependents::catalogName)).isEmpty();
  }
}
