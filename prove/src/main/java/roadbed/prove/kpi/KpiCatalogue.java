package roadbed.prove.kpi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * The KPIs that are known: those that come with Roadbed and those of the user's folders; a user's file with
 * the id of a built-in KPI replaces it.
 *
 * @param kpis all of them, by pillar and id
 * @param digest SHA-256, lower-case hexadecimal, over the definitions in id order
 * @param diagnostics files that could not be read, with place
 */
public record KpiCatalogue(List<Kpi> kpis, String digest, List<Diagnostic> diagnostics) {
  private static final int MAX_FILES = 1_000;
  private static final long MAX_FILE = 200_000;

  /** The files that come with Roadbed, {@code kpis/<id>.yaml} beside this class's root. */
  static final List<String> BUILT_IN =
      List.of(
          "alert-actionability",
          "allocation-coverage",
          "anomaly-triage-time",
          "availability",
          "backup-success",
          "change-failure-rate",
          "commitment-coverage",
          "critical-findings",
          "deployment-frequency",
          "deployment-lead-time",
          "detection-log-coverage",
          "dr-test-pass",
          "drift-rate",
          "drift-time-to-remediate",
          "error-budget-compliance",
          "exception-aging",
          "friction-index",
          "guardrail-adoption",
          "high-severity-incidents",
          "iac-lead-time",
          "iac-module-adoption",
          "iac-success-rate",
          "iac-test-policy-coverage",
          "incident-recurrence",
          "lead-time-enablement",
          "mttc",
          "mttd",
          "mttr",
          "observability-coverage",
          "on-call-load",
          "patch-currency",
          "policy-compliance-rate",
          "resource-utilization",
          "restore-test-pass",
          "rto-rpo-compliance",
          "savings-realized",
          "slo-attainment",
          "spend-vs-budget",
          "unit-cost");

  public KpiCatalogue {
    kpis = List.copyOf(kpis);
    diagnostics = List.copyOf(diagnostics);
  }

  /** The built-in KPIs. */
  public static KpiCatalogue builtIn() {
    return load(List.of());
  }

  /** The built-in KPIs and those in the {@code *.yaml} and {@code *.yml} files of folders. */
  public static KpiCatalogue load(List<Path> folders) {
    Loading loading = new Loading();
    for (String id : BUILT_IN) {
      String file = "kpis/" + id + ".yaml";
      try (InputStream in = KpiCatalogue.class.getResourceAsStream("/" + file)) {
        if (in == null) {
          throw new IllegalStateException(file + " is not in this build");
        }
        loading.read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8), true);
      } catch (IOException e) {
        throw new IllegalStateException(file + " cannot be read", e);
      }
    }
    folders.forEach(loading::readFolder);
    return loading.catalogue();
  }

  /** The KPI with that id. */
  public Optional<Kpi> find(String id) {
    return kpis.stream().filter(kpi -> kpi.id().equals(id)).findFirst();
  }

  /** Reads files one after the other. */
  private static final class Loading {
    private final Map<String, Kpi> byId = new TreeMap<>();
    private final Map<String, String> textById = new TreeMap<>();
    private final Map<String, Boolean> builtIn = new TreeMap<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    void readFolder(Path folder) {
      List<Path> files;
      try (Stream<Path> all = Files.list(folder)) {
        files =
            all.filter(file -> file.toString().endsWith(".yaml") || file.toString().endsWith(".yml"))
                .filter(Files::isRegularFile)
                .sorted()
                .limit(MAX_FILES + 1L)
                .toList();
      } catch (IOException e) {
        diagnostics.add(
            Diagnostic.error(
                "kpi.folder", Location.of(folder.toString()), "the folder cannot be read: " + e, ""));
        return;
      }
      if (files.size() > MAX_FILES) {
        diagnostics.add(
            Diagnostic.error(
                "kpi.too-many",
                Location.of(folder.toString()),
                "more than " + MAX_FILES + " KPI files; the first " + MAX_FILES + " are read",
                "split the folder"));
        files = files.subList(0, MAX_FILES);
      }
      for (Path file : files) {
        try {
          if (Files.size(file) > MAX_FILE) {
            diagnostics.add(
                Diagnostic.error(
                    "kpi.too-large",
                    Location.of(file.toString()),
                    "a KPI file is at most " + MAX_FILE + " bytes",
                    ""));
          } else {
            read(file.toString(), Files.readString(file), false);
          }
        } catch (IOException e) {
          diagnostics.add(
              Diagnostic.error(
                  "kpi.unreadable",
                  Location.of(file.toString()),
                  "the file is not readable as UTF-8 text: " + e.getMessage(),
                  ""));
        }
      }
    }

    void read(String file, String text, boolean comesWithRoadbed) {
      Optional<Kpi> read = new KpiFile(file, diagnostics).read(text);
      if (read.isEmpty()) {
        return;
      }
      String id = read.get().id();
      Kpi known = byId.get(id);
      if (known != null && !builtIn.getOrDefault(id, false)) {
        diagnostics.add(
            Diagnostic.error(
                "kpi.duplicate",
                Location.of(file),
                "KPI " + id + " is already defined in " + known.file(),
                "give one of the two another id"));
        return;
      }
      byId.put(id, read.get());
      textById.put(id, text);
      builtIn.put(id, comesWithRoadbed);
    }

    KpiCatalogue catalogue() {
      List<Kpi> kpis = new ArrayList<>(byId.values());
      kpis.sort(
          Comparator.comparingInt((Kpi kpi) -> Pillars.ORDER.indexOf(kpi.pillar())).thenComparing(Kpi::id));
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        textById.forEach(
            (id, text) -> digest.update((id + "\n" + text + "\n").getBytes(StandardCharsets.UTF_8)));
        return new KpiCatalogue(kpis, HexFormat.of().formatHex(digest.digest()), diagnostics);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }
}
