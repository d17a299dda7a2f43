package roadbed.app.server;

import java.util.ArrayList;
import java.util.List;
import roadbed.inventory.EstateStore;
import roadbed.operate.oncall.OnCallEntry;
import roadbed.operate.oncall.OnCallStore;

/** Who is on call by what is kept here, and by the documents that collections bring, which stand after those kept here. */
final class ToldOnCall implements OnCallStore {
  private final OnCallStore kept;
  private final EstateStore estate;

  ToldOnCall(OnCallStore kept, EstateStore estate) {
    this.kept = kept;
    this.estate = estate;
  }

  @Override
  public List<Kept> documents() {
    List<Kept> all = new ArrayList<>(kept.documents());
    for (EstateStore.Told one : estate.documents("OnCall")) {
      // Names that are kept here have no colon.
      String name = one.source() + ":" + one.document().location();
      all.add(new Kept(name, one.document().value(), one.source(), one.at()));
    }
    return all;
  }

  @Override
  public void save(Kept document) {
    kept.save(document);
  }

  @Override
  public List<OnCallEntry> entries() {
    return kept.entries();
  }

  @Override
  public boolean append(OnCallEntry entry) {
    return kept.append(entry);
  }
}
