package roadbed.inventory.normal.delivery;

import roadbed.inventory.facet.Types;

/** All that builds and delivers. */
public final class Delivery {
  private Delivery() {}

  /** Adds the rows of all tools. */
  public static void types(Types types) {
    ContainerBuilds.types(types);
    GithubJobs.types(types);
    GitlabJobs.types(types);
    JenkinsPipelines.types(types);
  }
}
