package roadbed.app.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import roadbed.assess.policy.foreign.DocumentValues;
import roadbed.assess.policy.foreign.Surroundings;
import roadbed.inventory.EstateStore;
import roadbed.model.CollectedResource;
import roadbed.model.Collection;
import roadbed.model.Declaration;
import roadbed.rego.value.ObjectValue;

/**
 * The objects of clusters as they were collected last, for rules that look up what else is there. They are read again
 * when a source has brought something newer; requests never wait for that.
 */
final class ClusterObjects implements Supplier<Surroundings>, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ClusterObjects.class.getName());
  private static final Duration LOOKED_FOR_EVERY = Duration.ofSeconds(5);

  private final EstateStore estate;
  private final Set<String> sources;
  private final Thread looking;
  private volatile Held held = new Held(List.of(), Surroundings.NONE);

  /** Objects, and of which collections. */
  private record Held(List<EstateStore.SourceState> of, Surroundings objects) {}

  /**
   * The objects of an estate.
   *
   * @param sources names of the sources that bring the cluster; empty for all
   */
  ClusterObjects(EstateStore estate, List<String> sources) {
    this.estate = estate;
    this.sources = Set.copyOf(sources);
    look();
    this.looking = Thread.ofPlatform().daemon().name("cluster objects").start(this::keepLooking);
  }

  @Override
  public Surroundings get() {
    return held.objects();
  }

  /** Reads what is there, where it is not what is held. */
  void look() {
    try {
      List<EstateStore.SourceState> now = estate.sources().stream().filter(state -> counts(state.source())).toList();
      if (!now.equals(held.of())) {
        held = new Held(now, new Surroundings(objects()));
      }
    } catch (RuntimeException e) {
      // What was read before is better than nothing.
      LOG.log(System.Logger.Level.WARNING, "the cluster's objects were not read: " + e.getMessage());
    }
  }

  private boolean counts(String source) {
    return sources.isEmpty() || sources.contains(source);
  }

  private List<ObjectValue> objects() {
    List<ObjectValue> objects = new ArrayList<>();
    for (Collection collection : estate.latestCollections()) {
      if (counts(collection.source())) {
        for (CollectedResource resource : collection.resources()) {
          // What somebody wrote is not there yet.
          if (resource.declaration() == Declaration.KUBERNETES_LIVE
              && DocumentValues.of(resource.attributes()) instanceof ObjectValue object) {
            objects.add(object);
          }
        }
      }
    }
    return objects;
  }

  private void keepLooking() {
    try {
      while (true) {
        Thread.sleep(LOOKED_FOR_EVERY);
        look();
      }
    } catch (InterruptedException _) {
      // The server closes.
    }
  }

  @Override
  public void close() {
    looking.interrupt();
  }
}
