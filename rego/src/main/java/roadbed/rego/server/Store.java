package roadbed.rego.server;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.builtin.CallContext;
import roadbed.rego.bundle.Source;
import roadbed.rego.eval.Limits;
import roadbed.rego.syntax.Dialect;
import roadbed.rego.syntax.Module;
import roadbed.rego.syntax.Parser;
import roadbed.rego.syntax.RegoError;
import roadbed.rego.syntax.Rule;
import roadbed.rego.value.ArrayValue;
import roadbed.rego.value.ObjectValue;
import roadbed.rego.value.StringValue;
import roadbed.rego.value.Value;

/**
 * The policies, the data and the bundles of a server. One writer at a time makes the next {@link Snapshot}, compiled and
 * checked, before readers see it; a write that fails changes nothing.
 */
public final class Store {
  private static final String COMPILE_MODULES = "error(s) occurred while compiling module(s)";

  private final Dialect dialect;
  private final Limits limits;
  private final Supplier<CallContext.Builder> context;
  private volatile Snapshot snapshot;

  /**
   * An empty store.
   *
   * @param v0 whether policies are read in the dialect from before OPA 1.0
   * @param limits what one evaluation may take
   * @param context the clock, network and sinks that builtins see
   */
  public Store(boolean v0, Limits limits, Supplier<CallContext.Builder> context) {
    this.dialect = v0 ? Dialect.V0 : Dialect.V1;
    this.limits = limits;
    this.context = context;
    NavigableMap<String, Snapshot.Source> none = new TreeMap<>();
    this.snapshot = made(none, ObjectValue.EMPTY, new TreeMap<>(), compiled(none, false));
  }

  /** What holds now. */
  public Snapshot snapshot() {
    return snapshot;
  }

  Dialect dialect() {
    return dialect;
  }

  /**
   * Puts policies and data in place of what there was outside of bundles.
   *
   * @return what is wrong with them; nothing if they are in place
   */
  public synchronized List<RegoError> load(List<Source> policies, ObjectValue data) {
    try {
      NavigableMap<String, Snapshot.Source> sources = new TreeMap<>();
      List<RegoError> errors = new ArrayList<>();
      policies.forEach(source -> add(sources, source, errors));
      refuse(errors);
      ObjectValue all = data;
      for (BundleContent bundle : snapshot.bundles().values()) {
        bundle.sources().forEach(source -> keep(sources, snapshot.sources().get(source.name()), source.name()));
        all = overlaid(all, snapshot.data(), bundle.roots());
      }
      replace(sources, all, snapshot.bundles());
      return List.of();
    } catch (Refusal refusal) {
      return errors(refusal);
    }
  }

  private static void keep(NavigableMap<String, Snapshot.Source> sources, Snapshot.@Nullable Source source, String id) {
    if (source != null) {
      sources.put(id, source);
    }
  }

  /**
   * Puts a bundle in place of the one of the same name.
   *
   * @return what is wrong with it; nothing if it is active
   */
  public synchronized List<RegoError> activate(String name, BundleContent content) {
    try {
      Snapshot before = snapshot;
      NavigableMap<String, BundleContent> bundles = new TreeMap<>(before.bundles());
      BundleContent old = bundles.remove(name);
      checkRoots(name, content, bundles);
      NavigableMap<String, Snapshot.Source> sources = new TreeMap<>(before.sources());
      Set<String> roots = new LinkedHashSet<>(content.roots());
      if (old != null) {
        old.sources().forEach(source -> sources.remove(source.name()));
        roots.addAll(old.roots());
      }
      List<RegoError> errors = new ArrayList<>();
      content.sources().forEach(source -> add(sources, source, errors));
      refuse(errors);
      bundles.put(name, content);
      replace(sources, overlaid(before.data(), content.data(), List.copyOf(roots)), bundles);
      return List.of();
    } catch (Refusal refusal) {
      return errors(refusal);
    }
  }

