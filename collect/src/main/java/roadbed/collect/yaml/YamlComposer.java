package roadbed.collect.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import roadbed.collect.Limits;
import roadbed.model.Diagnostic;
import roadbed.model.Location;

/**
 * Builds nodes from the events of a YAML text. An alias shares the node of its anchor, but is counted in full,
 * as everything that later walks the document meets it in full.
 */
final class YamlComposer {
  private final ParserImpl events;
  private final String text;
  private final String file;
  private final int lineOffset;
  private final Limits limits;
  private final YamlTags tags;
  private final Map<String, Composed> anchors = new HashMap<>();
  private final List<Diagnostic> warnings = new ArrayList<>();
  private long nodes;

  YamlComposer(String text, String file, int lineOffset, Limits limits, YamlTags tags) {
    LoadSettings settings =
        LoadSettings.builder()
            .setUseMarks(true)
            .setCodePointLimit(Integer.MAX_VALUE)
            // In one piece: read by parts, it breaks where a part ends in the middle of a surrogate pair.
            .setBufferSize(text.length() + 2)
            .build();
    this.tags = tags;
    this.events = new ParserImpl(settings, new StreamReader(settings, text));
    this.text = text;
    this.file = file;
    this.lineOffset = lineOffset;
    this.limits = limits;
  }

  /** A node with how large and how high it is when all aliases in it are followed. */
  private record Composed(YamlNode node, long size, int height) {}

  /** The document cannot be read; says where and why. */
  static final class Problem extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Diagnostic diagnostic;

    Problem(Diagnostic diagnostic) {
      super(diagnostic.toString());
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  List<Diagnostic> warnings() {
    return warnings;
  }

  /** The next document's root, or empty at the end of the text. */
  Optional<YamlNode> next() throws Problem {
    try {
      while (events.hasNext()) {
        Event event = events.next();
        switch (event.getEventId()) {
          case DocumentStart -> anchors.clear();
          case Scalar, SequenceStart, MappingStart, Alias -> {
            return Optional.of(compose(event, 1).node());
          }
          case DocumentEnd, StreamStart, StreamEnd, Comment, SequenceEnd, MappingEnd -> {
            // Nothing stands here.
          }
        }
      }
      return Optional.empty();
    } catch (MarkedYamlEngineException e) {
      throw malformed(e);
    } catch (ReaderException e) {
      throw controlCharacter(e);
    } catch (YamlEngineException e) {
      throw problem("yaml.malformed", Location.of(file), String.valueOf(e.getMessage()), "");
    }
  }

  private Composed compose(Event event, int depth) throws Problem {
    if (depth > limits.yamlDepth()) {
      throw problem(
          "yaml.bounds",
          place(event),
          "the document is more than " + limits.yamlDepth() + " levels deep",
          "such a document is hardly meant; leave it out");
    }
    return switch (event) {
      case AliasEvent alias -> alias(alias, depth);
      case ScalarEvent scalar ->
          anchored(scalar.getAnchor(), tagged(scalar.getTag(), counted(scalar(scalar), 1, 1, event)));
      case SequenceStartEvent start ->
          anchored(start.getAnchor(), tagged(start.getTag(), sequence(start, depth)));
      case MappingStartEvent start ->
          anchored(start.getAnchor(), tagged(start.getTag(), mapping(start, depth)));
      default ->
          throw problem("yaml.malformed", place(event), "a value is expected here", "mend the document");
    };
  }

  private Composed alias(AliasEvent alias, int depth) throws Problem {
    String name = alias.getAlias().getValue();
    Composed target = anchors.get(name);
    if (target == null) {
      throw problem(
          "yaml.malformed",
          place(alias),
          "the alias *" + name + " has no anchor before it, or stands inside its own anchor",
          "set &" + name + " earlier in the same document");
    }
    if (depth + target.height() > limits.yamlDepth()) {
      throw problem(
          "yaml.bounds",
          place(alias),
          "with its aliases the document is more than " + limits.yamlDepth() + " levels deep",
          "such a document is hardly meant; leave it out");
    }
    return counted(target.node(), target.size(), target.height(), alias);
  }

  private Composed sequence(SequenceStartEvent start, int depth) throws Problem {
    List<YamlNode> items = new ArrayList<>();
    long size = 1;
    int height = 1;
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      Composed item = compose(event, depth + 1);
      items.add(item.node());
      size += item.size();
      height = Math.max(height, item.height() + 1);
    }
    Location at = place(start);
    counted(1, start);
    return new Composed(new YamlNode.Sequence(items, at.line(), at.column()), size, height);
  }

