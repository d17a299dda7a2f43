package roadbed.operate.drill;

import java.util.List;
import java.util.Map;

/** What is kept of exercises. Implemented by {@code store}. */
public interface DrillStore {

  /** All entries of each exercise in the order in which they were added. */
  Map<String, List<DrillEntry>> entries();

  /**
   * Adds an entry.
   *
   * @param drill the exercise
   * @param number how many entries it has with this one
   * @return false, and nothing is added, where somebody else was faster
   */
  boolean append(String drill, int number, DrillEntry entry);
}
