package roadbed.web.ui;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.cost.BillingStore;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.VerdictStore;
import roadbed.inventory.EstateStore;
import roadbed.model.Resource;
import roadbed.model.ResourceId;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.prove.chart.StackedColumns;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** Everything about one resource: what it is, whose and why, what is wrong and the fix, cost, relations, history. */
final class ResourcePage {
  private final Screen screen;
  private final WebParts parts;

  ResourcePage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record View(
      Resource resource,
      EstateStore.Found found,
      List<Fact> facets,
      List<Finding> failed,
      List<Finding> notEvaluated,
      List<Finding> excepted,
      List<VerdictStore.Row> passed,
      List<BillingStore.ResourceCost> cost,
      String costChart,
      List<EstateStore.Neighbour> neighbours,
      String graph,
      List<EstateStore.Event> history,
      String raw,
      List<Joined> satellites) {}

  record Fact(String name, String value, String tone) {}

  record Finding(VerdictStore.Row row, Optional<Guardrail> guardrail) {}

  record Joined(String type, String address, String location, String raw) {}

  ServerResponse show(Visit visit) {
    String text = visit.text("id");
    if (text.isEmpty()) {
      throw Problem.notFound("No resource was named. Search for it in the estate.");
    }
    ResourceId id = new ResourceId(text);
    EstateStore.Found found =
        parts
            .estate()
            .find(id)
            .orElseThrow(() -> Problem.notFound("The inventory has never seen the resource " + text + "."));
    Resource resource = found.resource();
    List<Guardrail> guardrails = parts.verdicts().guardrails();
    List<Finding> failed = new ArrayList<>();
    List<Finding> notEvaluated = new ArrayList<>();
    List<Finding> excepted = new ArrayList<>();
    List<VerdictStore.Row> passed = new ArrayList<>();
    for (VerdictStore.Row row : parts.verdicts().ofResource(id)) {
      Finding finding =
          new Finding(
              row, guardrails.stream().filter(g -> g.id().equals(row.verdict().guardrail())).findFirst());
      switch (row.verdict().outcome()) {
        case FAIL -> failed.add(finding);
        case NOT_EVALUATED -> notEvaluated.add(finding);
        case PASS -> passed.add(row);
        case EXCEPTED -> excepted.add(finding);
      }
    }
    List<BillingStore.ResourceCost> cost = parts.costs().ofResource(id);
    List<EstateStore.Neighbour> neighbours = parts.estate().neighbours(id);
    List<Joined> satellites = new ArrayList<>();
    resource.satellites().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                entry
                    .getValue()
                    .forEach(
                        one ->
                            satellites.add(
                                new Joined(
                                    entry.getKey(),
                                    one.address(),
                                    one.location().toString(),
                                    PrettyJson.of(one.raw())))));
    List<Fact> facets = new ArrayList<>();
    flatten("", resource.facets(), facets);
    View view =
        new View(
            resource,
            found,
            facets,
            failed,
            notEvaluated,
            excepted,
            passed,
            cost,
            chart(cost, resource.name()),
            neighbours,
            RelationGraph.svg(resource, neighbours),
            parts.estate().history(id),
            PrettyJson.of(resource.raw()),
            satellites);
    return screen.show(visit, "resource", resource.name(), "estate", view);
  }

  private static String chart(List<BillingStore.ResourceCost> cost, String name) {
    if (cost.isEmpty()) {
      return "";
    }
    String currency = cost.getLast().currency();
    List<BillingStore.ResourceCost> same =
        cost.stream().filter(one -> one.currency().equals(currency)).toList();
    return StackedColumns.svg(
        same.stream().map(one -> Format.month(one.month())).toList(),
        List.of(
            new StackedColumns.Series(
                name,
                same.stream()
                    .map(BillingStore.ResourceCost::effective)
                    .map(BigDecimal::doubleValue)
                    .toList())),
        amount -> Format.shortMoney(amount, currency),
        "Effective cost of " + name + " by month");
  }

  private static String texts(Value.Items items) {
    return items.values().isEmpty()
        ? "none"
        : items.values().stream()
            .map(item -> item instanceof Value.Text text ? text.value() : "")
            .collect(Collectors.joining(", "));
  }

  private static void flatten(String prefix, Value.Fields fields, List<Fact> facts) {
    fields
        .values()
        .forEach(
            (name, value) -> {
              String path = prefix.isEmpty() ? name : prefix + "." + name;
              switch (value) {
                case Value.Fields inner when !inner.values().isEmpty() -> flatten(path, inner, facts);
                case Value.Bool truth ->
                    facts.add(new Fact(path, truth.value() ? "yes" : "no", truth.value() ? "yes" : "no"));
                case Value.Unknown unknown -> facts.add(new Fact(path, unknown.reason(), "unknown"));
                case Value.Secret _ -> facts.add(new Fact(path, "secret, never kept", "unknown"));
                case Value.Text one -> facts.add(new Fact(path, one.value(), ""));
                case Value.Null _ -> facts.add(new Fact(path, "–", "unknown"));
                case Value.Items items when items.values().stream().allMatch(Value.Text.class::isInstance) ->
                    facts.add(new Fact(path, texts(items), ""));
                case Value.Whole _, Value.Decimal _, Value.Items _, Value.Fields _ ->
                    facts.add(new Fact(path, ValueJson.text(value), ""));
              }
            });
  }
}
