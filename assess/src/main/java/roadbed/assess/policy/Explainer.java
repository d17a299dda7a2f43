package roadbed.assess.policy;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Reads;
import roadbed.model.Location;
import roadbed.model.Resource;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.rego.trace.Explanation;
import roadbed.rego.trace.TraceEvent;

/** Makes a trace into a tree of rules, statements, facets and attributes with their places. */
final class Explainer {
  private static final int VALUE_WIDTH = 60;
  private static final int MOST_ATTRIBUTES = 12;
  private static final Pattern FACET = Pattern.compile("input\\.facets((?:\\.[a-z][a-z0-9_]*)++)");
  private static final Pattern RAW = Pattern.compile("input\\.raw((?:\\.[A-Za-z_][A-Za-z0-9_]*)++)");
  private static final Pattern ITEM =
      Pattern.compile("(?:some )?(?:\\w+, )?(\\w+) (?:in|:=) input\\.facets((?:\\.[a-z][a-z0-9_]*)++)");

  private final Resource resource;
  private final List<Reads.Read> reads;
  private final IdentityHashMap<Value, String> places = new IdentityHashMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  Explainer(Resource resource, List<Reads.Read> reads) {
    this.resource = resource;
    String described = Reads.name(resource);
    this.reads = reads.stream().filter(read -> read.resource().equals(described)).toList();
    index(resource.raw(), "");
    resource
        .satellites()
        .values()
        .forEach(ones -> ones.forEach(one -> index(one.raw(), one.address() + "\n")));
  }

  private void index(Value value, String path) {
    if (value instanceof Value.Fields || value instanceof Value.Items) {
      places.putIfAbsent(value, path);
    }
    switch (value) {
      case Value.Fields fields -> fields.values().forEach((name, inner) -> index(inner, join(path, name)));
      case Value.Items items -> {
        for (int i = 0; i < items.values().size(); i++) {
          index(items.values().get(i), join(path, Integer.toString(i)));
        }
      }
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Unknown _, Value.Secret _ -> {
        // Nothing stands within.
      }
    }
  }

  private static String join(String path, String step) {
    return path.isEmpty() || path.endsWith("\n") ? path + step : path + "." + step;
  }

  /** A statement while its evaluations are counted. */
  private static final class Counted {
    private final TraceEvent first;
    private int evaluated;
    private int failed;
    private TraceEvent last;

    Counted(TraceEvent event) {
      first = event;
      last = event;
    }
  }

  /** A rule while its statements are gathered. */
  private static final class Gathered {
    private final TraceEvent enter;
    private boolean holds;
    private final Map<String, Counted> statements = new LinkedHashMap<>();

    Gathered(TraceEvent enter) {
      this.enter = enter;
    }
  }

  List<DecisionTree.Rule> rules(List<TraceEvent> trace) {
    Map<String, Gathered> rules = new LinkedHashMap<>();
    Map<Integer, Gathered> byBody = new TreeMap<>();
    for (TraceEvent event : trace) {
      Gathered rule = byBody.getOrDefault(event.query(), byBody.get(event.parent()));
      switch (event.operation()) {
        case ENTER -> {
          Gathered entered = rules.computeIfAbsent(event.text() + " " + event.at(), _ -> new Gathered(event));
          byBody.put(event.query(), entered);
        }
        case EVAL, FAIL -> {
          if (rule != null) {
            byBody.putIfAbsent(event.query(), rule);
            Counted counted =
                rule.statements.computeIfAbsent(event.at() + event.text(), _ -> new Counted(event));
            boolean failed = event.operation() == TraceEvent.Operation.FAIL;
            counted.evaluated += failed ? 0 : 1;
            counted.failed += failed ? 1 : 0;
            counted.last = !event.variables().isEmpty() ? event : counted.last;
          }
        }
        case EXIT -> {
          if (rule != null) {
            rule.holds = true;
          }
        }
        case REDO, NOTE -> {
          // The same again, or a person's own words.
        }
      }
    }
    return rules.values().stream().map(this::rule).toList();
  }

