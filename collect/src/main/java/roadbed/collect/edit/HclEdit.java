package roadbed.collect.edit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roadbed.collect.terraform.expression.Expression;
import roadbed.collect.terraform.hcl.Attribute;
import roadbed.collect.terraform.hcl.Block;
import roadbed.collect.terraform.hcl.Body;
import roadbed.collect.terraform.hcl.HclFile;
import roadbed.model.Value;

/**
 * Sets attributes in Terraform's native syntax. What is written out is replaced; what an expression decides is left to
 * the person who wrote it. New lines are aligned as {@code terraform fmt} aligns them.
 */
final class HclEdit {
  private final String file;
  private final String text;

  HclEdit(String file, String text) {
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

  Edit set(SourceEdit.Target target, List<String> path, Value value) {
    try {
      Block block = block(target);
      Optional<String> changed = set(block, path, value, block.location().column() - 1);
      return changed.<Edit>map(Edit.Changed::new).orElseGet(Edit.Same::new);
    } catch (Refusal refusal) {
      return new Edit.Refused(String.valueOf(refusal.getMessage()));
    }
  }

  Edit add(SourceEdit.Target target, String type, String reference, List<SourceEdit.Setting> settings) {
    try {
      Block block = block(target);
      if (block.body().has("count") || block.body().has("for_each")) {
        return new Edit.Refused("the resource is made several times, and so would be what is added");
      }
      List<Block> all = HclFile.parse(file, text).body().blocks("resource");
      if (all.stream().anyMatch(one -> one.labels().equals(List.of(type, target.name())))) {
        return new Edit.Refused("there is a resource " + type + "." + target.name() + " already");
      }
      StringBuilder added = new StringBuilder();
      added.append("\n\nresource \"").append(type).append("\" \"").append(target.name()).append("\" {\n");
      String refers = target.type() + "." + target.name() + ".id";
      added.append("  ").append(reference).append(" = ").append(refers).append('\n');
      for (SourceEdit.Setting setting : settings) {
        added.append(setting.path().size() > 1 ? "\n" : "").append(lines(setting.path(), setting.value(), 2));
      }
      added.append('}');
      String written = text.substring(0, block.to()) + added.toString().replace("\n", end()) + text.substring(block.to());
      return new Edit.Changed(Alignment.of(written, written.indexOf(refers, block.to())));
    } catch (Refusal refusal) {
      return new Edit.Refused(String.valueOf(refusal.getMessage()));
    }
  }

  /** The whole resource with the comments right above it; what refers to it must not be left behind. */
  Edit remove(SourceEdit.Target target) {
    try {
      Block block = block(target);
      String name = target.type() + "." + target.name();
      String before = text.substring(0, block.from());
      String after = text.substring(block.to());
      if (SourceEdit.mentions(before, name) || SourceEdit.mentions(after, name)) {
        return new Edit.Refused("something in the file refers to " + name);
      }
      int start = before.lastIndexOf('\n') + 1;
      if (!before.substring(start).isBlank()) {
        return new Edit.Refused("the block does not stand on lines of its own");
      }
      while (start > 0) {
        int above = text.lastIndexOf('\n', start - 2) + 1;
        String line = text.substring(above, start).strip();
        if (!line.startsWith("#") && !line.startsWith("//")) {
          break;
        }
        start = above;
      }
      int stop = text.indexOf('\n', block.to());
      if (stop >= 0 && !text.substring(block.to(), stop).isBlank()) {
        return new Edit.Refused("the block does not stand on lines of its own");
      }
      String rest = stop < 0 ? "" : text.substring(stop + 1);
      String kept = text.substring(0, start);
      String changed =
          kept.isBlank() || kept.endsWith("\n\n") || kept.endsWith("\n\r\n") || rest.isBlank() ? kept.stripTrailing() : kept;
      String gap = changed.isEmpty() ? "" : changed.equals(kept) ? "" : rest.isBlank() ? end() : end() + end();
      return new Edit.Changed(changed + gap + rest.replaceFirst("^(?:[ \\t]*\\r?\\n)++", ""));
    } catch (Refusal refusal) {
      return new Edit.Refused(String.valueOf(refusal.getMessage()));
    }
  }

  private String end() {
    return text.contains("\r\n") ? "\r\n" : "\n";
  }

  private Block block(SourceEdit.Target target) throws Refusal {
    HclFile parsed = HclFile.parse(file, text);
    if (!parsed.diagnostics().isEmpty()) {
      throw new Refusal("the file is not well-formed");
    }
    List<Block> found =
        parsed.body().blocks("resource").stream()
            .filter(block -> block.labels().equals(List.of(target.type(), target.name())))
            .toList();
    if (found.size() != 1 || found.getFirst().to() <= found.getFirst().from()) {
      throw new Refusal("the resource is not found in the file");
    }
    return found.getFirst();
  }

  private Optional<String> set(Block block, List<String> path, Value value, int indent) throws Refusal {
    String step = path.getFirst();
    Body body = block.body();
    if (path.size() == 1 && step.endsWith("?")) {
      Attribute present = body.attributes().get(step.substring(0, step.length() - 1));
      return present == null ? Optional.empty() : replace(present, value);
    }
    if (path.size() == 1) {
      Attribute attribute = body.attributes().get(step);
      return attribute == null
          ? Optional.of(insert(block, path, value, indent))
          : replace(attribute, value);
    }
    if (step.endsWith("{}")) {
      return map(block, path, value, indent);
    }
    if (body.has(step)) {
      throw new Refusal(step + " is written as an expression");
    }
    if (body.blocks("dynamic").stream().anyMatch(one -> one.labels().equals(List.of(step)))) {
      throw new Refusal(step + " is made by a dynamic block");
    }
    List<Block> inner = body.blocks(step);
    if (inner.isEmpty()) {
      return Optional.of(insert(block, path, value, indent));
    }
    // From the last one on, so that places before it stay where they are.
    String changed = text;
    for (Block one : inner.reversed()) {
      Optional<String> here = new HclEdit(file, changed).set(one, path.subList(1, path.size()), value, indent + 2);
      changed = here.orElse(changed);
    }
    return changed.equals(text) ? Optional.empty() : Optional.of(changed);
  }

  /** An entry of a map: into one that is written out, or into a new one. */
  private Optional<String> map(Block block, List<String> path, Value value, int indent) throws Refusal {
    String name = path.getFirst().substring(0, path.getFirst().length() - 2);
    Attribute attribute = block.body().attributes().get(name);
    if (attribute == null) {
      return Optional.of(insert(block, path, value, indent));
    }
    String written = text.substring(attribute.from(), Math.max(attribute.from(), attribute.to()));
    if (!written.startsWith("{") || written.contains(path.get(1))) {
      throw new Refusal(name + " is written in a way that is not changed here");
    }
    int at = attribute.from() + 1;
    String entry = end() + " ".repeat(indent + 4) + path.get(1) + " = " + rendered(value);
    String rest = text.substring(at).stripLeading().startsWith("}") && !written.contains("\n") ? end() + " ".repeat(indent + 2) : "";
    return Optional.of(text.substring(0, at) + entry + rest + text.substring(at));
  }

  private Optional<String> replace(Attribute attribute, Value value) throws Refusal {
    if (attribute.to() <= attribute.from()) {
      throw new Refusal(attribute.name() + " is written in a way that is not changed here");
    }
    String written = text.substring(attribute.from(), attribute.to());
    if (written.equals(rendered(value))) {
      return Optional.empty();
    }
    boolean literal = attribute.value() instanceof Expression.Literal || written.matches("\"[^\"$%\\\\]*\"|\\[[^\\]$]*\\]");
    if (!literal) {
      throw new Refusal(attribute.name() + " is decided by an expression: " + written.strip());
    }
    return Optional.of(text.substring(0, attribute.from()) + rendered(value) + text.substring(attribute.to()));
  }

  /** Behind the last attribute for an attribute, before the closing brace for a block. */
  private String insert(Block block, List<String> path, Value value, int indent) throws Refusal {
    int open = open(block);
    int close = block.to() - 1;
    if (text.charAt(close) != '}') {
      throw new Refusal("the block is written in a way that is not changed here");
    }
    String lines = lines(path, value, indent + 2).replace("\n", end());
    if (text.substring(open, close).indexOf('\n') < 0) {
      if (!text.substring(open + 1, close).isBlank()) {
        throw new Refusal("the block is written on one line");
      }
      return text.substring(0, open + 1) + end() + lines + " ".repeat(indent) + text.substring(close);
    }
    boolean nested = path.size() > 1;
    int last = nested ? -1 : lastAttribute(block);
    if (last >= 0) {
      int behind = text.indexOf('\n', last) + 1;
      String changed = text.substring(0, behind) + lines + text.substring(behind);
      return Alignment.of(changed, behind);
    }
    int lineOfClose = text.lastIndexOf('\n', close) + 1;
    if (nested) {
      boolean empty = block.body().attributes().isEmpty() && block.body().blocks().isEmpty();
      return text.substring(0, lineOfClose) + (empty ? "" : end()) + lines + text.substring(lineOfClose);
    }
    int behind = text.indexOf('\n', open) + 1;
    boolean more = !block.body().blocks().isEmpty();
    return text.substring(0, behind) + lines + (more ? end() : "") + text.substring(behind);
  }

  /** Where the brace stands that opens a block: the first one outside of its labels. */
  private int open(Block block) throws Refusal {
    boolean quoted = false;
    for (int i = block.from(); i < block.to(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '{' && !quoted) {
        return i;
      }
    }
    throw new Refusal("the block is written in a way that is not changed here");
  }

  /** Where the value ends of the attribute that stands last before any block; -1 where there is none. */
  private static int lastAttribute(Block block) {
    int firstBlock = block.body().blocks().stream().mapToInt(Block::from).min().orElse(Integer.MAX_VALUE);
    return block.body().attributes().values().stream()
        .mapToInt(Attribute::to)
        .filter(to -> to > 0 && to < firstBlock)
        .max()
        .orElse(-1);
  }

  private static String lines(List<String> path, Value value, int indent) {
    StringBuilder lines = new StringBuilder();
    List<String> closing = new ArrayList<>();
    for (int i = 0; i < path.size() - 1; i++) {
      boolean map = path.get(i).endsWith("{}");
      String name = map ? path.get(i).substring(0, path.get(i).length() - 2) + " =" : path.get(i);
      lines.append(" ".repeat(indent + 2 * i)).append(name).append(" {\n");
      closing.add(" ".repeat(indent + 2 * i) + "}\n");
    }
    lines.append(" ".repeat(indent + 2 * (path.size() - 1))).append(path.getLast()).append(" = ");
    lines.append(rendered(value)).append('\n');
    closing.reversed().forEach(lines::append);
    return lines.toString();
  }

  private static String rendered(Value value) {
    return switch (value) {
      case Value.Text text -> '"' + text.value().replace("\\", "\\\\").replace("\"", "\\\"").replace("${", "$${") + '"';
      case Value.Whole whole -> Long.toString(whole.value());
      case Value.Decimal decimal -> decimal.value().toPlainString();
      case Value.Bool bool -> Boolean.toString(bool.value());
      case Value.Items items -> "[" + String.join(", ", items.values().stream().map(HclEdit::rendered).toList()) + "]";
      case Value.Null _, Value.Unknown _, Value.Secret _, Value.Fields _ -> "null";
    };
  }
}
