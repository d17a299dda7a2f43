package roadbed.assess.cost.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
import roadbed.model.Ownership;
import roadbed.model.Provider;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;

class SuggestionsTest {

  private static Resource resource(String id, String account, String name, String owner, Map<String, String> tags) {
    return new Resource(
        new ResourceId(id),
        "compute.vm",
        "t",
        Provider.AWS,
        account,
        "",
        name,
        tags,
        owner.isEmpty() ? Optional.empty() : Optional.of(new Ownership(owner, Ownership.Basis.TAG, "")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Value.Fields.EMPTY,
        Value.Fields.EMPTY,
        Map.of(),
        new Resource.Origin(
            "src", Declaration.TERRAFORM_STATE, id, Optional.empty(), false, Change.NONE, Location.of("f"), AttributePlaces.NONE, Optional.empty()));
  }

  private static Unowned unowned(String account, String id, String name, String amount, Map<String, String> tags) {
    return new Unowned("AWS", account, "EC2", id, name, tags, "EUR", new BigDecimal(amount));
  }

  private static List<Suggestion> of(List<Resource> resources, Unowned... lines) {
    return Suggestions.of(
        List.of(lines),
        new Snapshot(
            Instant.EPOCH, resources, List.of(), List.of(), List.of(), EstateFacts.NONE, List.of(), List.of()));
  }

  @Test
  void whatAPipelineCreatedIsItsTeams() {
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      resources.add(resource("i-" + i, "1", "x" + i, "payments", Map.of("Created-By", "deploy-payments")));
    }
    List<Suggestion> suggestions =
        of(
            resources,
            unowned("2", "i-8", "", "5", Map.of("created-by", "deploy-payments")),
            unowned("2", "i-9", "", "7", Map.of("created-by", "deploy-payments")),
            unowned("2", "i-10", "", "100", Map.of("created-by", "somebody else")));
    assertThat(suggestions).hasSize(1);
    Suggestion suggestion = suggestions.getFirst();
    assertThat(suggestion.owner()).isEqualTo("payments");
    assertThat(suggestion.evidence())
        .isEqualTo(
            "these 2 resources were created by deploy-payments (created-by); 4 of 4 resources with an owner that are alike"
                + " are payments's");
    assertThat(suggestion.effective()).isEqualByComparingTo("12");
    assertThat(suggestion.rule()).contains("when: {tag: {'created-by': 'deploy-payments'}}", "owner: 'payments'");
  }

  /** An account that two teams share says nothing; names that begin alike do. */
  @Test
  void aWeakerFactCountsWhereAStrongerOneIsMissingAndNoneWhereTeamsDisagree() {
    List<Resource> resources =
        List.of(
            resource("i-1", "1", "search-index-a", "search", Map.of()),
            resource("i-2", "1", "search-index-b", "search", Map.of()),
            resource("i-3", "1", "web", "shop", Map.of()));
    List<Suggestion> suggestions =
        of(resources, unowned("1", "i-8", "search-index-c", "5", Map.of()), unowned("1", "i-9", "other", "5", Map.of()));
    assertThat(suggestions)
        .extracting(one -> one.owner() + " " + one.basis().id() + " " + one.resources())
        .containsExactly("search name [i-8]");
  }
}
