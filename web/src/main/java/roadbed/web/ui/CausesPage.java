package roadbed.web.ui;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.DecisionTree;
import roadbed.model.Declaration;
import roadbed.model.ResourceId;
import roadbed.model.Severity;
import roadbed.prove.kpi.FactTables;
import roadbed.web.WebParts;
import roadbed.web.http.Visit;

/**
 * Findings by their root cause: those of one guardrail that one place decides (the default of a variable, an argument of a
 * module, a resource that is made several times), that one module declares, or that stand at one place.
 */
final class CausesPage {
  private static final int MOST_GROUPS = 400;
  private static final int MOST_SHOWN = 200;
  private static final int MOST_EXPLAINED = 300;

  private final Screen screen;
  private final WebParts parts;

  CausesPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  /**
   * Findings of one guardrail that stand at one place, in one module that is called from one place, with one of them as an
   * example: what passes a value on is the same for all of them.
   */
  private record Group(
      String guardrail, String title, String severity, String module, String place, long findings, String example) {}

  /**
   * Findings with one cause.
   *
   * @param modules the modules that declare them
   * @param place where to mend them
   * @param value what decides there; empty where that is not known
   * @param why the explanation of one of them
   */
  record Cause(
      String guardrail, String title, Optional<Severity> severity, Set<String> modules, String place, String value, long findings,
      String href, String why) {}

  /**
   * @param causes those with several findings, the largest first
   * @param findings how many findings those are
   * @param alone findings that share their cause with no other
   */
  record View(List<Cause> causes, long findings, long alone) {}

  ServerResponse show(Visit visit) {
    List<Group> groups = groups();
    List<Explanations.Asked> asked =
        groups.stream()
            .limit(MOST_EXPLAINED)
            .map(group -> new Explanations.Asked(group.guardrail(), new ResourceId(group.example())))
            .toList();
    List<Optional<DecisionTree>> explained = parts.gates().explanations().all(asked);
    Map<String, List<Integer>> byCause = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      String place = place(groups.get(i), i < explained.size() ? explained.get(i) : Optional.empty());
      byCause.computeIfAbsent(groups.get(i).guardrail() + "\n" + place, _ -> new ArrayList<>()).add(i);
    }
    List<Cause> causes = new ArrayList<>();
    long alone = 0;
    for (List<Integer> members : byCause.values()) {
      long findings = members.stream().mapToLong(member -> groups.get(member).findings()).sum();
      if (findings == 1) {
        alone++;
        continue;
      }
      int first = members.getFirst();
      Optional<DecisionTree> tree = first < explained.size() ? explained.get(first) : Optional.empty();
      causes.add(cause(members.stream().map(groups::get).toList(), tree, findings));
    }
    causes.sort(Comparator.comparingLong(Cause::findings).reversed().thenComparing(Cause::guardrail));
    long findings = causes.stream().mapToLong(Cause::findings).sum();
    List<Cause> shown = causes.subList(0, Math.min(MOST_SHOWN, causes.size()));
    return screen.show(visit, "causes", "Root causes", "findings", new View(shown, findings, alone));
  }

  private static Cause cause(List<Group> groups, Optional<DecisionTree> tree, long findings) {
    Group first = groups.getFirst();
    Set<String> modules = new LinkedHashSet<>();
    groups.stream().map(Group::module).filter(module -> !module.isEmpty()).limit(5).forEach(modules::add);
    return new Cause(
        first.guardrail(),
        first.title(),
        Severity.ofId(first.severity()),
        modules,
        place(first, tree),
        tree.map(CausesPage::value).orElse(""),
        findings,
        Link.to("/findings").with("guardrail", first.guardrail()).with("group", "resource").toString(),
        ExplainPage.link(first.guardrail(), new ResourceId(first.example())).toString());
  }

  /**
   * The place that decides, where an attribute only passes a value on. Else what a module declares is mended in the module:
   * at its line where its source is here, and by its name where only a plan or a state tells of it.
   */
  private static String place(Group group, Optional<DecisionTree> tree) {
    boolean source =
        tree.filter(one -> one.resource().origin().declaration() == Declaration.TERRAFORM_SOURCE).isPresent();
    if (!group.module().isEmpty() && !source && tree.flatMap(DecisionTree::decided).isEmpty()) {
      return "module " + group.module();
    }
    return tree.map(one -> one.cause().toString()).orElse(group.place());
  }

  private static String value(DecisionTree tree) {
    return tree.attributes().stream()
        .filter(attribute -> attribute.decided().equals(Optional.of(tree.cause())) || attribute.at().equals(tree.cause()))
        .findFirst()
        .map(attribute -> attribute.name() + " = " + attribute.value().orElse("not set"))
        .orElse("");
  }

  private List<Group> groups() {
    LocalDate today = LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC);
    List<Group> groups = new ArrayList<>();
    try (FactTables tables = parts.facts().get()) {
      FactTables.Table table =
          tables.query(
              """
              with failing as (
                select v.guardrail, v.title, v.severity, coalesce(r.module, '') as module, r.location, r.id,
                  regexp_replace(regexp_replace(r.address, '\\[[^\\]]*\\]', '', 'g'), '[.][^.]*[.][^.]*$', '') as calls
                from verdict v join resource r on r.id = v.resource_id
                where v.outcome = 'fail'
              )
              select guardrail, max(title) as title, severity, module, location, count(*) as findings, min(id) as example
              from failing
              group by guardrail, severity, module, location, calls
              order by 6 desc, 1, 5, 7
              """,
              Map.of(),
              today,
              MOST_GROUPS);
      for (var row : table.rows()) {
        if (row.size() == 7 && row.get(5) instanceof Number findings) {
          groups.add(
              new Group(
                  String.valueOf(row.get(0)),
                  String.valueOf(row.get(1)),
                  String.valueOf(row.get(2)),
                  String.valueOf(row.get(3)),
                  String.valueOf(row.get(4)),
                  findings.longValue(),
                  String.valueOf(row.get(6))));
        }
      }
    }
    return groups;
  }
}
