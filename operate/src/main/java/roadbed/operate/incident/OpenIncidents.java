package roadbed.operate.incident;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Open incidents while alerts are taken in: found by a condition that is part of them and by a place that they are about. */
final class OpenIncidents {
  private final Map<String, Open> incidents = new LinkedHashMap<>();
  private final Map<String, Open> byKey = new HashMap<>();
  private final Map<String, List<Open>> byPlace = new HashMap<>();

  /** One of them, as far as it matters to what comes. */
  static final class Open {
    private final String id;
    private final Set<String> places = new LinkedHashSet<>();
    private Instant lastAlertAt;

    private Open(String id, Instant lastAlertAt) {
      this.id = id;
      this.lastAlertAt = lastAlertAt;
    }

    String id() {
      return id;
    }

    /** What its conditions are about, in the order in which that was told. */
    Set<String> places() {
      return Collections.unmodifiableSet(places);
    }

    /** When a condition was last part of it. */
    Instant lastAlertAt() {
      return lastAlertAt;
    }

    /** Whether it took something in later than another one. */
    boolean laterThan(Open other) {
      int order = lastAlertAt.compareTo(other.lastAlertAt);
      return order > 0 || (order == 0 && id.compareTo(other.id) < 0);
    }
  }

  void add(String id, Collection<String> places, Instant lastAlertAt) {
    Open open = new Open(id, lastAlertAt);
    incidents.put(id, open);
    spread(open, places);
  }

  /** A condition is part of an incident; of one that is not open, nothing is noted. */
  void join(String id, String key) {
    Open open = incidents.get(id);
    if (open != null) {
      byKey.put(key, open);
    }
  }

  /**
   * An incident took in a condition about some places.
   *
   * @return whether one of these is new
   */
  boolean spread(String id, Collection<String> places, Instant at) {
    Open open = incidents.computeIfAbsent(id, name -> new Open(name, at));
    if (at.isAfter(open.lastAlertAt)) {
      open.lastAlertAt = at;
    }
    return spread(open, places);
  }

  private boolean spread(Open open, Collection<String> places) {
    boolean grown = false;
    for (String place : places) {
      if (open.places.add(place)) {
        byPlace.computeIfAbsent(place, _ -> new ArrayList<>(1)).add(open);
        grown = true;
      }
    }
    return grown;
  }

  Set<String> ids() {
    return Collections.unmodifiableSet(incidents.keySet());
  }

  Optional<Open> find(String id) {
    return Optional.ofNullable(incidents.get(id));
  }

  /** The one that a condition is part of. */
  Optional<Open> having(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Those that are about a place. */
  List<Open> at(String place) {
    return byPlace.getOrDefault(place, List.of());
  }

  boolean isEmpty() {
    return incidents.isEmpty();
  }
}
