package roadbed.operate.change;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import roadbed.assess.change.ChangePolicy;
import roadbed.assess.change.ProposedChange;
import roadbed.model.AllocationJson;
import roadbed.model.Value;

/** Where changes are proposed, weighed, agreed to and looked at afterwards. */
public final class ChangeDesk {
  /** How far back the history of authors and hours goes. */
  static final Duration HISTORY = Duration.ofDays(90);

  private static final int MOST_PAST = 20_000;
  private static final int ATTEMPTS = 5;
  private static final int MOST_AGAIN = 1_000;

  private final ChangeStore store;
  private final ChangeAround around;
  private final ChangeNotice.Told told;
  private final Trail trail;
  private final Clock clock;
  private volatile Compiled compiled = new Compiled(Optional.empty(), ChangePolicy.standard());

  /** Keeps evidence of what was decided. */
  @FunctionalInterface
  public interface Trail {
    /** Takes what was written at once. */
    void add(List<Written> all);
  }

  /**
   * What a change has become.
   *
   * @param after the change with all of its entries
   * @param added those of them, the last ones, that are new
   */
  public record Written(ChangeRecord after, List<ChangeEntry> added) {
    public Written {
      added = List.copyOf(added);
    }

    private ChangeStore.Writing writing() {
      return new ChangeStore.Writing(after, after.entries().size() - added.size());
    }
  }

  /** A desk. */
  public ChangeDesk(ChangeStore store, ChangeAround around, ChangeNotice.Told told, Trail trail, Clock clock) {
    this.store = store;
    this.around = around;
    this.told = told;
    this.trail = trail;
    this.clock = clock;
  }

  /** Rules, and the text that they were compiled of. */
  private record Compiled(Optional<String> text, ChangePolicy policy) {}

  /** What came of it. */
  public sealed interface Outcome {}

  /** It is done; how the change stands now. */
  public record Done(ChangeRecord record, ChangeState state) implements Outcome {}

  /** It is not done, and why. */
  public record NotDone(String why) implements Outcome {}

  /** There is no such change. */
  public record NoSuchChange() implements Outcome {}

  /**
   * Who speaks.
   *
   * @param actor as the server knows them
   * @param administrator whether they administer the server
   */
  public record Speaker(String actor, boolean administrator) {}

  /** What stands in the documents. */
  public ChangeDocuments.Read documents() {
    return ChangeDocuments.read(kept());
  }

  /** All documents that count, in the order in which they do. */
  public List<ChangeStore.Kept> kept() {
    List<ChangeStore.Kept> all = new ArrayList<>(around.documents());
    all.addAll(store.documents());
    return all;
  }

  /** The same, as far as it is right. */
  public ChangeSettings settings() {
    return documents().settings();
  }

  /** The store. */
  public ChangeStore store() {
    return store;
  }

  /** One change. */
  public Optional<ChangeRecord> find(String id) {
    return store.find(id);
  }

  /**
   * Keeps a document if nothing in it is wrong beside the others. Who is no administrator does not take the place of a
   * document that one of them entered.
   *
   * @return what is wrong
   */
  public List<AllocationJson.Problem> keep(String name, Value document, Speaker who) {
    List<ChangeStore.Kept> all = new ArrayList<>(around.documents());
    for (ChangeStore.Kept one : store.documents()) {
      if (!one.name().equals(name)) {
        all.add(one);
      } else if (one.entered() && !who.administrator()) {
        return List.of(new AllocationJson.Problem("", "an administrator entered a document of this name", "choose another name"));
      }
    }
    ChangeStore.Kept kept = new ChangeStore.Kept(name, document, who.actor(), clock.instant(), who.administrator());
    all.add(kept);
    List<AllocationJson.Problem> problems = ChangeDocuments.read(all).problems().getLast();
    if (problems.isEmpty()) {
      store.save(kept);
    }
    return problems;
  }

