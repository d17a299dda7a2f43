import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Writes the sample estate of Nordlicht Logistics, a company that does not exist: as it is now into {@code
 * estate}, and as it was at earlier month ends into {@code history/DATE}. Run it with {@code java
 * examples/Generate.java [FOLDER]}; it needs nothing but a JDK 22 or later, and writes the same files in every
 * run.
 */
public final class Generate {
  static final LocalDate NOW = LocalDate.of(2026, 11, 21);
  private static final List<LocalDate> HISTORY =
      List.of(
          LocalDate.of(2026, 5, 31),
          LocalDate.of(2026, 6, 30),
          LocalDate.of(2026, 7, 31),
          LocalDate.of(2026, 8, 31),
          LocalDate.of(2026, 9, 30),
          LocalDate.of(2026, 10, 31));

  private Generate() {}

  /** Writes all files below a folder, {@code examples} unless another is given. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments.length > 0 ? arguments[0] : "examples");
    List<Terraform.Workspace> workspaces = new ArrayList<>();
    workspaces.addAll(AwsEstate.workspaces());
    workspaces.addAll(AzureEstate.workspaces());
    workspaces.addAll(GoogleEstate.workspaces());
    write(root.resolve("estate"), files(workspaces, NOW), false);
    write(root.resolve("estate"), Billing.files(workspaces), true);
    write(root.resolve("estate"), measurements(workspaces, NOW), true);
    write(root.resolve("estate"), Operations.tables(workspaces, NOW), true);
    for (LocalDate day : HISTORY) {
      Path folder = root.resolve("history").resolve(day.toString());
      Map<String, String> plain = new TreeMap<>();
      Map<String, String> packed = new TreeMap<>();
      files(workspaces, day).forEach((name, text) -> (name.endsWith(".json") ? packed : plain).put(name, text));
      write(folder, plain, false);
      write(folder, packed, true);
      write(folder, measurements(workspaces, day), true);
      write(folder, Operations.tables(workspaces, day), true);
    }
  }

  private static Map<String, String> measurements(List<Terraform.Workspace> workspaces, LocalDate day) {
    return Map.of("monitoring/utilisation.csv", Monitoring.csv(workspaces, day));
  }

  /** Everything but billing, by path. */
  private static Map<String, String> files(List<Terraform.Workspace> workspaces, LocalDate day) {
    Map<String, String> files = new TreeMap<>();
    for (Terraform.Workspace workspace : workspaces) {
      if (!workspace.on(day).isEmpty()) {
        files.put(workspace.file(day), workspace.json(day));
      }
    }
    files.putAll(Clusters.files(day));
    files.put("catalog-info.yaml", Company.catalog(day));
    files.put("roadbed.yaml", Company.facts());
    files.put("incidents.csv", Incidents.csv(day));
    files.putAll(Operations.documents());
    return files;
  }

  private static void write(Path folder, Map<String, String> files, boolean packed) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
      Path path = folder.resolve(file.getKey() + (packed ? ".gz" : ""));
      Files.createDirectories(path.getParent());
      Files.write(path, packed ? gzip(bytes) : bytes);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(9);
          }
        }) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
