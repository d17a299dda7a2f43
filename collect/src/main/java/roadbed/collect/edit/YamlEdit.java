package roadbed.collect.edit;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import roadbed.collect.Limits;
import roadbed.collect.SourceFile;
import roadbed.collect.yaml.YamlDocuments;
import roadbed.collect.yaml.YamlNode;
import roadbed.collect.yaml.YamlTyping;
import roadbed.model.Value;

/**
 * Sets attributes in YAML and in the JSON that is YAML too. The tree tells where things stand; the text is changed
 * there, one place at a time, and parsed again.
 */
final class YamlEdit {
  private static final int MOST_PLACES = 500;

  private final String file;
  private String text;

  YamlEdit(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /** It cannot be changed safely. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    Refusal(String why) {
      super(why);
    }
  }

  private record TextFile(String name, String text) implements SourceFile {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  Edit set(SourceEdit.Target target, List<String> path, Value value) {
    String before = text;
    try {
      int places = 0;
      while (once(target, path, value)) {
        if (++places > MOST_PLACES) {
          return new Edit.Refused("it would change more than " + MOST_PLACES + " places");
        }
      }
    } catch (Refusal refusal) {
      return new Edit.Refused(String.valueOf(refusal.getMessage()));
    }
    return text.equals(before) ? new Edit.Same() : new Edit.Changed(text);
  }

  private boolean once(SourceEdit.Target target, List<String> path, Value value) throws Refusal {
    YamlNode.Mapping base = base(target, path.getFirst().equals("pod"));
    List<String> steps = path.getFirst().equals("pod") ? path.subList(1, path.size()) : path;
    return new Place(new Lines(text), text, isJson()).edit(base, steps, value).map(this::take).orElse(false);
  }

  private boolean take(String changed) {
    text = changed;
    return true;
  }

  private boolean isJson() {
    return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
  }

  /** The mapping that paths begin at. */
  private YamlNode.Mapping base(SourceEdit.Target target, boolean pod) throws Refusal {
    YamlDocuments documents = new YamlDocuments(text, new TextFile(file, text), Limits.DEFAULT);
    List<YamlNode.Mapping> roots = new ArrayList<>();
    while (documents.hasNext()) {
      switch (documents.next()) {
        case YamlDocuments.Document.Broken _ -> throw new Refusal("the file is not well-formed");
        case YamlDocuments.Document.Read read -> {
          for (YamlNode root : read.roots()) {
            if (root instanceof YamlNode.Mapping mapping) {
              roots.add(mapping);
              items(mapping, roots);
            }
          }
        }
      }
    }
    for (YamlNode.Mapping root : roots) {
      Optional<YamlNode.Mapping> found = within(root, target);
      if (found.isPresent()) {
        return pod ? podOf(found.get()) : found.get();
      }
    }
    throw new Refusal("the resource is not found in the file");
  }

  private static void items(YamlNode.Mapping root, List<YamlNode.Mapping> into) {
    if (root.get("items").orElse(null) instanceof YamlNode.Sequence items) {
      for (YamlNode item : items.items()) {
        if (item instanceof YamlNode.Mapping mapping) {
          into.add(mapping);
        }
      }
    }
  }

  private static Optional<YamlNode.Mapping> within(YamlNode.Mapping root, SourceEdit.Target target)
      throws Refusal {
    if (root.get("Resources").orElse(null) instanceof YamlNode.Mapping resources) {
      return mapping(resources, target.name())
          .filter(one -> one.text("Type").equals(Optional.of(target.type())))
          .flatMap(one -> mapping(one, "Properties"));
    }
    if (root.get("resource").isPresent()) {
      List<YamlNode.Mapping> named =
          objects(root.get("resource").get()).stream()
              .flatMap(resources -> objects(resources, target.type()))
              .flatMap(ofType -> objects(ofType, target.name()))
              .toList();
      if (named.size() > 1) {
        throw new Refusal("several resources of the file have this name");
      }
      return named.stream().findFirst();
    }
    boolean kubernetes =
        root.text("kind").isPresent()
            && root.get("metadata").orElse(null) instanceof YamlNode.Mapping metadata
            && metadata.text("name").equals(Optional.of(target.name()))
            && target.type().endsWith(root.text("kind").orElse("?"));
    return kubernetes ? Optional.of(root) : Optional.empty();
  }

  private static Optional<YamlNode.Mapping> mapping(YamlNode.Mapping of, String key) {
    return of.get(key).flatMap(node -> node instanceof YamlNode.Mapping mapping ? Optional.of(mapping) : Optional.empty());
  }

  /** What Terraform's JSON syntax takes for blocks: an object, or a list of them. */
  private static List<YamlNode.Mapping> objects(YamlNode node) {
    return switch (node) {
      case YamlNode.Mapping mapping -> List.of(mapping);
      case YamlNode.Sequence sequence ->
          sequence.items().stream()
              .filter(YamlNode.Mapping.class::isInstance)
              .map(YamlNode.Mapping.class::cast)
              .toList();
      case YamlNode.Scalar _ -> List.of();
    };
  }

  private static Stream<YamlNode.Mapping> objects(YamlNode.Mapping of, String key) {
    return of.get(key).stream().flatMap(node -> objects(node).stream());
  }

  private static YamlNode.Mapping podOf(YamlNode.Mapping object) throws Refusal {
    List<List<String>> ways =
        List.of(List.of("spec", "jobTemplate", "spec", "template", "spec"), List.of("spec", "template", "spec"), List.of("spec"));
    for (List<String> way : ways) {
      Optional<YamlNode.Mapping> here = Optional.of(object);
      for (String step : way) {
        here = here.flatMap(one -> mapping(one, step));
      }
      if (here.isPresent() && here.get().get("containers").isPresent()) {
        return here.get();
      }
    }
    throw new Refusal("the object has no pod with containers");
  }

  /** One change at the first place that needs one. */
  private record Place(Lines lines, String text, boolean json) {

    Optional<String> edit(YamlNode node, List<String> steps, Value value) throws Refusal {
      String step = steps.getFirst();
      if (step.equals("*")) {
        return items(node, steps, value);
      }
      // In JSON one block may be written as a list of one.
      YamlNode block = json && node instanceof YamlNode.Sequence list && list.items().size() == 1 ? list.items().getFirst() : node;
      if (!(block instanceof YamlNode.Mapping mapping)) {
        throw new Refusal("something else stands where " + String.join(".", steps) + " belongs");
      }
      if (step.equals("containers*")) {
        for (String kind : List.of("containers", "initContainers")) {
          if (mapping.entries().containsKey(kind)) {
            Optional<String> changed = entry(mapping, kind, steps.subList(1, steps.size()), value);
            if (changed.isPresent()) {
              return changed;
            }
          }
        }
        return Optional.empty();
      }
      if (step.endsWith("?")) {
        String present = step.substring(0, step.length() - 1);
        return mapping.entries().containsKey(present) ? entry(mapping, present, List.of(), value) : Optional.empty();
      }
      String key = step.endsWith("{}") ? step.substring(0, step.length() - 2) : step;
      return entry(mapping, key, steps.subList(1, steps.size()), value);
    }

    private Optional<String> items(YamlNode node, List<String> steps, Value value) throws Refusal {
      if (node instanceof YamlNode.Sequence sequence) {
        for (YamlNode item : sequence.items()) {
          Optional<String> changed = edit(item, steps.subList(1, steps.size()), value);
          if (changed.isPresent()) {
            return changed;
          }
        }
      }
      return Optional.empty();
    }

    private Optional<String> entry(YamlNode.Mapping mapping, String key, List<String> rest, Value value)
        throws Refusal {
      YamlNode.Entry entry = mapping.entries().get(key);
      if (entry == null) {
        boolean onlyWherePresent = rest.contains("*") || (!rest.isEmpty() && rest.getLast().endsWith("?"));
        return onlyWherePresent ? Optional.empty() : Optional.of(insert(mapping, key, rest, value));
      }
      if (entry.key().line() < mapping.line() || entry.value().line() < entry.key().line()) {
        throw new Refusal(key + " is shared with other places of the file");
      }
      if (entry.value() instanceof YamlNode.Scalar scalar && scalar.isNull()) {
        return Optional.of(fill(entry, rest, value));
      }
      if (!rest.isEmpty()) {
        return edit(entry.value(), rest, value);
      }
      if (YamlTyping.value(entry.value()).equals(value)) {
        return Optional.empty();
      }
      return switch (entry.value()) {
        case YamlNode.Scalar scalar -> Optional.of(replace(scalar, value));
        case YamlNode.Sequence sequence -> added(sequence, value);
        case YamlNode.Mapping _ -> throw new Refusal("names with values stand where " + key + " is to be set");
      };
    }

    /** The scalar's text as it is written, on one line. */
    private String replace(YamlNode.Scalar scalar, Value value) throws Refusal {
      int from = lines.offset(scalar.line(), scalar.column());
      char first = text.charAt(from);
      int to;
      if (first == '"' || first == '\'') {
        to = text.indexOf(first, from + 1) + 1;
        if (to <= 0 || !text.substring(from + 1, to - 1).equals(scalar.text())) {
          throw new Refusal("the value is written in a way that is not changed here");
        }
      } else {
        to = from + scalar.text().length();
        if (to > text.length() || !text.substring(from, to).equals(scalar.text()) || scalar.text().contains("\n")) {
          throw new Refusal("the value is written in a way that is not changed here");
        }
      }
      return text.substring(0, from) + scalar(value) + text.substring(to);
    }

    private Optional<String> added(YamlNode.Sequence sequence, Value value) throws Refusal {
      if (!(value instanceof Value.Items wanted)) {
        throw new Refusal("a list stands where a single value is to be set");
      }
      for (Value item : wanted.values()) {
        if (sequence.items().stream().map(YamlTyping::value).noneMatch(item::equals)) {
          return Optional.of(first(sequence, scalar(item)));
        }
      }
      return Optional.empty();
    }

    private String first(YamlNode.Sequence sequence, String item) {
      int at = lines.offset(sequence.line(), sequence.column());
      if (text.charAt(at) == '[') {
        String more = sequence.items().isEmpty() ? "" : ", ";
        return text.substring(0, at + 1) + item + more + text.substring(at + 1);
      }
      String indent = " ".repeat(sequence.column() - 1);
      int start = lines.start(sequence.line());
      return text.substring(0, start) + indent + "- " + item + lines.end() + text.substring(start);
    }

    /** A key without a value, or with an empty one. */
    private String fill(YamlNode.Entry entry, List<String> rest, Value value) throws Refusal {
      int line = entry.key().line();
      String written = lines.line(line).strip();
      if (json || !written.endsWith(":")) {
        throw new Refusal(entry.key().text() + " is written in a way that is not changed here");
      }
      if (rest.isEmpty()) {
        int end = lines.start(line) + lines.line(line).stripTrailing().length();
        return text.substring(0, end) + " " + rendered(value) + text.substring(end);
      }
      int at = lines.start(line + 1);
      String ended = at > 0 && text.charAt(at - 1) != '\n' ? lines.end() : "";
      return text.substring(0, at) + ended + block(entry.key().column() + 1, rest, value) + text.substring(at);
    }

    private String insert(YamlNode.Mapping mapping, String key, List<String> rest, Value value) throws Refusal {
      int at = lines.offset(mapping.line(), mapping.column());
      List<String> steps = new ArrayList<>(List.of(key));
      steps.addAll(rest);
      if (at < text.length() && text.charAt(at) == '{') {
        return inFlow(mapping, at, steps, value);
      }
      int line = last(mapping);
      int end = lines.start(line + 1);
      String block = block(mapping.column() - 1, steps, value);
      if (end > 0 && text.charAt(end - 1) != '\n') {
        return text.substring(0, end) + lines.end() + block.stripTrailing() + text.substring(end);
      }
      return text.substring(0, end) + block + text.substring(end);
    }

    /** Before the first entry, on a line of its own where that has one. */
    private String inFlow(YamlNode.Mapping mapping, int at, List<String> steps, Value value) {
      String written = flow(steps, value);
      if (mapping.entries().isEmpty()) {
        int close = text.indexOf('}', at);
        return text.substring(0, at + 1) + written + text.substring(close);
      }
      YamlNode.Scalar first = mapping.entries().values().iterator().next().key();
      int key = lines.offset(first.line(), first.column());
      String separator = first.line() > mapping.line() ? "," + lines.end() + " ".repeat(first.column() - 1) : ", ";
      return text.substring(0, key) + written + separator + text.substring(key);
    }

    private String flow(List<String> steps, Value value) {
      StringBuilder written = new StringBuilder();
      for (int i = 0; i < steps.size(); i++) {
        String step = steps.get(i);
        written.append(i == 0 ? "" : "{").append(json ? '"' + step + '"' : step).append(": ");
      }
      return written.append(rendered(value)).append("}".repeat(steps.size() - 1)).toString();
    }

    private String block(int indent, List<String> steps, Value value) {
      StringBuilder written = new StringBuilder();
      for (int i = 0; i < steps.size(); i++) {
        written.append(" ".repeat(indent + 2 * i)).append(steps.get(i)).append(':');
        written.append(i == steps.size() - 1 ? " " + rendered(value) : "").append(lines.end());
      }
      return written.toString();
    }

    /** The last line of a block mapping, without the blank lines and comments behind it. */
    private int last(YamlNode.Mapping mapping) throws Refusal {
      int indent = mapping.column() - 1;
      YamlNode.Entry last = null;
      for (YamlNode.Entry entry : mapping.entries().values()) {
        boolean own = entry.key().line() >= mapping.line();
        last = own && (last == null || entry.key().line() > last.key().line()) ? entry : last;
      }
      if (last == null) {
        throw new Refusal("the settings are shared with other places of the file");
      }
      boolean list = last.value() instanceof YamlNode.Sequence;
      int line = last.key().line();
      for (int next = line + 1; next <= lines.count(); next++) {
        String written = lines.line(next);
        if (written.isBlank() || written.strip().startsWith("#")) {
          continue;
        }
        int deep = Lines.indent(written);
        if (deep > indent || (list && deep == indent && written.startsWith("- ", deep))) {
          line = next;
        } else {
          break;
        }
      }
      return line;
    }

    private String rendered(Value value) {
      if (value instanceof Value.Items items) {
        return "[" + String.join(", ", items.values().stream().map(this::scalar).toList()) + "]";
      }
      return scalar(value);
    }

    private String scalar(Value value) {
      return switch (value) {
        case Value.Text text -> text(text.value());
        case Value.Whole whole -> Long.toString(whole.value());
        case Value.Decimal decimal -> decimal.value().toPlainString();
        case Value.Bool bool -> Boolean.toString(bool.value());
        case Value.Null _, Value.Unknown _, Value.Secret _, Value.Items _, Value.Fields _ -> "null";
      };
    }

    private String text(String value) {
      boolean plain =
          !json
              && value.matches("[A-Za-z][A-Za-z0-9_./-]*")
              && !value.matches("(?i)true|false|yes|no|on|off|null|y|n|all");
      return plain ? value : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
  }
}
