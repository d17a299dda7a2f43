package roadbed.operate.incident;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import roadbed.model.Alert;

/** What the inventory knows around an alert; whoever keeps the graph answers it. */
public interface Surroundings {

  /**
   * What an alert is about, by the names of the graph: services and resources. What the inventory does not know is left
   * out.
   */
  Set<String> places(Alert alert);

  /**
   * What is near a place.
   *
   * @param hops how far to walk
   * @return by place, how it is reached, in words such as {@code shop depends on orders-db}; the place itself is not there
   */
  Map<String, Way> near(String place, int hops);

  /** A service's tier, 1 to 4. */
  OptionalInt tier(String service);

  /**
   * A way through the graph.
   *
   * @param hops how many steps
   * @param words its steps
   */
  record Way(int hops, String words) {}
}
