package roadbed.operate.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Where incidents, the conditions that alerts told of, and what is not read yet live. Implemented by {@code store}. */
public interface IncidentStore {

  /**
   * An incident as a list shows it.
   *
   * @param acknowledgedAt when somebody first looked
   * @param alerts how many conditions are part of it
   * @param firing how many of these hold
   * @param lastAlertAt when the last condition joined it
   * @param audience who may see it; empty is everybody
   * @param places that its conditions are about
   * @param gradedByPerson whether somebody has said how bad it is
   * @param entries how many it has
   */
  record Line(
      String id,
      String state,
      String title,
      IncidentSeverity severity,
      Optional<String> service,
      Instant declaredAt,
      Optional<Instant> impactStartedAt,
      Optional<Instant> acknowledgedAt,
      Optional<Instant> restoredAt,
      Optional<String> commander,
      int alerts,
      int firing,
      Optional<Instant> lastAlertAt,
      List<String> audience,
      List<String> places,
      boolean gradedByPerson,
      int entries) {
    public Line {
      audience = List.copyOf(audience);
      places = List.copyOf(places);
    }

    /** Whether somebody may see it. */
    public boolean visibleTo(String person) {
      return audience.isEmpty() || audience.contains(person);
    }
  }

  /**
   * A change of which an alerting system tells.
   *
   * @param source who told
   * @param id unique in its source
   * @param at when it was made
   * @param summary one line
   * @param actor what or who made it
   * @param link where to look
   */
  record ToldChange(String source, String id, Instant at, String summary, Optional<String> actor, Optional<String> link) {}

  /**
   * Which incidents are meant; blank texts do not restrict.
   *
   * @param person who asks: what they may not see is not there
   * @param state {@code open}, {@code restored}, {@code closed} or {@code merged}
   * @param severity 1 to 5, or 0 for all
   * @param service of the catalog
   * @param text in title, identifier, cause, the titles of its alerts or what people wrote in it
   * @param since declared then or later
   * @param most how many at most, the newest first
   */
  record Query(String person, String state, int severity, String service, String text, Instant since, int most) {}

  /** Incidents that match, the newest first. */
  List<Line> search(Query query);

  /** One incident, whoever may see it. */
  Optional<IncidentState> find(String id);

  /** All incidents that were declared since, as far as recurrence needs them; at most 2,000, the newest first. */
  List<Dossier> since(Instant since);

  /** The conditions of an incident, those that hold first; at most {@code most}. */
  List<Condition> conditions(String incident, int most);

  /** Conditions that match, the latest heard of first. */
  List<Condition> conditions(Condition.Search search);

  /** Changes of which alerting systems told, and that were made in some time; the newest first. */
  List<ToldChange> changes(Instant from, Instant until, int most);

  /** How noisy conditions were since, the noisiest first. */
  List<Condition.Noise> noise(Instant since, int most);

  /** Says what the last episode of a condition was worth; false where there is none. */
  boolean judge(String key, Condition.Verdict verdict, String by, Instant at);

  /** Sources that may send, those that may no more among them. */
  List<AlertSource> sources();

  /** A source that may send. */
  Optional<AlertSource> source(String id);

  /** Lets a source in, or changes it. */
  void save(AlertSource source);

  /** Times that are quiet at an instant or later. */
  List<Quiet> quiets(Instant from);

  /** Adds a quiet time, or ends one earlier. */
  void save(Quiet quiet);

  /**
   * Keeps messages until they are read; when this returns they are on disk. The same bytes from the same source within the
   * last minute are the sender's own repetition and kept once.
   *
   * @return the number of each; empty for a repetition
   */
  List<OptionalLong> queue(List<AlertSource.Message> messages);

  /** Lets messages go that were read before. */
  void forget(Instant before);

  /** How many messages wait. */
  int waiting();

  /** Reads and writes in one transaction that no other one of incidents disturbs. */
  <T> T inTurn(Function<Book, T> work);

  /** What may be done in a turn. */
  interface Book {
    /** The oldest messages that wait; fewer than {@code most} also where they are large. */
    List<AlertSource.Message> waiting(int most);

    /** These messages are read; what could not be read is kept with the reason. */
    void read(Map<Long, String> problems);

    /** Known conditions by key. */
    Map<String, Condition> conditions(Set<String> keys);

    /** When conditions began, by key, the latest last. */
    Map<String, List<Instant>> times(Set<String> keys, Instant since);

    /** Keeps conditions and the last episode of each. */
    void keep(Collection<Condition> conditions, Collection<Condition.Episode> episodes);

    /** Keeps changes; what is told again is kept once. */
    void keep(List<ToldChange> changes, Instant now);

    /** Open incidents. */
    List<Line> open();

    /** Whether a condition of an incident holds. */
    boolean firing(String incident);

    /** When the last condition of an incident ended. */
    Optional<Instant> lastEnd(String incident);

    /** One incident. */
    Optional<IncidentState> find(String id);

    /** The name of the next incident. */
    String next();

    /**
     * Writes what an incident has become.
     *
     * @param known how many of its entries are written already
     */
    void write(IncidentState state, int known);

    /**
     * Gives conditions of an incident to another one, with the places that they are about.
     *
     * @param only these; all where it is empty
     * @return the conditions that were given
     */
    List<String> move(String from, String to, Optional<Set<String>> only);

    /** Notes when incidents last took an alert in. */
    void heard(Map<String, Instant> lastAlerts);

    /** Notes what an incident's alerts are about. */
    void spread(String incident, Collection<String> places);

    /** Times that are quiet at an instant or later. */
    List<Quiet> quiets(Instant from);
  }
}
