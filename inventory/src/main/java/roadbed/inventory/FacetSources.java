package roadbed.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import roadbed.inventory.dialect.Dialect;
import roadbed.inventory.dialect.Dialects;
import roadbed.inventory.dialect.Translation;
import roadbed.inventory.facet.Document;
import roadbed.inventory.facet.Facets;
import roadbed.inventory.facet.NotKnown;
import roadbed.inventory.facet.Subject;
import roadbed.inventory.facet.Types;
import roadbed.inventory.normal.NormalForms;
import roadbed.model.Provider;
import roadbed.model.Value;

/**
 * Which facets each dialect can tell, found by trying: each attribute that a dialect's table gives is said to be not known,
 * and the facets that change are those that read it. So the page is true of the tables and mappings as they are.
 */
public final class FacetSources {
  private static final Value PROBE = new Value.Unknown("probe");
  private static final Map<String, String> CLOUDS = Map.of("aws", "AWS", "azurerm", "Azure", "google", "Google Cloud", "github", "GitHub", "gitlab", "GitLab");

  private final Types types = NormalForms.types();

  private FacetSources() {}

  /** What a thing to try looks like: its own document, and what is found beside it. */
  private record Probe(
      String type, Document doc, Map<String, Value> settings, Set<String> beside) implements Subject {
    @Override
    public String address() {
      return type + ".it";
    }

    @Override
    public String name() {
      return "it";
    }

    @Override
    public Provider provider() {
      return Provider.OTHER;
    }

    @Override
    public List<Document> settings(String... wanted) {
      List<Document> found = new ArrayList<>();
      for (String one : wanted) {
        if (settings.containsKey(one)) {
          found.add(new Document(settings.get(one)));
        }
      }
      return found;
    }

    private List<Subject> found(String... wanted) {
      List<Subject> found = new ArrayList<>();
      for (String one : wanted) {
        if (beside.contains(one)) {
          found.add(new Probe(one, new Document(PROBE), Map.of(), Set.of()));
        }
      }
      return found;
    }

    @Override
    public List<Subject> parts(String... wanted) {
      return found(wanted);
    }

    @Override
    public Optional<Subject> target(String attribute, String... wanted) {
      return found(wanted).stream().findFirst();
    }

    @Override
    public List<Subject> targets(String attribute, String... wanted) {
      return found(wanted);
    }

    @Override
    public List<Subject> referrers(String... wanted) {
      return found(wanted);
    }
  }

  /** The page, from its heading on. */
  public static String page() {
    return new FacetSources().write();
  }

  private String write() {
    Map<String, Map<String, List<String>>> byKind = new TreeMap<>();
    for (String type : types.names()) {
      Types.Entry row = types.of(type).orElseThrow();
      String cloud = type.contains("_") ? type.substring(0, type.indexOf('_')) : "";
      if (CLOUDS.containsKey(cloud) && row.role() != Types.Role.SETTING && row.role() != Types.Role.DATA) {
        byKind.computeIfAbsent(row.kind(), _ -> new TreeMap<>()).computeIfAbsent(cloud, _ -> new ArrayList<>()).add(type);
      }
    }
    StringBuilder text = new StringBuilder();
    byKind.forEach(
        (kind, clouds) -> {
          text.append("\n## ").append(kind).append('\n');
          clouds.forEach((cloud, ofCloud) -> kind(cloud, ofCloud, text));
        });
    return text.toString();
  }

  private void kind(String cloud, List<String> ofCloud, StringBuilder text) {
    List<Dialect> dialects = Dialects.all().stream().filter(dialect -> speaksOf(dialect, cloud)).toList();
    Map<String, Set<String>> having = new TreeMap<>();
    for (String type : ofCloud) {
      for (String facet : facets(type, new Document(PROBE), Map.of(), Set.of()).keySet()) {
        having.computeIfAbsent(facet, _ -> new LinkedHashSet<>()).add(type);
      }
    }
    text.append("\n### ").append(CLOUDS.get(cloud)).append('\n');
    if (!having.isEmpty()) {
      text.append("\n| facet | Terraform source, plan, state |");
      dialects.forEach(dialect -> text.append(' ').append(dialect.name()).append(" |"));
      text.append("\n|---|---|").append("---|".repeat(dialects.size())).append('\n');
    }
    Map<Dialect, Map<String, Set<String>>> told = new LinkedHashMap<>();
    for (Dialect dialect : dialects) {
      Map<String, Set<String>> ofDialect = new TreeMap<>();
      for (String type : ofCloud) {
        told(dialect, type).forEach(facet -> ofDialect.computeIfAbsent(facet, _ -> new LinkedHashSet<>()).add(type));
      }
      told.put(dialect, ofDialect);
    }
    having.forEach(
        (facet, owners) -> {
          text.append("| `").append(facet).append("` | yes |");
          for (Dialect dialect : dialects) {
            Set<String> tell = new LinkedHashSet<>(told.getOrDefault(dialect, Map.of()).getOrDefault(facet, Set.of()));
            Set<String> able = new LinkedHashSet<>(owners);
            able.retainAll(counterparts(dialect));
            tell.retainAll(able);
            text.append(' ').append(cell(tell.size(), able.size())).append(" |");
          }
          text.append('\n');
        });
    for (Dialect dialect : dialects) {
      List<String> covered = new ArrayList<>();
      TreeSet<String> missing = new TreeSet<>(ofCloud);
      for (Translation table : dialect.tables()) {
        if (table.types().stream().anyMatch(ofCloud::contains)) {
          covered.add("`" + table.source() + "`");
          table.types().forEach(missing::remove);
        }
      }
      text.append("\n").append(dialect.name()).append(": ").append(covered.isEmpty() ? "none" : String.join(", ", covered)).append(".");
      if (!missing.isEmpty()) {
        text.append(" Without a counterpart: ").append(String.join(", ", missing.stream().map(type -> "`" + type + "`").toList())).append('.');
      }
      text.append('\n');
    }
  }

