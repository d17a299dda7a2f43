package roadbed.web.fakes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import roadbed.model.ValueJson;
import roadbed.operate.oncall.OnCallEntry;
import roadbed.operate.oncall.OnCallStore;
import roadbed.web.OnCallParts;
import tools.jackson.core.JacksonException;

/** Who is on call, in memory; documents are JSON here. */
public final class FakeOnCall implements OnCallStore {
  private static final String DOCUMENT =
      """
      {"apiVersion":"roadbed.dev/v1","kind":"OnCall",
       "people":[{"id":"ada@example.org","name":"Ada","zone":"Europe/Berlin"},{"id":"grace@example.org","name":"Grace","zone":"America/New_York"}],
       "schedules":[{"id":"payments","name":"Payments","zone":"Europe/Berlin","layers":[
         {"name":"week","rotation":{"every":"week","start":"2025-01-06T09:00"},"members":["ada@example.org","grace@example.org"]}]},
        {"id":"office","name":"Office","zone":"Europe/Berlin","layers":[
         {"name":"day","rotation":{"every":"day","start":"2025-01-06T00:00"},"members":["ada@example.org"],
          "restrictions":[{"days":"monday-friday","from":"09:00","until":"17:00"}]}]}],
       "escalations":[{"id":"payments","levels":[{"delay":"5m","targets":[{"schedule":"payments"}]},{"delay":"10m","targets":[{"person":"grace@example.org"}]}]}]}""";

  private final List<Kept> documents = new ArrayList<>();
  private final List<OnCallEntry> entries = new ArrayList<>();
  private final Set<String> things = new HashSet<>();

  FakeOnCall(boolean empty) {
    if (!empty) {
      documents.add(new Kept("all", ValueJson.parse(DOCUMENT), "ada", FakeEstate.NOW));
    }
  }

  OnCallParts parts() {
    return new OnCallParts(this, FakeOnCall::read);
  }

  private static OnCallParts.Read read(String text) {
    try {
      return new OnCallParts.Read(List.of(ValueJson.parse(text)), List.of());
    } catch (JacksonException e) {
      return new OnCallParts.Read(List.of(), List.of("line 1: not well-formed"));
    }
  }

  @Override
  public List<Kept> documents() {
    return List.copyOf(documents);
  }

  @Override
  public void save(Kept document) {
    documents.removeIf(one -> one.name().equals(document.name()));
    documents.add(document);
  }

  @Override
  public List<OnCallEntry> entries() {
    return List.copyOf(entries);
  }

  @Override
  public boolean append(OnCallEntry entry) {
    String id = entry.what().id();
    boolean fits = entry.what().settles() ? things.contains(id) && things.add(id + "/settled") : things.add(id);
    return fits && entries.add(entry);
  }
}