  /**
   * Proposes a change, or the same one anew: one that has the same reference or commit and has not begun. It is weighed at
   * once, by what is known now.
   *
   * @param emergency why it cannot wait, where it cannot
   */
  public Done propose(String by, ProposedChange change, Optional<String> emergency) {
    ProposedChange whole = judged(change);
    for (int again = 0; again < MOST_AGAIN; again++) {
      String id = id(whole, again);
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Optional<ChangeRecord> known = store.find(id);
        if (known.isPresent() && (known.get().beganAt().isPresent() || isWithdrawn(known.get()))) {
          break;
        }
        Optional<Done> done = propose(by, id, whole, known, emergency);
        if (done.isPresent()) {
          return done.get();
        }
      }
    }
    throw new IllegalStateException("others propose changes of this reference all the time");
  }

  /** The same with what gates decided about it, whatever it says of that itself. */
  private ProposedChange judged(ProposedChange change) {
    return change.with(around.gates(change));
  }

  /** The same of many, in their order. */
  List<ProposedChange> judged(List<ProposedChange> changes) {
    List<List<ProposedChange.GateVerdict>> gates = changes.isEmpty() ? List.of() : around.gates(changes);
    return IntStream.range(0, changes.size()).mapToObj(i -> changes.get(i).with(gates.get(i))).toList();
  }

  /** Adds what is new to what is known; empty where somebody else wrote in between. */
  private Optional<Done> propose(
      String by, String id, ProposedChange change, Optional<ChangeRecord> known, Optional<String> emergency) {
    List<ChangeEntry> added = new ArrayList<>();
    if (known.isEmpty() || !known.get().change().equals(change)) {
      added.add(entry(by, new ChangeEntry.ProposedAs(change)));
    }
    ChangeEntry.Weighed weighed = weigh(change);
    Optional<ChangeEntry.Weighed> before = known.filter(one -> one.change().digest().equals(change.digest())).flatMap(ChangeRecord::weighed);
    if (!before.equals(Optional.of(weighed))) {
      added.add(entry(by, weighed));
    }
    emergency.ifPresent(reason -> added.add(entry(by, new ChangeEntry.CalledEmergency(reason))));
    ChangeRecord after = known.map(record -> with(record, added)).orElseGet(() -> new ChangeRecord(id, added));
    return added.isEmpty() || write(new Written(after, added)) ? Optional.of(done(after)) : Optional.empty();
  }

  private boolean isWithdrawn(ChangeRecord record) {
    return record.state(ChangeSettings.NONE, clock.instant()) instanceof ChangeState.Withdrawn;
  }

  /** The same change has the same name however often its plan is made anew. */
  static String id(ProposedChange change, int again) {
    String same =
        String.join(
            "\n",
            change.kind().id(),
            String.join(",", change.services()),
            change.environment().orElse(""),
            change.reference().isEmpty() ? change.commit().orElse(change.digest()) : change.reference(),
            change.reference().isEmpty() && change.commit().isEmpty() ? "" : change.title(),
            String.valueOf(again));
    return "c-" + digest(same);
  }

  /** Twelve hexadecimal digits that a text has to itself. */
  static String digest(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Weighs a change by what is known now. */
  public ChangeEntry.Weighed weigh(ProposedChange change) {
    return scales(settings()).weigh(change);
  }

  /** What weighs any number of changes by what is known now. */
  ChangeScales scales(ChangeSettings settings) {
    Instant now = clock.instant();
    return new ChangeScales(around, settings, policy(settings), store.past(now.minus(HISTORY), MOST_PAST), now);
  }

  private ChangePolicy policy(ChangeSettings settings) {
    Compiled known = compiled;
    if (!known.text().equals(settings.policy())) {
      known =
          new Compiled(
              settings.policy(), settings.policy().map(text -> ChangePolicy.of("policy", text)).orElseGet(ChangePolicy::standard));
      compiled = known;
    }
    return known.policy();
  }

  /** Somebody agrees to exactly what the digest names. */
  public Outcome agree(Speaker who, String id, String digest, String words) {
    return write(
        id,
        (record, settings) -> {
          Optional<String> objection = objection(record, digest);
          if (objection.isPresent()) {
            return new Refusal(objection.get());
          }
          if (record.isBy(who.actor(), settings)) {
            return new Refusal("whoever made or proposed a change does not agree to it; by the documents, you did");
          }
          if (!(record.state(settings, clock.instant()) instanceof ChangeState.Waiting waiting)) {
            return new Refusal("nobody's word is waited for");
          }
          String person = settings.person(who.actor());
          boolean meant =
              waiting.missing().stream()
                  .flatMap(missing -> missing.requirement().from().stream())
                  .anyMatch(name -> settings.isMeant(name, person, who.administrator()));
          return meant
              ? new Addition(entry(who.actor(), new ChangeEntry.Agreed(digest, words, who.administrator())))
              : new Refusal("it waits for the word of others: " + asked(waiting));
        });
  }

  private static String asked(ChangeState.Waiting waiting) {
    return waiting.missing().stream()
        .flatMap(missing -> missing.requirement().from().stream())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /** Somebody says no to exactly what the digest names. */
  public Outcome refuse(Speaker who, String id, String digest, String reason) {
    return write(
        id,
        (record, _) ->
            objection(record, digest)
                .<Verdict>map(Refusal::new)
                .or(() -> needsReason(reason))
                .orElseGet(() -> new Addition(entry(who.actor(), new ChangeEntry.Refused(digest, reason)))));
  }

  private static Optional<String> objection(ChangeRecord record, String digest) {
    if (record.beganAt().isPresent() || record.endedAt().isPresent()) {
      return Optional.of("it has begun already");
    }
    return record.change().digest().equals(digest)
        ? Optional.empty()
        : Optional.of("it is not what was looked at any more: its digest is " + record.change().digest());
  }

  private static Optional<Verdict> needsReason(String reason) {
    return reason.isBlank() ? Optional.of(new Refusal("say why")) : Optional.empty();
  }

  /** A change is not wanted any more. */
  public Outcome withdraw(Speaker who, String id, String reason) {
    return write(
        id,
        (record, settings) ->
            switch (record.state(settings, clock.instant())) {
              case ChangeState.Running _, ChangeState.Ended _, ChangeState.Reviewed _, ChangeState.Withdrawn _ ->
                  new Refusal("it cannot be withdrawn any more");
              case ChangeState.Proposed _, ChangeState.Waiting _, ChangeState.Denied _, ChangeState.Rejected _, ChangeState.Frozen _,
                  ChangeState.Approved _, ChangeState.Standard _, ChangeState.Emergency _ ->
                  new Addition(entry(who.actor(), new ChangeEntry.Withdrawn(reason)));
            });
  }

  /** A change cannot wait. It may go on at once, is marked, and must be looked at afterwards. */
  public Outcome callEmergency(Speaker who, String id, String reason) {
    return write(
        id,
        (record, _) ->
            record.beganAt().isPresent()
                ? new Refusal("it has begun already")
                : needsReason(reason).orElseGet(() -> new Addition(entry(who.actor(), new ChangeEntry.CalledEmergency(reason)))));
  }

  /** Somebody who had no hand in it says what is to be learned of a change that was an emergency, or had no leave. */
  public Outcome review(Speaker who, String id, String conclusion) {
    return write(
        id,
        (record, settings) -> {
          if (!record.reviewDue()) {
            return new Refusal(record.endedAt().isEmpty() ? "it is not over yet" : "there is nothing to be looked at afterwards");
          }
          boolean own =
              record.isBy(who.actor(), settings)
                  || record.entries().stream()
                      .anyMatch(
                          one ->
                              one.what() instanceof ChangeEntry.CalledEmergency
                                  && settings.person(one.actor()).equals(settings.person(who.actor())));
          return own
              ? new Refusal("somebody else than its author, and whoever called it an emergency, looks at it")
              : needsReason(conclusion).orElseGet(() -> new Addition(entry(who.actor(), new ChangeEntry.LookedAt(conclusion))));
        });
  }

  /** What is made of an attempt to write. */
  private sealed interface Verdict {}

  private record Addition(ChangeEntry entry) implements Verdict {}

  private record Refusal(String why) implements Verdict {}

  private Outcome write(String id, BiFunction<ChangeRecord, ChangeSettings, Verdict> decide) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<ChangeRecord> record = store.find(id);
      if (record.isEmpty()) {
        return new NoSuchChange();
      }
      switch (decide.apply(record.get(), settings())) {
        case Refusal refusal -> {
          return new NotDone(refusal.why());
        }
        case Addition addition -> {
          List<ChangeEntry> added = List.of(addition.entry());
          ChangeRecord after = with(record.get(), added);
          if (write(new Written(after, added))) {
            return done(after);
          }
        }
      }
    }
    return new NotDone("others write about it just now; try again");
  }

  private boolean write(Written one) {
    return write(List.of(one), settings());
  }

  /** Writes all or nothing, keeps evidence, and tells those who depend on each once it may go on. */
  boolean write(List<Written> all, ChangeSettings settings) {
    if (all.isEmpty()) {
      return true;
    }
    if (!store.write(all.stream().map(Written::writing).toList())) {
      return false;
    }
    trail.add(all);
    all.forEach(one -> announce(one.after(), settings));
    return true;
  }

  private void announce(ChangeRecord record, ChangeSettings settings) {
    Optional<ChangeEntry.Weighed> weighed = record.weighed().filter(one -> !one.consumers().isEmpty());
    if (weighed.isEmpty() || !record.state(settings, clock.instant()).mayGoOn()) {
      return;
    }
    ChangeNotices.of(record, weighed.get(), clock.instant()).forEach(this::tell);
  }

  private void tell(ChangeNotice notice) {
    if (store.note(notice)) {
      told.tell(notice);
    }
  }

  /** Tells those who depend on what freezes and times of maintenance are about, some days before each. */
  public void announceWindows() {
    ChangeSettings settings = settings();
    Instant now = clock.instant();
    for (ChangeWindow.Occurrence one : settings.occurrences(now, now.plus(settings.notice()))) {
      List<String> services = one.window().scope().services().stream().filter(name -> !name.endsWith("*")).toList();
      if (!services.isEmpty()) {
        ChangeNotices.of(one, around.reach(services, List.of(), now), settings.zone(), now).forEach(this::tell);
      }
    }
  }

  static ChangeRecord with(ChangeRecord record, List<ChangeEntry> added) {
    List<ChangeEntry> all = new ArrayList<>(record.entries());
    all.addAll(added);
    return new ChangeRecord(record.id(), all);
  }

  private Done done(ChangeRecord record) {
    return new Done(record, record.state(settings(), clock.instant()));
  }

  private ChangeEntry entry(String by, ChangeEntry.What what) {
    return new ChangeEntry(clock.instant(), by, what);
  }
}
