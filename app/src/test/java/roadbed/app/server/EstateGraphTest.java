package roadbed.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import roadbed.model.Alert;
import roadbed.operate.incident.Surroundings;
import roadbed.prove.kpi.FactTables;

class EstateGraphTest {
  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T03:00:00Z"), ZoneOffset.UTC);

  private final List<List<@Nullable Object>> resources = new ArrayList<>();
  private final List<List<@Nullable Object>> relations = new ArrayList<>();
  private final List<List<@Nullable Object>> components = new ArrayList<>();

  private static List<@Nullable Object> row(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private EstateGraph graph() {
    EstateGraph graph =
        new EstateGraph(
            () ->
                new FactTables() {
                  @Override
                  public Table query(String sql, Map<String, LocalDate> parameters, LocalDate asOf, int limit) {
                    return new Table(
                        List.of(), sql.contains("from resource") ? resources : sql.contains("from relation") ? relations : components, false);
                  }

                  @Override
                  public long count(String table, LocalDate asOf) {
                    return 0;
                  }

                  @Override
                  public void close() {}
                },
            CLOCK);
    graph.follow();
    return graph;
  }

  private static Alert about(String service, String... resources) {
    return new Alert(
        "prod", "k", Alert.State.FIRING, Alert.Level.CRITICAL, "k", "", Optional.empty(), Optional.empty(),
        Optional.of(service).filter(name -> !name.isEmpty()), List.of(resources), Map.of(), Optional.empty(), Optional.empty());
  }

  @Test
  void aResourceIsFoundByTheNameThatAnAlertGivesItAlsoWithAPort() {
    resources.add(row("aws:ec2:i-1", "web-1", "shop", "compute.instance"));

    assertThat(graph().places(about("", "web-1:9100"))).containsExactly("web-1:9100", "web-1", "aws:ec2:i-1");
  }

  @Test
  void aNameThatVeryManyShareSaysNothingAboutWhichIsMeant() {
    for (int i = 0; i < 6; i++) {
      resources.add(row("id-" + i, "default", null, "network.vpc"));
    }
    assertThat(graph().places(about("", "default"))).containsExactly("default");
  }

  @Test
  void whatTheInventoryDoesNotKnowIsAPlaceOfItsOwn() {
    assertThat(graph().places(about("shop"))).containsExactly("shop");
  }

  @Test
  void nearIsWhatRelationsReachBothWaysWithTheWayInWords() {
    relations.add(row("component:shop", "depends-on", "component:orders"));
    relations.add(row("component:orders", "depends-on", "aws:rds:orders-db"));
    EstateGraph graph = graph();

    assertThat(graph.near("component:shop", 1)).containsOnlyKeys("component:orders");
    assertThat(graph.near("component:shop", 2).get("aws:rds:orders-db"))
        .isEqualTo(new Surroundings.Way(2, "shop depends on orders, orders depends on orders-db"));
    assertThat(graph.near("aws:rds:orders-db", 2)).containsKey("component:shop");
  }

  @Test
  void throughAHubNothingIsNear() {
    for (int i = 0; i < 61; i++) {
      relations.add(row("instance-" + i, "uses", "image"));
    }
    EstateGraph graph = graph();

    assertThat(graph.near("instance-1", 2)).containsOnlyKeys("image");
    assertThat(graph.near("image", 2)).isEmpty();
  }

  @Test
  void tiersAndOwnersAreReadFromTheCatalog() {
    components.add(row("shop", "tier-1", "team-shop"));
    components.add(row("mail", "gold", null));
    EstateGraph graph = graph();

    assertThat(graph.tier("shop")).isEqualTo(OptionalInt.of(1));
    assertThat(graph.owner("shop")).contains("team-shop");
    assertThat(graph.tier("mail")).isEmpty();
    assertThat(graph.owner("mail")).isEmpty();
  }
}
