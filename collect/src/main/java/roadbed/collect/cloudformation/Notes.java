package roadbed.collect.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import roadbed.collect.yaml.YamlNode;
import roadbed.model.AttributePlaces;
import roadbed.model.Reference;

/** What is noted while the properties of one resource are evaluated: where they stand and what they refer to. */
final class Notes {
  private final String file;
  private final AttributePlaces.Builder places = new AttributePlaces.Builder();
  private final Set<Reference> references = new LinkedHashSet<>();

  Notes(String file) {
    this.file = file;
  }

  void at(String path, YamlNode node) {
    if (!path.isEmpty()) {
      places.add(path, file, node.line(), node.column());
    }
  }

  void refers(String path, String address, String attribute) {
    references.add(new Reference(path, address, attribute));
  }

  List<Reference> references() {
    return List.copyOf(references);
  }

  AttributePlaces places() {
    return places.build();
  }

  /** What the value at a path is made from. */
  List<Bound.Target> targets(String path) {
    List<Bound.Target> targets = new ArrayList<>();
    for (Reference reference : references) {
      if (reference.attribute().equals(path) || reference.attribute().startsWith(path + ".")) {
        targets.add(new Bound.Target(reference.target(), reference.targetAttribute()));
      }
    }
    return targets;
  }
}
