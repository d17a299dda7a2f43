package roadbed.web.ui;

import java.util.List;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerResponse;
import roadbed.prove.evidence.EvidenceEntry;
import roadbed.prove.evidence.EvidenceLog;
import roadbed.prove.evidence.Verification;
import roadbed.web.WebParts;
import roadbed.web.http.Problem;
import roadbed.web.http.Visit;

/** Show me: what was judged and measured, and that nothing of it was changed since. */
final class EvidencePages {
  private static final int SIZE = 50;

  private final Screen screen;
  private final WebParts parts;

  EvidencePages(Screen screen, WebParts parts) {
    this.screen = screen;
    this.parts = parts;
  }

  record ListView(
      long size,
      List<EvidenceEntry> entries,
      Pager pager,
      String checkpoint,
      String publicKey,
      Optional<Verification> verification) {}

  record View(
      EvidenceEntry entry, String body, Optional<EvidenceLog.InclusionProof> proof, long size) {}

  ServerResponse list(Visit visit) {
    EvidenceLog log = parts.evidence();
    long size = log.size();
    int page = visit.number("page", 1, 10_000_000, 1);
    long to = Math.max(0, size - (page - 1L) * SIZE);
    long from = Math.max(0, to - SIZE);
    List<EvidenceEntry> entries =
        to == 0 ? List.of() : log.entries(from, (int) (to - from)).reversed();
    ListView view =
        new ListView(
            size,
            entries,
            new Pager(page, SIZE, size, Link.to("/evidence")),
            log.checkpoint().orElse(""),
            log.publicKey().orElse(""),
            visit.text("verify").isEmpty() ? Optional.empty() : Optional.of(log.verify()));
    return screen.show(visit, "evidence", "Evidence", "evidence", view);
  }

  ServerResponse entry(Visit visit) {
    String text = visit.request().pathVariable("index");
    long index = text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
    EvidenceEntry entry =
        index < 0
            ? null
            : parts.evidence().entries(index, 1).stream()
                .filter(it -> it.index() == index)
                .findFirst()
                .orElse(null);
    if (entry == null) {
      throw Problem.notFound("The evidence log has no readable entry " + text + ".");
    }
    View view =
        new View(
            entry,
            PrettyJson.of(entry.body()),
            parts.evidence().inclusionProof(index),
            parts.evidence().size());
    return screen.show(visit, "entry", "Entry " + index, "evidence", view);
  }
}
