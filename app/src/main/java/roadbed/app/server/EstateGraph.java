package roadbed.app.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.app.change.Dependents;
import roadbed.model.Alert;
import roadbed.operate.incident.Surroundings;
import roadbed.prove.kpi.FactTables;

/**
 * What the inventory knows around alerts, kept in memory and read again every minute: services, resources by identifier
 * and by name, and relations both ways. A service or resource that the inventory does not know is a place of its own, so
 * that what sources call the same is taken as the same.
 */
final class EstateGraph implements Surroundings {
  private static final System.Logger LOG = System.getLogger(EstateGraph.class.getName());
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int MOST = 400_000;

  /** A name that so many resources share says nothing about which is meant. */
  private static final int SHARED = 5;

  /** What reaches further than this in one step is a hub, through which everything is near everything. */
  private static final int HUB = 60;

  private static final int MOST_NEAR = 2_000;

  /** So many answers are kept until the inventory is read again. */
  private static final int MOST_KEPT = 1_000;

  private final Supplier<FactTables> facts;
  private final Clock clock;
  private volatile Known known =
      new Known(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Set.of(), Dependents.NONE, new ConcurrentHashMap<>());
  private volatile Instant readAt = Instant.MIN;
  private final AtomicBoolean reading = new AtomicBoolean();

  EstateGraph(Supplier<FactTables> facts, Clock clock) {
    this.facts = facts;
    this.clock = clock;
  }

  /** One step of the graph. */
  private record Edge(String to, String words) {}

  private record Known(
      Map<String, List<Edge>> edges,
      Map<String, List<String>> names,
      Map<String, String> systems,
      Map<String, List<String>> members,
      Map<String, Integer> tiers,
      Map<String, String> owners,
      Set<String> access,
      Dependents dependents,
      Map<Reach, Map<String, Way>> near) {}

  /** What was asked for before: many alerts are about the same place. */
  private record Reach(String place, int hops) {}

  /**
   * Reads the inventory again where that was not done for a while: the first time before it returns, later beside whoever
   * asks, who goes on with what is known. What cannot be read leaves what is known.
   */
  void follow() {
    Instant now = clock.instant();
    if (readAt.isAfter(now.minus(EVERY)) || !reading.compareAndSet(false, true)) {
      return;
    }
    boolean first = readAt.equals(Instant.MIN);
    readAt = now;
    if (first) {
      read(now);
    } else {
      Thread.ofPlatform().daemon().name("estate-graph").start(() -> read(now));
    }
  }

  private void read(Instant now) {
    try (FactTables tables = facts.get()) {
      known = read(tables, LocalDate.ofInstant(now, ZoneOffset.UTC));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the inventory was not read for correlation: " + e.getMessage());
    } finally {
      reading.set(false);
    }
  }

  private static Known read(FactTables tables, LocalDate day) {
    Map<String, List<Edge>> edges = new HashMap<>();
    Map<String, List<String>> names = new HashMap<>();
    Map<String, String> systems = new HashMap<>();
    Map<String, List<String>> members = new HashMap<>();
    Set<String> access = new HashSet<>();
    Map<String, Integer> tiers = new HashMap<>();
    Map<String, String> owners = new HashMap<>();
    Dependents.Gathered dependents = new Dependents.Gathered();
    for (List<@Nullable Object> row : rows(tables, "select id, name, system, kind from resource order by id", day)) {
      String id = text(row, 0);
      names.computeIfAbsent(text(row, 1), _ -> new ArrayList<>(1)).add(id);
      if (!text(row, 2).isEmpty()) {
        systems.put(id, text(row, 2));
        members.computeIfAbsent(text(row, 2), _ -> new ArrayList<>(2)).add(id);
      }
      if (text(row, 3).startsWith("identity.")) {
        access.add(id);
      }
    }
    for (List<@Nullable Object> row : rows(tables, "select from_id, type, to_id from relation order by from_id, to_id, type", day)) {
      String words = shortened(text(row, 0)) + " " + text(row, 1).replace('-', ' ') + " " + shortened(text(row, 2));
      dependents.add(text(row, 0), text(row, 1), text(row, 2), words);
      edges.computeIfAbsent(text(row, 0), _ -> new ArrayList<>(2)).add(new Edge(text(row, 2), words));
      edges.computeIfAbsent(text(row, 2), _ -> new ArrayList<>(2)).add(new Edge(text(row, 0), words));
    }
    for (List<@Nullable Object> row : rows(tables, "select name, tier, owner from component order by name", day)) {
      String tier = text(row, 1).replaceAll("[^1-4]", "");
      if (tier.length() == 1) {
        tiers.put(text(row, 0), Integer.parseInt(tier));
      }
      if (!text(row, 2).isEmpty()) {
        owners.put(text(row, 0), text(row, 2));
      }
    }
    return new Known(edges, names, systems, members, tiers, owners, access, dependents.all(), new ConcurrentHashMap<>());
  }

