package roadbed.collect.azure;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import roadbed.collect.CollectionSink;
import roadbed.collect.SourceFile;
import roadbed.collect.WholeText;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/** Bicep files, which are read as what they compile to. */
public final class BicepSources {
  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^[ \\t]*(resource|module)\\s+[A-Za-z_]\\w*\\s+'");
  private static final Pattern BICEP =
      Pattern.compile("(?m)^[ \\t]*(targetScope\\s*=|(param|var|output|type|func|resource|module)\\s+[A-Za-z_]\\w*|@(description|allowed|secure|minLength|maxLength|export)\\b|metadata\\s+\\w+\\s*=|using\\s+')");

  private static final Pattern USING = Pattern.compile("(?m)^[ \\t]*using\\s+('|none\\b)");
  private static final String PARAMETERS = ".bicepparam";

  private BicepSources() {}

  /** Whether a text is Bicep's. */
  public static boolean looksLikeBicep(String name, String head) {
    return (name.endsWith(".bicep") || name.endsWith(PARAMETERS)) && BICEP.matcher(head).find();
  }

  /**
   * Says of every Bicep file that is not there in its compiled form what to do.
   *
   * @param files Bicep files
   * @param others names of all other files that were read as templates
   * @param limit size of a file that is looked at
   * @throws IOException where the bytes cannot be read
   */
  public static void tell(List<SourceFile> files, Set<String> others, long limit, CollectionSink sink)
      throws IOException {
    for (SourceFile file : files) {
      String base = file.name().substring(0, file.name().lastIndexOf('.'));
      boolean parameters = file.name().endsWith(PARAMETERS);
      boolean compiled = others.contains(base + (parameters ? ".parameters.json" : ".json"));
      Optional<String> text = compiled ? Optional.empty() : WholeText.read(file, limit, sink);
      if (text.isPresent()) {
        if (parameters) {
          tellParameters(file, text.get(), sink);
        } else {
          tell(file, text.get(), sink);
        }
      }
    }
  }

  private static void tellParameters(SourceFile file, String text, CollectionSink sink) {
    Matcher using = USING.matcher(text);
    int line = using.find() ? 1 + (int) text.substring(0, using.start(1)).chars().filter(c -> c == '\n').count() : 1;
    String name = file.name().substring(file.name().lastIndexOf('/') + 1);
    String made = name.substring(0, name.length() - PARAMETERS.length()) + ".parameters.json";
    sink.diagnostic(
        Diagnostic.warning(
            "bicep.parameters",
            Location.of(file.name(), line, 1),
            "these are parameters in Bicep's syntax, which are read in JSON; their values are not known",
            "make them with bicep build-params " + name + " --outfile " + made + " and scan that with the template"));
  }

  private static void tell(SourceFile file, String text, CollectionSink sink) {
    Matcher matcher = DECLARATION.matcher(text);
    if (!matcher.find()) {
      return;
    }
    int at = matcher.start(1);
    int line = 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    int column = at - text.lastIndexOf('\n', at);
    String base = file.name().substring(file.name().lastIndexOf('/') + 1);
    sink.diagnostic(
        Diagnostic.warning(
            "bicep.source",
            Location.of(file.name(), line, column),
            "this is Bicep, which is read in its compiled form; its resources are missing",
            "compile it with bicep build " + base + " and scan the JSON file that comes of it"));
  }
}
