package roadbed.rego.server;

import java.util.List;
import roadbed.rego.bundle.Source;
import roadbed.rego.value.ObjectValue;

/**
 * What a bundle brings.
 *
 * @param roots the paths below {@code data} that it owns, parts joined by slashes; one empty text is all of it
 * @param metadata what the manifest says besides
 * @param sources the policies, whose names are their ids
 */
public record BundleContent(
    String revision, List<String> roots, ObjectValue metadata, ObjectValue data, List<Source> sources) {
  public BundleContent {
    roots = List.copyOf(roots);
    sources = List.copyOf(sources);
  }

  /** Whether a path is at, above or below one of the roots. */
  boolean owns(List<String> path) {
    return roots.stream().anyMatch(root -> overlaps(DataPath.parts(root), path));
  }

  static boolean overlaps(List<String> one, List<String> other) {
    int common = Math.min(one.size(), other.size());
    return one.subList(0, common).equals(other.subList(0, common));
  }
}
