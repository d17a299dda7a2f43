package roadbed.web.fakes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import roadbed.operate.notify.Circle;
import roadbed.operate.notify.Fanout;
import roadbed.operate.notify.Message;
import roadbed.operate.notify.MessageState;
import roadbed.operate.notify.Notice;
import roadbed.operate.notify.NoticeKind;
import roadbed.operate.notify.NotifySettings;
import roadbed.operate.notify.Outbox;
import roadbed.operate.notify.OutboxStore;
import roadbed.operate.notify.PageEntry;
import roadbed.operate.notify.PageRun;
import roadbed.operate.notify.Pager;
import roadbed.operate.notify.Secret;
import roadbed.operate.notify.Target;
import roadbed.web.NotifyParts;

/** Messages in memory: one that arrived, one that waits, one that was given up, one that is not for everybody, and two pagings. */
public final class FakeOutbox implements OutboxStore, OutboxStore.Book, NotifyParts.Answers {
  private static final NotifySettings SETTINGS =
      new NotifySettings(
          Optional.of("https://roadbed.example.org"),
          Optional.empty(),
          Map.of(
              "payments-chat", new Target.SlackWebhook("payments-chat", new Secret.Variable("SLACK_PAYMENTS")),
              "status-hook", new Target.Webhook("status-hook", new Secret.Written("https://hooks.example.org/in"), Optional.empty())),
          Map.of(), Map.of(), List.of(), List.of(), List.of());

  private final TreeMap<Long, MessageState> messages = new TreeMap<>();
  private final Map<String, PageRun> runs = new LinkedHashMap<>();
  private final boolean empty;

  FakeOutbox(boolean empty) {
    this.empty = empty;
    if (!empty) {
      Instant now = FakeEstate.NOW;
      fill(now);
    }
  }

  private void fill(Instant now) {
    Notice checkout = notice("a", "Checkout fails", List.of());
    MessageState.Waiting first = add(checkout, "payments-chat", now.minusSeconds(900));
    messages.put(first.message().number(), first.begin(now.minusSeconds(890)).sent(now.minusSeconds(889), ""));
    MessageState.Waiting second = add(notice("b", "Search is slow", List.of()), "payments-chat", now.minusSeconds(600));
    messages.put(second.message().number(), second.begin(now.minusSeconds(500)).failed(now.minusSeconds(499), "status 500", now.plusSeconds(60)));
    MessageState.Waiting third = add(notice("c", "Checkout fails", List.of()), "status-hook", now.minusSeconds(600));
    messages.put(third.message().number(), third.begin(now.minusSeconds(500)).giveUp(now.minusSeconds(499), "status 401: who are you"));
    MessageState.Waiting fourth = add(notice("d", "A key was stolen", List.of("eve")), "payments-chat", now.minusSeconds(300));
    messages.put(fourth.message().number(), fourth);
    runs.put(
        "incident/INC-9/opened/1",
        PageRun.begin("incident/INC-9/opened/1", checkout, "payments", now.minusSeconds(400))
            .tell(now.minusSeconds(400), new PageEntry.Told("1.1.1", "schedule payments", Optional.of("ada@example.org"), "x")));
    runs.put(
        "incident/INC-8/opened/1",
        PageRun.begin("incident/INC-8/opened/1", notice("f", "Search is slow", List.of()), "payments", now.minusSeconds(9_000))
            .tell(now.minusSeconds(9_000), new PageEntry.Told("1.1.1", "schedule payments", Optional.empty(), ""))
            .exhaust(now.minusSeconds(8_000), "all levels were told"));
  }

  private static Notice notice(String key, String title, List<String> visibleTo) {
    return new Notice(
        key, NoticeKind.INCIDENT_DECLARED, "INC-9", 1, Optional.of("checkout"), List.of(), Optional.empty(), title, "<b>Nothing</b> is sold.",
        Map.of("Severity", "SEV1"), Optional.of("/incidents/INC-9"), visibleTo, FakeEstate.NOW);
  }

  private MessageState.Waiting add(Notice notice, String target, Instant at) {
    MessageState.Waiting waiting = MessageState.queued(Fanout.direct(notice, target, Circle.RESPONDERS, at).numbered(messages.size() + 1), at);
    messages.put(waiting.message().number(), waiting);
    return waiting;
  }

  NotifyParts parts() {
    Clock clock = Clock.fixed(FakeEstate.NOW, ZoneOffset.UTC);
    return new NotifyParts(new Outbox(this, () -> empty ? NotifySettings.NONE : SETTINGS, clock, () -> {}), List::of, this);
  }

  @Override
  public Optional<NotifyParts.Asked> asked(String token) {
    return token.equals("right") ? run("incident/INC-9/opened/1").map(run -> new NotifyParts.Asked("ada@example.org", run)) : Optional.empty();
  }

  @Override
  public boolean answer(String token) {
    return asked(token).isPresent() && Pager.answer(this, "incident/INC-9/opened/1", "ada@example.org", "by the link of a message", FakeEstate.NOW);
  }

  @Override
  public List<Claim> claim(Instant now, Duration lease, int targets, int messages) {
    return List.of();
  }

  @Override
  public boolean write(List<? extends MessageState> after, List<Integer> known) {
    after.forEach(one -> messages.put(one.message().number(), one));
    return true;
  }

  @Override
  public void release(Claim claim, Instant now, int failures, String problem, boolean sent, Optional<Instant> restsUntil) {}

  @Override
  public String thread(String target, String lane) {
    return "";
  }

  @Override
  public List<Health> health() {
    return empty
        ? List.of()
        : List.of(
            new Health("payments-chat", 2, 0, 0, Optional.empty(), Optional.empty(), Optional.of(FakeEstate.NOW.minusSeconds(889)), ""),
            new Health("status-hook", 0, 1, 4, Optional.of(FakeEstate.NOW.minusSeconds(499)), Optional.empty(), Optional.empty(), "status 401: who are you"));
  }

  @Override
  public List<MessageState> search(Query query) {
    return messages.descendingMap().values().stream()
        .filter(one -> query.state().isEmpty() || one.state().equals(query.state()))
        .filter(one -> query.target().isEmpty() || one.message().target().equals(query.target()))
        .filter(one -> query.before() == 0 || one.message().number() < query.before())
        .limit(query.most())
        .toList();
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
    return true;
  }

  @Override
  public void queue(List<Message> waiting, Instant now) {
    waiting.forEach(one -> add(one.notice(), one.target(), now));
  }

  @Override
  public boolean follow(String what, long from, long to) {
    return true;
  }

  @Override
  public List<PageRun> running() {
    return new ArrayList<>(runs.values());
  }

  @Override
  public void write(PageRun run, int known) {
    runs.put(run.id(), run);
  }

  @Override
  public List<Reach> reach(String run) {
    return List.of();
  }

  @Override
  public void withdraw(String run, Instant now, String by, String reason) {}
}
