package roadbed.prove.kpi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import roadbed.model.Diagnostic;

/**
 * The KPIs that are known: those that come with Roadbed and those of the user's folders; a user's file with
 * the id of a built-in KPI replaces it.
 *
 * @param kpis all of them, by pillar and id
 * @param digest SHA-256, lower-case hexadecimal, over the definitions in id order
 * @param diagnostics files that could not be read, with place
 */
public record KpiCatalogue(List<Kpi> kpis, String digest, List<Diagnostic> diagnostics) {
  public KpiCatalogue {
    kpis = List.copyOf(kpis);
    diagnostics = List.copyOf(diagnostics);
  }

  /** The built-in KPIs. */
  public static KpiCatalogue builtIn() {
    return load(List.of());
  }

  /** The built-in KPIs and those in the {@code *.yaml} files of folders. */
  public static KpiCatalogue load(List<Path> folders) {
    return landsNext();
  }

  /** The KPI with that id. */
  public Optional<Kpi> find(String id) {
    return kpis.stream().filter(kpi -> kpi.id().equals(id)).findFirst();
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T landsNext() {
    throw new UnsupportedOperationException("lands next");
  }
}
