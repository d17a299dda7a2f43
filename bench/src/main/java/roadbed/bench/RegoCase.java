package roadbed.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import roadbed.rego.Compilation;
import roadbed.rego.Policy;
import roadbed.rego.Rego;
import roadbed.rego.value.Value;
import roadbed.rego.value.Values;

/**
 * One of the reference policies with its input.
 */
enum RegoCase {
  RBAC("RBAC allow", "data.app.rbac.allow", false, "rbac", 41.7, 54.7, 10, 1),
  LABELS("required labels on a Pod", "data.k8srequiredlabels.violation", true, "labels", 40.5, 253, 10, 2),
  CAPABILITIES("capabilities of a Pod", "data.k8scapabilities.violation", true, "capabilities", 300, 476, 10, 5),
  TERRAFORM("Terraform plan of 1,000 resources", "data.terraform.deny.deny", false, "terraform", 31_500, 86_900, 25, 129),
  CHECKS("93 checks of a Deployment", "data.main.report", false, "checks", 10_900, 11_500, 10, 105),
  LINTER("linter over 436 lines", "data.lint.main.lint", false, "linter", 120_550, 144_900, 10, 57);

  final String title;
  final String query;

  /** Microseconds of CPU that OPA 1.19 takes for a policy of this kind from a parsed input, as issue 3 says. */
  final double opaParsed;

  /** The same from JSON bytes. */
  final double opaJson;

  /** How many times less the engine shall take, from JSON bytes. */
  final int factor;

  /** How many entries the result has; another number means that the engine is wrong. */
  final int findings;
  private final boolean v0;
  private final String folder;

  RegoCase(
      String title, String query, boolean v0, String folder, double opaParsed, double opaJson, int factor, int findings) {
    this.title = title;
    this.query = query;
    this.v0 = v0;
    this.folder = folder;
    this.opaParsed = opaParsed;
    this.opaJson = opaJson;
    this.factor = factor;
    this.findings = findings;
  }

  /** The compiled policy. */
  Policy policy() {
    Rego.Compiler compiler = Rego.compiler().v0(v0);
    for (String file : files()) {
      compiler.module(file, new String(bytes(file), StandardCharsets.UTF_8));
    }
    Value data = data();
    if (data != null) {
      compiler.data(data);
    }
    return switch (compiler.compile()) {
      case Compilation.Compiled compiled -> compiled.policy();
      case Compilation.Failed failed -> throw new IllegalStateException(folder + ": " + failed.errors());
    };
  }

  /** The input as its sender sends it. */
  byte[] input() {
    return switch (this) {
      case TERRAFORM -> PlanOfThousand.json(1_000);
      case LINTER -> {
        try (InputStream in = new GZIPInputStream(open("linter/linted.json.gz"))) {
          yield in.readAllBytes();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      case RBAC, LABELS, CAPABILITIES, CHECKS -> bytes(folder + "/input.json");
    };
  }

  private @Nullable Value data() {
    return switch (this) {
      case RBAC -> Values.parseJson(bytes("rbac/data.json"));
      case LINTER -> Values.parseJson("{\"settings\":" + new String(bytes("linter/settings.json"), StandardCharsets.UTF_8) + "}");
      case LABELS, CAPABILITIES, TERRAFORM, CHECKS -> null;
    };
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    for (String line : new String(bytes("files.txt"), StandardCharsets.UTF_8).lines().toList()) {
      if (line.startsWith(folder + "/")) {
        files.add(line);
      }
    }
    return files;
  }

  private static byte[] bytes(String path) {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) {
    InputStream in = RegoCase.class.getResourceAsStream("/rego/" + path);
    if (in == null) {
      throw new IllegalStateException("no resource rego/" + path);
    }
    return in;
  }
}
