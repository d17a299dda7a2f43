package roadbed.web.fakes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import roadbed.model.BillingFile;
import roadbed.model.Collection;
import roadbed.model.Severity;
import roadbed.web.api.CollectionIntake;

/** Notes what was pushed; older than 2026 is refused as older. */
public final class FakeIntake implements CollectionIntake {
  public final List<String> notes = new ArrayList<>();

  @Override
  public Outcome receive(String actor, Collection collection) {
    Instant newest = Instant.parse("2026-01-01T00:00:00Z");
    if (collection.capturedAt().isBefore(newest)) {
      return new Older(collection.source(), newest);
    }
    long lines = 0;
    for (BillingFile file : collection.billing()) {
      try {
        lines += Files.readAllLines(file.path()).size();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    notes.add(actor + " pushed " + collection.source());
    return new Recorded(
        collection.source(), 7, 1, 2, 3, 4, 9, Map.of(Severity.HIGH, 2L), 1, 0, lines, 0, 41, List.of());
  }
}