  /**
   * Changes the data of an active bundle, as a bundle that holds only changes says.
   *
   * @param patches its operations: each adds or replaces, or removes what is at a path
   * @return what is wrong with them; nothing if they are in place
   */
  public synchronized List<RegoError> change(String name, String revision, ArrayValue patches) {
    try {
      Snapshot before = snapshot;
      BundleContent bundle = before.bundles().get(name);
      if (bundle == null) {
        throw Refusal.invalid("there is no bundle " + name + " to change");
      }
      ObjectValue data = before.data();
      for (Value patch : patches) {
        Edit edit = Edit.of(patch);
        if (!bundle.owns(edit.path())) {
          throw Refusal.invalid("bundle " + name + " does not own " + DataPath.text(edit.path()));
        }
        data = edit.apply(data);
      }
      NavigableMap<String, BundleContent> bundles = new TreeMap<>(before.bundles());
      bundles.put(
          name, new BundleContent(revision, bundle.roots(), bundle.metadata(), bundle.data(), bundle.sources()));
      replace(new TreeMap<>(before.sources()), data, bundles);
      return List.of();
    } catch (Refusal refusal) {
      return errors(refusal);
    }
  }

  private static List<RegoError> errors(Refusal refusal) {
    return refusal.errors().isEmpty()
        ? List.of(new RegoError(RegoError.COMPILE, refusal.text(), null))
        : refusal.errors();
  }

  private static void checkRoots(String name, BundleContent content, NavigableMap<String, BundleContent> others) {
    others.forEach(
        (other, bundle) -> {
          for (String root : content.roots()) {
            if (bundle.owns(DataPath.parts(root))) {
              throw Refusal.invalid(
                  "detected overlapping roots in bundle manifest with: [" + name + " " + other + "]");
            }
          }
        });
  }

  /** One document with the parts of another at some paths. */
  private static ObjectValue overlaid(ObjectValue below, ObjectValue above, List<String> roots) {
    ObjectValue out = below;
    for (String root : roots) {
      List<String> path = DataPath.parts(root);
      Value put = DataPath.find(above, path);
      if (put != null) {
        out = new Edit(Edit.Kind.CREATE, path, put).apply(out);
      } else if (path.isEmpty()) {
        out = ObjectValue.EMPTY;
      } else if (DataPath.find(out, path) != null) {
        out = new Edit(Edit.Kind.REMOVE, path, null).apply(out);
      }
    }
    return out;
  }

  synchronized void putPolicy(String id, String text) {
    Snapshot before = snapshot;
    Snapshot.Source known = before.sources().get(id);
    if (known != null) {
      checkFree(known.module().path());
      if (known.text().equals(text)) {
        return;
      }
    }
    NavigableMap<String, Snapshot.Source> sources = new TreeMap<>(before.sources());
    List<RegoError> errors = new ArrayList<>();
    add(sources, new Source(id, text, dialect), errors);
    refuse(errors);
    Snapshot.Source added = sources.get(id);
    if (added == null) {
      throw Refusal.invalid("empty module");
    }
    checkFree(added.module().path());
    replace(sources, before.data(), before.bundles());
  }

  synchronized void deletePolicy(String id) {
    Snapshot before = snapshot;
    Snapshot.Source known = before.sources().get(id);
    if (known == null) {
      throw Refusal.notFound("policy id \"" + id + "\"");
    }
    checkFree(known.module().path());
    NavigableMap<String, Snapshot.Source> sources = new TreeMap<>(before.sources());
    sources.remove(id);
    try {
      replace(sources, before.data(), before.bundles());
    } catch (Refusal refusal) {
      throw new Refusal(refusal.status(), Refusal.INVALID_OPERATION, refusal.text(), refusal.errors());
    }
  }

  /**
   * Changes the base document.
   *
   * @param onlyIfNew whether a document that is there already stays
   * @return whether anything was changed
   */
  synchronized boolean edit(List<Edit> edits, boolean onlyIfNew) {
    Snapshot before = snapshot;
    ObjectValue data = before.data();
    boolean policies = false;
    for (Edit edit : edits) {
      checkFree(edit.path());
      if (onlyIfNew && DataPath.find(data, edit.path()) != null) {
        return false;
      }
      data = edit.apply(data);
      policies |= edit.kind() != Edit.Kind.REMOVE;
    }
    if (policies) {
      List<RegoError> errors = conflicts(before.sources(), data);
      if (!errors.isEmpty()) {
        throw Refusal.invalid(
            errors.size() + " error" + (errors.size() == 1 ? "" : "s") + " occurred: " + errors.getFirst().opaText());
      }
    }
    snapshot = made(before.sources(), data, before.bundles(), before.policy());
    return true;
  }

