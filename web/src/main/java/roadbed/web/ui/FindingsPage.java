package roadbed.web.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.VerdictStore;
import roadbed.model.Severity;
import roadbed.web.WebParts;
import roadbed.web.http.Visit;
import roadbed.web.query.FindingSearch;

/** What is new and real: failures by severity, narrowed and grouped as the reader wants. */
final class FindingsPage {
  private final Screen screen;
  private final WebParts parts;

  FindingsPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record View(
      FindingSearch search,
      String group,
      List<Group> groups,
      List<Facet> facets,
      List<ExplorerPage.Chip> chips,
      Pager pager,
      Link link,
      boolean nothingJudged) {}

  /** Rows that belong together; without a title where there is no grouping. */
  record Group(String title, String href, Severity severity, List<VerdictStore.Row> rows) {}

  ServerResponse show(Visit visit) {
    FindingSearch search = FindingSearch.of(visit, 50);
    String group =
        switch (visit.text("group")) {
          case "resource" -> "resource";
          case "none" -> "none";
          default -> "guardrail";
        };
    VerdictStore.Page page = parts.verdicts().search(search.query());
    Link link = link(search).with("group", group.equals("guardrail") ? "" : group);
    List<Facet> facets = new ArrayList<>();
    for (String column : FindingSearch.COLUMNS) {
      Map<String, Long> counts =
          inOrder(column, page.buckets().getOrDefault(column, Map.of()));
      List<String> chosen = search.filters().getOrDefault(column, List.of());
      if (!counts.isEmpty() || !chosen.isEmpty()) {
        facets.add(Facet.of(column, counts, chosen));
      }
    }
    List<ExplorerPage.Chip> chips = new ArrayList<>();
    for (String column : FindingSearch.COLUMNS) {
      for (String value : search.filters().getOrDefault(column, List.of())) {
        chips.add(
            new ExplorerPage.Chip(column + ": " + value, link.without(column, value).toString()));
      }
    }
    View view =
        new View(
            search,
            group,
            groups(page.rows(), group),
            facets,
            chips,
            new Pager(search.page(), search.size(), page.total(), link),
            link,
            page.total() == 0 && parts.verdicts().guardrails().isEmpty());
    return screen.show(visit, "findings", "Findings", "findings", view);
  }

  /** Severities from the worst; everything else as the store counts it. */
  private static Map<String, Long> inOrder(String column, Map<String, Long> counts) {
    if (!column.equals("severity")) {
      return counts;
    }
    Map<String, Long> ordered = new LinkedHashMap<>();
    for (String severity : List.of("critical", "high", "medium", "low")) {
      if (counts.containsKey(severity)) {
        ordered.put(severity, counts.getOrDefault(severity, 0L));
      }
    }
    return ordered;
  }

  private static Link link(FindingSearch search) {
    Link link = Link.to("/findings").with("q", search.text());
    if (!search.outcomes().equals(List.of("fail"))) {
      link = link.with("outcome", search.outcomes());
    }
    for (String column : FindingSearch.COLUMNS) {
      link = link.with(column, search.filters().getOrDefault(column, List.of()));
    }
    return link;
  }

  private static List<Group> groups(List<VerdictStore.Row> rows, String by) {
    Map<String, List<VerdictStore.Row>> grouped = new LinkedHashMap<>();
    for (VerdictStore.Row row : rows) {
      String key =
          switch (by) {
            case "resource" -> row.verdict().resource().value();
            case "none" -> "";
            default -> row.verdict().guardrail();
          };
      grouped.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
    }
    List<Group> groups = new ArrayList<>();
    grouped.forEach(
        (key, members) -> {
          VerdictStore.Row first = members.getFirst();
          groups.add(
              switch (by) {
                case "resource" ->
                    new Group(
                        first.resourceName(),
                        Link.resource(first.verdict().resource()),
                        first.verdict().severity(),
                        members);
                case "none" -> new Group("", "", first.verdict().severity(), members);
                default ->
                    new Group(
                        first.guardrailTitle(),
                        Link.guardrail(key),
                        first.verdict().severity(),
                        members);
              });
        });
    return groups;
  }
}
