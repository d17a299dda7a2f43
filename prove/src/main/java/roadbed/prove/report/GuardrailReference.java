package roadbed.prove.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import roadbed.assess.policy.Guardrail;
import roadbed.assess.policy.GuardrailParameter;
import roadbed.assess.policy.GuardrailTerms;
import roadbed.assess.policy.Profile;

/** The reference of guardrails, from what their metadata say. */
public final class GuardrailReference {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  private GuardrailReference() {}

  /** As Markdown, without a heading of its own. */
  public static String markdown(List<Guardrail> guardrails, List<Profile> profiles) {
    StringBuilder text = new StringBuilder();
    text.append(guardrails.size()).append(" guardrails.\n\n");
    text.append("## Profiles\n\n| profile | guardrails | environments | what for |\n|---|---|---|---|\n");
    for (Profile profile : profiles) {
      row(
          text,
          List.of(
              code(profile.name()),
              Integer.toString(profile.guardrails().size()),
              profile.environments().isEmpty() ? "all" : String.join(", ", profile.environments()),
              profile.title()));
    }
    text.append("\n## All\n\n| id | severity | provider | what must hold | profiles | controls |\n|---|---|---|---|---|---|\n");
    for (Guardrail guardrail : guardrails) {
      row(
          text,
          List.of(
              "[`" + guardrail.id() + "`](#" + guardrail.id() + ")",
              guardrail.severity().id(),
              guardrail.provider(),
              guardrail.title(),
              String.join(", ", guardrail.terms().profiles()),
              String.join(", ", guardrail.controls())));
    }
    benchmarks(text, guardrails);
    guardrails.forEach(guardrail -> one(text, guardrail));
    return text.toString();
  }

  /** Which guardrails serve which control of the CIS benchmarks, in the benchmarks' order. */
  private static void benchmarks(StringBuilder text, List<Guardrail> guardrails) {
    Map<String, Map<String, List<String>>> covered = new TreeMap<>();
    for (Guardrail guardrail : guardrails) {
      for (String control : guardrail.controls()) {
        int number = control.lastIndexOf(' ');
        if (control.startsWith("CIS ") && number > 0) {
          covered
              .computeIfAbsent(control.substring(0, number), _ -> new TreeMap<>(GuardrailReference::byNumber))
              .computeIfAbsent(control.substring(number + 1), _ -> new ArrayList<>())
              .add("[`" + guardrail.id() + "`](#" + guardrail.id() + ")");
        }
      }
    }
    if (covered.isEmpty()) {
      return;
    }
    text.append("\n## CIS benchmarks\n\nControls that a document can decide, with the guardrails that serve them.\n");
    covered.forEach(
        (benchmark, controls) -> {
          text.append("\n### ").append(benchmark).append("\n\n| control | guardrails |\n|---|---|\n");
          controls.forEach((control, ids) -> row(text, List.of(control, String.join(", ", ids))));
        });
  }