  private static List<List<@Nullable Object>> rows(FactTables tables, String sql, LocalDate day) {
    return tables.query(sql, Map.of(), day, MOST).rows();
  }

  private static String text(List<@Nullable Object> row, int column) {
    Object value = row.get(column);
    return value == null ? "" : value.toString();
  }

  /** The end of an identifier, which is what people know a thing by. */
  private static String shortened(String id) {
    int cut = Math.max(id.lastIndexOf('/'), id.lastIndexOf(':'));
    return cut < 0 || cut == id.length() - 1 ? id : id.substring(cut + 1);
  }

  @Override
  public Set<String> places(Alert alert) {
    Known now = known;
    Set<String> places = new LinkedHashSet<>();
    alert.service().ifPresent(service -> add(now, places, service));
    alert.resources().forEach(resource -> add(now, places, resource));
    return places;
  }

  private static void add(Known now, Set<String> places, String name) {
    places.add(name);
    List<String> same = now.names.getOrDefault(name, List.of());
    if (same.size() <= SHARED) {
      places.addAll(same);
    }
    int port = name.indexOf(':');
    if (port > 0 && name.substring(port + 1).chars().allMatch(Character::isDigit)) {
      add(now, places, name.substring(0, port));
    }
  }

  @Override
  public Map<String, Way> near(String place, int hops) {
    Known now = known;
    if (now.near.size() > MOST_KEPT) {
      now.near.clear();
    }
    return now.near.computeIfAbsent(new Reach(place, hops), _ -> near(now, place, hops));
  }

  private static Map<String, Way> near(Known now, String place, int hops) {
    Map<String, Way> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(place));
    found.put(place, new Way(0, ""));
    while (!open.isEmpty() && found.size() < MOST_NEAR) {
      String from = open.poll();
      Way way = found.getOrDefault(from, new Way(0, ""));
      List<Edge> edges = now.edges.getOrDefault(from, List.of());
      if (way.hops() < hops && edges.size() <= HUB) {
        for (Edge edge : edges) {
          String words = way.words().isEmpty() ? edge.words : way.words() + ", " + edge.words;
          if (found.putIfAbsent(edge.to, new Way(way.hops() + 1, words)) == null) {
            open.add(edge.to);
          }
        }
      }
    }
    found.remove(place);
    return Collections.unmodifiableMap(found);
  }

  @Override
  public OptionalInt tier(String service) {
    Integer tier = known.tiers.get(service);
    return tier == null ? OptionalInt.empty() : OptionalInt.of(tier);
  }

  /**
   * What a service is, by the names of the graph: itself, what is named like it, and the resources that are part of it.
   * Of a service with very many resources only itself, since all would be near everything.
   */
  Set<String> service(String name) {
    Known now = known;
    Set<String> places = new LinkedHashSet<>();
    add(now, places, name);
    List<String> members = now.members.getOrDefault(name, List.of());
    if (members.size() <= HUB) {
      places.addAll(members);
    }
    return places;
  }

  /** Whether a resource says who may do what. */
  boolean isAccess(String resource) {
    return known.access.contains(resource);
  }

  /**
   * What depends on services and resources, the nearest first: services by their names, and resources of no service by
   * their identifiers.
   *
   * @param services names of the catalog
   * @param resources identifiers or names of resources
   */
  Map<String, Way> dependents(Collection<String> services, Collection<String> resources) {
    Known now = known;
    Set<String> begin = new LinkedHashSet<>();
    services.forEach(service -> begin.addAll(now.dependents.ofName(service)));
    resources.forEach(resource -> add(now, begin, resource));
    Set<String> own = new HashSet<>(services);
    resources.stream().flatMap(resource -> system(resource).stream()).forEach(own::add);
    return now.dependents.walk(begin, own, id -> system(id).or(() -> Dependents.catalogName(id)));
  }

  /** Whether the inventory knows a service or a resource. */
  boolean knows(String name) {
    Known now = known;
    return now.tiers.containsKey(name)
        || now.owners.containsKey(name)
        || now.names.containsKey(name)
        || now.edges.containsKey(name)
        || now.systems.containsKey(name)
        || !now.dependents.ofName(name).isEmpty();
  }

  /** Who has a service. */
  Optional<String> owner(String service) {
    return Optional.ofNullable(known.owners.get(service));
  }

  /** The system that a resource is part of. */
  Optional<String> system(String resource) {
    return Optional.ofNullable(known.systems.get(resource));
  }
}
