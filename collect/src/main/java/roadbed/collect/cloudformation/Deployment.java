package roadbed.collect.cloudformation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import roadbed.collect.CollectionSink;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** What all templates of one collection share: each other, the values given beside them, the sink and the bounds. */
final class Deployment {
  static final int DEEPEST = 10;
  private static final long MOST_STEPS = 3_000_000;
  private static final int MOST_STACKS = 2_000;

  private final Map<String, Template> templates = new HashMap<>();
  private final GivenParameters given;
  private final Set<String> read = new HashSet<>();
  private final Set<String> said = new HashSet<>();
  final CollectionSink sink;
  private long steps;
  private int stacks;
  private List<Template> outermost = List.of();
  private @Nullable Exports exports;

  Deployment(GivenParameters given, CollectionSink sink) {
    this.given = given;
    this.sink = sink;
  }

  void add(Template template) {
    templates.putIfAbsent(template.file(), template);
  }

  Map<String, Template> templates() {
    return templates;
  }

  GivenParameters given() {
    return given;
  }

  /** The template of a nested stack, if it is among those collected. */
  Optional<Template> nested(String file) {
    return Optional.ofNullable(templates.get(file));
  }

  /** Begins with a stack that no other one contains: the bound is each one's own. */
  void begin() {
    steps = 0;
  }

  /** Says which templates no other one contains: what their stacks export is what any of them can import. */
  void outermost(List<Template> all) {
    outermost = List.copyOf(all);
  }

  /** What is exported under a name, as a stack of that region sees it. */
  Bound exported(String name, String region) {
    if (exports == null) {
      // An export whose name is itself imported finds nothing; and looking for exports is no one stack's evaluation, so
      // that it has a bound of its own.
      exports = new Exports(List.of());
      long before = steps;
      steps = 0;
      exports = new Exports(outermost.stream().map(template -> Stack.exporting(template, this)).toList());
      steps = before;
    }
    return exports.of(name, region);
  }

  /** Notes that a template is part of some stack; false where there are more stacks than are read. */
  boolean stack(String file) {
    read.add(file);
    return ++stacks <= MOST_STACKS;
  }

  boolean wasRead(String file) {
    return read.contains(file);
  }

  /** Counts a step; false where the bound is reached, which is said once. */
  boolean step(Location location) {
    if (++steps <= MOST_STEPS) {
      return true;
    }
    if (said.add("bounds")) {
      sink.diagnostic(
          Diagnostic.error(
              "cloudformation.bounds",
              location,
              "the stack comes to more than " + MOST_STEPS + " values; the rest is not evaluated",
              "such a template is hardly meant; leave it out"));
    }
    return false;
  }

  /** Says something once. */
  void say(Diagnostic diagnostic) {
    if (said.size() < 100_000 && said.add(diagnostic.code() + diagnostic.location() + diagnostic.message())) {
      sink.diagnostic(diagnostic);
    }
  }
}
