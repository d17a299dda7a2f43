package roadbed.operate.change;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes of one run: for asking without a server what would become of one. Not for several threads. */
public final class ChangesInMemory implements ChangeStore {
  private final Map<String, Kept> documents = new LinkedHashMap<>();
  private final Map<String, ChangeRecord> records = new LinkedHashMap<>();
  private final Map<String, ChangeNotice> notices = new LinkedHashMap<>();
  private final Map<String, Feed> feeds = new LinkedHashMap<>();

  @Override
  public List<Kept> documents() {
    return List.copyOf(documents.values());
  }

  @Override
  public void save(Kept document) {
    documents.put(document.name(), document);
  }

  @Override
  public Optional<ChangeRecord> find(String id) {
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public boolean write(List<Writing> all) {
    for (Writing one : all) {
      ChangeRecord before = records.get(one.record().id());
      if ((before == null ? 0 : before.entries().size()) != one.known()) {
        return false;
      }
    }
    all.forEach(one -> records.put(one.record().id(), one.record()));
    return true;
  }

  private static Phase phase(ChangeRecord record) {
    return record.state(ChangeSettings.NONE, Instant.EPOCH) instanceof ChangeState.Withdrawn
        ? Phase.WITHDRAWN
        : record.endedAt().isPresent() ? Phase.ENDED : record.beganAt().isPresent() ? Phase.RUNNING : Phase.OPEN;
  }

  @Override
  public List<ChangeRecord> search(Query query) {
    return records.values().stream()
        .filter(record -> query.phases().isEmpty() || query.phases().contains(phase(record)))
        .filter(record -> query.service().isEmpty() || record.change().services().contains(query.service()))
        .filter(record -> !query.reviewDue() || record.reviewDue())
        .filter(record -> !record.proposedAt().isBefore(query.since()))
        .sorted(Comparator.comparing(ChangeRecord::proposedAt).reversed())
        .limit(query.most())
        .toList();
  }

  @Override
  public Map<String, String> byFact(Collection<String> facts) {
    Map<String, String> found = new LinkedHashMap<>();
    records.values().forEach(record -> record.fact().filter(facts::contains).ifPresent(fact -> found.put(fact, record.id())));
    return found;
  }

  @Override
  public List<ChangeRecord> notOver(Collection<String> facts) {
    return records.values().stream()
        .filter(record -> record.endedAt().isEmpty() && record.fact().filter(facts::contains).isPresent())
        .toList();
  }

  @Override
  public List<Past> past(Instant since, int most) {
    List<Past> past = new ArrayList<>();
    for (ChangeRecord record : records.values()) {
      if (record.outcome().isPresent() && record.beganAt().filter(at -> !at.isBefore(since)).isPresent()) {
        past.add(new Past(record.change().authors(), record.beganAt().get(), record.outcome().get() != ChangeEntry.Outcome.DONE));
      }
    }
    return past;
  }

  @Override
  public boolean note(ChangeNotice notice) {
    return notices.putIfAbsent(notice.id(), notice) == null;
  }

  @Override
  public List<ChangeNotice> notices(int most) {
    return List.copyOf(notices.values());
  }

  @Override
  public List<ChangeNotice> notices(String about, int most) {
    return notices.values().stream().filter(one -> one.about().equals(about)).toList();
  }

  @Override
  public List<Feed> feeds() {
    return List.copyOf(feeds.values());
  }

  @Override
  public void save(Feed feed) {
    feeds.put(feed.id(), feed);
  }

  @Override
  public boolean revoke(String feed) {
    return feeds.remove(feed) != null;
  }
}