  private DecisionTree.Rule rule(Gathered gathered) {
    List<DecisionTree.Statement> statements = new ArrayList<>();
    for (Counted counted : gathered.statements.values()) {
      statements.add(statement(counted));
    }
    return new DecisionTree.Rule(gathered.enter.text(), place(gathered.enter), gathered.holds, statements);
  }

  private static Location place(TraceEvent event) {
    return Location.of(event.at().file(), event.at().line(), event.at().column());
  }

  private DecisionTree.Statement statement(Counted counted) {
    Map<String, String> variables = new TreeMap<>();
    counted
        .last
        .variables()
        .forEach((name, value) -> variables.put(name, Explanation.shortened(value.toString(), VALUE_WIDTH)));
    return new DecisionTree.Statement(
        counted.first.text(),
        place(counted.first),
        Math.max(0, counted.evaluated - counted.failed),
        counted.failed,
        variables,
        facets(counted.first.text()));
  }

  private List<DecisionTree.Facet> facets(String text) {
    Matcher item = ITEM.matcher(text);
    while (item.find()) {
      aliases.put(item.group(1), item.group(2).substring(1));
    }
    Set<String> names = new LinkedHashSet<>();
    Matcher facet = FACET.matcher(text);
    while (facet.find()) {
      names.add(facet.group(1).substring(1));
    }
    aliases.forEach(
        (variable, of) -> {
          Matcher field = Pattern.compile("\\b" + variable + "((?:\\.[a-z][a-z0-9_]*)++)").matcher(text);
          while (field.find()) {
            names.add(of + field.group(1));
          }
        });
    List<DecisionTree.Facet> facets = new ArrayList<>();
    for (String name : names) {
      String value =
          new Document(resource.facets()).raw(name).map(Explainer::shown).orElse("(nothing tells it)");
      facets.add(new DecisionTree.Facet(name, value, attributes(name)));
    }
    Matcher raw = RAW.matcher(text);
    while (raw.find()) {
      String path = raw.group(1).substring(1);
      facets.add(new DecisionTree.Facet("raw." + path, "", List.of(attribute(path, resource.raw()))));
    }
    return facets;
  }

  private List<DecisionTree.Attribute> attributes(String facet) {
    List<Predicate<String>> nearness =
        List.of(
            read -> read.equals(facet),
            read -> read.startsWith(facet + "."),
            read -> !read.isEmpty() && facet.startsWith(read + "."));
    Set<DecisionTree.Attribute> attributes = new LinkedHashSet<>();
    for (Predicate<String> near : nearness) {
      for (Reads.Read read : reads) {
        if (near.test(read.facet()) && attributes.size() < MOST_ATTRIBUTES) {
          String around = places.get(read.root());
          // What a translation made is not among the documents, and stands where the resource does.
          attributes.add(attribute(around == null ? read.path() : join(around, read.path()), read.root(), read.path()));
        }
      }
      if (!attributes.isEmpty()) {
        break;
      }
    }
    return List.copyOf(attributes);
  }

  private DecisionTree.Attribute attribute(String path, Value root) {
    return attribute(path, root, path);
  }

  private DecisionTree.Attribute attribute(String whole, Value root, String path) {
    Optional<String> value = new Document(root).raw(path).map(Explainer::shown);
    int line = whole.indexOf('\n');
    if (line >= 0) {
      String address = whole.substring(0, line);
      Location at =
          resource.satellites().values().stream()
              .flatMap(List::stream)
              .filter(one -> one.address().equals(address))
              .map(Resource.Satellite::location)
              .findFirst()
              .orElse(resource.origin().location());
      return new DecisionTree.Attribute(address + "." + whole.substring(line + 1), value, at, Optional.empty());
    }
    Location at = resource.origin().places().of(whole).orElse(resource.origin().location());
    return new DecisionTree.Attribute(whole, value, at, resource.origin().places().decided(whole));
  }

  private static String shown(Value value) {
    return switch (value) {
      case Value.Unknown unknown -> "(not known: " + unknown.reason() + ")";
      case Value.Secret _ -> "(secret)";
      case Value.Text _, Value.Whole _, Value.Decimal _, Value.Bool _, Value.Null _, Value.Items _, Value.Fields _ ->
          Explanation.shortened(ValueJson.text(value), VALUE_WIDTH);
    };
  }
}
