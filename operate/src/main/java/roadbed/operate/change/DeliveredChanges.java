package roadbed.operate.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  /** Who writes about a change what deliveries say. */
  public static final String ACTOR = "delivery";

  /** What began longer ago than this is not judged by what is known today. */
  static final Duration SOON = Duration.ofDays(1);

  /** A deployment that goes back undoes what was deployed within this time. */
  static final Duration UNDONE_WITHIN = Duration.ofDays(7);

  private static final int MOST = 10_000;
  private static final int MOST_OPEN = 2_000;
  private static final int MOST_ENDED = 5_000;
  private static final int AT_ONCE = 500;
  private static final int SHORTEST_COMMIT = 7;
  private static final Pattern TICKET = Pattern.compile("\\b[A-Z][A-Z0-9]{1,9}-[0-9]{1,7}\\b");

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
    return take(newest, new Sources(requests.values(), commits));
  }

  private int take(List<Delivered> all, Sources sources) {
    List<String> facts = all.stream().map(Delivered::fact).toList();
    Set<String> known = desk.store().byFact(facts).keySet();
    Map<String, ChangeRecord> notOver = new HashMap<>();
    desk.store().notOver(facts).forEach(record -> record.fact().ifPresent(fact -> notOver.put(fact, record)));
    // Of what is known and over there is nothing to write, and of what never began either.
    List<Delivered> fresh =
        all.stream()
            .filter(one -> known.contains(one.fact()) ? notOver.containsKey(one.fact()) : one.outcome() != Outcome.CANCELLED)
            .toList();
    if (fresh.isEmpty()) {
      return 0;
    }
    OpenChanges open =
        new OpenChanges(
            desk.store().search(new ChangeStore.Query(Set.of(ChangeStore.Phase.OPEN), "", "", false, Instant.EPOCH, MOST_OPEN)));
    Taking taking = new Taking(notOver, open, sources, desk.settings());
    int written = 0;
    Map<String, List<Delivered>> wentBack = new LinkedHashMap<>();
    for (int from = 0; from < fresh.size(); from += AT_ONCE) {
      for (Delivered one : taking.write(fresh.subList(from, Math.min(fresh.size(), from + AT_ONCE)))) {
        written++;
        if (one.rollback() && one.outcome() == Outcome.SUCCEEDED) {
          wentBack.computeIfAbsent(one.service(), _ -> new ArrayList<>()).add(one);
        }
      }
    }
    wentBack.forEach((service, theirs) -> undo(service, theirs, taking.settings));
    return written;
  }

  /** What many deliveries have in common, looked up once for all of them. */
  private final class Taking {
    private final Map<String, ChangeRecord> notOver;
    private final OpenChanges open;
    private final Sources sources;
    private final ChangeSettings settings;
    private @Nullable ChangeScales scales;

    private Taking(Map<String, ChangeRecord> notOver, OpenChanges open, Sources sources, ChangeSettings settings) {
      this.notOver = notOver;
      this.open = open;
      this.sources = sources;
      this.settings = settings;
    }

    /** Writes what deliveries come to all at once; where somebody else wrote about one of them in between, each by itself. */
    private List<Delivered> write(List<Delivered> part) {
      Map<Delivered, ChangeDesk.Written> all = added(part);
      if (desk.write(List.copyOf(all.values()), settings)) {
        return List.copyOf(all.keySet());
      }
      List<Delivered> written = new ArrayList<>();
      all.forEach(
          (one, writing) -> {
            if (desk.write(List.of(writing), settings)) {
              written.add(one);
            }
          });
      return written;
    }

    /** What deliveries add to the changes that they are, in their order; those that add nothing are left out. */
    private Map<Delivered, ChangeDesk.Written> added(List<Delivered> part) {
      Map<Delivered, ChangeRecord> known = new HashMap<>();
      for (Delivered one : part) {
        Optional.ofNullable(notOver.get(one.fact())).or(() -> open.take(one)).ifPresent(record -> known.put(one, record));
      }
      Map<Delivered, ProposedChange> judged = judged(part.stream().filter(one -> !known.containsKey(one) && isSoon(one)).toList());
      Map<Delivered, ChangeDesk.Written> all = new LinkedHashMap<>();
      for (Delivered one : part) {
        ChangeRecord before = known.get(one);
        List<ChangeEntry> added = new ArrayList<>(before == null ? begun(one, judged.get(one)) : List.of());
        ChangeRecord record = before == null ? new ChangeRecord("c-" + factId(one), added) : before;
        List<ChangeEntry> further = goesOn(one, record, settings);
        added.addAll(further);
        if (!added.isEmpty()) {
          all.put(one, new ChangeDesk.Written(ChangeDesk.with(record, further), added));
        }
      }
      return all;
    }

    private Map<Delivered, ProposedChange> judged(List<Delivered> soon) {
      List<ProposedChange> changes = desk.judged(soon.stream().map(sources::proposed).toList());
      Map<Delivered, ProposedChange> judged = new HashMap<>();
      for (int i = 0; i < soon.size(); i++) {
        judged.put(soon.get(i), changes.get(i));
      }
      return judged;
    }

    /** A change of its own; it is weighed where it was told of soon enough for gates to have been asked about it. */
    private List<ChangeEntry> begun(Delivered one, @Nullable ProposedChange judged) {
      if (judged == null) {
        return List.of(new ChangeEntry(one.startedAt(), ACTOR, new ChangeEntry.ProposedAs(sources.proposed(one))));
      }
      return List.of(
          new ChangeEntry(one.startedAt(), ACTOR, new ChangeEntry.ProposedAs(judged)),
          new ChangeEntry(clock.instant(), ACTOR, scales().weigh(judged)));
    }

    private ChangeScales scales() {
      ChangeScales known = scales;
      if (known == null) {
        known = desk.scales(settings);
        scales = known;
      }
      return known;
    }
  }

  /** That it began and that it is over, as far as that is new. */
  private List<ChangeEntry> goesOn(Delivered one, ChangeRecord record, ChangeSettings settings) {
    List<ChangeEntry> added = new ArrayList<>();
    if (record.beganAt().isEmpty() && one.outcome() != Outcome.CANCELLED) {
      added.add(began(one, record, settings));
    }
    over(one, record).ifPresent(added::add);
    return added;
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

  private boolean isSoon(Delivered one) {
    return one.startedAt().isAfter(clock.instant().minus(SOON));
  }

  private static String factId(Delivered one) {
    return ChangeDesk.digest(one.kind().id() + "\n" + one.fact());
  }

  private ChangeEntry began(Delivered one, ChangeRecord record, ChangeSettings settings) {
    if (!isSoon(one)) {
      return began(one, ChangeEntry.Leave.NOT_JUDGED, "it was told of too late to say whether it might");
    }
    ChangeState state = record.state(settings, clock.instant());
    if (state.mayGoOn()) {
      return began(one, ChangeEntry.Leave.GIVEN, "it was " + state.id());
    }
    return one.rollback()
        ? began(one, ChangeEntry.Leave.GIVEN, "it goes back to what ran before, which needs nobody's word")
        : began(one, ChangeEntry.Leave.NOT_GIVEN, "it was " + state.id() + " and was made all the same");
  }

  private static ChangeEntry began(Delivered one, ChangeEntry.Leave leave, String words) {
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
          record.beganAt().isPresent() && record.entries().stream().noneMatch(entry -> entry.what() instanceof ChangeEntry.Withdrawn)
              ? Optional.of(new ChangeEntry(one.at(), ACTOR, new ChangeEntry.Withdrawn("it was cancelled while it was made")))
              : Optional.empty();
    };
  }

  /** Of each what was deployed last to the same place is rolled back; all are of one service. */
  private void undo(String service, List<Delivered> wentBack, ChangeSettings settings) {
    Instant first = wentBack.stream().map(Delivered::at).min(Comparator.naturalOrder()).orElseThrow();
    Map<String, ChangeRecord> ended = new LinkedHashMap<>();
    desk.store()
        .search(
            new ChangeStore.Query(
                Set.of(ChangeStore.Phase.ENDED), service, "", false, first.minus(UNDONE_WITHIN.multipliedBy(2)), MOST_ENDED))
        .forEach(record -> ended.put(record.id(), record));
    for (Delivered one : wentBack) {
      Optional<ChangeRecord> undone =
          ended.values().stream()
              .filter(record -> record.endedAt().filter(at -> at.isBefore(one.at()) && at.isAfter(one.at().minus(UNDONE_WITHIN))).isPresent())
              .filter(record -> !record.fact().equals(Optional.of(one.fact())))
              .filter(record -> record.change().kind() == one.kind() && isSamePlace(record.change(), one))
              .filter(record -> record.outcome().equals(Optional.of(ChangeEntry.Outcome.DONE)))
              .max(Comparator.comparing(record -> record.endedAt().orElse(Instant.MIN)));
      if (undone.isPresent()) {
        List<ChangeEntry> added =
            List.of(new ChangeEntry(one.at(), ACTOR, new ChangeEntry.Over(ChangeEntry.Outcome.ROLLED_BACK, "by " + one.fact())));
        ChangeRecord after = ChangeDesk.with(undone.get(), added);
        if (desk.write(List.of(new ChangeDesk.Written(after, added)), settings)) {
          ended.put(after.id(), after);
        }
      }
    }
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

  /** Changes that were proposed and have not begun, the newest first. */
  private static final class OpenChanges {
    private final Map<String, List<ChangeRecord>> byKey = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    private OpenChanges(List<ChangeRecord> records) {
      for (ChangeRecord record : records) {
        ProposedChange change = record.change();
        change.commit().ifPresent(commit -> put(commitKey(commit), record));
        put(versionKey(change.digest()), record);
      }
    }

    private void put(String key, ChangeRecord record) {
      byKey.computeIfAbsent(key, _ -> new ArrayList<>()).add(record);
    }

    /** Two commits of which one begins with the other have this in common, where both are long enough to tell. */
    private static String commitKey(String commit) {
      return "commit " + commit.substring(0, Math.min(commit.length(), SHORTEST_COMMIT));
    }

    private static String versionKey(String version) {
      return "version " + version;
    }

    /** The change that a delivery is; it has begun with that and is not found again. */
    private Optional<ChangeRecord> take(Delivered one) {
      Optional<ChangeRecord> found =
          Stream.concat(one.commit().map(OpenChanges::commitKey).stream(), one.version().map(OpenChanges::versionKey).stream())
              .flatMap(key -> byKey.getOrDefault(key, List.of()).stream())
              .filter(record -> !taken.contains(record.id()) && isSame(record, one))
              .max(Comparator.comparing(ChangeRecord::proposedAt));
      found.ifPresent(record -> taken.add(record.id()));
      return found;
    }
  }

  /** Commits and pull requests that say what was delivered, and why. */
  private static final class Sources {
    private final Map<String, PullRequest> requests = new HashMap<>();
    private final Map<String, Commit> commits;

    private Sources(Collection<PullRequest> requests, Map<String, Commit> commits) {
      this.commits = commits;
      for (PullRequest one : requests) {
        this.requests.putIfAbsent(key(one.repository(), "#" + one.number()), one);
        one.mergeCommit().ifPresent(commit -> this.requests.putIfAbsent(key(one.repository(), commit), one));
      }
    }

    private static String key(String repository, String what) {
      return repository + "\n" + what;
    }

    private Optional<PullRequest> request(Delivered one) {
      return Stream.concat(one.pullRequest().map(number -> "#" + number).stream(), one.commit().stream())
          .map(what -> requests.get(key(one.subject(), what)))
          .filter(Objects::nonNull)
          .findFirst();
    }

    private ProposedChange proposed(Delivered one) {
      Optional<PullRequest> request = request(one);
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
