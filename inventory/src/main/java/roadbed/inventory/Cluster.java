package roadbed.inventory;

import java.util.List;
import roadbed.model.Resource;

final class Cluster {
  private Cluster() {}

  static List<Resource> connect(List<Entry> entries, Graph graph) {
    return List.of();
  }
}
