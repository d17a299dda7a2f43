package roadbed.assess.change;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Something that somebody wants to change, or has changed.
 *
 * @param kind a version that is put somewhere to run, or a plan that is applied
 * @param title one line for people
 * @param services what it touches, by the names of the catalog; empty where that is not known
 * @param resources what it touches of the inventory; may be empty
 * @param environment where; empty where that is not known
 * @param authors everybody who had a hand in it, by whatever names they are known; empty where that is not known
 * @param reason why, in the author's words; may be empty
 * @param tickets identifiers of tickets that it is made for
 * @param digest what exactly is changed: of the plan, or what is deployed. Whoever agrees, agrees to this
 * @param commit the commit
 * @param reference the pull request or branch; may be empty
 * @param gates what gates decided about just this digest or commit
 * @param destroys how many resources it takes away or replaces; empty where nothing tells
 * @param from when it is planned to begin
 * @param until when it is planned to be over
 * @param link where to look
 */
public record ProposedChange(
    Kind kind,
    String title,
    List<String> services,
    List<String> resources,
    Optional<String> environment,
    List<String> authors,
    String reason,
    List<String> tickets,
    String digest,
    Optional<String> commit,
    String reference,
    List<GateVerdict> gates,
    OptionalInt destroys,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<String> link) {
  /** The longest text that one of its fields may be. */
  public static final int LONGEST = 2_000;

  /** The longest of its lists. */
  public static final int MOST = 2_000;

  /** What kind of change. */
  public enum Kind {
    DEPLOYMENT,
    PLAN;

    /** The identifier in documents. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What a gate decided.
   *
   * @param decision the decision's identifier
   * @param outcome {@code pass}, {@code warn}, {@code block} or {@code bypassed}
   * @param guardrails guardrails that the change fails, or fails worse than before
   */
  public record GateVerdict(String decision, String outcome, List<String> guardrails) {
    public GateVerdict {
      guardrails = List.copyOf(guardrails);
    }
  }

  public ProposedChange {
    services = List.copyOf(services);
    resources = List.copyOf(resources);
    authors = List.copyOf(authors);
    tickets = List.copyOf(tickets);
    gates = List.copyOf(gates);
    if (digest.isBlank()) {
      throw new IllegalArgumentException("a change says by a digest what exactly it changes");
    }
    if (services.size() > MOST || resources.size() > MOST || authors.size() > MOST || tickets.size() > MOST || gates.size() > MOST) {
      throw new IllegalArgumentException("a list of a change has at most " + MOST + " entries");
    }
    if (from.isPresent() && until.isPresent() && !from.get().isBefore(until.get())) {
      throw new IllegalArgumentException("a change is planned to end after it begins");
    }
  }

  /** The same with what gates decided. */
  public ProposedChange with(List<GateVerdict> verdicts) {
    return new ProposedChange(
        kind, title, services, resources, environment, authors, reason, tickets, digest, commit, reference, verdicts, destroys, from, until,
        link);
  }

  /** The same by another name, if it had none. */
  public ProposedChange by(List<String> hands) {
    return new ProposedChange(
        kind, title, services, resources, environment, hands, reason, tickets, digest, commit, reference, gates, destroys, from, until, link);
  }
}
