package roadbed.assess.reliability.slo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import roadbed.assess.reliability.promql.PromQl;
import roadbed.model.Diagnostic;
import roadbed.model.slo.Indicator.Query;
import roadbed.model.slo.Indicator;
import roadbed.model.slo.ServiceLevelObjective;

/** Whether the queries of objectives are queries. */
public final class QueryCheck {
  private QueryCheck() {}

  /** What is wrong with the queries that Prometheus would be asked, each place once. */
  public static List<Diagnostic> of(List<ServiceLevelObjective> objectives) {
    Set<Diagnostic> said = new LinkedHashSet<>();
    for (ServiceLevelObjective objective : objectives) {
      for (Query query : queries(objective.indicator())) {
        if (query.isPrometheus()) {
          check(query, said);
        }
      }
    }
    return List.copyOf(said);
  }

  /** All queries of an indicator. */
  static List<Query> queries(Indicator indicator) {
    return switch (indicator) {
      case Indicator.Events events -> List.of(events.part(), events.total());
      case Indicator.Ratio ratio -> List.of(ratio.share());
      case Indicator.Threshold threshold -> List.of(threshold.value());
      case Indicator.Composite composite -> {
        List<Query> all = new ArrayList<>();
        composite.parts().forEach(part -> all.addAll(queries(part.indicator())));
        yield List.copyOf(all);
      }
    };
  }

  private static void check(Query query, Set<Diagnostic> said) {
    switch (PromQl.parse(query.text())) {
      case PromQl.Parsed.Query _ -> {
        // It is one.
      }
      case PromQl.Parsed.Wrong wrong -> {
        String text = query.text();
        int offset = Math.min(wrong.offset(), text.length());
        String near = text.substring(Math.max(0, offset - 20), Math.min(text.length(), offset + 20)).replaceAll("\\s+", " ");
        said.add(
            Diagnostic.error(
                "slo.query",
                query.location(),
                "the query is not well-formed: " + wrong.why(),
                "look at character " + (offset + 1) + " of it, near: " + near));
      }
    }
  }
}
