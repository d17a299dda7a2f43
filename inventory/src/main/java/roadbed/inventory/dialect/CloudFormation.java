package roadbed.inventory.dialect;

import static roadbed.inventory.dialect.Transform.TAGS;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CloudFormation's property names, which the reader of AWS's inventory uses too. The types that rules ask for have tables
 * here, with what is nested; the names of the others' properties are facts in {@code cloudformation.txt}.
 */
final class CloudFormation {
  private static final String FACTS = "cloudformation.txt";

  private CloudFormation() {}

  static Dialect dialect() {
    Dialect dialect =
        new Dialect(
            "CloudFormation",
            type -> type.startsWith("aws::") || type.startsWith("alexa::") || type.startsWith("custom::"),
            shape -> shape.is("Arn", "arn").is("Id", "id").is("Tags", "tags", TAGS).is("Name", "name"));
    CloudFormationStorage.add(dialect);
    CloudFormationNetwork.add(dialect);
    CloudFormationData.add(dialect);
    CloudFormationIdentity.add(dialect);
    CloudFormationCompute.add(dialect);
    facts(dialect);
    return dialect;
  }

  /** A type and its Terraform type a line, then, indented, a property and its attribute each. */
  private static void facts(Dialect dialect) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    List<String> here = new ArrayList<>();
    try (InputStream in = CloudFormation.class.getResourceAsStream(FACTS)) {
      if (in == null) {
        throw new IllegalStateException(FACTS + " is missing");
      }
      BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("  ")) {
          here.add(line.strip());
        } else if (!line.startsWith("#") && !line.isBlank()) {
          here = lines.computeIfAbsent(line.strip(), _ -> new ArrayList<>());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.forEach(
        (types, properties) -> {
          int space = types.indexOf(' ');
          String source = types.substring(0, space);
          if (!dialect.hasTable(source)) {
            dialect.add(
                Translation.of(
                    source,
                    types.substring(space + 1),
                    shape -> {
                      for (String property : properties) {
                        int equals = property.indexOf('=');
                        shape.is(property.substring(0, equals), property.substring(equals + 1), Transform.SNAKE);
                      }
                      return shape;
                    }));
          }
        });
  }
}
