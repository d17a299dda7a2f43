package roadbed.web.ui;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.assess.policy.VerdictStore;
import roadbed.inventory.EstateStore;
import roadbed.model.ResourceId;
import roadbed.prove.kpi.Kpi;
import roadbed.web.WebParts;
import roadbed.web.http.Replies;
import roadbed.web.http.Visit;

/** One box for everything; a whole resource id leads straight to the resource. */
final class SearchPage {
  private static final int SHOWN = 12;

  private final Screen screen;
  private final WebParts parts;

  SearchPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record View(
      String query,
      List<EstateStore.Row> resources,
      long resourceTotal,
      List<VerdictStore.Rate> guardrails,
      List<Kpi> kpis) {

    boolean nothing() {
      return resources.isEmpty() && guardrails.isEmpty() && kpis.isEmpty();
    }
  }

  ServerResponse show(Visit visit) {
    String query = visit.text("q");
    if (query.isEmpty()) {
      return Replies.seeOther("/resources");
    }
    if (parts.estate().find(new ResourceId(query)).isPresent()) {
      return Replies.seeOther(Link.resource(new ResourceId(query)));
    }
    EstateStore.Page page =
        parts
            .estate()
            .search(new EstateStore.Query(query, Map.of(), Map.of(), "name", 0, SHOWN));
    View view =
        new View(
            query,
            page.rows(),
            page.total(),
            parts.verdicts().rates().stream()
                .filter(rate -> matches(query, rate.guardrail().id() + " " + rate.guardrail().title()))
                .limit(SHOWN)
                .toList(),
            parts.kpis().kpis().stream()
                .filter(kpi -> matches(query, kpi.id() + " " + kpi.title()))
                .limit(SHOWN)
                .toList());
    return screen.show(visit, "search", "Search", "search", view);
  }

  private static boolean matches(String query, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Arrays.stream(query.toLowerCase(Locale.ROOT).split("\\s+")).allMatch(lower::contains);
  }
}
