package roadbed.operate.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import roadbed.assess.change.ProposedChange;
import roadbed.model.delivery.Commit;
import roadbed.model.delivery.DeliveryFact;
import roadbed.model.delivery.Deployment;
import roadbed.model.delivery.FailureJudgement;
import roadbed.model.delivery.IncidentSignal;
import roadbed.model.delivery.Outcome;
import roadbed.model.delivery.PipelineRun;
import roadbed.model.delivery.PullRequest;

/**
 * Makes changes of deployments and of plans that were applied: those that were proposed before begin and end by them, others
 * are records of their own. Whether one was allowed to begin is said only where it was told of soon enough to know.
 */
public final class DeliveredChanges {
  /** What began longer ago than this is not judged by what is known today. */
  static final Duration SOON = Duration.ofDays(1);

  /** A deployment that goes back undoes what was deployed within this time. */
  static final Duration UNDONE_WITHIN = Duration.ofDays(7);

  private static final int MOST = 10_000;
  private static final int MOST_OPEN = 2_000;
  private static final int SHORTEST_COMMIT = 7;
  private static final Pattern TICKET = Pattern.compile("\\b[A-Z][A-Z0-9]{1,9}-[0-9]{1,7}\\b");
  private static final String ACTOR = "delivery";

  private final ChangeDesk desk;
  private final Clock clock;