  private void checkFree(List<String> path) {
    snapshot
        .bundles()
        .forEach(
            (name, bundle) -> {
              if (path.isEmpty()) {
                throw Refusal.invalid("can't write to document root with bundle roots configured");
              }
              if (bundle.roots().contains("")) {
                throw Refusal.invalid("all paths owned by bundle \"" + name + "\"");
              }
              if (bundle.owns(path)) {
                throw Refusal.invalid("path " + String.join("/", path) + " is owned by bundle \"" + name + "\"");
              }
            });
  }

  private static void add(NavigableMap<String, Snapshot.Source> sources, Source source, List<RegoError> errors) {
    Module module = Parser.module(source.name(), source.text(), source.dialect(), errors);
    if (module != null) {
      sources.put(source.name(), new Snapshot.Source(source.text(), module));
    }
  }

  private static void refuse(List<RegoError> errors) {
    if (!errors.isEmpty()) {
      throw Refusal.invalid(COMPILE_MODULES, errors);
    }
  }

  private void replace(
      NavigableMap<String, Snapshot.Source> sources, ObjectValue data, NavigableMap<String, BundleContent> bundles) {
    ObjectValue all = withManifests(data, bundles);
    refuse(conflicts(sources, all));
    snapshot = made(sources, all, bundles, compiled(sources, false));
  }

  private Snapshot made(
      NavigableMap<String, Snapshot.Source> sources,
      ObjectValue data,
      NavigableMap<String, BundleContent> bundles,
      Policy policy) {
    return new Snapshot(sources, data, bundles, dialect, policy, () -> compiled(sources, true), context);
  }

  private Policy compiled(NavigableMap<String, Snapshot.Source> sources, boolean traced) {
    Rego.Compiler compiler = Rego.compiler().v0(dialect == Dialect.V0).marks(traced);
    sources.values().forEach(source -> compiler.module(source.module()));
    return switch (compiler.compile()) {
      case Compilation.Compiled done -> done.policy().withLimits(limits).withContext(context);
      case Compilation.Failed failed -> throw Refusal.invalid(COMPILE_MODULES, failed.errors());
    };
  }

  /** What policies can read of the active bundles. */
  private static ObjectValue withManifests(ObjectValue data, NavigableMap<String, BundleContent> bundles) {
    List<String> place = List.of("system", "bundles");
    if (bundles.isEmpty()) {
      return data;
    }
    ObjectValue.Builder manifests = ObjectValue.builder(bundles.size());
    bundles.forEach(
        (name, bundle) ->
            manifests.put(
                name,
                ObjectValue.of(
                    "manifest",
                    ObjectValue.builder(3)
                        .put("revision", StringValue.of(bundle.revision()))
                        .put("roots", ArrayValue.of(bundle.roots().stream().map(StringValue::of).toList()))
                        .put("metadata", bundle.metadata())
                        .build())));
    return new Edit(Edit.Kind.CREATE, place, manifests.build()).apply(data);
  }

  /** The rules that stand where the base document has a value. */
  private static List<RegoError> conflicts(NavigableMap<String, Snapshot.Source> sources, ObjectValue data) {
    List<RegoError> errors = new ArrayList<>();
    for (Snapshot.Source source : sources.values()) {
      Set<List<String>> seen = new LinkedHashSet<>();
      for (Rule rule : source.module().rules()) {
        List<String> path = Snapshot.rulePath(source.module(), rule);
        if (seen.add(path) && DataPath.find(data, path) != null) {
          errors.add(
              new RegoError(
                  RegoError.COMPILE, "conflicting rule for data path " + String.join("/", path) + " found", rule.at()));
        }
      }
    }
    return errors;
  }
}
