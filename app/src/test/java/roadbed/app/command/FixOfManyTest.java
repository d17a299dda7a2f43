package roadbed.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import roadbed.model.Value;
import roadbed.model.ValueJson;
import roadbed.testkit.SharedData;

/** Fixes over many sources by others: what is said to be mended is mended for the gate too, and nothing is left to do. */
class FixOfManyTest {
  @TempDir Path scratch;

  @Test
  void aSecondRunFindsNothingAndTheGateAgrees() throws IOException {
    Path sources = SharedData.at("labelled/terraform");
    try (Stream<Path> all = Files.walk(sources)) {
      for (Path path : all.toList()) {
        Path copy = scratch.resolve(sources.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
    Cli first = Cli.run("fix", scratch.toString(), "--write");
    List<String> fixed = first.out().lines().filter(line -> line.startsWith("fixed  ")).toList();
    assertThat(fixed).hasSizeGreaterThan(80);
    Cli second = Cli.run("fix", scratch.toString());
    assertThat(second.out()).isEmpty();
    assertThat(second.code()).isZero();
    Path report = scratch.resolve("gate.json");
    Cli.run("gate", scratch.toString(), "--no-evidence", "--dry-run", "--json", report.toString());
    Set<String> failing = failing(ValueJson.parse(Files.readString(report)));
    List<String> wrong = new ArrayList<>();
    for (String line : fixed) {
      String[] words = line.split(" {2}", -1);
      if (failing.contains(words[1] + " " + words[2] + " " + scratch.relativize(Path.of(words[3])))) {
        wrong.add(line);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(failing).as("what only a person can mend").isNotEmpty();
  }

  private Set<String> failing(Value report) {
    Set<String> failing = new HashSet<>();
    if (report instanceof Value.Fields fields
        && fields.get("decision").orElseThrow() instanceof Value.Fields decision
        && decision.get("items").orElseThrow() instanceof Value.Items items) {
      for (Value item : items.values()) {
        if (item instanceof Value.Fields one && one.text("outcome").orElse("").equals("fail")) {
          Path file = Path.of(one.text("file").orElse(""));
          Path inside = file.isAbsolute() ? scratch.relativize(file) : file;
          failing.add(one.text("guardrail").orElse("") + " " + one.text("address").orElse("") + " " + inside);
        }
      }
    }
    return failing;
  }
}