  /** Makes changes at a desk. */
  public DeliveredChanges(ChangeDesk desk, Clock clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /** One deployment or run, whatever told it. */
  private record Delivered(
      String fact,
      ProposedChange.Kind kind,
      String service,
      String subject,
      Optional<String> environment,
      Outcome outcome,
      Instant at,
      Instant startedAt,
      Optional<String> commit,
      Optional<String> version,
      Optional<String> actor,
      Optional<String> pullRequest,
      boolean rollback,
      Optional<String> link) {}

  /**
   * Takes facts in; those that are known already change nothing.
   *
   * @param names a service by what a fact calls its subject, and the service that it names itself
   * @return how many changes were written
   */
  public int take(Collection<? extends DeliveryFact> facts, BiFunction<String, Optional<String>, String> names) {
    Map<String, Deployment> deployments = new LinkedHashMap<>();
    Map<String, PipelineRun> runs = new LinkedHashMap<>();
    Map<String, PullRequest> requests = new LinkedHashMap<>();
    Map<String, Commit> commits = new LinkedHashMap<>();
    for (DeliveryFact fact : facts) {
      switch (fact) {
        case Deployment one -> deployments.merge(one.id(), one, Deployment::with);
        case PipelineRun one -> {
          if (one.kind() == PipelineRun.Kind.INFRASTRUCTURE) {
            runs.merge(one.id(), one, PipelineRun::with);
          }
        }
        case PullRequest one -> requests.merge(one.id(), one, PullRequest::with);
        case Commit one -> commits.put(one.id(), one);
        case FailureJudgement _, IncidentSignal _ -> {
          // They say how a change went, which delivery's own measures count.
        }
      }
    }
    List<Delivered> all = new ArrayList<>();
    deployments.values().forEach(one -> all.add(of(one, names)));
    runs.values().forEach(one -> all.add(of(one, names)));
    all.sort((one, other) -> one.startedAt().compareTo(other.startedAt()));
    List<Delivered> newest = all.subList(Math.max(0, all.size() - MOST), all.size());
    if (newest.isEmpty()) {
      return 0;
    }
    Map<String, String> known = desk.store().byFact(newest.stream().map(Delivered::fact).toList());
    List<ChangeRecord> open =
        new ArrayList<>(
            desk.store().search(new ChangeStore.Query(Set.of(ChangeStore.Phase.OPEN), "", "", false, Instant.EPOCH, MOST_OPEN)));
    ChangeSettings settings = desk.settings();
    int written = 0;
    for (Delivered one : newest) {
      written += take(one, known.get(one.fact()), open, requests, commits, settings) ? 1 : 0;
    }
    return written;
  }

  private static Delivered of(Deployment one, BiFunction<String, Optional<String>, String> names) {
    return new Delivered(
        one.id(), ProposedChange.Kind.DEPLOYMENT, names.apply(one.subject(), one.service()), one.subject(), one.environment(),
        one.outcome(), one.at(), one.startedAt().orElse(one.at()), one.commit(), one.version(), one.actor(), Optional.empty(),
        one.rollback(), one.link());
  }

  private static Delivered of(PipelineRun one, BiFunction<String, Optional<String>, String> names) {
    return new Delivered(
        one.id(), ProposedChange.Kind.PLAN, names.apply(one.subject(), one.service()), one.subject(), Optional.empty(), one.outcome(),
        one.at(), one.startedAt().orElse(one.at()), one.commit(), Optional.empty(), Optional.empty(), one.pullRequest(), false,
        Optional.empty());
  }

  private boolean take(
      Delivered one,
      @Nullable String id,
      List<ChangeRecord> open,
      Map<String, PullRequest> requests,
      Map<String, Commit> commits,
      ChangeSettings settings) {
    Optional<ChangeRecord> known =
        id == null ? open.stream().filter(record -> isSame(record, one)).findFirst() : desk.find(id);
    List<ChangeEntry> added = new ArrayList<>();
    ChangeRecord record;
    if (known.isPresent()) {
      record = known.get();
    } else if (one.outcome() == Outcome.CANCELLED) {
      return false;
    } else {
      ProposedChange change = desk.judged(proposed(one, requests, commits));
      added.add(new ChangeEntry(one.startedAt(), ACTOR, new ChangeEntry.ProposedAs(change)));
      if (isSoon(one)) {
        added.add(new ChangeEntry(clock.instant(), ACTOR, desk.weigh(change)));
      }
      record = new ChangeRecord("c-" + factId(one), added);
    }
    if (record.beganAt().isEmpty() && one.outcome() != Outcome.CANCELLED) {
      added.add(began(one, record, settings));
      open.remove(record);
    }
    over(one, record).ifPresent(added::add);
    if (added.isEmpty()) {
      return false;
    }
    int before = known.map(each -> each.entries().size()).orElse(0);
    ChangeRecord after = known.map(each -> ChangeDesk.with(each, added)).orElseGet(() -> new ChangeRecord(record.id(), added));
    boolean written = desk.write(after, before, added);
    if (written && one.rollback() && one.outcome() == Outcome.SUCCEEDED) {
      undo(one, after.id());
    }
    return written;
  }

  private boolean isSoon(Delivered one) {
    return one.startedAt().isAfter(clock.instant().minus(SOON));
  }

  private static String factId(Delivered one) {
    return ChangeDesk.digest(one.kind().id() + "\n" + one.fact());
  }

  private ChangeEntry began(Delivered one, ChangeRecord record, ChangeSettings settings) {
    ChangeState state = record.state(settings, clock.instant());
    ChangeEntry.Leave leave =
        !isSoon(one)
            ? ChangeEntry.Leave.NOT_JUDGED
            : state.mayGoOn() || one.rollback() ? ChangeEntry.Leave.GIVEN : ChangeEntry.Leave.NOT_GIVEN;
    String words =
        switch (leave) {
          case GIVEN -> one.rollback() && !state.mayGoOn() ? "it goes back to what ran before, which needs nobody's word" : "it was " + state.id();
          case NOT_GIVEN -> "it was " + state.id() + " and was made all the same";
          case NOT_JUDGED -> "it was told of too late to say whether it might";
        };
    return new ChangeEntry(one.startedAt(), one.actor().orElse(ACTOR), new ChangeEntry.Began(one.fact(), leave, words));
  }

  private static Optional<ChangeEntry> over(Delivered one, ChangeRecord record) {
    if (record.endedAt().isPresent()) {
      return Optional.empty();
    }
    return switch (one.outcome()) {
      case RUNNING -> Optional.empty();
      case SUCCEEDED -> Optional.of(new ChangeEntry(one.at(), ACTOR, new ChangeEntry.Over(ChangeEntry.Outcome.DONE, "")));
      case FAILED ->
          Optional.of(new ChangeEntry(one.at(), ACTOR, new ChangeEntry.Over(ChangeEntry.Outcome.FAILED, "the system that makes it says so")));
      case CANCELLED ->
          record.beganAt().isPresent()
              ? Optional.of(new ChangeEntry(one.at(), ACTOR, new ChangeEntry.Withdrawn("it was cancelled while it was made")))
              : Optional.empty();
    };
  }

  /** What was deployed last to the same place is rolled back. */
  private void undo(Delivered one, String itself) {
    ChangeStore.Query query =
        new ChangeStore.Query(
            Set.of(ChangeStore.Phase.ENDED), one.service(), "", false, one.at().minus(UNDONE_WITHIN.multipliedBy(2)), MOST_OPEN);
    desk.store().search(query).stream()
        .filter(record -> !record.id().equals(itself))
        .filter(record -> record.change().kind() == one.kind() && isSamePlace(record.change(), one))
        .filter(record -> record.outcome().equals(Optional.of(ChangeEntry.Outcome.DONE)))
        .filter(record -> record.endedAt().filter(at -> at.isBefore(one.at()) && at.isAfter(one.at().minus(UNDONE_WITHIN))).isPresent())
        .max((a, b) -> a.endedAt().orElse(Instant.MIN).compareTo(b.endedAt().orElse(Instant.MIN)))
        .ifPresent(
            record -> {
              List<ChangeEntry> added =
                  List.of(
                      new ChangeEntry(
                          one.at(), ACTOR, new ChangeEntry.Over(ChangeEntry.Outcome.ROLLED_BACK, "by " + one.fact())));
              desk.write(ChangeDesk.with(record, added), record.entries().size(), added);
            });
  }

  private static boolean isSame(ChangeRecord record, Delivered one) {
    ProposedChange change = record.change();
    String proposed = change.commit().orElse("");
    String delivered = one.commit().orElse("");
    boolean commit =
        proposed.length() >= SHORTEST_COMMIT
            && delivered.length() >= SHORTEST_COMMIT
            && (proposed.startsWith(delivered) || delivered.startsWith(proposed));
    boolean version = one.version().filter(text -> change.digest().equals(text)).isPresent();
    return change.kind() == one.kind()
        && (commit || version)
        && isSamePlace(change, one)
        && (change.services().isEmpty() || change.services().contains(one.service()));
  }

  /** Whether both may be about the same environment: a proposal need not name it. */
  private static boolean isSamePlace(ProposedChange change, Delivered one) {
    return change.environment().isEmpty() || one.environment().isEmpty() || change.environment().equals(one.environment());
  }

  private static ProposedChange proposed(Delivered one, Map<String, PullRequest> requests, Map<String, Commit> commits) {
    Optional<PullRequest> request =
        requests.values().stream()
            .filter(each -> each.repository().equals(one.subject()))
            .filter(
                each ->
                    one.pullRequest().filter(each.number()::equals).isPresent()
                        || one.commit().filter(commit -> each.mergeCommit().filter(commit::equals).isPresent()).isPresent())
            .findFirst();
    Optional<String> message =
        one.commit().map(commits::get).map(Commit::message).map(text -> text.lines().findFirst().orElse(""));
    String reason = request.flatMap(PullRequest::title).or(() -> message).orElse("");
    Set<String> tickets = new HashSet<>();
    Stream.of(reason, message.orElse(""), request.flatMap(PullRequest::branch).orElse("")).forEach(text -> tickets(text, tickets));
    String title =
        (one.rollback() ? "Rollback of " : one.kind() == ProposedChange.Kind.PLAN ? "Apply of " : "Deployment of ")
            + one.service()
            + one.version().map(version -> " " + version).orElse("");
    return new ProposedChange(
        one.kind(),
        bounded(title),
        List.of(one.service()),
        List.of(),
        one.environment(),
        one.actor().map(List::of).orElse(List.of()),
        bounded(reason),
        tickets.stream().sorted().limit(20).toList(),
        one.commit().or(one::version).filter(text -> !text.isBlank()).orElse(one.fact()),
        one.commit(),
        request.map(PullRequest::id).or(one::pullRequest).orElse(""),
        List.of(),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        one.link());
  }

  private static String bounded(String text) {
    return text.length() > ProposedChange.LONGEST ? text.substring(0, ProposedChange.LONGEST) : text;
  }

  /** Tickets that a text names, as JIRA and its like write them. */
  public static void tickets(String text, Set<String> found) {
    Matcher matcher = TICKET.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
  }
}