  /** {@code 2.10} stands after {@code 2.9}. */
  private static int byNumber(String one, String other) {
    List<Integer> first = numbers(one);
    List<Integer> second = numbers(other);
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      int order = Integer.compare(first.get(i), second.get(i));
      if (order != 0) {
        return order;
      }
    }
    int longer = Integer.compare(first.size(), second.size());
    return longer != 0 ? longer : one.compareTo(other);
  }

  private static List<Integer> numbers(String control) {
    return NUMBER.matcher(control).results().map(found -> Integer.parseInt(found.group())).toList();
  }

  private static void one(StringBuilder text, Guardrail guardrail) {
    GuardrailTerms terms = guardrail.terms();
    text.append("\n## ").append(guardrail.id()).append("\n\n").append(escaped(guardrail.title())).append(". ");
    text.append(capital(guardrail.severity().id())).append("; a failure is to ");
    text.append(terms.enforcement().id()).append(".\n\n");
    text.append(escaped(guardrail.rationale())).append("\n\n");
    text.append("**Fix.** ").append(escaped(guardrail.remediation())).append("\n\n");
    List<String> facts = new ArrayList<>();
    facts.add("judges " + codes(guardrail.kinds()));
    if (!guardrail.types().isEmpty()) {
      facts.add("of type " + codes(guardrail.types()));
    }
    terms.whenSet().ifPresent(name -> facts.add("only where the parameter " + code(name) + " is set"));
    text.append(capital(String.join(", ", facts))).append(".\n");
    if (!terms.parameters().isEmpty()) {
      text.append("\n| parameter | type | default | meaning |\n|---|---|---|---|\n");
      for (GuardrailParameter parameter : terms.parameters()) {
        row(
            text,
            List.of(
                code(parameter.name()), parameter.type().id(), code(parameter.written()), parameter.description()));
      }
    }
    for (Map.Entry<String, String> example : terms.examples().entrySet()) {
      text.append("\n```").append(language(example.getKey())).append("\n").append(example.getValue()).append("\n```\n");
    }
    for (String reference : terms.references()) {
      text.append("\nRead on: <").append(reference).append(">\n");
    }
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append(cells.stream().map(GuardrailReference::cell).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static String codes(List<String> texts) {
    return texts.stream().map(GuardrailReference::code).collect(Collectors.joining(", "));
  }

  private static String escaped(String text) {
    return text.replaceAll("([*_<>`\\[\\]])", "\\\\$1");
  }

  private static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The name by which a renderer knows a source's language. */
  private static String language(String source) {
    return switch (source) {
      case "terraform" -> "hcl";
      case "cloudformation", "kubernetes" -> "yaml";
      case "arm" -> "json";
      default -> "";
    };
  }

  /** As one HTML page. */
  public static String html(List<Guardrail> guardrails, List<Profile> profiles) {
    StringBuilder html = new StringBuilder();
    html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Guardrails</title>\n");
    html.append("<style>body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}");
    html.append("table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:.2rem .5rem;text-align:left}");
    html.append("pre{background:#f5f5f5;padding:.7rem;overflow:auto}</style></head><body>\n<h1>Guardrails</h1>\n");
    html.append("<table><tr><th>Profile</th><th>Guardrails</th><th>Environments</th><th>What for</th></tr>\n");
    for (Profile profile : profiles) {
      cells(
          html,
          profile.name(),
          Integer.toString(profile.guardrails().size()),
          profile.environments().isEmpty() ? "all" : String.join(", ", profile.environments()),
          profile.title());
    }
    html.append("</table>\n");
    for (Guardrail guardrail : guardrails) {
      GuardrailTerms terms = guardrail.terms();
      html.append("<h2 id=\"").append(text(guardrail.id())).append("\">").append(text(guardrail.title())).append("</h2>\n<p><code>");
      html.append(text(guardrail.id())).append("</code> ").append(guardrail.severity().id()).append(", ");
      html.append(terms.enforcement().id()).append("; ").append(text(String.join(", ", terms.profiles()))).append("</p>\n<p>");
      html.append(text(guardrail.rationale())).append("</p>\n<p><b>Fix.</b> ").append(text(guardrail.remediation())).append("</p>\n");
      if (!terms.parameters().isEmpty()) {
        html.append("<table><tr><th>Parameter</th><th>Type</th><th>Value</th><th>Meaning</th></tr>\n");
        terms
            .parameters()
            .forEach(
                parameter ->
                    cells(html, parameter.name(), parameter.type().id(), parameter.written(), parameter.description()));
        html.append("</table>\n");
      }
      terms.examples().forEach((_, example) -> html.append("<pre>").append(text(example)).append("</pre>\n"));
      terms
          .references()
          .forEach(
              reference ->
                  html.append("<p><a href=\"").append(text(reference)).append("\">").append(text(reference)).append("</a></p>\n"));
    }
    return html.append("</body></html>\n").toString();
  }

  private static void cells(StringBuilder html, String... cells) {
    html.append("<tr>");
    for (String cell : cells) {
      html.append("<td>").append(text(cell)).append("</td>");
    }
    html.append("</tr>\n");
  }

  private static String text(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