  private Composed mapping(MappingStartEvent start, int depth) throws Problem {
    Map<String, YamlNode.Entry> entries = new LinkedHashMap<>();
    List<YamlNode> merged = new ArrayList<>();
    long size = 1;
    int height = 1;
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      if (!(compose(event, depth + 1).node() instanceof YamlNode.Scalar key)) {
        throw problem(
            "yaml.malformed",
            place(event),
            "a key that is not a simple text",
            "quote it if it is meant as text");
      }
      Composed value = compose(events.next(), depth + 1);
      size += 1 + value.size();
      height = Math.max(height, value.height() + 1);
      if (key.plain() && key.text().equals("<<")) {
        merged.add(value.node());
      } else if (entries.put(key.text(), new YamlNode.Entry(key, value.node())) != null) {
        warnings.add(
            Diagnostic.warning(
                "yaml.duplicate-key",
                Location.of(file, key.line(), key.column()),
                "the key " + shortened(key.text()) + " stands twice; the last one counts",
                "remove one of them"));
      }
    }
    merged.forEach(node -> merge(node, entries));
    Location at = place(start);
    counted(1, start);
    return new Composed(new YamlNode.Mapping(entries, at.line(), at.column()), size, height);
  }

  /** Adds what the mapping does not say itself; of several merged mappings the first one that says it. */
  private static void merge(YamlNode from, Map<String, YamlNode.Entry> into) {
    switch (from) {
      case YamlNode.Mapping mapping -> mapping.entries().forEach(into::putIfAbsent);
      case YamlNode.Sequence sequence -> sequence.items().forEach(item -> merge(item, into));
      case YamlNode.Scalar _ -> {
        // Merging a text means nothing.
      }
    }
  }

  private YamlNode.Scalar scalar(ScalarEvent event) {
    Location at = place(event);
    String tag = event.getTag().orElse("");
    boolean typed =
        tag.equals("tag:yaml.org,2002:int")
            || tag.equals("tag:yaml.org,2002:float")
            || tag.equals("tag:yaml.org,2002:bool")
            || tag.equals("tag:yaml.org,2002:null");
    boolean plain = typed || (tag.isEmpty() && event.isPlain());
    return new YamlNode.Scalar(event.getValue(), plain, at.line(), at.column());
  }

  private Composed tagged(Optional<String> tag, Composed composed) {
    if (tag.isEmpty() || !tag.get().startsWith("!") || tag.get().length() < 2) {
      return composed;
    }
    YamlNode node = tags.read(tag.get().substring(1), composed.node());
    return node.equals(composed.node())
        ? composed
        : new Composed(node, composed.size() + 2, composed.height() + 1);
  }

  private Composed anchored(Optional<Anchor> anchor, Composed composed) {
    anchor.ifPresent(name -> anchors.put(name.getValue(), composed));
    return composed;
  }

  private Composed counted(YamlNode node, long size, int height, Event event) throws Problem {
    counted(size, event);
    return new Composed(node, size, height);
  }

  private void counted(long size, Event event) throws Problem {
    nodes += size;
    if (nodes > limits.yamlNodes()) {
      throw problem(
          "yaml.bounds",
          place(event),
          "with its aliases the document has more than " + limits.yamlNodes() + " values",
          "such a document is hardly meant; leave it out");
    }
  }

  private Location place(Event event) {
    return event
        .getStartMark()
        .map(mark -> Location.of(file, mark.getLine() + 1 + lineOffset, mark.getColumn() + 1))
        .orElse(Location.of(file));
  }

  private Problem malformed(MarkedYamlEngineException e) {
    Location at =
        e.getProblemMark()
            .map(mark -> Location.of(file, mark.getLine() + 1 + lineOffset, mark.getColumn() + 1))
            .orElse(Location.of(file));
    return problem(
        "yaml.malformed", at, "not well-formed YAML: " + e.getProblem(), "mend it; the rest is read");
  }

  private Problem controlCharacter(ReaderException e) {
    String before =
        text.substring(0, text.offsetByCodePoints(0, Math.min(e.getPosition(), text.codePointCount(0, text.length()))));
    int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
    return problem(
        "yaml.malformed",
        Location.of(file, line + lineOffset, before.length() - before.lastIndexOf('\n')),
        "a control character (code %d) stands here".formatted(e.getCodePoint()),
        "remove it");
  }

  private static String shortened(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "…" : text;
  }

  private static Problem problem(String code, Location at, String message, String hint) {
    return new Problem(Diagnostic.error(code, at, message, hint));
  }
}
