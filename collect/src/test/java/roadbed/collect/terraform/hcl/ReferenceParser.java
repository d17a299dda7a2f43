package roadbed.collect.terraform.hcl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reference parser, as {@code terraform fmt} runs it, where it is on this machine. */
final class ReferenceParser {
  private static final Pattern ERROR = Pattern.compile("on (\\S*?)(\\d+)\\.tf line (\\d+)");

  private ReferenceParser() {}

  static boolean isThere() {
    return Optional.ofNullable(System.getenv("PATH")).stream()
        .flatMap(path -> java.util.Arrays.stream(path.split(java.io.File.pathSeparator, -1)))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "terraform")));
  }

  /** The line of the first error of each text that it refuses, by the text's index. */
  static TreeMap<Integer, Integer> refused(List<byte[]> texts, Path folder) throws IOException, InterruptedException {
    for (int i = 0; i < texts.size(); i++) {
      Files.write(folder.resolve(i + ".tf"), texts.get(i));
    }
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder("terraform", "fmt", "-check", "-list=false", "-no-color", "-write=false", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
    builder.start().waitFor();
    TreeMap<Integer, Integer> refused = new TreeMap<>();
    Matcher matcher = ERROR.matcher(new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
    while (matcher.find()) {
      refused.putIfAbsent(Integer.valueOf(matcher.group(2)), Integer.valueOf(matcher.group(3)));
    }
    return refused;
  }
}
