package roadbed.operate.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** An outbox in memory, for one at a time. */
final class MemoryOutbox implements OutboxStore, OutboxStore.Book {
  final TreeMap<Long, MessageState> messages = new TreeMap<>();
  final Map<String, PageRun> runs = new LinkedHashMap<>();
  final Map<String, Health> health = new HashMap<>();
  private final Set<String> notices = new HashSet<>();

  @Override
  public List<Claim> claim(Instant now, Duration lease, int targets, int most) {
    List<Claim> claims = new ArrayList<>();
    Map<String, List<MessageState.Waiting>> waiting = new LinkedHashMap<>();
    messages.values().stream()
        .filter(MessageState.Waiting.class::isInstance)
        .map(MessageState.Waiting.class::cast)
        .sorted(Comparator.comparing((MessageState.Waiting one) -> one.message().urgency()).thenComparing(one -> one.message().number()))
        .filter(one -> !one.due().isAfter(now) || one.entries().size() > 1)
        .forEach(one -> waiting.computeIfAbsent(one.message().target(), _ -> new ArrayList<>()).add(one));
    waiting.forEach(
        (target, all) -> {
          Health known = health.get(target);
          boolean rests = known != null && known.restsUntil().filter(now::isBefore).isPresent();
          if (!rests && all.stream().anyMatch(one -> !one.due().isAfter(now))) {
            claims.add(new Claim(target, "lease", now.plus(lease), known == null ? 0 : known.failures(), all));
          }
        });
    return claims;
  }

  @Override
  public boolean write(List<? extends MessageState> after, List<Integer> known) {
    for (int i = 0; i < after.size(); i++) {
      if (messages.get(after.get(i).message().number()).entries().size() != known.get(i)) {
        return false;
      }
    }
    after.forEach(one -> messages.put(one.message().number(), one));
    return true;
  }

  @Override
  public void release(Claim claim, Instant now, int failures, String problem, boolean sent, Optional<Instant> restsUntil) {
    health.put(claim.target(), new Health(claim.target(), 0, 0, failures, Optional.empty(), restsUntil, Optional.empty(), problem));
  }

  @Override
  public String thread(String target, String lane) {
    return "";
  }

  @Override
  public List<Health> health() {
    return List.copyOf(health.values());
  }

  @Override
  public List<MessageState> search(Query query) {
    return List.copyOf(messages.values());
  }

  @Override
  public Optional<MessageState> find(long number) {
    return Optional.ofNullable(messages.get(number));
  }

  @Override
  public List<PageRun> runs(Instant since, int most) {
    return List.copyOf(runs.values());
  }

  @Override
  public Optional<PageRun> run(String id) {
    return Optional.ofNullable(runs.get(id));
  }

  @Override
  public List<Behind> behind(int most) {
    return List.of();
  }

  @Override
  public void forget(Instant before) {}

  @Override
  public <T> T inTurn(Function<Book, T> work) {
    return work.apply(this);
  }

  @Override
  public boolean note(Notice notice, Instant now) {
    return notices.add(notice.key());
  }

  @Override
  public void queue(List<Message> all, Instant now) {
    all.forEach(one -> {
      long number = messages.size() + 1L;
      messages.put(number, MessageState.queued(one.numbered(number), now));
    });
  }

  @Override
  public boolean follow(String what, long from, long to) {
    return true;
  }

  @Override
  public List<PageRun> running() {
    return runs.values().stream().filter(PageRun.Running.class::isInstance).toList();
  }

  @Override
  public void write(PageRun run, int known) {
    runs.put(run.id(), run);
  }

  @Override
  public List<Reach> reach(String run) {
    Map<String, List<MessageState>> byNotice = new LinkedHashMap<>();
    messages.values().stream()
        .filter(one -> one.message().run().equals(Optional.of(run)))
        .forEach(one -> byNotice.computeIfAbsent(one.message().notice().key(), _ -> new ArrayList<>()).add(one));
    List<Reach> reach = new ArrayList<>();
    byNotice.forEach(
        (notice, all) ->
            reach.add(
                new Reach(
                    notice,
                    Math.toIntExact(all.stream().filter(MessageState.Waiting.class::isInstance).count()),
                    Math.toIntExact(all.stream().filter(MessageState.Sent.class::isInstance).count()))));
    return reach;
  }

  @Override
  public void withdraw(String run, Instant now, String by, String reason) {
    messages.replaceAll(
        (_, state) ->
            state instanceof MessageState.Waiting waiting && waiting.message().run().equals(Optional.of(run))
                ? waiting.withdraw(now, by, reason)
                : state);
  }
}
