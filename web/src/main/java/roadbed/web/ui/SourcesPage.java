package roadbed.web.ui;

import java.util.List;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.inventory.EstateStore;
import roadbed.model.Diagnostic;
import roadbed.web.WebParts;
import roadbed.web.http.Visit;

/** Where the picture comes from, how fresh it is, and what could not be read. */
final class SourcesPage {
  private static final int SHOWN = 200;

  private final Screen screen;
  private final WebParts parts;

  SourcesPage(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record View(List<Line> lines) {}

  record Line(EstateStore.SourceState state, List<Diagnostic> diagnostics, String estate) {}

  ServerResponse show(Visit visit) {
    List<Line> lines =
        parts.estate().sources().stream()
            .map(
                state ->
                    new Line(
                        state,
                        parts.estate().diagnostics(state.source(), SHOWN),
                        Link.to("/resources").with("source", state.source()).toString()))
            .toList();
    return screen.show(visit, "sources", "Sources", "sources", new View(lines));
  }
}
