package roadbed.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import roadbed.app.command.RegoText.Fields;
import roadbed.rego.QueryException;
import roadbed.rego.resolve.Dependencies;
import roadbed.rego.value.StringValue;

/** {@code roadbed rego deps}: says what a query depends on. */
final class RegoDepsCommand implements Command {
  private static final int ERROR = 1;

  @Override
  public CommandSpec spec() {
    CommandSpec spec = CommandSpec.create();
    spec.usageMessage()
        .description(
            "Says which base documents (given input and data) and virtual documents (rules) a query depends on.");
    spec.addPositional(
        PositionalParamSpec.builder().paramLabel("QUERY").index("0").type(String.class).description("The query.").build());
    RegoOptions.addSources(spec);
    RegoOptions.addFormat(spec, "pretty, json");
    return spec;
  }

  @Override
  public int run(ParseResult words, Terminal terminal) throws IOException {
    String format = RegoOptions.format(words, "pretty", List.of("pretty", "json"));
    RegoPolicies policies = RegoPolicies.load(words, false);
    RegoQuery query = RegoQuery.of(words.matchedPositionalValue(0, ""), "", List.of(), RegoOptions.dialect(words), policies.errors());
    if (!policies.errors().isEmpty()) {
      terminal.err().println(RegoText.summary(policies.errors()));
      return ERROR;
    }
    Dependencies dependencies;
    try {
      dependencies = policies.policy().dependencies(query.statements(), query.file());
    } catch (QueryException e) {
      terminal.err().println(RegoText.summary(e.errors()));
      return ERROR;
    }
    if (format.equals("json")) {
      Fields fields = new Fields();
      put(fields, "base", dependencies.base());
      put(fields, "virtual", dependencies.virtual());
      terminal.out().println(RegoText.json(fields));
    } else {
      terminal.out().print(pretty(dependencies));
    }
    return ExitCode.CLEAN;
  }

  private static void put(Fields fields, String name, List<String> paths) {
    if (!paths.isEmpty()) {
      fields.put(name, new ArrayList<Object>(paths.stream().map(StringValue::of).toList()));
    }
  }

  private static String pretty(Dependencies dependencies) {
    List<String> base = dependencies.base();
    List<String> virtual = dependencies.virtual();
    if (base.isEmpty() && virtual.isEmpty()) {
      return "";
    }
    List<String> header = new ArrayList<>();
    if (!base.isEmpty()) {
      header.add("Base Documents");
    }
    if (!virtual.isEmpty()) {
      header.add("Virtual Documents");
    }
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(base.size(), virtual.size()); i++) {
      List<String> row = new ArrayList<>();
      if (!base.isEmpty()) {
        row.add(i < base.size() ? base.get(i) : "");
      }
      if (!virtual.isEmpty()) {
        row.add(i < virtual.size() ? virtual.get(i) : "");
      }
      rows.add(row);
    }
    return RegoText.table(header, rows);
  }
}