  private static String cell(int tell, int able) {
    if (able == 0) {
      return "-";
    }
    return tell == 0 ? "**no**" : tell == able ? "yes" : tell + " of " + able + " types";
  }

  /** The Terraform types that a document of the dialect may become, be it as a part of another's. */
  private static Set<String> counterparts(Dialect dialect) {
    Set<String> types = new TreeSet<>();
    for (Translation table : dialect.tables()) {
      types.addAll(table.types());
      table.mapped().forEach(line -> types.add(line.type()));
    }
    return types;
  }

  private static boolean speaksOf(Dialect dialect, String cloud) {
    return dialect.tables().stream().anyMatch(table -> table.type().startsWith(cloud + "_"));
  }

  /** The facets of a Terraform type that some table of the dialect has a say in. */
  private Set<String> told(Dialect dialect, String type) {
    Set<String> told = new TreeSet<>();
    Set<String> reachable = counterparts(dialect);
    boolean covered = false;
    Map<String, Value> nothing = facets(type, Document.EMPTY, Map.of(), Set.of());
    for (Translation table : dialect.tables()) {
      if (!table.types().contains(type)) {
        if (table.mapped().stream().noneMatch(line -> line.type().equals(type) && !table.types().contains(line.type()))) {
          continue;
        }
      }
      covered = true;
      Value whole = Value.Fields.EMPTY;
      for (Translation.Mapped line : table.mapped()) {
        if (table.types().contains(line.type()) || line.type().equals(type)) {
          whole = both(whole, nested(line.attribute(), PROBE));
        }
      }
      changed(nothing, facets(type, new Document(whole), Map.of(), Set.of()), told);
      for (Translation.Mapped line : table.mapped()) {
        Value document = nested(line.attribute(), PROBE);
        boolean own = table.types().contains(line.type()) || line.type().equals(type);
        changed(
            nothing,
            own
                ? facets(type, new Document(document), Map.of(), Set.of())
                : facets(type, Document.EMPTY, Map.of(line.type(), document), Set.of()),
            told);
      }
    }
    if (!covered) {
      return Set.of();
    }
    for (String other : reachable) {
      changed(nothing, facets(type, Document.EMPTY, Map.of(), Set.of(other)), told);
      changed(nothing, facets(type, Document.EMPTY, Map.of(other, PROBE), Set.of()), told);
    }
    // What is the same whatever a document says is told by the type.
    facets(type, new Document(PROBE), Map.of(), Set.of())
        .forEach(
            (facet, value) -> {
              if (value.equals(nothing.get(facet)) && !(value instanceof Value.Unknown)) {
                told.add(facet);
              }
            });
    return told;
  }

  private static void changed(Map<String, Value> before, Map<String, Value> after, Set<String> changed) {
    after.forEach(
        (facet, value) -> {
          if (!value.equals(before.get(facet))) {
            changed.add(facet);
          }
        });
  }

  private static Value nested(String path, Value value) {
    int dot = path.indexOf('.');
    String name = (dot < 0 ? path : path.substring(0, dot)).replace("[]", "");
    return new Value.Fields(Map.of(name, dot < 0 ? value : nested(path.substring(dot + 1), value)));
  }

  private static Value both(Value one, Value other) {
    if (!(one instanceof Value.Fields a) || !(other instanceof Value.Fields b)) {
      return one;
    }
    Map<String, Value> fields = new LinkedHashMap<>(a.values());
    b.values().forEach((name, value) -> fields.merge(name, value, FacetSources::both));
    return new Value.Fields(fields);
  }

  private Map<String, Value> facets(String type, Document doc, Map<String, Value> settings, Set<String> beside) {
    Facets facets = new Facets();
    try {
      types.of(type).orElseThrow().mapping().describe(new Probe(type, doc, settings, beside), facets);
    } catch (NotKnown _) {
      // What was put before stays.
    }
    Map<String, Value> flat = new TreeMap<>();
    flatten("", facets.item(), flat);
    return flat;
  }

  private static void flatten(String path, Value value, Map<String, Value> into) {
    if (value instanceof Value.Fields fields && !(path.endsWith("statements") || path.endsWith("rules"))) {
      fields.values().forEach((name, inner) -> flatten(path.isEmpty() ? name : path + "." + name, inner, into));
    } else {
      into.put(path, value);
    }
  }
}
