package roadbed.rego.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Policy;
import roadbed.rego.Query;
import roadbed.rego.QueryResult;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Rule;
import roadbed.rego.syntax.Term;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * What the server knows at one moment: policies, data and bundles that fit together. Readers keep the one they began
 * with, so that a write never shows half.
 */
public final class Snapshot {
  private static final int MOST_QUERIES = 1_000;

  private final NavigableMap<String, Source> sources;
  private final ObjectValue data;
  private final NavigableMap<String, BundleContent> bundles;
  private final Dialect dialect;
  private final Policy policy;
  private final Policy strict;
  private final Supplier<Policy> tracing;
  private final Supplier<CallContext.Builder> context;
  private volatile @Nullable Policy traced;
  private final Map<String, Query> queries = new ConcurrentHashMap<>();

  /** A policy's text with what was read from it. */
  record Source(String text, Module module) {}

  Snapshot(
      NavigableMap<String, Source> sources,
      ObjectValue data,
      NavigableMap<String, BundleContent> bundles,
      Dialect dialect,
      Policy policy,
      Supplier<Policy> tracing,
      Supplier<CallContext.Builder> context) {
    this.dialect = dialect;
    this.tracing = tracing;
    this.context = context;
    this.sources = new TreeMap<>(sources);
    this.data = data;
    this.bundles = new TreeMap<>(bundles);
    this.policy = policy.withData(data);
    this.strict = this.policy.withStrictErrors(true);
  }

  NavigableMap<String, Source> sources() {
    return sources;
  }

  /** The base document. */
  public ObjectValue data() {
    return data;
  }

  /** The active bundles by name. */
  public NavigableMap<String, BundleContent> bundles() {
    return bundles;
  }

  Dialect dialect() {
    return dialect;
  }

  Policy policy() {
    return policy;
  }

  /** What builtins see where nobody says otherwise. */
  Supplier<CallContext.Builder> context() {
    return context;
  }

  /** A query that is kept, since the next request asks the same. */
  Query query(String text, boolean strictErrors) {
    String key = strictErrors ? "strict " + text : text;
    Query known = queries.get(key);
    if (known == null) {
      known = (strictErrors ? strict : policy).query(text);
      if (queries.size() >= MOST_QUERIES) {
        // Paths come from callers: what they make up must not fill the memory.
        queries.clear();
      }
      queries.put(key, known);
    }
    return known;
  }

  /**
   * What a document is, for those who ask for the server's own sake.
   *
   * @param path parts below {@code data}, joined by slashes
   */
  public QueryResult decide(String path, @Nullable Value input) {
    return query(DataPath.reference(path), false).evaluate(input);
  }

  /** The same policy, compiled so that its evaluations can be traced; made when first asked for. */
  Policy traceable() {
    Policy known = traced;
    if (known == null) {
      known = tracing.get().withData(data);
      traced = known;
    }
    return known;
  }

  /** Whether a rule stands at a path or below it. */
  boolean hasRule(List<String> path) {
    return sources.values().stream()
        .anyMatch(
            source ->
                source.module().rules().stream()
                    .map(rule -> rulePath(source.module(), rule))
                    .anyMatch(rule -> rule.size() >= path.size() && rule.subList(0, path.size()).equals(path)));
  }

  /** The path of a rule below {@code data}, as far as its head names it. */
  static List<String> rulePath(Module module, Rule rule) {
    List<String> path = new ArrayList<>(module.path());
    path.add(rule.head().name());
    for (Term part : rule.head().path()) {
      if (!(part instanceof Term.Scalar scalar && scalar.value() instanceof StringValue name)) {
        break;
      }
      path.add(name.value());
    }
    return path;
  }
}
