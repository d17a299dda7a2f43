package roadbed.collect.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import roadbed.collect.DocumentReader;
import roadbed.testkit.SharedData;

/** Plans and states by others: each is read, or refused with the right message. */
class RealDocumentsTest {

  @Test
  void plans() throws IOException {
    System.out.println(read("plans", new TerraformPlanReader()));
  }

  @Test
  void states() throws IOException {
    System.out.println(read("states", new TerraformStateReader()));
  }

  @Test
  void labelled() throws IOException {
    try (Stream<Path> folders = Files.list(SharedData.at("labelled/terraform"))) {
      for (Path folder : folders.sorted().toList()) {
        Gathered gathered = Gathered.configuration(folder);
        System.out.println(folder.getFileName() + " " + gathered.resources.size() + " " + gathered.diagnostics);
      }
    }
  }

  private static String read(String folder, DocumentReader reader) throws IOException {
    StringBuilder table = new StringBuilder();
    try (Stream<Path> files = Files.list(SharedData.at(folder))) {
      for (Path path : files.sorted().toList()) {
        Gathered gathered = Gathered.by(reader, Gathered.file(path, path.getFileName().toString()));
        var changes = new TreeMap<String, Integer>();
        gathered.resources.forEach(r -> changes.merge(r.change().id(), 1, Integer::sum));
        table.append(
            "%s: %d resources %s, %d references, %d in modules %s\n"
                .formatted(
                    path.getFileName(), gathered.resources.size(), changes,
                    gathered.resources.stream().mapToInt(r -> r.references().size()).sum(),
                    gathered.resources.stream().filter(r -> r.module().isPresent()).count(),
                    gathered.diagnostics));
      }
    }
    return table.toString();
  }
}
