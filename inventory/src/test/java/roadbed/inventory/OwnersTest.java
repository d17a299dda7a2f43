package roadbed.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import roadbed.model.CatalogEntity;
import roadbed.model.EstateFacts;
import roadbed.model.Location;
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.testkit.Declared;

/** Ownership: tag, then catalog, then rule, then account, each with its reason. */
class OwnersTest {
  private static final EstateFacts FACTS =
      new EstateFacts(
          List.of(
              new EstateFacts.Account(
                  Provider.AWS, "111122223333", "shop-prod", Optional.of("production"), Optional.of("platform"), List.of("live/shop/**"))),
          List.of(
              new EstateFacts.OwnerRule("data", Optional.of("live/shop/data/**"), Optional.empty(), Optional.empty()),
              new EstateFacts.OwnerRule("web", Optional.empty(), Optional.of("app=shop-*"), Optional.empty())),
          List.of("CostCentre"),
          List.of(),
          Map.of("shop", "tier-1"),
          List.of(),
          List.of(),
          List.of("terraform-aws-modules/**"));

  private static final List<CatalogEntity> CATALOG =
      List.of(
          entity("Component", "checkout", "group:default/payments", Optional.of("shop"), Map.of("roadbed.dev/resource", "arn:aws:sqs:eu-west-1:111122223333:orders")),
          entity("System", "shop", "commerce", Optional.empty(), Map.of()));

  private static CatalogEntity entity(
      String kind, String name, String owner, Optional<String> system, Map<String, String> annotations) {
    return new CatalogEntity(
        kind, "default", name, name, Optional.of("service"), Optional.empty(), Optional.of(owner), system, Optional.empty(), annotations, List.of(), Location.of("catalog-info.yaml"));
  }

  private static Resource owned(Declared declared) {
    Snapshot snapshot =
        Inventory.of(
            List.of(Declared.collection("shop", Estate.NOON, List.of(declared.build()), CATALOG, List.of(FACTS), List.of())));
    return snapshot.resources().getFirst();
  }

  private static void assertOwner(Declared declared, String owner, Ownership.Basis basis, String reason) {
    assertThat(owned(declared).ownership()).contains(new Ownership(owner, basis, reason));
  }

  private static Declared queue(String json) {
    return Declared.resource("aws_sqs_queue.q").with(json);
  }

  @Test
  void aTagDecidesBeforeEverything() {
    assertOwner(
        queue("{\"tags\":{\"Team\":\"ops\",\"component\":\"checkout\"}}").file("live/shop/data/plan.json"),
        "ops",
        Ownership.Basis.TAG,
        "tag Team=ops");
  }

  @Test
  void theFactsSayWhichTagComesFirst() {
    assertOwner(queue("{\"tags\":{\"team\":\"ops\",\"costcentre\":\"cc-1\"}}"), "cc-1", Ownership.Basis.TAG, "tag costcentre=cc-1");
  }

  @Test
  void thenTheCatalogByTag() {
    assertOwner(
        queue("{\"tags\":{\"service\":\"checkout\"}}").file("live/shop/data/plan.json"),
        "payments",
        Ownership.Basis.CATALOG,
        "catalog component checkout by tag service=checkout");
  }

  @Test
  void orTheCatalogByTheResourcesName() {
    assertOwner(
        queue("{\"arn\":\"arn:aws:sqs:eu-west-1:111122223333:orders\"}"),
        "payments",
        Ownership.Basis.CATALOG,
        "catalog component checkout is named by its annotations");
  }

  @Test
  void thenTheFirstRuleThatMatches() {
    assertOwner(queue("{}").file("live/shop/data/plan.json"), "data", Ownership.Basis.RULE, "rule: path live/shop/data/**");
    assertOwner(queue("{\"tags\":{\"app\":\"shop-web\"}}"), "web", Ownership.Basis.RULE, "rule: tag app=shop-*");
  }

  @Test
  void thenTheAccount() {
    Resource resource = owned(queue("{}").file("live/shop/net/plan.json"));
    assertThat(resource.account()).isEqualTo("111122223333");
    assertThat(resource.ownership())
        .contains(new Ownership("platform", Ownership.Basis.ACCOUNT, "account 111122223333 (shop-prod) is platform's"));
  }

  @Test
  void elseNobody() {
    assertThat(owned(queue("{}")).ownership()).isEmpty();
  }

  @Test
  void environmentComesFromTagsThenTheAccountAndTierFromTheCatalog() {
    assertThat(owned(queue("{\"tags\":{\"Env\":\"Staging\"}}")).environment()).contains("staging");
    Resource resource = owned(queue("{\"tags\":{\"service\":\"checkout\"}}").file("live/shop/x/plan.json"));
    assertThat(resource.environment()).contains("production");
    assertThat(resource.tier()).contains("tier-1");
    assertThat(resource.system()).contains("shop");
  }

  @Test
  void approvedModulesAreMarked() {
    assertThat(owned(queue("{}").module("terraform-aws-modules/sqs/aws")).origin().moduleApproved()).isTrue();
    assertThat(owned(queue("{}").module("./mine")).origin().moduleApproved()).isFalse();
  }

  @Test
  void teamsAccountsAndComponentsAreNodesAndNoResources() {
    Snapshot snapshot =
        Inventory.of(
            List.of(
                Declared.collection(
                    "shop", Estate.NOON, List.of(queue("{\"tags\":{\"service\":\"checkout\"}}").in("account", "111122223333").build()), CATALOG, List.of(FACTS), List.of())));
    assertThat(snapshot.resources()).hasSize(1);
    assertThat(snapshot.nodes())
        .extracting(node -> node.id().value())
        .containsExactly("account:aws/111122223333", "component:default/checkout", "system:default/shop", "team:commerce", "team:payments");
    assertThat(Estate.of(snapshot).relations())
        .contains(
            "aws_sqs_queue.q owned-by team:payments",
            "component:default/checkout contains aws_sqs_queue.q",
            "component:default/checkout owned-by team:payments",
            "system:default/shop contains component:default/checkout",
            "account:aws/111122223333 contains aws_sqs_queue.q");
  }
}
